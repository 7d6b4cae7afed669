//! What becomes of many leads, a round of them at a time: each step is a handful of statements, however many they are.

use super::{Outcome, form::Stored, names::Names};
use crate::{failure::Result, jobs::match_leads, state::State};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    audit::{AuditAction, AuditObject},
    bulk::{BulkKind, Change, Edit, changes},
    clock::Instant,
    ids::{ActivityId, AuditEntryId, LeadId, MemberId, TagId},
    lead::{FieldOriginKind, Lead},
    refusal::{Code, Refusal},
};
use persistence::{
    WorkspaceTx,
    activities::{self, Activity},
    audit::{self, Entry},
    leads, pipelines, tags, teams,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Act {
    Edit { edits: Vec<Edit> },
    Tag { add: Vec<TagId>, remove: Vec<TagId> },
    Delete,
    Restore,
}

impl Stored for Act {}

/// What was done to a lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Made {
    Edited(Vec<Change>),
    Tagged { added: Vec<TagId>, removed: Vec<TagId> },
    Deleted(Instant),
    Restored,
}

impl Stored for Made {}

/// One transaction of an act, and who acts.
pub(super) struct Round<'a> {
    pub(super) state: &'a State,
    pub(super) tx: &'a WorkspaceTx,
    pub(super) by: MemberId,
    pub(super) now: Instant,
}

impl Act {
    pub(super) fn kind(&self) -> BulkKind {
        match self {
            Self::Edit { .. } => BulkKind::Edit,
            Self::Tag { .. } => BulkKind::Tag,
            Self::Delete => BulkKind::Delete,
            Self::Restore => BulkKind::Restore,
        }
    }

    pub(super) async fn on(&self, round: &Round<'_>, ids: &[LeadId]) -> Result<Outcome> {
        let found = leads::lock_all(round.tx, ids).await?;
        let wants_bin = matches!(self, Self::Restore);
        let (ready, other): (Vec<Lead>, Vec<Lead>) =
            found.into_iter().partition(|lead| lead.deleted_at.is_some() == wants_bin);
        let mut outcome = match self {
            Self::Edit { edits } => {
                let edits = round.timely(edits);
                let change = |lead: Lead| (changes(&lead, &edits), lead);
                round.edit(ready.into_iter().map(change).collect()).await?
            }
            Self::Tag { add, remove } => round.tag(&ids_of(&ready), add, remove).await?.outcome()?,
            Self::Delete => round.delete(ids_of(&ready)).await?,
            Self::Restore => round.restore(ids_of(&ready)).await?,
        };
        outcome.skipped += other.len();
        Ok(outcome)
    }
}

pub(super) fn ids_of(leads: &[Lead]) -> Vec<LeadId> {
    leads.iter().map(|lead| lead.id).collect()
}

/// Which tags leads got and lost.
#[derive(Default)]
pub(super) struct Tagging(HashMap<LeadId, (Vec<TagId>, Vec<TagId>)>);

impl Tagging {
    pub(super) fn outcome(self) -> Result<Outcome> {
        let changed = self.0.len();
        let made = |(lead, (added, removed))| Ok((lead, Made::Tagged { added, removed }.to_json()?));
        Ok(Outcome { changed, skipped: 0, made: self.0.into_iter().map(made).collect::<Result<_>>()? })
    }
}

impl Round<'_> {
    /// Whoever moves to a stage is there from now on.
    fn timely(&self, edits: &[Edit]) -> Vec<Edit> {
        let mut edits = edits.to_vec();
        for edit in &mut edits {
            if let Edit::Stage(Some(place)) = edit {
                place.since = self.now;
            }
        }
        edits
    }

    /// Makes these changes. Leads that change alike change together.
    pub(super) async fn edit(&self, mut wanted: Vec<(Vec<Change>, Lead)>) -> Result<Outcome> {
        wanted.retain(|(changes, _)| !changes.is_empty());
        let names = Names::load(self.tx, wanted.iter().flat_map(|(changes, _)| changes)).await?;
        let mut alike: HashMap<Vec<Edit>, Vec<LeadId>> = HashMap::new();
        let (mut entries, mut outcome) = (Vec::new(), Outcome::default());
        for (changes, lead) in wanted {
            let entry = |(kind, detail): (ActivityKind, Value)| self.entry(lead.id, kind, &detail);
            entries.extend(names.tell(&changes).into_iter().map(entry));
            let edits = changes.iter().map(|(_, after)| after.clone()).collect();
            alike.entry(edits).or_default().push(lead.id);
            outcome.changed += 1;
            outcome.made.push((lead.id, Made::Edited(changes).to_json()?));
        }
        for (edits, ids) in &alike {
            self.write(ids, edits).await?;
        }
        activities::insert(self.tx, &entries, self.now).await?;
        Ok(outcome)
    }

    /// What an edit refers to can be gone by now.
    pub(super) async fn is_there(&self, edit: &Edit) -> Result<bool> {
        Ok(match edit {
            Edit::Owner(Some(owner)) => teams::is_member(self.tx, *owner).await?,
            Edit::Team(Some(team)) => teams::find(self.tx, *team).await?.is_some(),
            Edit::Stage(Some(place)) => !pipelines::stages(self.tx, [place.stage_id]).await?.is_empty(),
            _ => true,
        })
    }

    async fn write(&self, ids: &[LeadId], edits: &[Edit]) -> Result<()> {
        for edit in edits {
            if !self.is_there(edit).await? {
                return Err(Refusal::new(Code::NotFound).detail("What the leads should get is gone.").into());
            }
        }
        leads::edit(self.tx, ids, edits, self.now).await?;
        leads::touch(self.tx, ids, self.now).await?;
        for (field, has_value) in edits.iter().filter_map(Edit::fact) {
            if has_value {
                let (new_id, origin) = (|| self.state.new_uuid(), FieldOriginKind::Member);
                leads::record_origins(self.tx, ids, &[field], new_id, origin, None, self.now).await?;
            } else {
                leads::forget_origins(self.tx, ids, &[field]).await?;
            }
        }
        if edits.iter().any(|edit| matches!(edit, Edit::Company(_))) {
            match_leads::enqueue(self.state, self.tx, ids).await?;
        }
        Ok(())
    }

    pub(super) async fn tag(&self, ids: &[LeadId], add: &[TagId], remove: &[TagId]) -> Result<Tagging> {
        let all: Vec<TagId> = add.iter().chain(remove).copied().collect();
        let known = tags::find(self.tx, &all).await?;
        let (mut tagging, mut entries) = (Tagging::default(), Vec::new());
        for tag in &known {
            let is_added = add.contains(&tag.id);
            let (changed, kind) = if is_added {
                (tags::add(self.tx, ids, tag.id, self.now).await?, ActivityKind::Tagged)
            } else {
                (tags::remove(self.tx, ids, tag.id).await?, ActivityKind::Untagged)
            };
            for lead in changed {
                let (added, removed) = tagging.0.entry(lead).or_default();
                if is_added {
                    added.push(tag.id)
                } else {
                    removed.push(tag.id)
                }
                entries.push(self.entry(lead, kind, &json!({"tag": tag.name})));
            }
        }
        let changed: Vec<LeadId> = tagging.0.keys().copied().collect();
        leads::renew(self.tx, &changed, self.now).await?;
        leads::touch(self.tx, &changed, self.now).await?;
        activities::insert(self.tx, &entries, self.now).await?;
        Ok(tagging)
    }

    pub(super) async fn delete(&self, ids: Vec<LeadId>) -> Result<Outcome> {
        leads::bin(self.tx, &ids, self.by, self.now).await?;
        self.log(&ids, ActivityKind::LeadDeleted, AuditAction::Deleted).await?;
        outcome(ids, &Made::Deleted(self.now), 0)
    }

    /// Except those with an address that another lead has by now.
    pub(super) async fn restore(&self, ids: Vec<LeadId>) -> Result<Outcome> {
        let ready = leads::restorable(self.tx, &ids).await?;
        leads::unbin(self.tx, &ready, self.now).await?;
        self.log(&ready, ActivityKind::LeadRestored, AuditAction::Restored).await?;
        match_leads::enqueue(self.state, self.tx, &ready).await?;
        let skipped = ids.len() - ready.len();
        outcome(ready, &Made::Restored, skipped)
    }

    /// As one by one: a line on each timeline and one in the audit.
    async fn log(&self, ids: &[LeadId], kind: ActivityKind, action: AuditAction) -> Result<()> {
        let entries: Vec<Activity> = ids.iter().map(|id| self.entry(*id, kind, &json!({}))).collect();
        activities::insert(self.tx, &entries, self.now).await?;
        leads::touch(self.tx, ids, self.now).await?;
        let entry = |id: &LeadId| Entry {
            id: AuditEntryId(self.state.new_uuid()),
            actor_id: Some(self.by),
            action,
            object_kind: AuditObject::Lead,
            object_id: id.0,
            label: None,
            at: self.now,
        };
        let entries: Vec<Entry> = ids.iter().map(entry).collect();
        Ok(audit::insert(self.tx, &entries).await?)
    }

    fn entry(&self, lead_id: LeadId, kind: ActivityKind, detail: &Value) -> Activity {
        Activity {
            id: ActivityId(self.state.new_uuid()),
            lead_id,
            kind,
            actor_kind: ActorKind::Member,
            actor_id: Some(self.by),
            detail: detail.to_string(),
            occurred_at: self.now,
        }
    }
}

fn outcome(ids: Vec<LeadId>, made: &Made, skipped: usize) -> Result<Outcome> {
    let text = made.to_json()?;
    let changed = ids.len();
    Ok(Outcome { changed, skipped, made: ids.into_iter().map(|id| (id, text.clone())).collect() })
}
