//! Two leads that are one person become one, field by field, and two again.

use crate::{
    lead::{Lead, LeadField, display_name},
    words::words,
};

/// How long a merge can be undone.
pub const UNDO_DAYS: i64 = 30;

words! {
    /// What a lead has one of, so that a merge has to choose.
    MergeField {
        Company = "company",
        Country = "country",
        FirstName = "first_name",
        LastName = "last_name",
        Owner = "owner",
        Stage = "stage",
        Status = "status",
        Team = "team",
        Title = "title",
        Value = "value",
    }
}

impl MergeField {
    /// The fact whose origin is kept with it.
    pub fn fact(self) -> Option<LeadField> {
        Some(match self {
            Self::Company => LeadField::Company,
            Self::Country => LeadField::Country,
            Self::FirstName => LeadField::FirstName,
            Self::LastName => LeadField::LastName,
            Self::Title => LeadField::Title,
            Self::Value => LeadField::Value,
            Self::Owner | Self::Stage | Self::Status | Self::Team => return None,
        })
    }

    fn is_set(self, lead: &Lead) -> bool {
        match self {
            Self::Company => lead.facts.company.is_some(),
            Self::Country => lead.facts.country.is_some(),
            Self::FirstName => lead.facts.first_name.is_some(),
            Self::LastName => lead.facts.last_name.is_some(),
            Self::Owner => lead.owner_id.is_some(),
            Self::Stage => lead.place.is_some(),
            Self::Status => true,
            Self::Team => lead.team_id.is_some(),
            Self::Title => lead.facts.title.is_some(),
            Self::Value => lead.value.is_some(),
        }
    }

    fn is_same(self, one: &Lead, other: &Lead) -> bool {
        match self {
            Self::Company => one.facts.company == other.facts.company,
            Self::Country => one.facts.country == other.facts.country,
            Self::FirstName => one.facts.first_name == other.facts.first_name,
            Self::LastName => one.facts.last_name == other.facts.last_name,
            Self::Owner => one.owner_id == other.owner_id,
            Self::Stage => one.place == other.place,
            Self::Status => one.status == other.status,
            Self::Team => one.team_id == other.team_id,
            Self::Title => one.facts.title == other.facts.title,
            Self::Value => one.value == other.value,
        }
    }

    fn copy(self, from: &Lead, to: &mut Lead) {
        match self {
            Self::Company => to.facts.company.clone_from(&from.facts.company),
            Self::Country => to.facts.country.clone_from(&from.facts.country),
            Self::FirstName => to.facts.first_name.clone_from(&from.facts.first_name),
            Self::LastName => to.facts.last_name.clone_from(&from.facts.last_name),
            Self::Owner => to.owner_id = from.owner_id,
            Self::Stage => to.place.clone_from(&from.place),
            Self::Status => to.status = from.status,
            Self::Team => to.team_id = from.team_id,
            Self::Title => to.facts.title.clone_from(&from.facts.title),
            Self::Value => to.value = from.value,
        }
    }
}

/// Calls a lead by its name, if it has one.
fn rename(lead: &mut Lead) {
    let (first, last) = (lead.facts.first_name.as_deref(), lead.facts.last_name.as_deref());
    lead.display_name = display_name(first, last, Some(&lead.display_name));
}

/// What the survivor becomes, and the fields whose value is the other one's: those that were chosen, and those that only
/// the other one has. A fact that only one of them has is never lost.
pub fn unite(survivor: &Lead, other: &Lead, chosen: &[MergeField]) -> (Lead, Vec<MergeField>) {
    let mut united = survivor.clone();
    let comes =
        |field: &MergeField| field.is_set(other) && (chosen.contains(field) || !field.is_set(survivor));
    let taken: Vec<MergeField> = MergeField::ALL.iter().copied().filter(comes).collect();
    for field in &taken {
        field.copy(other, &mut united);
    }
    rename(&mut united);
    united.last_activity_at = survivor.last_activity_at.max(other.last_activity_at);
    (united, taken)
}

/// What the survivor becomes when a merge is undone, and the fields that somebody has changed since: those stay.
/// `before` and `after` are the survivor around the merge, `now` is the lead as it is.
pub fn part(before: &Lead, after: &Lead, now: &Lead) -> (Lead, Vec<MergeField>) {
    let mut parted = now.clone();
    let mut kept = Vec::new();
    for field in MergeField::ALL {
        if field.is_same(after, now) {
            field.copy(before, &mut parted);
        } else {
            kept.push(*field);
        }
    }
    if now.display_name == after.display_name {
        parted.display_name.clone_from(&before.display_name);
    }
    if kept.iter().any(|field| matches!(field, MergeField::FirstName | MergeField::LastName)) {
        rename(&mut parted);
    }
    if now.last_activity_at == after.last_activity_at {
        parted.last_activity_at = before.last_activity_at;
    }
    (parted, kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{LeadId, MemberId},
        lead::{LeadFacts, LeadSource, LeadStatus},
    };
    use chrono::DateTime;
    use uuid::Uuid;

    fn lead(first: Option<&str>, last: Option<&str>, company: Option<&str>) -> Lead {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let own = |text: Option<&str>| text.map(ToOwned::to_owned);
        Lead {
            id: LeadId(Uuid::nil()),
            display_name: display_name(first, last, Some("a@b.example")),
            facts: LeadFacts {
                first_name: own(first),
                last_name: own(last),
                company: own(company),
                ..LeadFacts::default()
            },
            status: LeadStatus::New,
            source: LeadSource::Manual,
            source_detail: None,
            owner_id: None,
            team_id: None,
            place: None,
            score: 0,
            value: None,
            version: 1,
            created_at: at,
            updated_at: at,
            last_activity_at: at,
            deleted_at: None,
        }
    }

    #[test]
    fn the_survivor_keeps_its_own_and_gains_what_it_lacks_or_was_chosen() {
        let ada = lead(Some("Ada"), None, Some("Tarrow"));
        let mut other = lead(Some("A."), Some("Lovelace"), Some("Tarrow GmbH"));
        other.status = LeadStatus::Qualified;
        let (united, taken) = unite(&ada, &other, &[]);
        assert_eq!((united.display_name.as_str(), taken), ("Ada Lovelace", vec![MergeField::LastName]));
        assert_eq!((united.facts.company.as_deref(), united.status), (Some("Tarrow"), LeadStatus::New));
        let chosen = [MergeField::Company, MergeField::Status, MergeField::Owner];
        let (united, taken) = unite(&ada, &other, &chosen);
        assert_eq!(taken, [MergeField::Company, MergeField::LastName, MergeField::Status]);
        assert_eq!(
            (united.facts.company.as_deref(), united.status),
            (Some("Tarrow GmbH"), LeadStatus::Qualified)
        );
    }

    #[test]
    fn what_only_the_survivor_has_stays_whatever_was_chosen() {
        let (ada, nobody) = (lead(Some("Ada"), None, Some("Tarrow")), lead(None, None, None));
        let (united, taken) = unite(&ada, &nobody, MergeField::ALL);
        assert_eq!(taken, [MergeField::Status]);
        assert_eq!((united.display_name, united.facts), (ada.display_name, ada.facts));
    }

    #[test]
    fn undoing_gives_back_what_was_and_keeps_what_was_changed_since() {
        let nobody = lead(None, None, None);
        let ada = lead(Some("Ada"), Some("Lovelace"), Some("Tarrow"));
        let (after, _) = unite(&nobody, &ada, &[]);
        let (parted, kept) = part(&nobody, &after, &after);
        assert_eq!((parted.display_name.as_str(), kept), ("a@b.example", vec![]));
        assert_eq!(parted.facts, nobody.facts);
        let mut now = after.clone();
        now.facts.last_name = Some("King".into());
        now.display_name = "Ada King".into();
        now.owner_id = Some(MemberId(Uuid::nil()));
        let (parted, kept) = part(&nobody, &after, &now);
        assert_eq!(kept, [MergeField::LastName, MergeField::Owner]);
        assert_eq!((parted.display_name.as_str(), parted.facts.company), ("King", None));
    }
}
