//! Random leads and questions, and what a reader of the list would answer: written without the compiler in mind.

use crate::world::{Tenant, after, id, lead, meeting, pipeline, registrant, registration, start, tag, team};
use chrono::Duration;
use domain::{
    clock::Instant,
    email::Email,
    entropy::{TestEntropy, random},
    field::{Field, FieldKind, FieldOption, FieldValue, PrivacyClass},
    filter::{
        CustomTest, Filter, NumberField, NumberTest, OpenTask, SortKey, Test, TextField, TextTest, TimeField,
        TimeTest,
    },
    fold,
    ids::{
        FieldId, LeadEmailId, LeadId, LeadPhoneId, MeetingId, MemberId, OptionId, PipelineId, StageId, TagId,
        TaskId, TeamId, UserId,
    },
    lead::{FieldOriginKind, Lead, LeadField, LeadSource, LeadStatus, Place},
    money::Money,
    phone::Phone,
    pipeline::StageKind,
    policy::Reach,
    task::{Task, TaskPriority},
    team::LeadScope,
    user::NewUser,
    workspace::Role,
};
use persistence::{
    Db, DbError, WorkspaceTx, fields, leads, members, pipelines,
    registrations::{self, NewRegistration},
    tags, tasks, teams, users,
};

/// Spellings that fold to the same, several scripts, and what means something to SQL.
pub(super) const TEXTS: [&str; 18] = [
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
pub(super) const COUNTRIES: [&str; 3] = ["PT", "DE", "JP"];
pub(super) const PHONES: [&str; 5] =
    ["+351 21 000 0100", "21 000 0101", "00351 21 000 0102", "ask at the desk", "50% off_5"];
pub(super) const KINDS: usize = 19;

pub(super) struct Dice(pub(super) TestEntropy);

impl Dice {
    pub(super) fn below(&self, limit: usize) -> usize {
        usize::try_from(u64::from_le_bytes(random(&self.0)) % u64::try_from(limit).unwrap()).unwrap()
    }

    pub(super) fn one<T: Clone>(&self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub(super) fn maybe<T>(&self, value: T) -> Option<T> {
        (self.below(3) > 0).then_some(value)
    }

    /// Some of these, perhaps none.
    pub(super) fn some<T: Clone>(&self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(3) == 0).cloned().collect()
    }

    pub(super) fn text(&self) -> String {
        let words = (0..=self.below(2)).map(|_| self.one(&TEXTS)).collect::<Vec<_>>();
        words.join(" ")
    }

    /// Few different ones, some on the second and some between.
    pub(super) fn instant(&self) -> Instant {
        let seconds = i64::try_from(self.below(20)).unwrap();
        after(seconds) - Duration::microseconds(self.one(&[0, 456, 23_456, 123_456]))
    }
}

/// What leads can have to do with.
pub(super) struct Around {
    pub(super) members: Vec<MemberId>,
    pub(super) teams: Vec<TeamId>,
    pub(super) stages: Vec<(PipelineId, StageId)>,
    pub(super) tags: Vec<TagId>,
    pub(super) meetings: Vec<MeetingId>,
    pub(super) fields: Vec<Field>,
}

impl Around {
    pub(super) async fn new(db: &Db, a: Tenant) -> Self {
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
        let fields = FIELD_KINDS.map(custom_field);
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
            for field in &fields {
                fields::insert(tx, field, start()).await?;
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
            fields: fields.to_vec(),
        }
    }

    pub(super) fn reach(&self, dice: &Dice) -> Reach {
        if dice.below(2) == 0 {
            return Reach::All;
        }
        Reach::Limited { owners: dice.some(&self.members), teams: dice.some(&self.teams) }
    }
}

/// A lead with everything around it.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) lead: Lead,
    pub(super) emails: Vec<Email>,
    pub(super) phones: Vec<Phone>,
    pub(super) tags: Vec<TagId>,
    pub(super) origins: Vec<(LeadField, FieldOriginKind)>,
    pub(super) registered: Vec<(MeetingId, Instant)>,
    pub(super) tasks: Vec<Task>,
    pub(super) custom: Vec<(Field, FieldValue)>,
}

const FIELD_KINDS: [FieldKind; 5] =
    [FieldKind::Text, FieldKind::Number, FieldKind::DateTime, FieldKind::MultiChoice, FieldKind::Checkbox];

fn custom_field(kind: FieldKind) -> Field {
    let option = |label: &str| FieldOption { id: OptionId(id()), label: label.to_owned() };
    Field {
        id: FieldId(id()),
        key: kind.to_string(),
        name: kind.to_string(),
        kind,
        options: if kind.has_options() { ["a", "b", "c"].map(option).to_vec() } else { Vec::new() },
        class: PrivacyClass::Ordinary,
        basis: None,
        position: 0,
        version: 1,
    }
}

fn field_value(dice: &Dice, field: &Field) -> FieldValue {
    match field.kind {
        FieldKind::Text => FieldValue::Text(dice.text()),
        FieldKind::Number => FieldValue::Number(i64::try_from(dice.below(20)).unwrap() - 6),
        FieldKind::DateTime => FieldValue::DateTime(dice.instant()),
        FieldKind::MultiChoice => {
            let chosen: Vec<OptionId> = field.options.iter().map(|option| option.id).collect();
            FieldValue::Options(chosen.into_iter().take(1 + dice.below(3)).collect())
        }
        _ => FieldValue::Checkbox(dice.below(2) == 0),
    }
}

fn random_task(dice: &Dice, around: &Around, lead_id: LeadId) -> Task {
    Task {
        id: TaskId(id()),
        lead_id,
        title: dice.text(),
        detail: None,
        due_at: dice.maybe(dice.instant()),
        remind_at: None,
        assignee_id: dice.maybe(dice.one(&around.members)),
        priority: dice.one(TaskPriority::ALL),
        completed_at: (dice.below(3) == 0).then(|| dice.instant()),
        completed_by: None,
        created_by: None,
        version: 1,
        created_at: start(),
        updated_at: start(),
        deleted_at: (dice.below(4) == 0).then(|| dice.instant()),
    }
}

impl Known {
    pub(super) fn random(dice: &Dice, around: &Around) -> Self {
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
            custom: around
                .fields
                .iter()
                .filter_map(|field| dice.maybe((field.clone(), field_value(dice, field))))
                .collect(),
            tasks: (0..dice.below(3)).map(|_| random_task(dice, around, new.id)).collect(),
            registered: dice.some(&around.meetings).into_iter().map(|at| (at, dice.instant())).collect(),
            lead: new,
        }
    }

    pub(super) async fn write(&self, tx: &WorkspaceTx, by: MemberId) -> Result<(), DbError> {
        let id_ = self.lead.id;
        leads::insert(tx, &self.lead).await?;
        let emails = self.emails.iter().map(|email| (LeadEmailId(id()), email.clone()));
        leads::set_emails(tx, id_, emails.collect()).await?;
        let phones = self.phones.iter().map(|phone| (LeadPhoneId(id()), phone.clone()));
        leads::set_phones(tx, id_, phones.collect()).await?;
        for tag in &self.tags {
            tags::add(tx, &[id_], *tag, start()).await?;
        }
        for (field, origin) in &self.origins {
            leads::record_origins(tx, &[id_], &[*field], id, *origin, None, start()).await?;
        }
        for (meeting, at) in &self.registered {
            let person = registrant(&id().to_string());
            let new = NewRegistration { at: *at, ..registration(id_, *meeting, &person) };
            registrations::insert(tx, new, start()).await?;
        }
        for (field, value) in &self.custom {
            fields::set(tx, id_, field.id, Some(value), FieldOriginKind::Member, start()).await?;
        }
        for task in &self.tasks {
            tasks::insert(tx, task).await?;
        }
        leads::index(tx, &[id_]).await?;
        match self.lead.deleted_at {
            Some(at) => leads::bin(tx, &[id_], by, at).await,
            None => Ok(()),
        }
    }

    pub(super) fn is_within(&self, reach: &Reach) -> bool {
        let Reach::Limited { owners, teams } = reach else { return true };
        owners.iter().any(|owner| self.lead.owner_id == Some(*owner))
            || teams.iter().any(|team| self.lead.team_id == Some(*team))
    }

    /// Whether a list through a handle of this reach has the lead.
    pub(super) fn is_listed(&self, reach: &Reach, filter: &Filter) -> bool {
        let speaks_of_the_bin = format!("{filter:?}").contains("Deleted");
        let is_there = speaks_of_the_bin || self.lead.deleted_at.is_none();
        is_there && self.is_within(reach) && self.fits(filter)
    }

    pub(super) fn fits(&self, filter: &Filter) -> bool {
        match filter {
            Filter::All(parts) => parts.iter().all(|part| self.fits(part)),
            Filter::Any(parts) => parts.iter().any(|part| self.fits(part)),
            Filter::Not(inner) => !self.fits(inner),
            Filter::Is(test) => self.passes(test),
        }
    }

    pub(super) fn passes(&self, test: &Test) -> bool {
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
            Test::Custom(id, test) => {
                let value = self.custom.iter().find(|(field, _)| field.id == *id).map(|(_, value)| value);
                match (test, value) {
                    (CustomTest::Text(test), Some(FieldValue::Text(text))) => {
                        text_passes(std::iter::once(fold::key(text)), test)
                    }
                    (CustomTest::Number(NumberTest::Between(from, to)), Some(FieldValue::Number(number))) => {
                        (from..=to).contains(&number)
                    }
                    (CustomTest::Time(TimeTest::Within(from, to)), Some(FieldValue::DateTime(at))) => {
                        from.is_none_or(|from| from <= *at) && to.is_none_or(|to| *at < to)
                    }
                    (CustomTest::Chosen(Some(wanted)), Some(FieldValue::Options(chosen))) => {
                        chosen.iter().any(|option| wanted.contains(&option.0))
                    }
                    (CustomTest::Checked, value) => value == Some(&FieldValue::Checkbox(true)),
                    (
                        CustomTest::Text(TextTest::Missing)
                        | CustomTest::Number(NumberTest::Missing)
                        | CustomTest::Time(TimeTest::Missing)
                        | CustomTest::Chosen(None),
                        value,
                    ) => value.is_none(),
                    _ => false,
                }
            }
            Test::Task(wanted) => {
                let mut open =
                    self.tasks.iter().filter(|task| task.completed_at.is_none() && task.deleted_at.is_none());
                let fits = |task: &Task, wanted: &OpenTask| match wanted {
                    OpenTask::Of(member) => task.assignee_id == Some(*member),
                    OpenTask::Due(from, to) => task.due_at.is_some_and(|due| {
                        from.is_none_or(|from| from <= due) && to.is_none_or(|to| due < to)
                    }),
                };
                match wanted {
                    None => open.next().is_none(),
                    Some(wanted) => open.any(|task| wanted.iter().any(|wanted| fits(task, wanted))),
                }
            }
            Test::Deleted => lead.deleted_at.is_some(),
        }
    }

    /// In the order of these, ascending; what is missing comes first.
    pub(super) fn place_in(&self, key: SortKey) -> (Option<String>, Option<i64>, Option<Instant>, LeadId) {
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
    pub(super) fn is_found_by(&self, words: &[String]) -> bool {
        let facts = &self.lead.facts;
        let texts = [&facts.first_name, &facts.last_name, &facts.company, &facts.title];
        let texts = texts.into_iter().chain([&self.lead.source_detail]).flatten();
        let custom = self.custom.iter().filter_map(|(_, value)| match value {
            FieldValue::Text(text) => Some(text),
            _ => None,
        });
        let texts = texts.chain([&self.lead.display_name]).chain(custom);
        let tokens: Vec<String> = texts.flat_map(|text| fold::tokens(text)).collect();
        words.iter().all(|word| tokens.iter().any(|token| token.starts_with(word)))
    }
}

pub(super) fn text_passes(mut values: impl Iterator<Item = String>, test: &TextTest) -> bool {
    match test {
        TextTest::Equals(wanted) => values.any(|value| value == *wanted),
        TextTest::Contains(part) => values.any(|value| value.contains(part)),
        TextTest::StartsWith(start) => values.any(|value| value.starts_with(start)),
        TextTest::Missing => values.next().is_none(),
    }
}

pub(super) fn one_passes<T: PartialEq>(value: Option<&T>, wanted: Option<&Vec<T>>) -> bool {
    match wanted {
        None => value.is_none(),
        Some(wanted) => value.is_some_and(|value| wanted.contains(value)),
    }
}

/// One random question of each kind.
pub(super) fn question(kind: usize, dice: &Dice, around: &Around) -> Test {
    pub(super) fn choice<T: Clone>(dice: &Dice, of: &[T]) -> Option<Vec<T>> {
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
        16 => {
            let due = OpenTask::Due(dice.maybe(dice.instant()), dice.maybe(dice.instant()));
            Test::Task(choice(dice, &[due, OpenTask::Of(dice.one(&around.members))]))
        }
        17 => {
            let field = dice.one(&around.fields);
            let within = TimeTest::Within(dice.maybe(dice.instant()), dice.maybe(dice.instant()));
            let options: Vec<_> = field.options.iter().map(|option| option.id.0).collect();
            let test = match field.kind {
                FieldKind::Text => CustomTest::Text(text_test(dice, &fold::fold(&dice.text()))),
                FieldKind::Number => {
                    let from = dice.one(&[-5, 0, 7]);
                    CustomTest::Number(
                        dice.maybe(NumberTest::Between(from, from + 6)).unwrap_or(NumberTest::Missing),
                    )
                }
                FieldKind::DateTime => CustomTest::Time(dice.maybe(within).unwrap_or(TimeTest::Missing)),
                FieldKind::MultiChoice => CustomTest::Chosen(choice(dice, &options)),
                _ => CustomTest::Checked,
            };
            Test::Custom(field.id, test)
        }
        _ => Test::Deleted,
    }
}

/// A question about the text or a part of it, which may end in a blank.
pub(super) fn text_test(dice: &Dice, text: &str) -> TextTest {
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

pub(super) fn tree(depth: usize, dice: &Dice, around: &Around) -> Filter {
    let parts = || (0..dice.below(4)).map(|_| tree(depth - 1, dice, around)).collect();
    match if depth == 0 { 3 } else { dice.below(6) } {
        0 => Filter::All(parts()),
        1 => Filter::Any(parts()),
        2 => Filter::Not(Box::new(tree(depth - 1, dice, around))),
        _ => Filter::Is(question(dice.below(KINDS), dice, around)),
    }
}
