//! What a filter selects, in which order, page by page: the database against a list in memory.

use crate::world::{Tenant, after, id, lead, meeting, pipeline, registrant, registration, start, tag, team};
use chrono::Duration;
use domain::{
    clock::Instant,
    email::Email,
    entropy::{TestEntropy, random},
    filter::{
        Filter, NumberField, NumberTest, Sort, SortKey, Test, TextField, TextTest, TimeField, TimeTest,
    },
    fold,
    ids::{
        FieldOriginId, LeadEmailId, LeadId, LeadPhoneId, MeetingId, MemberId, PipelineId, StageId, TagId,
        TeamId, UserId,
    },
    lead::{FieldOriginKind, Lead, LeadField, LeadSource, LeadStatus, Place},
    money::Money,
    phone::Phone,
    pipeline::StageKind,
    policy::Reach,
    team::LeadScope,
    user::NewUser,
    workspace::Role,
};
use persistence::{
    Db, DbError, WorkspaceDb, WorkspaceTx, leads, members, pipelines,
    registrations::{self, NewRegistration},
    tags, teams, users,
};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{TestDb, both_engines};

/// Spellings that fold to the same, several scripts, and what means something to SQL.
const TEXTS: [&str; 18] = [
    "Łukasz",
    "lukasz",
    "LUKASZ",
    "Inés",
    "Ines",
    "Müller",
    "muller",
    "李小龍",
    "Ольга",
    "عمر",
    "한지민",
    "100%",
    "a_b",
    "a!b",
    "O'Brien",
    "x\"y",
    "🚒",
    "Söhne",
];
const COUNTRIES: [&str; 3] = ["PT", "DE", "JP"];
const PHONES: [&str; 5] =
    ["+351 21 000 0100", "21 000 0101", "00351 21 000 0102", "ask at the desk", "50% off_5"];
const KINDS: usize = 17;

struct Dice(TestEntropy);

impl Dice {
    fn below(&self, limit: usize) -> usize {
        usize::try_from(u64::from_le_bytes(random(&self.0)) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one<T: Clone>(&self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn maybe<T>(&self, value: T) -> Option<T> {
        (self.below(3) > 0).then_some(value)
    }

    /// Some of these, perhaps none.
    fn some<T: Clone>(&self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(3) == 0).cloned().collect()
    }

    fn text(&self) -> String {
        let words = (0..=self.below(2)).map(|_| self.one(&TEXTS)).collect::<Vec<_>>();
        words.join(" ")
    }

    /// Few different ones, some on the second and some between.
    fn instant(&self) -> Instant {
        let seconds = i64::try_from(self.below(20)).unwrap();
        after(seconds) - Duration::microseconds(self.one(&[0, 456, 23_456, 123_456]))
    }
}

/// What leads can have to do with.
struct Around {
    members: Vec<MemberId>,
    teams: Vec<TeamId>,
    stages: Vec<(PipelineId, StageId)>,
    tags: Vec<TagId>,
    meetings: Vec<MeetingId>,
}

impl Around {
    async fn new(db: &Db, a: Tenant) -> Self {
        let mut members = vec![a.member];
        for name in ["ines", "bexley"] {
            let (user, member) = (UserId(id()), MemberId(id()));
            let person = NewUser::parse(name, &format!("{name}@example.com")).unwrap();
            let write = db.write_system(async |tx| {
                users::insert(tx, user, &person, "hash", start()).await?;
                members::insert(tx, member, a.workspace, user, Role::Member, LeadScope::Own, start()).await
            });
            write.await.unwrap();
            members.push(member);
        }
        let (teams, tags) = ([team("one"), team("two")], [tag("one"), tag("two"), tag("three")]);
        let kinds = [StageKind::Open, StageKind::Won, StageKind::Lost];
        let pipelines = [pipeline("one", &kinds), pipeline("two", &kinds)];
        let write = db.write(a.workspace, async |tx| {
            let mut meetings = Vec::new();
            for number in 0..3 {
                let new = MeetingId(id());
                meetings
                    .push(registrations::upsert_meeting(tx, new, &meeting(number), start(), start()).await?);
            }
            for team in &teams {
                teams::insert(tx, team, start()).await?;
            }
            for tag in &tags {
                tags::insert(tx, tag, start()).await?;
            }
            for pipeline in &pipelines {
                pipelines::insert(tx, a.workspace, pipeline, start()).await?;
            }
            Ok::<_, DbError>(meetings)
        });
        let meetings = write.await.unwrap();
        let stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        Self {
            members,
            teams: teams.iter().map(|team| team.id).collect(),
            stages: stages.map(|stage| (stage.pipeline_id, stage.id)).collect(),
            tags: tags.iter().map(|tag| tag.id).collect(),
            meetings,
        }
    }

    fn reach(&self, dice: &Dice) -> Reach {
        if dice.below(2) == 0 {
            return Reach::All;
        }
        Reach::Limited { owners: dice.some(&self.members), teams: dice.some(&self.teams) }
    }
}

/// A lead with everything around it.
#[derive(Clone)]
struct Known {
    lead: Lead,
    emails: Vec<Email>,
    phones: Vec<Phone>,
    tags: Vec<TagId>,
    origins: Vec<(LeadField, FieldOriginKind)>,
    registered: Vec<(MeetingId, Instant)>,
}

impl Known {
    fn random(dice: &Dice, around: &Around) -> Self {
        let mut new = lead(&dice.text());
        let facts = &mut new.facts;
        for fact in [&mut facts.first_name, &mut facts.last_name, &mut facts.company, &mut facts.title] {
            *fact = dice.maybe(dice.text());
        }
        facts.country = dice.maybe(dice.one(&COUNTRIES).to_owned());
        new.status = dice.one(LeadStatus::ALL);
        new.source = dice.one(LeadSource::ALL);
        new.source_detail = dice.maybe(dice.text());
        new.owner_id = dice.maybe(dice.one(&around.members));
        new.team_id = dice.maybe(dice.one(&around.teams));
        let (pipeline_id, stage_id) = dice.one(&around.stages);
        new.place = dice.maybe(Place { pipeline_id, stage_id, since: dice.instant(), lost_reason: None });
        new.score = i32::try_from(dice.below(7)).unwrap() - 3;
        let amount = dice.one(&[0, 5, 100, Money::MAX]);
        new.value = dice.maybe(Money::new(amount, dice.one(&["EUR", "JPY"])).unwrap());
        (new.created_at, new.updated_at) = (dice.instant(), dice.instant());
        new.last_activity_at = dice.instant();
        new.deleted_at = (dice.below(5) == 0).then(|| dice.instant());
        new.updated_at = new.deleted_at.unwrap_or(new.updated_at);
        let address = |n: usize| {
            let domain = dice.one(&["example.com", "bücher.example", "50%.example"]);
            Email::lenient(&format!("Box_{n}.{}@{domain}", new.id)).unwrap()
        };
        let phone = |_| Phone::parse(dice.one(&PHONES), dice.one(&[None, Some("PT")])).unwrap();
        let fields = dice.some(&[LeadField::Company, LeadField::Email, LeadField::Title]);
        Self {
            emails: (0..dice.below(3)).map(address).collect(),
            phones: (0..dice.below(3)).map(phone).collect(),
            tags: dice.some(&around.tags),
            origins: fields.into_iter().map(|field| (field, dice.one(FieldOriginKind::ALL))).collect(),
            registered: dice.some(&around.meetings).into_iter().map(|at| (at, dice.instant())).collect(),
            lead: new,
        }
    }

    async fn write(&self, tx: &WorkspaceTx, by: MemberId) -> Result<(), DbError> {
        let id_ = self.lead.id;
        leads::insert(tx, &self.lead).await?;
        let emails = self.emails.iter().map(|email| (LeadEmailId(id()), email.clone()));
        leads::set_emails(tx, id_, emails.collect()).await?;
        let phones = self.phones.iter().map(|phone| (LeadPhoneId(id()), phone.clone()));
        leads::set_phones(tx, id_, phones.collect()).await?;
        for tag in &self.tags {
            tags::add(tx, id_, *tag, start()).await?;
        }
        for (field, origin) in &self.origins {
            let field = [(FieldOriginId(id()), *field)];
            leads::record_origins(tx, id_, field, *origin, None, start()).await?;
        }
        for (meeting, at) in &self.registered {
            let person = registrant(&id().to_string());
            let new = NewRegistration { at: *at, ..registration(id_, *meeting, &person) };
            registrations::insert(tx, new, start()).await?;
        }
        leads::index(tx, id_).await?;
        match self.lead.deleted_at {
            Some(at) => leads::bin(tx, id_, by, at).await,
            None => Ok(()),
        }
    }

    fn is_within(&self, reach: &Reach) -> bool {
        let Reach::Limited { owners, teams } = reach else { return true };
        owners.iter().any(|owner| self.lead.owner_id == Some(*owner))
            || teams.iter().any(|team| self.lead.team_id == Some(*team))
    }

    /// Whether a list through a handle of this reach has the lead.
    fn is_listed(&self, reach: &Reach, filter: &Filter) -> bool {
        let speaks_of_the_bin = format!("{filter:?}").contains("Deleted");
        let is_there = speaks_of_the_bin || self.lead.deleted_at.is_none();
        is_there && self.is_within(reach) && self.fits(filter)
    }

    fn fits(&self, filter: &Filter) -> bool {
        match filter {
            Filter::All(parts) => parts.iter().all(|part| self.fits(part)),
            Filter::Any(parts) => parts.iter().any(|part| self.fits(part)),
            Filter::Not(inner) => !self.fits(inner),
            Filter::Is(test) => self.passes(test),
        }
    }

    fn passes(&self, test: &Test) -> bool {
        let (lead, facts) = (&self.lead, &self.lead.facts);
        match test {
            Test::Text(field, test) => {
                let value = match field {
                    TextField::Company => &facts.company,
                    TextField::DisplayName => &Some(lead.display_name.clone()),
                    TextField::FirstName => &facts.first_name,
                    TextField::LastName => &facts.last_name,
                    TextField::SourceDetail => &lead.source_detail,
                    TextField::Title => &facts.title,
                };
                text_passes(value.iter().map(|text| fold::fold(text)), test)
            }
            Test::Email(test) => text_passes(self.emails.iter().map(|email| email.normalized().into()), test),
            Test::Phone(test) => {
                let spellings =
                    self.phones.iter().flat_map(|phone| [Some(phone.raw()), phone.e164()]).flatten();
                text_passes(spellings.map(Into::into), test)
            }
            Test::Country(wanted) => one_passes(facts.country.as_ref(), wanted.as_ref()),
            Test::Status(wanted) => wanted.contains(&lead.status),
            Test::Source(wanted) => wanted.contains(&lead.source),
            Test::Origin(wanted) => self.origins.iter().any(|(_, origin)| wanted.contains(origin)),
            Test::Owner(wanted) => one_passes(lead.owner_id.as_ref(), wanted.as_ref()),
            Test::Team(wanted) => one_passes(lead.team_id.as_ref(), wanted.as_ref()),
            Test::Pipeline(wanted) => {
                one_passes(lead.place.as_ref().map(|place| &place.pipeline_id), wanted.as_ref())
            }
            Test::Stage(wanted) => {
                one_passes(lead.place.as_ref().map(|place| &place.stage_id), wanted.as_ref())
            }
            Test::Tag(None) => self.tags.is_empty(),
            Test::Tag(Some(wanted)) => self.tags.iter().any(|tag| wanted.contains(tag)),
            Test::Meeting(None) => self.registered.is_empty(),
            Test::Meeting(Some(wanted)) => self.registered.iter().any(|(at, _)| wanted.contains(at)),
            Test::Number(field, test) => {
                let value = match field {
                    NumberField::Score => Some(i64::from(lead.score)),
                    NumberField::Value => lead.value.map(|value| value.amount_minor),
                };
                match test {
                    NumberTest::Missing => value.is_none(),
                    NumberTest::Between(from, to) => {
                        value.is_some_and(|value| *from <= value && value <= *to)
                    }
                }
            }
            Test::Time(field, test) => {
                let values = match field {
                    TimeField::CreatedAt => vec![lead.created_at],
                    TimeField::LastActivityAt => vec![lead.last_activity_at],
                    TimeField::RegisteredAt => self.registered.iter().map(|(_, at)| *at).collect(),
                    TimeField::StageSince => lead.place.iter().map(|place| place.since).collect(),
                    TimeField::UpdatedAt => vec![lead.updated_at],
                };
                match test {
                    TimeTest::Missing => values.is_empty(),
                    TimeTest::Within(from, to) => values
                        .iter()
                        .any(|at| from.is_none_or(|from| *at >= from) && to.is_none_or(|to| *at < to)),
                }
            }
            Test::Deleted => lead.deleted_at.is_some(),
        }
    }

    /// In the order of these, ascending; what is missing comes first.
    fn place_in(&self, key: SortKey) -> (Option<String>, Option<i64>, Option<Instant>, LeadId) {
        let lead = &self.lead;
        let (mut text, mut number, mut time) = (None, None, None);
        match key {
            SortKey::Company => text = lead.facts.company.as_ref().map(|company| fold::fold(company)),
            SortKey::CreatedAt => {}
            SortKey::DisplayName => text = Some(fold::fold(&lead.display_name)),
            SortKey::LastActivityAt => time = Some(lead.last_activity_at),
            SortKey::Score => number = Some(i64::from(lead.score)),
            SortKey::Value => number = lead.value.map(|value| value.amount_minor),
        }
        (text, number, time, lead.id)
    }

    /// Whether the words of its texts begin with each of these. Its addresses and numbers share none of them.
    fn is_found_by(&self, words: &[String]) -> bool {
        let facts = &self.lead.facts;
        let texts = [&facts.first_name, &facts.last_name, &facts.company, &facts.title];
        let texts = texts.into_iter().chain([&self.lead.source_detail]).flatten();
        let tokens: Vec<String> =
            texts.chain([&self.lead.display_name]).flat_map(|text| fold::tokens(text)).collect();
        words.iter().all(|word| tokens.iter().any(|token| token.starts_with(word)))
    }
}

fn text_passes(mut values: impl Iterator<Item = String>, test: &TextTest) -> bool {
    match test {
        TextTest::Equals(wanted) => values.any(|value| value == *wanted),
        TextTest::Contains(part) => values.any(|value| value.contains(part)),
        TextTest::StartsWith(start) => values.any(|value| value.starts_with(start)),
        TextTest::Missing => values.next().is_none(),
    }
}

fn one_passes<T: PartialEq>(value: Option<&T>, wanted: Option<&Vec<T>>) -> bool {
    match wanted {
        None => value.is_none(),
        Some(wanted) => value.is_some_and(|value| wanted.contains(value)),
    }
}

/// One random question of each kind.
fn question(kind: usize, dice: &Dice, around: &Around) -> Test {
    fn choice<T: Clone>(dice: &Dice, of: &[T]) -> Option<Vec<T>> {
        dice.maybe(dice.some(of))
    }
    let (pipelines, stages): (Vec<_>, Vec<_>) = around.stages.iter().copied().unzip();
    match kind {
        0 => Test::Text(dice.one(TextField::ALL), text_test(dice, &fold::fold(&dice.text()))),
        1 => {
            let domain =
                dice.one(&["example.com", "xn--bcher-kva.example", "50%.example", "box_0.", "box_1.%"]);
            Test::Email(text_test(dice, domain))
        }
        2 => Test::Phone(text_test(
            dice,
            dice.one(&["+351210000100", "21 000 0101", "ask at the desk", "50% off_5"]),
        )),
        3 => Test::Country(choice(dice, &COUNTRIES.map(ToOwned::to_owned))),
        4 => Test::Status(dice.some(LeadStatus::ALL)),
        5 => Test::Source(dice.some(LeadSource::ALL)),
        6 => Test::Origin(dice.some(FieldOriginKind::ALL)),
        7 => Test::Owner(choice(dice, &around.members)),
        8 => Test::Team(choice(dice, &around.teams)),
        9 => Test::Pipeline(choice(dice, &pipelines)),
        10 => Test::Stage(choice(dice, &stages)),
        11 => Test::Tag(choice(dice, &around.tags)),
        12 => Test::Meeting(choice(dice, &around.meetings)),
        13 | 14 => {
            let from = dice.one(&[-3, -1, 0, 5, 100]);
            let between = NumberTest::Between(from, from + dice.one(&[0, 2, Money::MAX]));
            Test::Number(dice.one(NumberField::ALL), dice.maybe(between).unwrap_or(NumberTest::Missing))
        }
        15 => {
            let within = TimeTest::Within(dice.maybe(dice.instant()), dice.maybe(dice.instant()));
            Test::Time(dice.one(TimeField::ALL), dice.maybe(within).unwrap_or(TimeTest::Missing))
        }
        _ => Test::Deleted,
    }
}

/// A question about the text or a part of it, which may end in a blank.
fn text_test(dice: &Dice, text: &str) -> TextTest {
    let chars: Vec<char> = text.chars().collect();
    let (from, to) = (dice.below(chars.len()), dice.below(chars.len()) + 1);
    let part = |from: usize, to: usize| chars.iter().take(to).skip(from).collect::<String>();
    match dice.below(8) {
        0 | 1 => TextTest::Equals(text.to_owned()),
        2 => TextTest::Equals(format!("{text} ")),
        3 | 4 => TextTest::Contains(part(from, Ord::max(to, from + 1))),
        5 | 6 => TextTest::StartsWith(part(0, to)),
        _ => TextTest::Missing,
    }
}

fn tree(depth: usize, dice: &Dice, around: &Around) -> Filter {
    let parts = || (0..dice.below(4)).map(|_| tree(depth - 1, dice, around)).collect();
    match if depth == 0 { 3 } else { dice.below(6) } {
        0 => Filter::All(parts()),
        1 => Filter::Any(parts()),
        2 => Filter::Not(Box::new(tree(depth - 1, dice, around))),
        _ => Filter::Is(question(dice.below(KINDS), dice, around)),
    }
}

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
