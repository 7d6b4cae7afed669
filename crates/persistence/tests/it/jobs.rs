//! The outbox: one winner, fences, leases, keys and order.

use crate::{
    outside::Outside,
    world::{Tenant, after, id, job, lead, start},
};
use domain::{
    clock::Instant,
    filter::{Filter, Sort},
};
use futures_util::future::join_all;
use persistence::{
    Db, DbError, TxError,
    jobs::{self, Claimed, NewJob},
    leads,
};
use std::collections::HashSet;
use testkit::{TestDb, both_engines};

async fn enqueue(db: &Db, batch: Vec<NewJob>) -> Result<(), DbError> {
    db.write_system(async |tx| jobs::enqueue(tx, batch.clone(), start()).await).await
}

async fn claim(db: &Db, now: Instant, limit: u64) -> Vec<Claimed> {
    jobs::claim(db, id(), now, now + chrono::Duration::seconds(30), limit).await.unwrap()
}

async fn claim_one(db: &Db, now: Instant) -> Claimed {
    claim(db, now, 1).await.pop().expect("a due job")
}

async fn finish(db: &Db, job: &Claimed) -> bool {
    db.write_system(async |tx| jobs::finish(tx, job).await).await.unwrap()
}

async fn counts(db: &Db) -> (u64, u64) {
    jobs::counts(&db.read_system()).await.unwrap()
}

#[derive(Debug)]
enum Undo {
    LeaseLost,
    Database,
}

impl From<DbError> for Undo {
    fn from(_: DbError) -> Self {
        Self::Database
    }
}

impl TxError for Undo {
    fn lost_race(&self) -> bool {
        false
    }
}

both_engines! {
    async fn exactly_one_of_many_claimers_wins_each_job(db: TestDb) {
        let all: Vec<NewJob> = (0..120).map(|n| job("process", after(n % 3))).collect();
        enqueue(&db.db, all.clone()).await.unwrap();
        let claimers = (0..16).map(async |_| {
            let mut mine = Vec::new();
            // Others win the same candidates, so an empty hand is not yet the end.
            for _ in 0..20 {
                mine.extend(claim(&db.db, after(10), 7).await);
            }
            mine
        });
        let won: Vec<Claimed> = join_all(claimers).await.into_iter().flatten().collect();
        assert_eq!(won.len(), all.len());
        let ids: HashSet<_> = won.iter().map(|job| job.id).collect();
        assert_eq!(ids, all.iter().map(|job| job.id).collect());
        assert!(won.iter().all(|job| job.attempts == 1));
        // What each claimer was told is what the table says.
        for job in &won {
            assert!(finish(&db.db, job).await);
        }
        assert_eq!(counts(&db.db).await, (0, 0));
    }

    async fn a_claim_gives_what_was_enqueued(db: TestDb) {
        let new = NewJob { payload: "{\"n\":1}".into(), max_attempts: 3, ..job("sweep", start()) };
        enqueue(&db.db, vec![new.clone()]).await.unwrap();
        let job = claim_one(&db.db, start()).await;
        assert_eq!((job.id, job.kind.as_str(), job.payload.as_str()), (new.id, "sweep", "{\"n\":1}"));
        assert_eq!((job.attempts, job.max_attempts), (1, 3));
    }

    async fn the_oldest_come_first_and_none_before_its_time(db: TestDb) {
        let [late, early, twin, future] = [5, 1, 1, 20].map(|seconds| job("process", after(seconds)));
        enqueue(&db.db, vec![late.clone(), twin.clone(), early.clone(), future.clone()]).await.unwrap();
        assert!(claim(&db.db, start(), 10).await.is_empty());
        let ids = async |limit| claim(&db.db, after(10), limit).await.into_iter().map(|job| job.id).collect::<Vec<_>>();
        assert_eq!(ids(2).await, [early.id, twin.id]);
        assert_eq!(ids(10).await, [late.id]);
        assert_eq!(claim_one(&db.db, after(20)).await.id, future.id);
    }

    async fn a_lost_lease_changes_nothing_and_its_effect_is_undone(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        enqueue(&db.db, vec![job("process", start())]).await.unwrap();
        let slow = claim_one(&db.db, start()).await;
        let fast = claim_one(&db.db, after(31)).await;
        assert_eq!((slow.id, fast.attempts), (fast.id, 2));
        let work = async |job: &Claimed, name| db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &lead(name)).await?;
            if jobs::finish(tx, job).await? { Ok(()) } else { Err(Undo::LeaseLost) }
        }).await;
        assert!(matches!(work(&slow, "slow").await, Err(Undo::LeaseLost)));
        // Whatever the slow one says about the job, it has no say.
        let said = db.db.write_system(async |tx| {
            jobs::retry(tx, &slow, after(9_000), "too late").await?;
            jobs::bury(tx, &slow, after(9_000), "too late").await?;
            jobs::release(tx, std::slice::from_ref(&slow)).await
        });
        said.await.unwrap();
        work(&fast, "fast").await.unwrap();
        let found = leads::list(&db.db.read(a.workspace), &Filter::EVERYTHING, Sort::NEWEST, None, 10).await.unwrap().0;
        assert_eq!(found.iter().map(|row| row.lead.display_name.as_str()).collect::<Vec<_>>(), ["fast"]);
        assert!(!finish(&db.db, &fast).await, "a job ends once");
        assert_eq!(counts(&db.db).await, (0, 0));
    }

    async fn a_lease_holds_until_its_end_and_not_longer(db: TestDb) {
        enqueue(&db.db, vec![job("process", start())]).await.unwrap();
        let first = claim_one(&db.db, start()).await;
        assert!(claim(&db.db, after(29), 10).await.is_empty());
        assert!(claim(&db.db, after(30), 10).await.is_empty());
        let second = claim_one(&db.db, after(31)).await;
        assert_eq!((second.id, second.attempts), (first.id, 2));
        assert_ne!(second.fence, first.fence);
    }

    async fn a_failed_job_comes_back_at_its_time_and_says_why(db: TestDb) {
        enqueue(&db.db, vec![job("process", start())]).await.unwrap();
        let job = claim_one(&db.db, start()).await;
        let why = "🚒".repeat(900);
        db.db.write_system(async |tx| jobs::retry(tx, &job, after(5), &why).await).await.unwrap();
        let outside = Outside::of(&db).await;
        assert_eq!(outside.one("SELECT last_error FROM jobs").await, "🚒".repeat(500));
        assert!(claim(&db.db, after(4), 1).await.is_empty());
        assert_eq!(claim_one(&db.db, after(5)).await.attempts, 2);
    }

    async fn a_buried_job_stays_visible_and_runs_no_more(db: TestDb) {
        enqueue(&db.db, vec![job("process", start())]).await.unwrap();
        let job = claim_one(&db.db, start()).await;
        db.db.write_system(async |tx| jobs::bury(tx, &job, start(), "for good").await).await.unwrap();
        assert_eq!(counts(&db.db).await, (0, 1));
        assert!(claim(&db.db, after(9_000), 1).await.is_empty());
        assert!(!finish(&db.db, &job).await);
        assert_eq!(Outside::of(&db).await.one("SELECT last_error FROM jobs").await, "for good");
    }

    async fn a_released_job_is_as_if_it_had_never_been_claimed(db: TestDb) {
        enqueue(&db.db, vec![job("process", start()), job("process", start())]).await.unwrap();
        let held = claim(&db.db, start(), 2).await;
        assert_eq!(held.len(), 2);
        db.db.write_system(async |tx| jobs::release(tx, &held).await).await.unwrap();
        let again = claim(&db.db, start(), 2).await;
        assert_eq!(again.iter().map(|job| (job.id, job.attempts)).collect::<Vec<_>>(), held.iter().map(|job| (job.id, 1)).collect::<Vec<_>>());
    }

    async fn a_key_is_taken_while_its_job_waits_and_free_when_it_ended(db: TestDb) {
        let keyed = |kind| NewJob { dedupe_key: Some("sweep".into()), ..job(kind, start()) };
        let is_taken = async || matches!(enqueue(&db.db, vec![keyed("other")]).await, Err(DbError::Unique(_)));
        enqueue(&db.db, vec![keyed("sweep")]).await.unwrap();
        assert!(is_taken().await);
        let job = claim_one(&db.db, start()).await;
        assert!(is_taken().await, "also while it runs");
        db.db.write_system(async |tx| jobs::retry(tx, &job, start(), "once more").await).await.unwrap();
        assert!(is_taken().await, "also between two tries");
        let job = claim_one(&db.db, start()).await;
        // As a recurring job does: its end and its next run in one transaction.
        let renew = db.db.write_system(async |tx| {
            assert!(jobs::finish(tx, &job).await?);
            jobs::enqueue(tx, vec![keyed("sweep")], start()).await
        });
        renew.await.unwrap();
        assert!(is_taken().await);
        let job = claim_one(&db.db, start()).await;
        db.db.write_system(async |tx| jobs::bury(tx, &job, start(), "for good").await).await.unwrap();
        enqueue(&db.db, vec![keyed("sweep")]).await.unwrap();
        assert_eq!(counts(&db.db).await, (1, 1));
        // Jobs without a key do not get in each other's way.
        enqueue(&db.db, vec![job_without_key(), job_without_key()]).await.unwrap();
    }

    async fn an_enqueued_job_shares_the_fate_of_its_transaction(db: TestDb) {
        let failed = db.db.write_system(async |tx| {
            jobs::enqueue(tx, vec![job("process", start())], start()).await?;
            Err::<(), _>(DbError::Corrupt("on purpose"))
        });
        failed.await.unwrap_err();
        assert_eq!(counts(&db.db).await, (0, 0));
        enqueue(&db.db, Vec::new()).await.unwrap();
    }
}

fn job_without_key() -> NewJob {
    job("process", start())
}
