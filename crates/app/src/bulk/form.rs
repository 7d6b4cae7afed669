//! What somebody asks for, checked: which leads, and what becomes of them.

use super::act::Act;
use crate::{
    Ctx,
    failure::{Failure, Result},
    leads::{
        LeadForm,
        filter::{self, Asking, Calendar},
        form,
    },
};
use anyhow::Context;
use domain::{
    bulk::{BulkKind, Edit, IDS_MAX},
    clock::Instant,
    filter::Filter,
    ids::{BulkId, LeadId, MemberId, TagId},
    lead::Place,
    refusal::{Refusal, Violation},
};
use persistence::{WorkspaceDb, WorkspaceTx, fields, leads::Selection, tags, workspaces};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which leads, and what becomes of them.
pub struct BulkForm {
    pub selection: BulkSelection,
    pub act: Wanted,
}

pub enum Wanted {
    /// Of the form, the fields that many leads can have the same value in.
    Edit(Box<LeadForm>),
    Tag {
        add: Vec<TagId>,
        remove: Vec<TagId>,
    },
    Delete,
    Restore,
}

/// As it is asked for and stored. A filter is JSON; without one it selects every lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkSelection {
    Ids(Vec<LeadId>),
    Filter { filter: Option<String>, except: Vec<LeadId> },
}

/// JSON of our own in a column.
pub(super) trait Stored: Serialize + for<'de> Deserialize<'de> {
    fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string(self).context("a bulk operation")?)
    }

    fn from_json(text: &str) -> Result<Self> {
        Ok(serde_json::from_str(text).context("a bulk operation")?)
    }
}

impl Stored for BulkSelection {}

impl BulkSelection {
    /// What it means. `me` asks, and `now` is when they did: a job that goes on tomorrow means the same leads.
    pub(super) async fn compile(
        &self,
        me: MemberId,
        db: &WorkspaceDb,
        kind: BulkKind,
        bulk: BulkId,
        now: Instant,
    ) -> Result<Selection> {
        let (filter, only, except) = match self {
            Self::Ids(ids) => (Filter::EVERYTHING, Some(ids.clone()), Vec::new()),
            Self::Filter { filter: None, except } => (Filter::EVERYTHING, None, except.clone()),
            Self::Filter { filter: Some(text), except } => {
                let zone = workspaces::current(db).await?.time_zone.parse().unwrap_or(chrono_tz::UTC);
                let calendar = Calendar { now, zone };
                let asking = Asking { me: Some(me), calendar, fields: fields::list(db).await? };
                (filter::parse(text, &asking)?, None, except.clone())
            }
        };
        let is_binned = kind == BulkKind::Restore;
        Ok(Selection { filter, only, except, is_binned, before: LeadId(bulk.0) })
    }
}

impl BulkForm {
    /// The selection, if it is one.
    pub(super) async fn selection(&self, ctx: &Ctx) -> Result<BulkSelection> {
        let length = |pointer: &str| {
            let detail = format!("At most {IDS_MAX} leads can be named; more are named by a filter.");
            Failure::from(Refusal::invalid(vec![Violation::new(pointer, "length", detail)]))
        };
        match &self.selection {
            BulkSelection::Ids(ids) if ids.is_empty() => {
                let detail = "Name at least one lead.";
                Err(Refusal::invalid(vec![Violation::new("/selection/ids", "required", detail)]).into())
            }
            BulkSelection::Ids(ids) if ids.len() > IDS_MAX => Err(length("/selection/ids")),
            BulkSelection::Ids(ids) => {
                let distinct: BTreeSet<LeadId> = ids.iter().copied().collect();
                Ok(BulkSelection::Ids(distinct.into_iter().collect()))
            }
            BulkSelection::Filter { except, .. } if except.len() > IDS_MAX => {
                Err(length("/selection/except"))
            }
            selection @ BulkSelection::Filter { .. } => {
                let id = BulkId(ctx.new_uuid());
                let db = ctx.read();
                match selection.compile(ctx.member.id, &db, BulkKind::Edit, id, ctx.now()).await {
                    Ok(_) => Ok(selection.clone()),
                    Err(failure) => {
                        Err(Refusal::invalid(filter::violations(failure, "/selection/filter")?).into())
                    }
                }
            }
        }
    }

    /// What becomes of the leads, as the workspace is now.
    pub(super) async fn act(&self, ctx: &Ctx, tx: &WorkspaceTx) -> Result<Act> {
        match &self.act {
            Wanted::Delete => Ok(Act::Delete),
            Wanted::Restore => Ok(Act::Restore),
            Wanted::Edit(form) => match edits(ctx, tx, form).await {
                Ok(edits) => Ok(Act::Edit { edits }),
                Err(Failure::Refused(refusal)) => Err(inside("/action/change", refusal).into()),
                Err(fault) => Err(fault),
            },
            Wanted::Tag { add, remove } => {
                let mut wrong = Vec::new();
                for (name, ids) in [("add", add), ("remove", remove)] {
                    let known = tags::find(tx, ids).await?;
                    let is_unknown = |id: &TagId| !known.iter().any(|tag| tag.id == *id);
                    wrong.extend(ids.iter().enumerate().filter(|(_, id)| is_unknown(id)).map(
                        |(index, _)| {
                            Violation::new(
                                &format!("/action/{name}/{index}"),
                                "unknown",
                                "There is no such tag.",
                            )
                        },
                    ));
                }
                if add.is_empty() && remove.is_empty() {
                    wrong.push(Violation::new("/action/add", "required", "Name a tag."));
                }
                if add.iter().any(|tag| remove.contains(tag)) {
                    let detail = "A tag cannot be given and taken at once.";
                    wrong.push(Violation::new("/action/remove", "twice", detail));
                }
                if wrong.is_empty() {
                    Ok(Act::Tag { add: add.clone(), remove: remove.clone() })
                } else {
                    Err(Refusal::invalid(wrong).into())
                }
            }
        }
    }
}

fn inside(at: &str, refusal: Refusal) -> Refusal {
    let inside = |wrong: Violation| Violation { pointer: format!("{at}{}", wrong.pointer), ..wrong };
    Refusal { violations: refusal.violations.into_iter().map(inside).collect(), ..refusal }
}

async fn edits(ctx: &Ctx, tx: &WorkspaceTx, wanted: &LeadForm) -> Result<Vec<Edit>> {
    let parsed = form::parse(wanted, None)?;
    form::check_people(tx, wanted).await?;
    let reason = parsed.lost_reason.flatten();
    let stage = match wanted.stage_id {
        Some(stage) => Some(form::stage(tx, stage, reason.as_ref()).await?),
        None if wanted.lost_reason.is_some() => {
            let detail = "A reason goes with a stage.";
            return Err(Refusal::invalid(vec![Violation::new("/stage_id", "required", detail)]).into());
        }
        None => None,
    };
    let place = stage.map(|stage| Place {
        pipeline_id: stage.pipeline_id,
        stage_id: stage.id,
        since: ctx.now(),
        lost_reason: reason.filter(|_| stage.kind == domain::pipeline::StageKind::Lost),
    });
    let edits = [
        parsed.company.map(Edit::Company),
        parsed.title.map(Edit::Title),
        parsed.country.map(Edit::Country),
        wanted.status.map(Edit::Status),
        wanted.owner_id.map(Edit::Owner),
        wanted.team_id.map(Edit::Team),
        place.map(|place| Edit::Stage(Some(place))),
    ];
    let edits: Vec<Edit> = edits.into_iter().flatten().collect();
    if edits.is_empty() {
        return Err(Refusal::invalid(vec![Violation::new("", "required", "Say what to change.")]).into());
    }
    Ok(edits)
}
