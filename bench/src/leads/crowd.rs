//! Leads with the skew of real ones: a few names, companies, owners and stages have most of them. Written straight into the
//! tables, as Cloop would have written them.

use anyhow::Context;
use domain::{fold, ids::floor};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, Value,
    prelude::{DateTimeUtc, Uuid},
    sea_query::{Expr, Query},
};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use testkit::{Browser, TestDb};

const OTHERS: u128 = 99;
/// SQLite binds at most 32,766 values to a statement.
const VALUES: usize = 30_000;
const FIRST: i64 = 1_700_000_000_000;

/// Columns, and the rows to insert.
type Rows = (&'static [&'static str], Vec<Vec<Value>>);

pub struct Crowd {
    connection: DatabaseConnection,
    workspaces: Vec<Uuid>,
    owner: Uuid,
    pipeline: Uuid,
    stages: Vec<Uuid>,
    tags: Vec<Uuid>,
    /// In the workspace that is asked.
    size: usize,
    next: u64,
}

/// One lead, as far as its rows differ.
pub struct Person {
    pub id: Uuid,
    pub first: String,
    pub last: String,
    pub company: String,
    pub email: String,
    pub phone: Option<String>,
}

impl Person {
    /// The same number is always the same person.
    fn new(number: u64) -> Self {
        let skewed = |salt: u64, most: u64| {
            // Squared, so that half of all have one of the first quarter.
            let roll = (mix(number ^ (salt << 40)) % 1_000_000) as f64 / 1_000_000.0;
            (roll * roll * roll * most as f64) as u64
        };
        let first = name(skewed(1, 400), 2);
        let last = name(skewed(2, 20_000) + 7_000, 3);
        let company =
            format!("{} {}", name(skewed(3, 30_000) + 90_000, 3), one_of(&["Ltd", "Labs", "Group"], number));
        let host = if number.is_multiple_of(3) {
            "mail.example".to_owned()
        } else {
            company.to_lowercase().replace(' ', "-") + ".example"
        };
        let email = format!("{}.{}.{number}@{host}", first.to_lowercase(), last.to_lowercase());
        let phone = (number % 5 < 2).then(|| format!("+3519{:08}", mix(number) % 100_000_000));
        let millis = FIRST as u64 + number * 50;
        let id = Uuid::from_u128(floor(millis).as_u128() | u128::from(number));
        Self { id, first, last, company, email, phone }
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    fn words(&self) -> BTreeMap<String, i32> {
        let mut words = BTreeMap::new();
        let mut add = |word: String, weight: i32| {
            let known = words.entry(word).or_insert(weight);
            *known = Ord::max(weight, *known);
        };
        fold::tokens(&self.name()).into_iter().for_each(|word| add(word, 8));
        fold::tokens(&self.company).into_iter().for_each(|word| add(word, 4));
        let (local, domain) = self.email.rsplit_once('@').unwrap_or_default();
        add(self.email.chars().take(fold::TOKEN_MAX).collect(), 6);
        fold::tokens(local).into_iter().for_each(|word| add(word, 1));
        fold::tokens(domain.trim_end_matches(".example")).into_iter().for_each(|word| add(word, 1));
        add(domain.chars().take(fold::TOKEN_MAX).collect(), 1);
        if let Some(phone) = &self.phone {
            let digits = phone.trim_start_matches('+');
            (0..digits.len() - 3).for_each(|start| add(digits.chars().skip(start).collect(), 6));
        }
        words
    }
}

fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn one_of<'a>(words: &[&'a str], number: u64) -> &'a str {
    words.get((number % words.len() as u64) as usize).copied().unwrap_or_default()
}

/// A word that sounds like a name.
fn name(number: u64, syllables: usize) -> String {
    const SYLLABLES: [&str; 32] = [
        "an", "be", "cor", "da", "el", "fi", "ga", "ha", "in", "jo", "ka", "lu", "ma", "ne", "or", "pe",
        "qui", "ra", "si", "ta", "ul", "ve", "wil", "xa", "ys", "zo", "bri", "cha", "dre", "gro", "sten",
        "tho",
    ];
    let (mut rest, mut name) = (number, String::new());
    for _ in 0..syllables {
        name.push_str(one_of(&SYLLABLES, rest));
        rest /= 32;
    }
    let mut letters = name.chars();
    letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn id_of(value: &Json, pointer: &str) -> anyhow::Result<Uuid> {
    Ok(value.pointer(pointer).and_then(Json::as_str).context("an id")?.parse()?)
}

fn moment(millis: i64) -> DateTimeUtc {
    DateTimeUtc::from_timestamp_millis(millis).unwrap_or_default()
}

impl Crowd {
    pub async fn new(db: &TestDb, owner: &Browser) -> anyhow::Result<Self> {
        let connection = Database::connect(&db.url).await?;
        let pipelines = owner.get("/api/v1/pipelines").await.expect(200);
        let stages = (0..6).map(|at| id_of(&pipelines, &format!("/items/0/stages/{at}/id")));
        let mut tags = Vec::new();
        for number in 0..20 {
            let tag = owner.post("/api/v1/tags", &json!({"name": format!("Tag {number}")})).await.expect(201);
            tags.push(id_of(&tag, "/id")?);
        }
        let mut workspaces = vec![owner.workspace_id().parse()?];
        workspaces.extend((1..=OTHERS).map(Uuid::from_u128));
        let (stages, pipeline) = (stages.collect::<Result<_, _>>()?, id_of(&pipelines, "/items/0/id")?);
        let owner = id_of(owner.session(), "/member/id")?;
        let crowd = Self { connection, workspaces, owner, pipeline, stages, tags, size: 0, next: 1 };
        let now = moment(FIRST);
        let rows = crowd.workspaces.iter().skip(1).enumerate().map(|(number, id)| {
            let slug = format!("other-{number}");
            vec![
                (*id).into(),
                slug.clone().into(),
                slug.into(),
                "en".into(),
                "UTC".into(),
                "EUR".into(),
                1.into(),
                now.into(),
                now.into(),
            ]
        });
        let columns =
            &["id", "slug", "name", "locale", "time_zone", "currency", "version", "created_at", "updated_at"];
        crowd.insert("workspaces", columns, rows.collect()).await?;
        Ok(crowd)
    }

    pub fn workspace(&self) -> Uuid {
        self.workspaces.first().copied().unwrap_or_default()
    }

    pub fn stages(&self) -> &[Uuid] {
        &self.stages
    }

    pub fn pipeline(&self) -> Uuid {
        self.pipeline
    }

    pub fn tags(&self) -> &[Uuid] {
        &self.tags
    }

    /// The lead at a share of the way from the newest to the oldest.
    pub fn at(&self, share: f64) -> Person {
        let number = self.next - 1 - ((self.next - 2) as f64 * share) as u64;
        // The hundredth of each hundred is somebody else's.
        Person::new(if number.is_multiple_of(11) { number - 1 } else { number })
    }

    /// As many leads as that, a tenth of them more in the other workspaces.
    pub async fn grow(&mut self, size: usize) -> anyhow::Result<()> {
        while self.size < size {
            let mut people = Vec::new();
            while people.len() < 20_000 && self.size < size {
                let number = self.next;
                self.next += 1;
                let other = (number.is_multiple_of(11)).then(|| (number / 11 % OTHERS as u64) as usize + 1);
                self.size += usize::from(other.is_none());
                people.push((number, other.unwrap_or(0), Person::new(number)));
            }
            self.write(&people).await?;
        }
        Ok(())
    }

    async fn write(&self, people: &[(u64, usize, Person)]) -> anyhow::Result<()> {
        let mut tables: BTreeMap<(u8, &str), Rows> = BTreeMap::new();
        let mut add = |order: u8, table: &'static str, columns: &'static [&'static str], row: Vec<Value>| {
            tables.entry((order, table)).or_insert((columns, Vec::new())).1.push(row);
        };
        for (number, workspace, person) in people {
            let workspace = self.workspaces.get(*workspace).copied().unwrap_or_default();
            let is_ours = workspace == self.workspace();
            let roll = mix(number ^ 77);
            let at = moment(FIRST + *number as i64 * 50);
            let touched = moment(FIRST + *number as i64 * 50 + (roll % 30_000_000_000) as i64);
            // Most are new, few are won.
            let stage = [0, 0, 0, 0, 1, 1, 2, 3, 4, 5].get((roll % 10) as usize).copied().unwrap_or(0);
            let stage = self.stages.get(stage).copied().filter(|_| is_ours);
            let status = one_of(STATUSES, roll / 10);
            let value = roll.is_multiple_of(4).then_some((roll % 5_000_000) as i64);
            let new = |offset: u128| Uuid::from_u128(person.id.as_u128() ^ (offset << 40));
            let id = || person.id.into();
            add(
                0,
                "leads",
                LEADS,
                vec![
                    id(),
                    workspace.into(),
                    person.name().into(),
                    person.first.clone().into(),
                    person.last.clone().into(),
                    person.company.clone().into(),
                    "PT".into(),
                    status.into(),
                    "zoom_webinar".into(),
                    is_ours.then_some(self.owner).filter(|_| !roll.is_multiple_of(3)).into(),
                    is_ours.then_some(self.pipeline).into(),
                    stage.into(),
                    is_ours.then_some(at).into(),
                    ((roll / 100 % 200) as i32).into(),
                    value.into(),
                    value.map(|_| "EUR".to_owned()).into(),
                    fold::key(&person.name()).into(),
                    fold::key(&person.first).into(),
                    fold::key(&person.last).into(),
                    fold::key(&person.company).into(),
                    1.into(),
                    at.into(),
                    at.into(),
                    touched.into(),
                ],
            );
            let address = || person.email.clone().into();
            add(
                1,
                "lead_emails",
                EMAILS,
                vec![new(1).into(), workspace.into(), id(), address(), address(), address(), 0.into()],
            );
            if let Some(phone) = &person.phone {
                let phone = || phone.clone().into();
                add(
                    1,
                    "lead_phones",
                    PHONES,
                    vec![new(2).into(), workspace.into(), id(), phone(), phone(), 0.into()],
                );
            }
            for (offset, kind) in [(3, "lead_created"), (4, "registered")] {
                add(
                    1,
                    "activities",
                    ACTIVITIES,
                    vec![
                        new(offset).into(),
                        workspace.into(),
                        id(),
                        kind.into(),
                        "zoom".into(),
                        "{\"topic\":\"A webinar\"}".into(),
                        at.into(),
                        at.into(),
                    ],
                );
            }
            for (offset, field) in [(5, "email"), (6, "company")] {
                add(
                    1,
                    "field_origins",
                    ORIGINS,
                    vec![new(offset).into(), workspace.into(), id(), field.into(), "zoom".into(), at.into()],
                );
            }
            if let Some(stage) = stage {
                add(
                    1,
                    "stage_stays",
                    STAYS,
                    vec![workspace.into(), id(), self.pipeline.into(), stage.into(), at.into()],
                );
                let tag = (roll % 97 * (roll % 97) / 480) as usize;
                if let Some(tag) = self.tags.get(tag).filter(|_| roll % 4 == 1) {
                    add(1, "lead_tags", TAGS, vec![workspace.into(), id(), (*tag).into(), at.into()]);
                }
            }
            for (word, weight) in person.words() {
                add(1, "search_words", WORDS, vec![workspace.into(), word.into(), id(), weight.into()]);
            }
        }
        self.connection
            .execute_unprepared(if self.is_sqlite() {
                "PRAGMA synchronous=OFF"
            } else {
                "SET unique_checks=0"
            })
            .await?;
        for ((_, table), (columns, rows)) in tables {
            self.insert(table, columns, rows).await?;
        }
        Ok(())
    }

    fn is_sqlite(&self) -> bool {
        self.connection.get_database_backend() == sea_orm::DatabaseBackend::Sqlite
    }

    async fn insert(
        &self,
        table: &'static str,
        columns: &[&'static str],
        mut rows: Vec<Vec<Value>>,
    ) -> anyhow::Result<()> {
        if table == "search_words" {
            // In the order of the key, so that the tree grows at its places in turn.
            rows.sort_by_cached_key(|row| format!("{:?}", row.get(..2)));
        }
        for rows in rows.chunks(VALUES / columns.len()) {
            let mut insert = Query::insert();
            insert.into_table(table).columns(columns.iter().copied());
            for row in rows {
                insert.values(row.iter().cloned().map(Expr::value))?;
            }
            self.connection.execute(&insert).await?;
        }
        Ok(())
    }
}

const STATUSES: &[&str] = &["new", "new", "new", "working", "working", "nurturing", "qualified", "archived"];
const LEADS: &[&str] = &[
    "id",
    "workspace_id",
    "display_name",
    "first_name",
    "last_name",
    "company",
    "country",
    "status",
    "source",
    "owner_id",
    "pipeline_id",
    "stage_id",
    "stage_since",
    "score",
    "value_minor",
    "value_currency",
    "display_name_key",
    "first_name_key",
    "last_name_key",
    "company_key",
    "version",
    "created_at",
    "updated_at",
    "last_activity_at",
];
const EMAILS: &[&str] = &["id", "workspace_id", "lead_id", "raw", "normalized", "live_key", "position"];
const PHONES: &[&str] = &["id", "workspace_id", "lead_id", "raw", "e164", "position"];
const ACTIVITIES: &[&str] =
    &["id", "workspace_id", "lead_id", "kind", "actor_kind", "detail", "occurred_at", "created_at"];
const ORIGINS: &[&str] = &["id", "workspace_id", "lead_id", "field", "origin", "at"];
const STAYS: &[&str] = &["workspace_id", "lead_id", "pipeline_id", "stage_id", "entered_at"];
const TAGS: &[&str] = &["workspace_id", "lead_id", "tag_id", "tagged_at"];
const WORDS: &[&str] = &["workspace_id", "word", "lead_id", "weight"];
