//! What counts as the same is decided by the domain's normal forms; the engines compare bytes.

use crate::world::{
    Tenant, after, delivery, email, id, identity, job, lead, meeting, registrant, registration, start,
};
use domain::{
    ids::{ConnectionId, LeadEmailId, MeetingId, SessionId, UserId, WorkspaceId},
    user::NewUser,
};
use persistence::{
    DbError, OnUnique, TxError,
    deliveries::{self, NewDelivery},
    jobs::{self, NewJob},
    leads, registrations, sessions, users,
    workspaces::{self, Workspace},
    zoom,
};
use std::cell::Cell;
use testkit::{TestDb, both_engines};

/// Spellings that a collation may take for each other.
const ALIKE: [&str; 6] = ["jose", "Jose", "JOSE", "josé", "jose\u{301}", "ｊｏｓｅ"];

#[derive(Debug)]
enum Outcome {
    Taken,
    Database(DbError),
}

impl From<DbError> for Outcome {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl TxError for Outcome {
    fn lost_race(&self) -> bool {
        matches!(self, Self::Database(error) if error.lost_race())
    }
}

fn taken<T: std::fmt::Debug>(result: Result<T, DbError>) {
    assert!(matches!(result, Err(DbError::Unique(_))), "{result:?}");
}

both_engines! {
    async fn leads_with_addresses_that_look_alike_stay_apart(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        for name in ALIKE.into_iter().filter(|name| !name.contains(char::is_uppercase)) {
            // Decomposed and composed are one address: the domain says so, before the engine is asked.
            let email = email(&format!("{name}@example.com"));
            let write = db.db.write(a.workspace, async |tx| {
                if leads::find_by_email(tx, &email).await?.is_some() {
                    return Ok(false);
                }
                let lead = lead(name);
                leads::insert(tx, &lead).await?;
                leads::add_email(tx, LeadEmailId(id()), lead.id, &email, 0).await?;
                Ok::<_, DbError>(true)
            });
            assert_eq!(write.await.unwrap(), name != "jose\u{301}", "{name}");
        }
        assert_eq!(leads::list(&db.db.read(a.workspace), None, 10).await.unwrap().0.len(), 3);
    }

    async fn keys_of_other_systems_are_told_apart_by_case_and_accent(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let person = lead("Ines");
        for name in ALIKE {
            let write = db.db.write(a.workspace, async |tx| {
                if name == ALIKE[0] {
                    leads::insert(tx, &person).await?;
                }
                let facts = meeting(1);
                let meeting = registrations::upsert_meeting(tx, MeetingId(id()), &facts, start(), start()).await?;
                assert!(registrations::find(tx, meeting, name).await?.is_none());
                registrations::insert(tx, registration(person.id, meeting, &registrant(name)), start()).await?;
                zoom::link(tx, ConnectionId(id()), &identity(name), a.member, start()).await
            });
            write.await.unwrap();
            let write = db.db.write_system(async |tx| {
                let request_key = Some(name.to_owned());
                deliveries::insert(tx, vec![NewDelivery { request_key, ..delivery(None, start()) }]).await?;
                let dedupe_key = Some(name.to_owned());
                jobs::enqueue(tx, vec![NewJob { dedupe_key, ..job("process", start()) }], start()).await
            });
            write.await.unwrap();
        }
        assert_eq!(registrations::of_lead(&db.db.read(a.workspace), person.id).await.unwrap().len(), ALIKE.len());
        assert_eq!(zoom::list(&db.db.read(a.workspace)).await.unwrap().len(), ALIKE.len());
        let key = identity("JOSE").key;
        assert_eq!(zoom::routes(&db.db.read_system(), &[&key]).await.unwrap().len(), 1);
        let known = deliveries::known(&db.db.read_system(), &["josé", "JOSé"], &[]).await.unwrap();
        assert_eq!(known.request_keys.into_iter().collect::<Vec<_>>(), ["josé"]);
    }

    async fn every_key_that_must_be_unique_is(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let b = Tenant::new(&db.db, "b").await;
        let own = a.tenant.workspace;
        let user = NewUser::parse("Ines", "A@Example.com").unwrap();
        taken(db.db.write_system(async |tx| users::insert(tx, UserId(id()), &user, "hash", start()).await).await);
        let double = Workspace {
            id: WorkspaceId(id()), slug: "a".into(), name: "a".into(), locale: "en".into(), time_zone: "UTC".into(), currency: "EUR".into(),
        };
        taken(db.db.write_system(async |tx| workspaces::insert(tx, &double, start()).await).await);
        taken(db.db.write_system(async |tx| {
            let (member, user) = (domain::ids::MemberId(id()), a.tenant.user);
            persistence::members::insert(tx, member, own, user, domain::workspace::Role::Viewer, start()).await
        }).await);
        taken(db.db.write(own, async |tx| leads::add_email(tx, LeadEmailId(id()), a.lead, &a.email, 1).await).await);
        taken(db.db.write(own, async |tx| {
            registrations::insert(tx, registration(a.lead, a.meeting, &registrant("key")), start()).await
        }).await);
        taken(db.db.write(own, async |tx| {
            let session = a.tenant.session;
            zoom::insert_authorization(tx, domain::ids::ZoomAuthorizationId(id()), session, a.state_hash, start(), after(1)).await
        }).await);
        // One Zoom user, one workspace: also across workspaces.
        for tenant in [a.tenant, b] {
            taken(db.db.write(tenant.workspace, async |tx| {
                zoom::link(tx, ConnectionId(id()), &a.zoom, tenant.member, start()).await
            }).await);
        }
        // The same address, the same registrant and the same meeting in another workspace are somebody else's.
        let elsewhere = b.fill(&db.db, "c").await;
        let write = db.db.write(b.workspace, async |tx| leads::add_email(tx, LeadEmailId(id()), elsewhere.lead, &a.email, 1).await);
        write.await.unwrap();
    }

    async fn a_delivery_is_stored_once_by_key_and_once_by_body(db: TestDb) {
        let first = NewDelivery { request_key: Some("zoom:1".into()), ..delivery(None, start()) };
        let store = async |new: &NewDelivery| db.db.write_system(async |tx| deliveries::insert(tx, vec![new.clone()]).await).await;
        store(&first).await.unwrap();
        let same_key = NewDelivery { request_key: first.request_key.clone(), ..delivery(None, start()) };
        let same_body = NewDelivery { body_hash: first.body_hash, ..delivery(None, start()) };
        taken(store(&same_key).await);
        taken(store(&same_body).await);
        // Without a key there is nothing to compare.
        store(&delivery(None, start())).await.unwrap();
        store(&delivery(None, start())).await.unwrap();
        assert_eq!(deliveries::unrouted_count(&db.db.read_system()).await.unwrap(), 3);
    }

    async fn a_taken_key_means_what_the_caller_says_and_is_tried_once(db: TestDb) {
        let user = NewUser::parse("Ines", "ines@example.com").unwrap();
        let runs = Cell::new(0);
        let sign_up = async || db.db.write_system(async |tx| {
            runs.set(runs.get() + 1);
            users::insert(tx, UserId(id()), &user, "hash", start()).await.on_unique(|| Outcome::Taken)
        }).await;
        sign_up().await.unwrap();
        assert!(matches!(sign_up().await, Err(Outcome::Taken)));
        assert_eq!(runs.get(), 2);
        // Any other refusal stays what it is.
        let nobody = domain::ids::MemberId(id());
        let refused = db.db.write_system(async |tx| {
            sessions::insert(tx, SessionId(id()), nobody, start(), after(1)).await.on_unique(|| Outcome::Taken)
        });
        assert!(matches!(refused.await, Err(Outcome::Database(DbError::Other(_)))));
    }
}
