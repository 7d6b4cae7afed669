//! Leads: their lifecycle, where they came from, and how new facts fill them.

use crate::{
    clock::Instant,
    ids::{LeadId, MemberId, PipelineId, StageId, TeamId},
    money::Money,
    words::words,
};

words! {
    /// The lifecycle of a lead. A pipeline's stage is something else.
    LeadStatus {
        New = "new",
        Working = "working",
        Nurturing = "nurturing",
        Qualified = "qualified",
        Converted = "converted",
        Unqualified = "unqualified",
        Archived = "archived",
    }
}

words! {
    LeadSource {
        /// A member entered it.
        Manual = "manual",
        ZoomMeeting = "zoom_meeting",
        ZoomWebinar = "zoom_webinar",
    }
}

words! {
    /// The facts about the person, whose origin is kept.
    LeadField {
        Company = "company",
        Country = "country",
        Email = "email",
        FirstName = "first_name",
        LastName = "last_name",
        Phone = "phone",
        Title = "title",
        Value = "value",
    }
}

words! {
    /// Where a field's value came from.
    FieldOriginKind {
        Member = "member",
        Zoom = "zoom",
    }
}

/// The single-valued facts of a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadFacts {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub title: Option<String>,
    pub country: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Lead {
    pub id: LeadId,
    pub display_name: String,
    pub facts: LeadFacts,
    pub status: LeadStatus,
    pub source: LeadSource,
    pub source_detail: Option<String>,
    pub owner_id: Option<MemberId>,
    pub team_id: Option<TeamId>,
    pub place: Option<Place>,
    pub score: i32,
    pub value: Option<Money>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub last_activity_at: Instant,
    /// When it went into the bin.
    pub deleted_at: Option<Instant>,
}

/// Where a lead stands in a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize))]
pub struct Place {
    pub pipeline_id: PipelineId,
    pub stage_id: StageId,
    pub since: Instant,
    /// Why, in a lost stage.
    pub lost_reason: Option<String>,
}

pub const NAME_MAX: usize = 120;
pub const EMAILS_MAX: usize = 20;
pub const PHONES_MAX: usize = 20;
/// How long the bin keeps a lead.
pub const BIN_DAYS: i64 = 30;

/// What to call somebody: the name, else the address, else a word that says we do not know.
pub fn display_name(first: Option<&str>, last: Option<&str>, email: Option<&str>) -> String {
    match (first, last) {
        (None, None) => email.unwrap_or("Unnamed").to_owned(),
        (first, last) => [first, last].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

impl LeadFacts {
    /// Fills what is empty and says which fields that were. A value somebody has is never overwritten by what
    /// arrives from an open web form.
    pub fn fill(&mut self, from: &LeadFacts) -> Vec<LeadField> {
        let mut filled = Vec::new();
        let mut take = |field, mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() && theirs.is_some() {
                mine.clone_from(theirs);
                filled.push(field);
            }
        };
        take(LeadField::FirstName, &mut self.first_name, &from.first_name);
        take(LeadField::LastName, &mut self.last_name, &from.last_name);
        take(LeadField::Company, &mut self.company, &from.company);
        take(LeadField::Title, &mut self.title, &from.title);
        take(LeadField::Country, &mut self.country, &from.country);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capture_fills_gaps_and_overwrites_nothing() {
        let mut lead = LeadFacts { first_name: Some("Ines".into()), ..Default::default() };
        let form =
            LeadFacts { first_name: Some("I.".into()), company: Some("Tarrow".into()), ..Default::default() };
        assert_eq!(lead.fill(&form), vec![LeadField::Company]);
        assert_eq!(lead.first_name.as_deref(), Some("Ines"));
        assert_eq!(lead.company.as_deref(), Some("Tarrow"));
    }

    #[test]
    fn everybody_has_something_to_be_called() {
        assert_eq!(display_name(Some("李"), None, Some("a@b.c")), "李");
        assert_eq!(display_name(None, None, Some("a@b.c")), "a@b.c");
        assert_eq!(display_name(None, None, None), "Unnamed");
    }
}
