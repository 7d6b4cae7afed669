//! Acts on many leads, with as many statements for a thousand as for one.

use super::{filter, search, stays};
use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{lead_emails, leads},
};
use domain::{
    bulk::Edit,
    clock::Instant,
    filter::{Filter, Test},
    fold,
    ids::LeadId,
    lead::Lead,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use std::collections::{BTreeSet, HashMap};

/// Which leads somebody means.
pub struct Selection {
    pub filter: Filter,
    /// None but these.
    pub only: Option<Vec<LeadId>>,
    pub except: Vec<LeadId>,
    /// Leads in the bin, instead of those that are not.
    pub is_binned: bool,
    /// Leads whose id is smaller: those that were there when somebody meant them.
    pub before: LeadId,
}

impl Selection {
    fn condition(&self, db: &WorkspaceDb) -> Condition {
        let which = if self.is_binned {
            filter::condition(db, &Filter::All(vec![self.filter.clone(), Filter::Is(Test::Deleted)]))
        } else {
            filter::condition(db, &self.filter)
        };
        which
            .add(leads::Column::Id.lt(self.before))
            .add_option(self.only.as_ref().map(|only| leads::Column::Id.is_in(only.iter().copied())))
            .add_option(
                (!self.except.is_empty()).then(|| leads::Column::Id.is_not_in(self.except.iter().copied())),
            )
    }
}

pub async fn count_selected(db: &WorkspaceDb, which: &Selection) -> Result<u64, DbError> {
    let found = leads::Entity::find().select_only().column(leads::Column::Id);
    crate::count(db, found.filter(which.condition(db)).into_query()).await
}

/// The next ones, in the order of their ids.
pub async fn selected(
    db: &WorkspaceDb,
    which: &Selection,
    after: Option<LeadId>,
    limit: u64,
) -> Result<Vec<LeadId>, DbError> {
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .filter(which.condition(db).add_option(after.map(|after| leads::Column::Id.gt(after))))
        .order_by_asc(leads::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// Those of these leads that the actor may know of, in the bin or not, locked until the transaction ends.
pub async fn lock_all(tx: &WorkspaceTx, ids: &[LeadId]) -> Result<Vec<Lead>, DbError> {
    let rows = leads::Entity::find()
        .filter(filter::visible(tx))
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(leads::Column::Id)
        .lock_exclusive()
        .all(&tx.on())
        .await?;
    Ok(rows.into_iter().map(super::lead).collect())
}

/// Gives these leads, which this transaction has locked, the same values, as a new version.
pub async fn edit(tx: &WorkspaceTx, ids: &[LeadId], edits: &[Edit], now: Instant) -> Result<(), DbError> {
    let mut row = leads::ActiveModel { updated_at: Set(now), ..Default::default() };
    for edit in edits {
        set(&mut row, edit.clone());
    }
    leads::Entity::update_many()
        .set(row)
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    for edit in edits {
        if let Edit::Stage(place) = edit {
            stays::follow(tx, ids, place.as_ref(), now).await?;
        }
    }
    if edits.iter().any(Edit::is_searched) {
        search::index(tx, ids).await?;
    }
    Ok(())
}

fn set(row: &mut leads::ActiveModel, edit: Edit) {
    let key = |text: &Option<String>| text.as_ref().map(|text| fold::key(text));
    match edit {
        Edit::Company(value) => {
            row.company_key = Set(key(&value));
            row.company = Set(value);
        }
        Edit::Country(value) => row.country = Set(value),
        Edit::DisplayName(value) => {
            row.display_name_key = Set(fold::key(&value));
            row.display_name = Set(value);
        }
        Edit::Owner(value) => row.owner_id = Set(value),
        Edit::Stage(place) => {
            row.pipeline_id = Set(place.as_ref().map(|place| place.pipeline_id));
            row.stage_id = Set(place.as_ref().map(|place| place.stage_id));
            row.stage_since = Set(place.as_ref().map(|place| place.since));
            row.lost_reason = Set(place.and_then(|place| place.lost_reason));
        }
        Edit::Status(value) => row.status = Set(value),
        Edit::Team(value) => row.team_id = Set(value),
        Edit::Title(value) => {
            row.title_key = Set(key(&value));
            row.title = Set(value);
        }
    }
}

/// Those of these leads in the bin whose addresses nobody else has by now, themselves included: of two that share one
/// only the first can come back.
pub async fn restorable(tx: &WorkspaceTx, ids: &[LeadId]) -> Result<Vec<LeadId>, DbError> {
    let rows = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LeadId.is_in(ids.iter().copied()))
        .all(&tx.on())
        .await?;
    let taken: Vec<String> = lead_emails::Entity::find()
        .select_only()
        .column(lead_emails::Column::LiveKey)
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LiveKey.is_in(rows.iter().map(|row| row.normalized.as_str())))
        .into_tuple()
        .all(&tx.on())
        .await?;
    let mut taken: BTreeSet<String> = taken.into_iter().collect();
    let mut addresses: HashMap<LeadId, Vec<String>> = HashMap::new();
    for row in rows {
        addresses.entry(row.lead_id).or_default().push(row.normalized);
    }
    let mut restorable = Vec::new();
    for id in ids {
        let own = addresses.remove(id).unwrap_or_default();
        if own.iter().all(|address| !taken.contains(address)) {
            taken.extend(own);
            restorable.push(*id);
        }
    }
    Ok(restorable)
}
