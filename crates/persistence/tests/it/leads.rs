//! Leads: pages that lose nobody, and facts that only capture changes.

use crate::world::{Tenant, addresses, after, email, id, lead, phones, start};
use domain::{
    entropy::{Entropy, TestEntropy, random},
    filter::{Filter, Sort},
    ids::{ActivityId, LeadId},
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
            let (mut seen, mut after, mut arrived) = (Vec::new(), None, Vec::new());
            loop {
                let limit = 1 + below(&entropy, 7);
                let page = leads::list(&read, &Filter::EVERYTHING, Sort::NEWEST, after.as_ref(), limit).await;
                let (page, next) = page.unwrap();
                assert!(page.len() as u64 <= limit && (page.len() as u64 == limit || next.is_none()));
                seen.extend(page.iter().map(|row| row.lead.id));
                after = next;
                if after.is_none() {
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
        let (both, numbers) = (addresses(&["Ines.a@Example.com", "second@example.com"]), phones(&["1", "2"], None));
        let write = db.db.write(workspace, async |tx| {
            leads::set_emails(tx, a.lead, both.clone()).await?;
            leads::set_phones(tx, a.lead, numbers.clone()).await
        });
        write.await.unwrap();
        let orphan = insert(&db.db, a.tenant).await;
        let rows = leads::list(&db.db.read(workspace), &Filter::EVERYTHING, Sort::NEWEST, None, 10).await.unwrap().0;
        let shown: Vec<_> = rows.iter().map(|row| (row.lead.id, row.primary_email.as_deref(), row.owner.is_some())).collect();
        assert_eq!(shown, [(orphan, None, false), (a.lead, Some("Ines.a@Example.com"), true)]);
        let beside: Vec<_> = rows.iter().map(|row| (row.primary_phone.as_deref(), row.team.clone(), row.stage.clone(), row.tags.clone())).collect();
        let stage = a.pipeline.stages[1].clone();
        assert_eq!(beside, [(None, None, None, vec![]), (Some("1"), Some(a.team.clone()), Some(stage), vec![a.tag.clone()])]);
        let detail = leads::find(&db.db.read(workspace), a.lead).await.unwrap().unwrap();
        assert_eq!(detail.emails.iter().map(|email| email.is_primary).collect::<Vec<_>>(), [true, false]);
        let write = db.db.write(workspace, async |tx| {
            let found = leads::find_by_email(tx, &second).await?.map(|lead| lead.id);
            let had = leads::has_phone(tx, a.lead).await?;
            leads::set_emails(tx, a.lead, vec![]).await?;
            leads::set_phones(tx, a.lead, vec![]).await?;
            Ok::<_, DbError>((found, had, leads::has_phone(tx, a.lead).await?))
        });
        assert_eq!(write.await.unwrap(), (Some(a.lead), true, false));
        let detail = leads::find(&db.db.read(workspace), a.lead).await.unwrap().unwrap();
        assert!(detail.emails.is_empty() && detail.phones.is_empty() && detail.row.primary_phone.is_none());
    }

    async fn the_last_activity_moves_forward_only(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let id = insert(&db.db, a).await;
        for (at, expected) in [(5, 5), (3, 5), (-9, 5), (6, 6)] {
            db.db.write(a.workspace, async |tx| leads::touch(tx, &[id], after(at)).await).await.unwrap();
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
            db.db.write(a.tenant.workspace, async |tx| activities::insert(tx, std::slice::from_ref(&entry), start()).await).await.unwrap();
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
