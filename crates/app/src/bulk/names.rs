//! What acts on many leads leave on their timelines: the entries that edits one by one would have left.

use crate::failure::Result;
use domain::{
    activity::ActivityKind,
    bulk::{Change, Edit},
    ids::{MemberId, StageId, TeamId},
    lead::Place,
};
use persistence::{WorkspaceTx, members, pipelines, teams};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What a timeline calls people, teams and stages.
pub(super) struct Names {
    members: HashMap<MemberId, String>,
    teams: HashMap<TeamId, String>,
    stages: HashMap<StageId, String>,
}

impl Names {
    pub(super) async fn load<'a>(
        tx: &WorkspaceTx,
        changes: impl Iterator<Item = &'a Change> + Clone,
    ) -> Result<Self> {
        let values = || changes.clone().flat_map(|(before, after)| [before, after]);
        let people = values().filter_map(|edit| if let Edit::Owner(id) = edit { *id } else { None });
        let members = members::cards(tx, people).await?;
        let stages = values().filter_map(|edit| match edit {
            Edit::Stage(Some(place)) => Some(place.stage_id),
            _ => None,
        });
        let stages = pipelines::stages(tx, stages).await?;
        let needs_teams = values().any(|edit| matches!(edit, Edit::Team(_)));
        let teams = if needs_teams { teams::list(tx).await? } else { Vec::new() };
        Ok(Self {
            members: members.into_iter().map(|(id, card)| (id, card.name)).collect(),
            teams: teams.into_iter().map(|team| (team.id, team.name)).collect(),
            stages: stages.into_iter().map(|(id, stage)| (id, stage.name)).collect(),
        })
    }

    /// The entries that edits one by one would have left.
    pub(super) fn tell(&self, changes: &[Change]) -> Vec<(ActivityKind, Value)> {
        let (mut entries, mut fields) = (Vec::new(), Vec::new());
        for (before, after) in changes {
            match (before, after) {
                (Edit::Owner(from), Edit::Owner(to)) => {
                    let name = |id: &Option<MemberId>| id.and_then(|id| self.members.get(&id));
                    entries.push((ActivityKind::OwnerChanged, json!({"from": name(from), "to": name(to)})));
                }
                (Edit::Stage(from), Edit::Stage(to)) => {
                    let stage = |place: &Option<Place>| place.as_ref().map(|place| place.stage_id);
                    let reason =
                        |place: &Option<Place>| place.as_ref().and_then(|place| place.lost_reason.clone());
                    if stage(from) == stage(to) {
                        fields.push(json!({"field": "lost_reason", "from": reason(from), "to": reason(to)}));
                        continue;
                    }
                    let name = |place| stage(place).and_then(|id| self.stages.get(&id));
                    let detail = json!({"from": name(from), "to": name(to), "lost_reason": reason(to)});
                    entries.push((ActivityKind::StageChanged, detail));
                }
                (Edit::DisplayName(_), _) => {}
                _ => {
                    let (field, from) = self.field(before);
                    let (_, to) = self.field(after);
                    fields.push(json!({"field": field, "from": from, "to": to}));
                }
            }
        }
        if !fields.is_empty() {
            entries.push((ActivityKind::FieldsChanged, json!({"changes": fields})));
        }
        entries
    }

    fn field(&self, edit: &Edit) -> (&'static str, Option<String>) {
        match edit {
            Edit::Company(value) => ("company", value.clone()),
            Edit::Country(value) => ("country", value.clone()),
            Edit::Title(value) => ("title", value.clone()),
            Edit::Status(status) => ("status", Some(status.as_str().to_owned())),
            Edit::Team(team) => ("team", team.and_then(|team| self.teams.get(&team).cloned())),
            Edit::DisplayName(name) => ("display_name", Some(name.clone())),
            // Told in entries of their own.
            Edit::Owner(_) => ("owner", None),
            Edit::Stage(_) => ("stage", None),
        }
    }
}
