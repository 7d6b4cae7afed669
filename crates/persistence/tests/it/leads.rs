//! Leads: pages that lose nobody, and facts that only capture changes.

use crate::world::{Tenant, after, email, id, lead, start};
use domain::{
    entropy::{Entropy, TestEntropy, random},
    ids::{ActivityId, LeadEmailId, LeadId, LeadPhoneId},
};
use persistence::{
    Db, DbError,
    activities::{self, Activity},
    leads,
};
use testkit::{TestDb, both_engines};

async fn insert(db: &Db, tenant: Tenant) -> LeadId {
    let new = lead("somebody");
    db.write(tenant.workspace, async |tx| leads::insert(tx, &new).await).await.unwrap();
    new.id
}

fn below(entropy: &dyn Entropy, limit: u64) -> u64 {
    u64::from_le_bytes(random(entropy)) % limit
}

both_engines! {
    async fn pages_give_each_lead_once_while_others_arrive(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let (read, mut known) = (db.db.read(a.workspace), Vec::new());
        for seed in 0..12 {
            let entropy = TestEntropy::seeded(seed);
            for _ in 0..below(&entropy, 9) {
                known.push(insert(&db.db, a).await);
                insert(&db.db, b).await;
            }
            let (mut seen, mut before, mut arrived) = (Vec::new(), None, Vec::new());
            loop {
                let limit = 1 + below(&entropy, 7);
                let (page, more) = leads::list(&read, before, limit).await.unwrap();
                assert!(page.len() as u64 <= limit && (page.len() as u64 == limit || !more));
                before = page.last().map(|row| row.lead.id).or(before);
                seen.extend(page.iter().map(|row| row.lead.id));
                if !more {
                    break;
                }
                for _ in 0..below(&entropy, 3) {
                    arrived.push(insert(&db.db, a).await);
                }
            }
            let expected: Vec<LeadId> = known.iter().rev().copied().collect();
            assert_eq!(seen, expected, "seed {seed}");
            known.extend(arrived);
        }
        assert!(known.len() > 50);
    }

    async fn a_row_shows_the_first_address_and_the_owner(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let workspace = a.tenant.workspace;
        let second = email("second@example.com");
        db.db.write(workspace, async |tx| leads::add_email(tx, LeadEmailId(id()), a.lead, &second, 1).await).await.unwrap();
        let orphan = insert(&db.db, a.tenant).await;
        let rows = leads::list(&db.db.read(workspace), None, 10).await.unwrap().0;
        let shown: Vec<_> = rows.iter().map(|row| (row.lead.id, row.primary_email.as_deref(), row.owner.is_some())).collect();
        assert_eq!(shown, [(orphan, None, false), (a.lead, Some("Ines.a@Example.com"), true)]);
        let detail = leads::find(&db.db.read(workspace), a.lead).await.unwrap().unwrap();
        assert_eq!(detail.emails.iter().map(|email| email.is_primary).collect::<Vec<_>>(), [true, false]);
        let write = db.db.write(workspace, async |tx| {
            let found = leads::find_by_email(tx, &second).await?.map(|lead| lead.id);
            Ok::<_, DbError>((found, leads::add_phone(tx, LeadPhoneId(id()), a.lead, "another").await?))
        });
        assert_eq!(write.await.unwrap(), (Some(a.lead), false));
    }

    async fn the_last_activity_moves_forward_only(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let id = insert(&db.db, a).await;
        for (at, expected) in [(5, 5), (3, 5), (-9, 5), (6, 6)] {
            db.db.write(a.workspace, async |tx| leads::touch(tx, id, after(at)).await).await.unwrap();
            let lead = leads::find(&db.db.read(a.workspace), id).await.unwrap().unwrap().row.lead;
            assert_eq!((lead.last_activity_at, lead.created_at), (after(expected), start()));
        }
    }

    async fn the_timeline_pages_and_its_tail_follow_the_order_of_writing(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let b = Tenant::new(&db.db, "b").await.fill(&db.db, "b").await;
        let read = db.db.read(a.tenant.workspace);
        let mut own = vec![a.activity];
        for _ in 0..9 {
            let (entry, _) = activities::list(&read, a.lead, None, 1).await.unwrap();
            let entry = Activity { id: ActivityId(id()), ..entry[0].clone() };
            own.push(entry.id);
            db.db.write(a.tenant.workspace, async |tx| activities::insert(tx, &entry, start()).await).await.unwrap();
        }
        let since = activities::since(&read, own[3], 4).await.unwrap();
        assert_eq!(since.iter().map(|change| change.id).collect::<Vec<_>>(), own[4..8]);
        let tail = activities::tail(&db.db.read_system(), own[0], 100).await.unwrap();
        let both: Vec<ActivityId> = [b.activity].into_iter().chain(own[1..].iter().copied()).collect();
        assert_eq!(tail.iter().map(|change| change.id).collect::<Vec<_>>(), both);
        assert_eq!((tail[0].workspace_id, tail[0].lead_id), (b.tenant.workspace, b.lead));
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let (page, more) = activities::list(&read, a.lead, before, 3).await.unwrap();
            before = page.last().map(|entry| entry.id);
            seen.extend(page.iter().map(|entry| entry.id));
            if !more {
                break;
            }
        }
        own.reverse();
        assert_eq!(seen, own);
    }
}
