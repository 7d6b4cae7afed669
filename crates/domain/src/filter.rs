//! The one filter tree: what lists, counts, boards, bulk work, rules and saved views select leads by. By the time a tree
//! exists, its fields, operators and values fit each other, and every relative date and “me” is resolved.

use crate::{
    clock::Instant,
    ids::{FieldId, MeetingId, MemberId, PipelineId, StageId, TagId, TeamId},
    lead::{FieldOriginKind, LeadSource, LeadStatus},
    words::words,
};
use uuid::Uuid;

/// Deeper or larger trees are refused: no person builds one, and a database would take ages.
pub const DEPTH_MAX: usize = 8;
pub const TESTS_MAX: usize = 50;
/// How many alternatives one test may list.
pub const VALUES_MAX: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Is(Test),
}

impl Filter {
    pub const EVERYTHING: Self = Self::All(Vec::new());

    /// Whether the tree itself decides about the bin. If it does not, leads in the bin are left out.
    pub fn mentions_the_bin(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::mentions_the_bin),
            Self::Not(inner) => inner.mentions_the_bin(),
            Self::Is(test) => matches!(test, Test::Deleted),
        }
    }
}

words! {
    TextField {
        Company = "company",
        DisplayName = "display_name",
        FirstName = "first_name",
        LastName = "last_name",
        SourceDetail = "source_detail",
        Title = "title",
    }
}

words! {
    NumberField {
        Score = "score",
        /// In minor units, whatever the currency.
        Value = "value",
    }
}

words! {
    TimeField {
        CreatedAt = "created_at",
        LastActivityAt = "last_activity_at",
        /// When the person registered for a meeting, any of them.
        RegisteredAt = "registered_at",
        StageSince = "stage_since",
        UpdatedAt = "updated_at",
    }
}

/// One question about a lead; always yes or no. A missing value answers no to everything but `Missing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    Text(TextField, TextTest),
    /// Any of the lead's addresses.
    Email(TextTest),
    /// Any of the lead's numbers.
    Phone(TextTest),
    Country(Option<Vec<String>>),
    Status(Vec<LeadStatus>),
    Source(Vec<LeadSource>),
    /// Where any of the facts came from.
    Origin(Vec<FieldOriginKind>),
    /// `None` asks whether there is no owner; likewise below.
    Owner(Option<Vec<MemberId>>),
    Team(Option<Vec<TeamId>>),
    Pipeline(Option<Vec<PipelineId>>),
    Stage(Option<Vec<StageId>>),
    Tag(Option<Vec<TagId>>),
    /// Registered for one of these; `None`: for nothing at all.
    Meeting(Option<Vec<MeetingId>>),
    /// Has an open task like one of these; `None`: has none at all.
    Task(Option<Vec<OpenTask>>),
    /// What a custom field holds.
    Custom(FieldId, CustomTest),
    Number(NumberField, NumberTest),
    Time(TimeField, TimeTest),
    Deleted,
}

/// Of the value of a custom field; a kind has its test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomTest {
    Text(TextTest),
    Number(NumberTest),
    Time(TimeTest),
    /// One of these options or members; `None`: nothing is chosen.
    Chosen(Option<Vec<Uuid>>),
    Checked,
}

/// Which open tasks count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTask {
    Due(Option<Instant>, Option<Instant>),
    Of(MemberId),
}

/// Of folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextTest {
    Equals(String),
    Contains(String),
    StartsWith(String),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberTest {
    /// Both ends belong to it.
    Between(i64, i64),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeTest {
    /// From the first moment on, and before the second.
    Within(Option<Instant>, Option<Instant>),
    Missing,
}

words! {
    /// What a list of leads is ordered by. The id decides between equals.
    SortKey {
        Company = "company",
        CreatedAt = "created_at",
        DisplayName = "display_name",
        LastActivityAt = "last_activity_at",
        Score = "score",
        Value = "value",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub is_descending: bool,
}

impl Sort {
    pub const NEWEST: Self = Self { key: SortKey::CreatedAt, is_descending: true };

    /// `-` in front reverses.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, is_descending) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
        Some(Self { key: SortKey::parse(key)?, is_descending })
    }
}

/// The value of the last row of a page, in the order's own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortValue {
    Missing,
    Text(String),
    Number(i64),
    Time(Instant),
}
