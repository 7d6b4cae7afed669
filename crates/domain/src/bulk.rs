//! One act on many leads: what it changes of each, and how much of that an undo takes back.

use crate::{
    ids::{MemberId, TeamId},
    lead::{Lead, LeadField, LeadStatus, Place},
    words::words,
};

/// More leads are named by a filter.
pub const IDS_MAX: usize = 1_000;
/// How long it can be undone; the `days(…)` that its items' columns declare.
pub const UNDO_DAYS: i64 = 7;
/// How long it is told of; the `days(…)` that its own columns declare.
pub const DAYS: i64 = 90;

words! {
    BulkKind {
        Delete = "delete",
        Edit = "edit",
        Restore = "restore",
        Tag = "tag",
    }
}

words! {
    BulkState {
        /// Stopped by somebody before its end.
        Cancelled = "cancelled",
        Done = "done",
        /// It could not go on.
        Failed = "failed",
        Running = "running",
        Undoing = "undoing",
        Undone = "undone",
    }
}

impl BulkState {
    pub fn is_going(self) -> bool {
        matches!(self, Self::Running | Self::Undoing)
    }
}

/// A field of a lead with a value that it gets or had.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "wire", serde(tag = "field", content = "value", rename_all = "snake_case"))]
pub enum Edit {
    Company(Option<String>),
    Country(Option<String>),
    /// Never asked for: who has no other name is called by their company.
    DisplayName(String),
    Owner(Option<MemberId>),
    Stage(Option<Place>),
    Status(LeadStatus),
    Team(Option<TeamId>),
    Title(Option<String>),
}

impl Edit {
    /// What the lead has in this field now.
    pub fn of(&self, lead: &Lead) -> Self {
        match self {
            Self::Company(_) => Self::Company(lead.facts.company.clone()),
            Self::Country(_) => Self::Country(lead.facts.country.clone()),
            Self::DisplayName(_) => Self::DisplayName(lead.display_name.clone()),
            Self::Owner(_) => Self::Owner(lead.owner_id),
            Self::Stage(_) => Self::Stage(lead.place.clone()),
            Self::Status(_) => Self::Status(lead.status),
            Self::Team(_) => Self::Team(lead.team_id),
            Self::Title(_) => Self::Title(lead.facts.title.clone()),
        }
    }

    /// The fact whose origin is kept, and whether it has a value.
    pub fn fact(&self) -> Option<(LeadField, bool)> {
        match self {
            Self::Company(value) => Some((LeadField::Company, value.is_some())),
            Self::Country(value) => Some((LeadField::Country, value.is_some())),
            Self::Title(value) => Some((LeadField::Title, value.is_some())),
            Self::DisplayName(_) | Self::Owner(_) | Self::Stage(_) | Self::Status(_) | Self::Team(_) => None,
        }
    }

    /// Whether leads are found by it.
    pub fn is_searched(&self) -> bool {
        matches!(self, Self::Company(_) | Self::DisplayName(_) | Self::Title(_))
    }

    /// Itself as it would change this lead. Who is in the stage already has been since they came.
    fn towards(&self, lead: &Lead) -> Option<Self> {
        let wanted = match (self, &lead.place) {
            (Self::Stage(Some(to)), Some(at)) if to.stage_id == at.stage_id => {
                Self::Stage(Some(Place { since: at.since, ..to.clone() }))
            }
            _ => self.clone(),
        };
        (wanted != wanted.of(lead)).then_some(wanted)
    }
}

/// A field's value before and after.
pub type Change = (Edit, Edit);

/// What these edits change of a lead.
pub fn changes(lead: &Lead, wanted: &[Edit]) -> Vec<Change> {
    let mut changes: Vec<Change> =
        wanted.iter().filter_map(|edit| Some((edit.of(lead), edit.towards(lead)?))).collect();
    let is_nameless = lead.facts.first_name.is_none() && lead.facts.last_name.is_none();
    let renamed = changes.iter().find_map(|change| match change {
        (Edit::Company(Some(old)), Edit::Company(Some(new))) if is_nameless && *old == lead.display_name => {
            Some((Edit::DisplayName(old.clone()), Edit::DisplayName(new.clone())))
        }
        _ => None,
    });
    changes.extend(renamed);
    changes
}

/// The changes that take these back, without what somebody has changed since.
pub fn undoing(lead: &Lead, made: &[Change]) -> Vec<Change> {
    let is_as_left = |change: &&Change| change.1.of(lead) == change.1;
    made.iter().filter(is_as_left).map(|(before, after)| (after.clone(), before.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{LeadId, PipelineId, StageId},
        lead::{LeadFacts, LeadSource, display_name},
    };
    use chrono::DateTime;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn place(stage: u128, at: i64) -> Place {
        Place {
            pipeline_id: PipelineId(Uuid::nil()),
            stage_id: StageId(Uuid::from_u128(stage)),
            since: DateTime::from_timestamp(1_800_000_000 + at, 0).unwrap(),
            lost_reason: None,
        }
    }

    fn lead(name: Option<&str>, company: Option<&str>) -> Lead {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Lead {
            id: LeadId(Uuid::nil()),
            display_name: display_name(name, None, company),
            facts: LeadFacts {
                first_name: name.map(ToOwned::to_owned),
                company: company.map(ToOwned::to_owned),
                ..LeadFacts::default()
            },
            status: LeadStatus::New,
            source: LeadSource::Manual,
            source_detail: None,
            owner_id: None,
            team_id: None,
            place: Some(place(1, 0)),
            score: 0,
            value: None,
            version: 1,
            created_at: at,
            updated_at: at,
            last_activity_at: at,
            deleted_at: None,
        }
    }

    fn apply(lead: &mut Lead, changes: &[Change]) {
        for (_, after) in changes {
            match after.clone() {
                Edit::Company(value) => lead.facts.company = value,
                Edit::Country(value) => lead.facts.country = value,
                Edit::DisplayName(value) => lead.display_name = value,
                Edit::Owner(value) => lead.owner_id = value,
                Edit::Stage(value) => lead.place = value,
                Edit::Status(value) => lead.status = value,
                Edit::Team(value) => lead.team_id = value,
                Edit::Title(value) => lead.facts.title = value,
            }
        }
    }

    #[test]
    fn what_is_so_already_changes_nothing() {
        let wanted = [Edit::Status(LeadStatus::New), Edit::Stage(Some(place(1, 9))), Edit::Company(None)];
        assert_eq!(changes(&lead(Some("Ada"), None), &wanted), []);
    }

    #[test]
    fn another_reason_in_the_same_stage_is_no_move() {
        let wanted = Place { lost_reason: Some("Price".to_owned()), ..place(1, 9) };
        let made = changes(&lead(Some("Ada"), None), &[Edit::Stage(Some(wanted))]);
        let Some((_, Edit::Stage(Some(now)))) = made.first() else { panic!("{made:?}") };
        assert_eq!((now.since, now.lost_reason.as_deref()), (place(1, 0).since, Some("Price")));
    }

    #[test]
    fn who_is_called_by_their_company_stays_so() {
        let made = changes(&lead(None, Some("Acme")), &[Edit::Company(Some("Beta".to_owned()))]);
        assert!(made.contains(&(Edit::DisplayName("Acme".to_owned()), Edit::DisplayName("Beta".to_owned()))));
        let named = changes(&lead(Some("Ada"), Some("Acme")), &[Edit::Company(Some("Beta".to_owned()))]);
        assert_eq!(named.len(), 1);
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let word = || proptest::option::of("[ab]");
        let one = prop_oneof![
            word().prop_map(Edit::Company),
            word().prop_map(Edit::Country),
            word().prop_map(Edit::Title),
            (0..2_u128).prop_map(|id| Edit::Owner(Some(MemberId(Uuid::from_u128(id))))),
            (0..3_u128, 1..9_i64).prop_map(|(stage, at)| Edit::Stage(Some(place(stage, at)))),
            prop_oneof![Just(LeadStatus::New), Just(LeadStatus::Working)].prop_map(Edit::Status),
        ];
        proptest::collection::vec(one, 1..4).prop_map(|mut edits| {
            let mut kinds = Vec::new();
            edits.retain(|edit| {
                let kind = std::mem::discriminant(edit);
                !kinds.contains(&kind) && {
                    kinds.push(kind);
                    true
                }
            });
            edits
        })
    }

    proptest! {
        #[test]
        fn undoing_gives_back_what_was_and_keeps_what_came_since(wanted in edits(), later in edits(), name in proptest::option::of("[ab]"), company in proptest::option::of("[ab]")) {
            let before = lead(name.as_deref(), company.as_deref());
            let mut now = before.clone();
            let made = changes(&now, &wanted);
            apply(&mut now, &made);
            let mut undone = now.clone();
            apply(&mut undone, &undoing(&now, &made));
            for edit in &wanted {
                prop_assert_eq!(edit.of(&undone), edit.of(&before));
            }
            prop_assert_eq!(&undone.display_name, &before.display_name);
            let since = changes(&now, &later);
            apply(&mut now, &since);
            let edited = now.clone();
            apply(&mut now, &undoing(&edited, &made));
            for (_, after) in since {
                prop_assert_eq!(after.of(&now), after.clone());
            }
        }
    }
}
