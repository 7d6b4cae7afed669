//! The inbox: what is known, what is shown, what is kept how long.

use crate::world::{Tenant, after, delivery, start};
use domain::{
    clock::TestClock,
    delivery::DeliveryState,
    entropy::SystemEntropy,
    ids::{DeliveryId, IdSource},
};
use persistence::{
    Db,
    deliveries::{self, NewDelivery},
};
use std::sync::Arc;
use testkit::{TestDb, both_engines};

async fn store(db: &Db, batch: Vec<NewDelivery>) {
    db.write_system(async |tx| deliveries::insert(tx, batch.clone()).await).await.unwrap();
}

async fn has_body(db: &Db, id: DeliveryId) -> bool {
    deliveries::load(&db.read_system(), &[id]).await.unwrap().pop().expect("a row").sealed_body.is_some()
}

both_engines! {
    async fn a_repetition_is_known_by_its_key_or_by_its_bytes(db: TestDb) {
        let keyed = NewDelivery { request_key: Some("zoom:1".into()), ..delivery(None, start()) };
        let keyless = delivery(None, start());
        let stranger = delivery(None, start());
        store(&db.db, vec![keyed.clone(), keyless.clone()]).await;
        let system = db.db.read_system();
        let hashes = [keyed.body_hash, keyless.body_hash, stranger.body_hash];
        let known = deliveries::known(&system, &["zoom:1", "zoom:2"], &hashes).await.unwrap();
        assert_eq!(known.request_keys.into_iter().collect::<Vec<_>>(), ["zoom:1"]);
        assert_eq!(known.body_hashes, [keyed.body_hash.to_vec(), keyless.body_hash.to_vec()].into());
        let known = deliveries::known(&system, &[], &[stranger.body_hash]).await.unwrap();
        assert!(known.request_keys.is_empty() && known.body_hashes.is_empty());
        store(&db.db, Vec::new()).await;
    }

    async fn pages_cover_each_row_once_newest_first(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let mut own = Vec::new();
        for n in 0..23 {
            let state = if n % 3 == 0 { DeliveryState::Failed } else { DeliveryState::Processed };
            let new = NewDelivery { state, ..delivery(Some(a.workspace), start()) };
            own.push((new.id, state));
            // All at the same instant, and between rows of others.
            store(&db.db, vec![new, delivery(Some(b.workspace), start()), delivery(None, start())]).await;
        }
        own.reverse();
        let read = db.db.read(a.workspace);
        for filter in [None, Some(DeliveryState::Failed), Some(DeliveryState::Ignored)] {
            let expected: Vec<DeliveryId> =
                own.iter().filter(|(_, state)| filter.is_none_or(|only| only == *state)).map(|(id, _)| *id).collect();
            for limit in [1, 4, 8, 22, 23, 24] {
                let (mut seen, mut before) = (Vec::new(), None);
                loop {
                    let (page, more) = deliveries::list(&read, filter, before, limit).await.unwrap();
                    assert!(page.len() as u64 <= limit);
                    before = page.last().map(|row| row.id).or(before);
                    seen.extend(page.iter().map(|row| row.id));
                    if !more {
                        break;
                    }
                }
                assert_eq!(seen, expected, "{filter:?}, {limit} at a time");
            }
        }
        assert_eq!(deliveries::failed_count(&read).await.unwrap(), 8);
        assert_eq!(deliveries::unrouted_count(&db.db.read_system()).await.unwrap(), 23);
    }

    async fn every_attempt_is_counted_and_its_outcome_kept(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let new = delivery(Some(a.workspace), start());
        store(&db.db, vec![new.clone()]).await;
        let (long, read) = ("🚒".repeat(900), db.db.read(a.workspace));
        let settle = async |state, error| {
            db.db.write(a.workspace, async |tx| deliveries::settle(tx, new.id, state, error, after(1)).await).await.unwrap();
            deliveries::list(&read, None, None, 1).await.unwrap().0.remove(0)
        };
        let row = settle(DeliveryState::Failed, Some(long.as_str())).await;
        assert_eq!((row.state, row.attempts, row.error), (DeliveryState::Failed, 1, Some("🚒".repeat(500))));
        let row = settle(DeliveryState::Processed, None).await;
        assert_eq!((row.state, row.attempts, row.error), (DeliveryState::Processed, 2, None));
    }

    async fn bodies_go_after_their_retention_but_not_while_their_job_waits(db: TestDb) {
        // Ids carry the time of arrival, as those of the inbox do.
        let with = |seconds, state| {
            let clock = Arc::new(TestClock::at(after(seconds)));
            let id = DeliveryId::new(&IdSource::new(clock, Arc::new(SystemEntropy)));
            NewDelivery { id, state, ..delivery(None, after(seconds)) }
        };
        let old = [DeliveryState::Processed, DeliveryState::Ignored, DeliveryState::Failed].map(|state| with(-1, state));
        let (waiting, young) = (with(-1, DeliveryState::Received), with(0, DeliveryState::Processed));
        store(&db.db, old.iter().chain([&waiting, &young]).cloned().collect()).await;
        let drop_bodies = async || deliveries::drop_bodies(&db.db, start()).await.unwrap();
        assert_eq!(drop_bodies().await, 3);
        assert_eq!(drop_bodies().await, 0);
        for row in &old {
            assert!(!has_body(&db.db, row.id).await);
        }
        assert!(has_body(&db.db, waiting.id).await && has_body(&db.db, young.id).await);
        assert_eq!(deliveries::delete_before(&db.db, start()).await.unwrap(), 3);
        let all: Vec<DeliveryId> = [&young, &waiting].into_iter().chain(&old).map(|row| row.id).collect();
        let left = deliveries::load(&db.db.read_system(), &all).await.unwrap();
        assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [waiting.id, young.id], "oldest first");
        assert!(has_body(&db.db, waiting.id).await, "what nobody has read yet is not lost");
        assert!(has_body(&db.db, young.id).await);
    }

    async fn a_connection_knows_its_newest_delivery(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let read = db.db.read(a.tenant.workspace);
        assert_eq!(deliveries::last_received(&read, a.connection).await.unwrap(), Some(start()));
        let newer = NewDelivery { connection_id: Some(a.connection), ..delivery(Some(a.tenant.workspace), after(7)) };
        store(&db.db, vec![newer]).await;
        assert_eq!(deliveries::last_received(&read, a.connection).await.unwrap(), Some(after(7)));
        let other = domain::ids::ConnectionId(crate::world::id());
        assert_eq!(deliveries::last_received(&read, other).await.unwrap(), None);
    }
}
