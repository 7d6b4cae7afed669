//! Lists of leads: any filter, any order, by keyset. A page continues after a row, not after a count, so rows that come
//! and go meanwhile neither repeat nor skip others.

use super::{LeadRow, filter, read::rows};
use crate::{Db, DbError, SystemDb, SystemTx, WorkspaceDb, entities::leads};
use domain::{
    clock::Instant,
    filter::{Filter, Sort, SortKey, SortValue},
    ids::{LeadId, PipelineId, StageId, WorkspaceId},
    lead::Lead,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Value, sea_query::Expr,
};

/// Few enough for a transaction that nobody waits for.
const BATCH: u64 = 100;

/// The place after a lead in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    pub value: SortValue,
    pub id: LeadId,
}

/// A page and the place after it, if more follow.
pub async fn list(
    db: &WorkspaceDb,
    which: &Filter,
    sort: Sort,
    after: Option<&After>,
    limit: u64,
) -> Result<(Vec<LeadRow>, Option<After>), DbError> {
    let order = if sort.is_descending { Order::Desc } else { Order::Asc };
    let mut query = leads::Entity::find().filter(filter::condition(db, which));
    if let Some(after) = after {
        query = query.filter(beyond(sort, after));
    }
    if let Some(column) = column(sort.key) {
        query = query.order_by(column, order.clone());
    }
    let found = query.order_by(leads::Column::Id, order).limit(limit + 1).all(&db.on()).await?;
    let (found, more) = crate::cut(found, limit);
    let next = found.last().filter(|_| more).map(|row| After { value: value(sort.key, row), id: row.id });
    let found: Vec<Lead> = found.into_iter().map(super::lead).collect();
    Ok((rows(db, found).await?, next))
}

/// How many there are, at most `most`.
pub async fn count(db: &WorkspaceDb, which: &Filter, most: u64) -> Result<u64, DbError> {
    let found = leads::Entity::find().select_only().column(leads::Column::Id);
    crate::count(db, found.filter(filter::condition(db, which)).limit(most).into_query()).await
}

/// `None` where the id alone is the order: ids are made in the order of time.
fn column(key: SortKey) -> Option<leads::Column> {
    match key {
        SortKey::Company => Some(leads::Column::CompanyKey),
        SortKey::CreatedAt => None,
        SortKey::DisplayName => Some(leads::Column::DisplayNameKey),
        SortKey::LastActivityAt => Some(leads::Column::LastActivityAt),
        SortKey::Score => Some(leads::Column::Score),
        SortKey::Value => Some(leads::Column::ValueMinor),
    }
}

fn value(key: SortKey, row: &leads::Model) -> SortValue {
    match key {
        SortKey::Company => row.company_key.clone().map_or(SortValue::Missing, SortValue::Text),
        SortKey::CreatedAt => SortValue::Missing,
        SortKey::DisplayName => SortValue::Text(row.display_name_key.clone()),
        SortKey::LastActivityAt => SortValue::Time(row.last_activity_at),
        SortKey::Score => SortValue::Number(i64::from(row.score)),
        SortKey::Value => row.value_minor.map_or(SortValue::Missing, SortValue::Number),
    }
}

/// Both engines sort what is missing before everything else, so that is where it stands here, too.
fn beyond(sort: Sort, after: &After) -> Condition {
    let id = if sort.is_descending { leads::Column::Id.lt(after.id) } else { leads::Column::Id.gt(after.id) };
    let Some(column) = column(sort.key) else { return Condition::all().add(id) };
    let known: Value = match &after.value {
        SortValue::Missing => {
            let among_missing = Condition::all().add(column.is_null()).add(id);
            return if sort.is_descending {
                among_missing
            } else {
                Condition::any().add(among_missing).add(column.is_not_null())
            };
        }
        SortValue::Text(text) => text.as_str().into(),
        SortValue::Number(number) => (*number).into(),
        SortValue::Time(at) => (*at).into(),
    };
    // One range and a condition on its first value: what an index is good at.
    let (from_here, beyond) = if sort.is_descending {
        (column.lte(known.clone()), column.lt(known))
    } else {
        (column.gte(known.clone()), column.gt(known))
    };
    let present = Condition::all().add(from_here).add(Condition::any().add(beyond).add(id));
    let can_be_missing = matches!(sort.key, SortKey::Company | SortKey::Value);
    if sort.is_descending && can_be_missing {
        Condition::any().add(present).add(column.is_null())
    } else {
        present
    }
}

/// Leads of one stage whose value is in one currency, or that have none.
#[derive(Debug, FromQueryResult)]
pub struct StageSum {
    pub stage_id: StageId,
    pub currency: Option<String>,
    pub count: u64,
    pub amount_minor: Option<i64>,
}

/// How many leads stand in each stage of a pipeline, and what they are worth.
pub async fn totals(
    db: &WorkspaceDb,
    which: &Filter,
    pipeline: PipelineId,
) -> Result<Vec<StageSum>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        stage_id: StageId,
        currency: Option<String>,
        count: i64,
        amount_minor: Option<i64>,
    }
    let sum = Expr::col(leads::Column::ValueMinor).sum().cast_as(signed(db));
    let rows = leads::Entity::find()
        .select_only()
        .column(leads::Column::StageId)
        .column_as(leads::Column::ValueCurrency, "currency")
        .column_as(leads::Column::Id.count(), "count")
        .column_as(sum, "amount_minor")
        .filter(filter::condition(db, which))
        .filter(leads::Column::PipelineId.eq(pipeline))
        .filter(leads::Column::StageId.is_not_null())
        .group_by(leads::Column::StageId)
        .group_by(leads::Column::ValueCurrency)
        .into_model::<Row>()
        .all(&db.on())
        .await?;
    let sum = |row: Row| StageSum {
        stage_id: row.stage_id,
        currency: row.currency,
        count: row.count.unsigned_abs(),
        amount_minor: row.amount_minor,
    };
    Ok(rows.into_iter().map(sum).collect())
}

/// MySQL's sums are decimals, which the driver does not read as whole numbers.
fn signed(db: &WorkspaceDb) -> &'static str {
    match db.on().get_database_backend() {
        DatabaseBackend::MySql => "signed",
        _ => "integer",
    }
}

/// How many have stood in a stage since before `since`.
pub async fn standing_since(
    db: &WorkspaceDb,
    which: &Filter,
    stage: StageId,
    since: Instant,
) -> Result<u64, DbError> {
    Ok(leads::Entity::find()
        .filter(filter::condition(db, which))
        .filter(leads::Column::StageId.eq(stage))
        .filter(leads::Column::StageSince.lt(since))
        .count(&db.on())
        .await?)
}

/// Leads that have no keys yet, in the order of their ids.
pub async fn without_keys(
    db: &SystemDb,
    after: LeadId,
    limit: u64,
) -> Result<Vec<(WorkspaceId, LeadId)>, DbError> {
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::WorkspaceId)
        .column(leads::Column::Id)
        .filter(leads::Column::Id.gt(after))
        .filter(leads::Column::DisplayNameKey.eq(""))
        .order_by_asc(leads::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// Empties the bin of what went into it before `before`, a batch at a time. Everything around the leads goes with them,
/// and so does whoever has become part of them.
pub async fn delete_binned(db: &Db, before: Instant) -> Result<u64, DbError> {
    let mut deleted = 0;
    loop {
        let batch: Vec<LeadId> = leads::Entity::find()
            .select_only()
            .column(leads::Column::Id)
            .filter(leads::Column::DeletedAt.lt(before))
            .filter(leads::Column::MergedInto.is_null())
            .limit(BATCH)
            .into_tuple()
            .all(&db.read_system().on())
            .await?;
        if batch.is_empty() {
            return Ok(deleted);
        }
        let done = db.write_system(async |tx| {
            let mut whole = batch.clone();
            let mut newest = batch.clone();
            while !newest.is_empty() {
                newest = merged_into(tx, &newest).await?;
                whole.extend(&newest);
            }
            let delete = leads::Entity::delete_many().filter(leads::Column::Id.is_in(whole));
            Ok::<_, DbError>(delete.exec(&tx.on()).await?.rows_affected)
        });
        deleted += done.await?;
    }
}

async fn merged_into(tx: &SystemTx, survivors: &[LeadId]) -> Result<Vec<LeadId>, DbError> {
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .filter(leads::Column::MergedInto.is_in(survivors.iter().copied()))
        .into_tuple()
        .all(&tx.on())
        .await?)
}
