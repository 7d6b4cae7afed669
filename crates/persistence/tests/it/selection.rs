//! What a filter selects, in which order, page by page: the database against a list in memory.

mod oracle;

use crate::world::Tenant;
use domain::{
    entropy::TestEntropy,
    filter::{Filter, Sort, SortKey},
    fold,
    ids::{LeadId, StageId},
    policy::Reach,
};
use oracle::*;
use persistence::{Db, DbError, WorkspaceDb, leads};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{TestDb, both_engines};

/// A workspace of many leads beside another one, whose leads have to do with the same people, tags and meetings.
struct Crowd {
    dice: Dice,
    around: Around,
    a: Tenant,
    b: Tenant,
    known: Vec<Known>,
}

impl Crowd {
    async fn new(db: &Db, seed: u64, size: usize) -> Self {
        let (a, b) = (Tenant::new(db, "a").await, Tenant::new(db, "b").await);
        let around = Around::new(db, a).await;
        let mut crowd = Self { dice: Dice(TestEntropy::seeded(seed)), around, a, b, known: Vec::new() };
        while crowd.known.len() < size {
            let batch: Vec<Known> = (0..30).map(|_| crowd.another()).collect();
            crowd.store(db, a, &batch).await;
            crowd.known.extend(batch);
            let foreign: Vec<Known> = (0..10).map(|_| crowd.another()).collect();
            crowd.store(db, b, &foreign).await;
        }
        crowd
    }

    fn another(&self) -> Known {
        Known::random(&self.dice, &self.around)
    }

    async fn store(&self, db: &Db, of: Tenant, batch: &[Known]) {
        let write = db.write(of.workspace, async |tx| {
            for known in batch {
                known.write(tx, of.member).await?;
            }
            Ok::<_, DbError>(())
        });
        write.await.unwrap();
    }

    fn listed(&self, reach: &Reach, filter: &Filter, sort: Sort) -> Vec<Known> {
        let mut listed: Vec<Known> =
            self.known.iter().filter(|known| known.is_listed(reach, filter)).cloned().collect();
        put_in_order(&mut listed, sort);
        listed
    }

    /// Walks all pages while others arrive, before and behind the place where the reader is.
    async fn walk(
        &mut self,
        db: &Db,
        reach: &Reach,
        filter: &Filter,
        sort: Sort,
    ) -> (Vec<LeadId>, Vec<LeadId>) {
        let read = db.read_as(self.a.workspace, reach.clone());
        let mut expected = self.listed(reach, filter, sort);
        let (mut seen, mut place) = (Vec::new(), None);
        loop {
            let limit = 1 + self.dice.below(60);
            let page = leads::list(&read, filter, sort, place.as_ref(), u64::try_from(limit).unwrap()).await;
            let (page, next) = page.unwrap();
            assert!(page.len() == limit || (page.len() < limit && next.is_none()));
            seen.extend(page.iter().map(|row| row.lead.id));
            place = next;
            if place.is_none() {
                return (seen, ids(&expected));
            }
            for _ in 0..self.dice.below(2) {
                let arrived = self.another();
                self.store(db, self.a, std::slice::from_ref(&arrived)).await;
                self.store(db, self.b, &[self.another()]).await;
                if arrived.is_listed(reach, filter) && is_behind(&self.known, &seen, &arrived, sort) {
                    expected.push(arrived.clone());
                    put_in_order(&mut expected, sort);
                }
                self.known.push(arrived);
            }
        }
    }
}

fn put_in_order(listed: &mut [Known], sort: Sort) {
    listed.sort_by_key(|known| known.place_in(sort.key));
    if sort.is_descending {
        listed.reverse();
    }
}

/// Whether the reader, who has seen these, has the new one still before them.
fn is_behind(known: &[Known], seen: &[LeadId], new: &Known, sort: Sort) -> bool {
    let last = known.iter().find(|known| Some(&known.lead.id) == seen.last()).unwrap();
    let (last, new) = (last.place_in(sort.key), new.place_in(sort.key));
    if sort.is_descending { new < last } else { new > last }
}

fn ids(listed: &[Known]) -> Vec<LeadId> {
    listed.iter().map(|known| known.lead.id).collect()
}

async fn list_all(read: &WorkspaceDb, filter: &Filter) -> Vec<LeadId> {
    let (rows, more) = leads::list(read, filter, Sort::NEWEST, None, 10_000).await.unwrap();
    assert_eq!(more, None);
    rows.iter().map(|row| row.lead.id).collect()
}

both_engines! {
    async fn any_filter_in_any_order_gives_each_lead_once_while_others_arrive(db: TestDb) {
        let mut crowd = Crowd::new(&db.db, 1, 240).await;
        let mut telling = 0;
        for round in 0..12 * 4 {
            let sort = Sort { key: SortKey::ALL[round % 6], is_descending: round / 6 % 2 == 1 };
            let (reach, random) = (crowd.around.reach(&crowd.dice), tree(3, &crowd.dice, &crowd.around));
            let certain = Filter::Is(question(round % KINDS, &crowd.dice, &crowd.around));
            let filter = match round % 4 {
                0 => Filter::EVERYTHING,
                1 => Filter::Any(vec![certain, random]),
                2 => Filter::All(vec![Filter::Not(Box::new(certain)), Filter::Any(vec![random.clone(), Filter::Not(Box::new(random))])]),
                _ => random,
            };
            let (seen, expected) = crowd.walk(&db.db, &reach, &filter, sort).await;
            assert_eq!(seen, expected, "round {round}: {sort:?} {reach:?} {filter:#?}");
            telling += usize::from(seen.len() > 20 && seen.len() < crowd.known.len() - 20);
        }
        assert!(telling > 15, "{telling} lists told something");
    }

    async fn every_question_is_answered_as_a_reader_of_the_list_would(db: TestDb) {
        let crowd = Crowd::new(&db.db, 2, 240).await;
        let read = db.db.read(crowd.a.workspace);
        let mut answers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for round in 0..KINDS * 8 {
            let test = question(round % KINDS, &crowd.dice, &crowd.around);
            let yes = Filter::Is(test.clone());
            let no = Filter::Not(Box::new(yes.clone()));
            for filter in [yes, no, Filter::Not(Box::new(Filter::Not(Box::new(Filter::Is(test)))))] {
                let expected = ids(&crowd.listed(&Reach::All, &filter, Sort::NEWEST));
                assert_eq!(list_all(&read, &filter).await, expected, "{filter:?}");
                answers.entry(round % KINDS).or_default().insert(expected.len());
            }
        }
        assert!(answers.values().all(|answers| answers.len() > 1), "{answers:?}");
    }

    async fn a_count_is_the_length_of_the_list_and_no_more_than_it_may_be(db: TestDb) {
        let crowd = Crowd::new(&db.db, 3, 240).await;
        for round in 0..80 {
            let (reach, filter) = (crowd.around.reach(&crowd.dice), tree(round % 4, &crowd.dice, &crowd.around));
            let read = db.db.read_as(crowd.a.workspace, reach.clone());
            let expected = crowd.listed(&reach, &filter, Sort::NEWEST).len();
            for most in [1, 7, expected.saturating_sub(1), expected, 10_000] {
                let counted = leads::count(&read, &filter, u64::try_from(most).unwrap()).await.unwrap();
                assert_eq!(counted, u64::try_from(expected.min(most)).unwrap(), "{most} {reach:?} {filter:#?}");
            }
        }
    }

    async fn nothing_out_of_reach_is_listed_found_opened_or_summed(db: TestDb) {
        let crowd = Crowd::new(&db.db, 4, 240).await;
        let mut reaches: Vec<Reach> = (0..20).map(|_| crowd.around.reach(&crowd.dice)).collect();
        reaches.push(Reach::Limited { owners: vec![], teams: vec![] });
        for reach in reaches {
            let read = db.db.read_as(crowd.a.workspace, reach.clone());
            let other = db.db.read_as(crowd.b.workspace, reach.clone());
            for known in crowd.known.iter().filter(|_| crowd.dice.below(12) == 0) {
                let id = known.lead.id;
                assert_eq!(leads::is_visible(&read, id).await.unwrap(), known.is_within(&reach), "{reach:?}");
                let found = leads::find(&read, id).await.unwrap().map(|detail| detail.row.lead.id);
                assert_eq!(found, known.is_within(&reach).then_some(id), "{reach:?}");
                assert!(!leads::is_visible(&other, id).await.unwrap());
                let write = db.db.write_as(crowd.a.workspace, reach.clone(), async |tx| leads::lock(tx, id).await);
                assert_eq!(write.await.unwrap().map(|lead| lead.id), found);
            }
            for _ in 0..6 {
                let text = crowd.dice.text();
                // Digits find parts of phone numbers, too: those have tests of their own.
                if text.contains(char::is_numeric) {
                    continue;
                }
                let words: Vec<String> = fold::words(&text).collect();
                let mut found: Vec<LeadId> = leads::search(&read, &text, 10_000).await.unwrap().iter().map(|row| row.lead.id).collect();
                found.sort_unstable();
                let expected = crowd.listed(&reach, &Filter::EVERYTHING, Sort { is_descending: false, ..Sort::NEWEST });
                let expected: Vec<LeadId> = expected.iter().filter(|known| !words.is_empty() && known.is_found_by(&words)).map(|known| known.lead.id).collect();
                assert_eq!(found, expected, "{text} {reach:?}");
            }
            sums_agree(&crowd, &read, &reach).await;
        }
    }
}

async fn sums_agree(crowd: &Crowd, read: &WorkspaceDb, reach: &Reach) {
    let filter = tree(1, &crowd.dice, &crowd.around);
    let (pipeline, stage) = crowd.dice.one(&crowd.around.stages);
    let listed = crowd.listed(reach, &filter, Sort::NEWEST);
    let mut expected: BTreeMap<(StageId, Option<String>), (u64, Option<i64>)> = BTreeMap::new();
    for known in &listed {
        let Some(place) = known.lead.place.as_ref().filter(|place| place.pipeline_id == pipeline) else {
            continue;
        };
        let value = known.lead.value;
        let currency = value.map(|value| value.currency().to_owned());
        let sum = expected.entry((place.stage_id, currency)).or_default();
        sum.0 += 1;
        sum.1 = value.map(|value| value.amount_minor + sum.1.unwrap_or(0));
    }
    let totals = leads::totals(read, &filter, pipeline).await.unwrap();
    let found = totals.into_iter().map(|sum| ((sum.stage_id, sum.currency), (sum.count, sum.amount_minor)));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected, "{reach:?} {filter:#?}");
    let since = crowd.dice.instant();
    let standing = listed.iter().filter_map(|known| known.lead.place.as_ref());
    let standing = standing.filter(|place| place.stage_id == stage && place.since < since).count();
    let found = leads::standing_since(read, &filter, stage, since).await.unwrap();
    assert_eq!(found, u64::try_from(standing).unwrap(), "{reach:?} {filter:#?}");
}
