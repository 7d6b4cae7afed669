//! Transactions: all or nothing, again after a lost race, and heard of.

use crate::world::{Tenant, addresses, email, id, lead, start};
use domain::{
    filter::{Filter, Sort},
    ids::LeadEmailId,
    lead::Lead,
};
use futures_util::future::join_all;
use persistence::{Db, DbError, leads};
use std::{cell::Cell, future::pending, time::Duration};
use testkit::{TestDb, both_engines};
use tokio::time::{sleep, timeout};

async fn count(db: &Db, tenant: Tenant) -> usize {
    leads::list(&db.read(tenant.workspace), &Filter::EVERYTHING, Sort::NEWEST, None, 100)
        .await
        .unwrap()
        .0
        .len()
}

/// Adds one to the number that stands in the company's place.
async fn increment(db: &Db, tenant: Tenant, address: &str) -> Result<(), DbError> {
    let address = email(address);
    db.write(tenant.workspace, async |tx| {
        let mut lead = leads::find_by_email(tx, &address).await?.ok_or(DbError::Corrupt("no lead"))?;
        let number: u32 = lead.facts.company.as_deref().unwrap().parse().unwrap();
        tokio::task::yield_now().await;
        lead.facts.company = Some((number + 1).to_string());
        leads::update(tx, &lead).await
    })
    .await
}

async fn counter(db: &Db, tenant: Tenant, address: &str) -> Lead {
    let mut lead = lead("a counter");
    lead.facts.company = Some("0".to_owned());
    let address = addresses(&[address]);
    let write = db.write(tenant.workspace, async |tx| {
        leads::insert(tx, &lead).await?;
        leads::set_emails(tx, lead.id, address.clone()).await
    });
    write.await.unwrap();
    lead
}

both_engines! {
    async fn an_error_takes_everything_back(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let failed = db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &lead("Ines")).await?;
            Err::<(), _>(DbError::Corrupt("on purpose"))
        });
        assert!(matches!(failed.await, Err(DbError::Corrupt("on purpose"))));
        assert_eq!(count(&db.db, a).await, 0);
    }

    async fn a_dropped_write_takes_everything_back_and_holds_up_nobody(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let (began, ines) = (Cell::new(false), lead("Ines"));
        let stuck = db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &ines).await?;
            began.set(true);
            pending::<Result<(), DbError>>().await
        });
        assert!(timeout(Duration::from_millis(300), stuck).await.is_err() && began.get());
        assert_eq!(count(&db.db, a).await, 0);
        // The same row again: a transaction left open would hold its lock.
        db.db.write(a.workspace, async |tx| leads::insert(tx, &ines).await).await.unwrap();
        assert_eq!(count(&db.db, a).await, 1);
    }

    async fn nobody_sees_half_a_transaction(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let write = db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &lead("Ines")).await?;
            assert_eq!(count(&db.db, a).await, 0);
            leads::insert(tx, &lead("Bexley")).await
        });
        write.await.unwrap();
        assert_eq!(count(&db.db, a).await, 2);
    }

    async fn concurrent_increments_lose_nothing(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let lead = counter(&db.db, a, "ines@example.com").await;
        let workers = (0..25).map(async |_| {
            for _ in 0..4 {
                increment(&db.db, a, "ines@example.com").await.unwrap();
            }
        });
        join_all(workers).await;
        let lead = leads::find(&db.db.read(a.workspace), lead.id).await.unwrap().unwrap().row.lead;
        assert_eq!(lead.facts.company.as_deref(), Some("100"));
    }

    async fn transactions_that_lock_each_other_out_both_succeed(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let (one, two) = (counter(&db.db, a, "1@example.com").await, counter(&db.db, a, "2@example.com").await);
        let both = async |first: &Lead, second: &Lead| {
            db.db.write(a.workspace, async |tx| {
                leads::update(tx, first).await?;
                sleep(Duration::from_millis(50)).await;
                leads::update(tx, second).await
            }).await
        };
        let (there, back) = tokio::join!(both(&one, &two), both(&two, &one));
        there.unwrap();
        back.unwrap();
    }

    async fn two_who_make_the_same_lead_make_one(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let address = email("ines@example.com");
        let capture = async |_| {
            db.db.write(a.workspace, async |tx| {
                if leads::find_by_email(tx, &address).await?.is_none() {
                    let new = lead("Ines");
                    leads::insert(tx, &new).await?;
                    leads::set_emails(tx, new.id, vec![(LeadEmailId(id()), address.clone())]).await?;
                }
                Ok::<_, DbError>(())
            }).await.unwrap();
        };
        join_all((0..12).map(capture)).await;
        assert_eq!(count(&db.db, a).await, 1);
    }

    async fn a_lost_race_is_run_again_but_not_for_ever(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let runs = Cell::new(0);
        let lose = async |times: u32| {
            runs.set(0);
            db.db.write(a.workspace, async |tx| {
                leads::insert(tx, &lead("Ines")).await?;
                runs.set(runs.get() + 1);
                if runs.get() <= times { Err(DbError::Busy("on purpose".into())) } else { Ok(()) }
            }).await
        };
        lose(3).await.unwrap();
        assert_eq!((runs.get(), count(&db.db, a).await), (4, 1));
        assert!(matches!(lose(u32::MAX).await, Err(DbError::Busy(_))));
        assert_eq!((runs.get(), count(&db.db, a).await), (6, 1));
    }

    async fn commits_are_heard_of_and_nothing_else_is(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let mut commits = db.db.commits();
        assert!(!commits.has_changed().unwrap());
        count(&db.db, a).await;
        let failed = db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &lead("Ines")).await?;
            Err::<(), _>(DbError::Corrupt("on purpose"))
        });
        failed.await.unwrap_err();
        assert!(!commits.has_changed().unwrap());
        // Heard of not before it can be seen.
        let seen = async {
            commits.changed().await.unwrap();
            count(&db.db, a).await
        };
        let write = db.db.write(a.workspace, async |tx| leads::insert(tx, &lead("Ines")).await);
        let (seen, written) = tokio::join!(seen, write);
        written.unwrap();
        assert_eq!(seen, 1);
        db.db.write_system(async |_| Ok::<_, DbError>(())).await.unwrap();
        assert!(commits.has_changed().unwrap());
    }

    async fn what_was_deleted_is_not_left_in_the_file(db: TestDb) {
        if db.engine == testkit::Engine::MySql {
            return;
        }
        let canary = "CANARY-7f3a".repeat(200);
        let new = persistence::jobs::NewJob { payload: canary.clone(), ..crate::world::job("process", start()) };
        db.db.write_system(async |tx| persistence::jobs::enqueue(tx, vec![new.clone()], start()).await).await.unwrap();
        let outside = crate::outside::Outside::of(&db).await;
        let holds = async || {
            outside.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
            db.dump().await.windows(11).any(|bytes| bytes == b"CANARY-7f3a")
        };
        assert!(holds().await);
        let claimed = persistence::jobs::claim(&db.db, id(), start(), crate::world::after(30), 1).await.unwrap();
        db.db.write_system(async |tx| persistence::jobs::finish(tx, &claimed[0]).await).await.unwrap();
        assert!(!holds().await);
    }
}
