//! What counts as the same is decided by the domain's normal forms; the engines compare bytes.

use crate::world::{
    Tenant, addresses, after, delivery, email, id, identity, job, key, lead, meeting, pipeline, registrant,
    registration, start, tag, team,
};
use domain::{
    filter::{Filter, Sort},
    idempotency::Operation,
    ids::{ConnectionId, IdempotencyKeyId, LeadEmailId, MeetingId, SessionId, UserId, WorkspaceId},
    pipeline::StageKind,
    team::LeadScope,
    user::NewUser,
};
use persistence::{
    DbError, OnUnique, TxError,
    deliveries::{self, NewDelivery},
    idempotency::{self, Key},
    jobs::{self, NewJob},
    leads, pipelines, registrations, sessions, tags, teams, users,
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
                leads::set_emails(tx, lead.id, vec![(LeadEmailId(id()), email.clone())]).await?;
                Ok::<_, DbError>(true)
            });
            assert_eq!(write.await.unwrap(), name != "jose\u{301}", "{name}");
        }
        assert_eq!(leads::list(&db.db.read(a.workspace), &Filter::EVERYTHING, Sort::NEWEST, None, 10).await.unwrap().0.len(), 3);
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
            country: None,
        };
        taken(db.db.write_system(async |tx| workspaces::insert(tx, &double, start()).await).await);
        taken(db.db.write_system(async |tx| {
            let (member, user) = (domain::ids::MemberId(id()), a.tenant.user);
            persistence::members::insert(tx, member, own, user, domain::workspace::Role::Viewer, LeadScope::All, start()).await
        }).await);
        let second = lead("Ines");
        taken(db.db.write(own, async |tx| {
            leads::insert(tx, &second).await?;
            leads::set_emails(tx, second.id, vec![(LeadEmailId(id()), a.email.clone())]).await
        }).await);
        // Not twice at one lead, either.
        taken(db.db.write(own, async |tx| leads::set_emails(tx, a.lead, addresses(&["x@y.z", "X@Y.Z"])).await).await);
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
        let write = db.db.write(b.workspace, async |tx| {
            leads::set_emails(tx, elsewhere.lead, vec![(LeadEmailId(id()), a.email.clone())]).await
        });
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
    async fn an_address_is_free_while_its_lead_is_in_the_bin(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let (own, address) = (a.tenant.workspace, || vec![(LeadEmailId(id()), a.email.clone())]);
        let holder = async || db.db.write(own, async |tx| {
            let found = leads::find_by_email(tx, &a.email).await?.map(|lead| lead.id);
            let held = leads::holders(tx, &[&a.email, &email("nobody@example.com")]).await?;
            let expected: Vec<_> = found.iter().map(|lead| (a.email.normalized().to_owned(), *lead)).collect();
            assert_eq!(held, expected);
            Ok::<_, DbError>(found)
        }).await.unwrap();
        assert_eq!(holder().await, Some(a.lead));
        let bin = async |lead| db.db.write(own, async |tx| leads::bin(tx, &[lead], a.tenant.member, after(1)).await).await;
        let unbin = async |lead| db.db.write(own, async |tx| leads::unbin(tx, &[lead], after(2)).await).await;
        bin(a.lead).await.unwrap();
        assert_eq!(holder().await, None);
        let kept = leads::find(&db.db.read(own), a.lead).await.unwrap().unwrap();
        assert_eq!(kept.emails.iter().map(|email| email.raw.as_str()).collect::<Vec<_>>(), [a.email.raw()]);
        assert_eq!((kept.row.lead.deleted_at, kept.row.lead.version), (Some(after(1)), 4));
        let second = lead("Ines");
        let write = db.db.write(own, async |tx| {
            leads::insert(tx, &second).await?;
            leads::set_emails(tx, second.id, address()).await
        });
        write.await.unwrap();
        assert_eq!(holder().await, Some(second.id));
        taken(unbin(a.lead).await);
        let still = leads::find(&db.db.read(own), a.lead).await.unwrap().unwrap().row.lead;
        assert_eq!((still.deleted_at, still.version), (Some(after(1)), 4), "and nothing of it has changed");
        // Two in the bin do not get in each other's way; only one of them comes back.
        bin(second.id).await.unwrap();
        unbin(a.lead).await.unwrap();
        assert_eq!(holder().await, Some(a.lead));
        let back = leads::find(&db.db.read(own), a.lead).await.unwrap().unwrap().row.lead;
        assert_eq!((back.deleted_at, back.version, back.updated_at), (None, 5, after(2)));
        taken(unbin(second.id).await);
        // An address that was given up is nobody's.
        db.db.write(own, async |tx| leads::set_emails(tx, a.lead, Vec::new()).await).await.unwrap();
        unbin(second.id).await.unwrap();
        assert_eq!(holder().await, Some(second.id));
    }

    async fn a_name_is_taken_in_every_spelling_and_free_in_another_workspace(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        for tenant in [a, b] {
            let own = tenant.workspace;
            for (n, name) in ALIKE.into_iter().enumerate() {
                let (tag, team, pipeline) = (tag(name), team(name), pipeline(name, &[StageKind::Open]));
                let outcomes = [
                    db.db.write(own, async |tx| tags::insert(tx, &tag, start()).await).await,
                    db.db.write(own, async |tx| teams::insert(tx, &team, start()).await).await,
                    db.db.write(own, async |tx| pipelines::insert(tx, own, &pipeline, start()).await).await,
                ];
                for outcome in outcomes {
                    if n == 0 { outcome.unwrap() } else { taken(outcome) }
                }
            }
            // Neither by another name's change; its own may be spelled anew.
            let (mut tag, mut team, mut pipeline) = (tag("other"), team("other"), pipeline("other", &[]));
            let write = db.db.write(own, async |tx| {
                tags::insert(tx, &tag, start()).await?;
                teams::insert(tx, &team, start()).await?;
                pipelines::insert(tx, own, &pipeline, start()).await
            });
            write.await.unwrap();
            for (name, is_free) in [("JOSÉ", false), ("Óther", true), ("third", true)] {
                (tag.name, team.name, pipeline.name) = (name.to_owned(), name.to_owned(), name.to_owned());
                let outcomes = [
                    db.db.write(own, async |tx| tags::update(tx, &tag).await).await,
                    db.db.write(own, async |tx| teams::rename(tx, &team).await).await,
                    db.db.write(own, async |tx| pipelines::update(tx, &pipeline).await).await,
                ];
                for outcome in outcomes {
                    if is_free { outcome.unwrap() } else { taken(outcome) }
                }
            }
            let read = db.db.read(own);
            let names = |names: Vec<String>| assert_eq!(names, ["jose", "third"]);
            names(tags::list(&read).await.unwrap().into_iter().map(|tag| tag.name).collect());
            names(teams::list(&read).await.unwrap().into_iter().map(|team| team.name).collect());
            let all = pipelines::list(&read).await.unwrap();
            assert_eq!(all.iter().map(|pipeline| pipeline.version).collect::<Vec<_>>(), [1, 3]);
            names(all.into_iter().map(|pipeline| pipeline.name).collect());
            assert_eq!((tags::count(&read).await.unwrap(), teams::count(&read).await.unwrap()), (2, 2));
        }
    }

    async fn a_key_makes_one_thing_for_each_member_and_operation(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let remember = async |of: Tenant, key: &Key, made| {
            db.db.write(of.workspace, async |tx| {
                idempotency::remember(tx, IdempotencyKeyId(id()), of.member, key, made, start()).await
            }).await
        };
        let made_by = async |of: Tenant, key: &Key| {
            let found = db.db.write(of.workspace, async |tx| idempotency::find(tx, of.member, key).await);
            found.await.unwrap().map(|made| (made.id, made.request_hash))
        };
        let first = id();
        assert_eq!(made_by(a, &key("jose")).await, None);
        remember(a, &key("jose"), first).await.unwrap();
        taken(remember(a, &key("jose"), id()).await);
        let other_body = Key { request_hash: [8; 32], ..key("jose") };
        taken(remember(a, &other_body, id()).await);
        assert_eq!(made_by(a, &other_body).await, Some((first, vec![7; 32])), "as it was first asked for");
        // Another spelling, operation or member is another key.
        for spelling in &ALIKE[1..] {
            assert_eq!(made_by(a, &key(spelling)).await, None, "{spelling}");
            remember(a, &key(spelling), id()).await.unwrap();
        }
        for operation in Operation::ALL.iter().filter(|operation| **operation != Operation::CreateLead) {
            let key = Key { operation: *operation, ..key("jose") };
            assert_eq!(made_by(a, &key).await, None);
            remember(a, &key, id()).await.unwrap();
        }
        assert_eq!(made_by(b, &key("jose")).await, None);
        let second = id();
        remember(b, &key("jose"), second).await.unwrap();
        assert_eq!(made_by(b, &key("jose")).await, Some((second, vec![7; 32])));
        assert_eq!(made_by(a, &key("jose")).await, Some((first, vec![7; 32])));
        let all = u64::try_from(ALIKE.len() + Operation::ALL.len()).unwrap();
        let forget = async |seconds| db.db.write_system(async |tx| idempotency::forget_before(tx, after(seconds)).await).await.unwrap();
        assert_eq!((forget(0).await, forget(1).await), (0, all));
        remember(a, &key("jose"), id()).await.unwrap();
    }
}
