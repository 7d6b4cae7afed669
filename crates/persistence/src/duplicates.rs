//! Pairs of leads that may be one person. Leads meet by keys, which the index answers; how alike two of them are is the
//! domain's to say. A pair is shown while both leads live and the actor may know of both.

use crate::{
    DbError, SystemDb, WorkspaceDb, WorkspaceTx,
    entities::{duplicates, lead_emails, lead_phones, leads, match_keys},
    leads::condition,
};
use domain::{
    clock::Instant,
    duplicate::{Likeness, Profile, Signal, SignalKind},
    filter::Filter,
    ids::{DuplicateId, LeadId, MemberId, WorkspaceId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// A key that more leads share says little: the switchboard of a large company, or the company itself.
const COMMON: u64 = 25;

#[derive(Clone, Debug)]
pub struct Duplicate {
    pub id: DuplicateId,
    /// The older lead.
    pub lead: LeadId,
    pub other: LeadId,
    pub signals: Vec<Signal>,
    pub score: i32,
    pub dismissed_at: Option<Instant>,
    pub created_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct Reason {
    kind: String,
    detail: String,
}

fn reasons(signals: &[Signal]) -> String {
    let reason = |signal: &Signal| Reason { kind: signal.kind.to_string(), detail: signal.detail.clone() };
    serde_json::to_string(&signals.iter().map(reason).collect::<Vec<_>>()).unwrap_or_default()
}

impl From<duplicates::Model> for Duplicate {
    fn from(row: duplicates::Model) -> Self {
        let reasons: Vec<Reason> = serde_json::from_str(&row.signals).unwrap_or_default();
        let signal =
            |reason: Reason| Some(Signal { kind: SignalKind::parse(&reason.kind)?, detail: reason.detail });
        Self {
            id: row.id,
            lead: row.low_id,
            other: row.high_id,
            signals: reasons.into_iter().filter_map(signal).collect(),
            score: row.score,
            dismissed_at: row.dismissed_at,
            created_at: row.created_at,
        }
    }
}

/// What these leads are compared by, as far as they live.
pub async fn profiles(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, Profile>, DbError> {
    let living = leads::Entity::find()
        .filter(leads::Column::Id.is_in(ids))
        .filter(condition(db, &Filter::EVERYTHING))
        .all(&db.on())
        .await?;
    let ids = || living.iter().map(|lead| lead.id);
    let emails = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_emails::Column::LeadId.is_in(ids()))
        .order_by_asc(lead_emails::Column::Position)
        .all(&db.on())
        .await?;
    let phones = lead_phones::Entity::find()
        .filter(lead_phones::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_phones::Column::LeadId.is_in(ids()))
        .order_by_asc(lead_phones::Column::Position)
        .all(&db.on())
        .await?;
    let profile = |lead: &leads::Model| {
        let name = [lead.first_name.as_deref(), lead.last_name.as_deref()];
        let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = (!name.is_empty()).then_some(name);
        (lead.id, Profile { name, company: lead.company.clone(), ..Profile::default() })
    };
    let mut profiles: HashMap<LeadId, Profile> = living.iter().map(profile).collect();
    for email in emails {
        profiles.entry(email.lead_id).or_default().emails.push(email.normalized);
    }
    for phone in phones {
        profiles.entry(phone.lead_id).or_default().phones.extend(phone.e164);
    }
    Ok(profiles)
}

/// The keys that a lead is met by, all of them.
pub async fn set_keys(tx: &WorkspaceTx, lead: LeadId, keys: BTreeSet<String>) -> Result<(), DbError> {
    let known: BTreeSet<String> = keys_of(tx, lead).await?.into_iter().collect();
    let gone: Vec<&String> = known.difference(&keys).collect();
    if !gone.is_empty() {
        match_keys::Entity::delete_many()
            .filter(match_keys::Column::WorkspaceId.eq(tx.workspace()))
            .filter(match_keys::Column::LeadId.eq(lead))
            .filter(match_keys::Column::MatchKey.is_in(gone))
            .exec(&tx.on())
            .await?;
    }
    let row = |key: &String| match_keys::ActiveModel {
        workspace_id: Set(tx.workspace()),
        match_key: Set(key.clone()),
        lead_id: Set(lead),
    };
    let fresh: Vec<_> = keys.difference(&known).map(row).collect();
    if !fresh.is_empty() {
        match_keys::Entity::insert_many(fresh).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

async fn keys_of(db: &WorkspaceDb, lead: LeadId) -> Result<Vec<String>, DbError> {
    Ok(match_keys::Entity::find()
        .select_only()
        .column(match_keys::Column::MatchKey)
        .filter(match_keys::Column::WorkspaceId.eq(db.workspace()))
        .filter(match_keys::Column::LeadId.eq(lead))
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// Other leads that share a key with this one.
pub async fn sharing(db: &WorkspaceDb, lead: LeadId) -> Result<BTreeSet<LeadId>, DbError> {
    let mut sharing = BTreeSet::new();
    for key in keys_of(db, lead).await? {
        let met: Vec<LeadId> = match_keys::Entity::find()
            .select_only()
            .column(match_keys::Column::LeadId)
            .filter(match_keys::Column::WorkspaceId.eq(db.workspace()))
            .filter(match_keys::Column::MatchKey.eq(key))
            .limit(COMMON + 1)
            .into_tuple()
            .all(&db.on())
            .await?;
        if met.len() as u64 <= COMMON {
            sharing.extend(met);
        }
    }
    sharing.remove(&lead);
    Ok(sharing)
}

fn with(db: &WorkspaceDb, lead: LeadId) -> Condition {
    let either = duplicates::Column::LowId.eq(lead).or(duplicates::Column::HighId.eq(lead));
    Condition::all().add(duplicates::Column::WorkspaceId.eq(db.workspace())).add(either)
}

/// The pairs of a lead that are known, whoever may see them.
pub async fn known(db: &WorkspaceDb, lead: LeadId) -> Result<Vec<Duplicate>, DbError> {
    let rows = duplicates::Entity::find().filter(with(db, lead)).all(&db.on()).await?;
    Ok(rows.into_iter().map(Duplicate::from).collect())
}

/// Remembers how alike two leads are. Whether somebody said that they are two stays.
pub async fn put(
    tx: &WorkspaceTx,
    new: DuplicateId,
    pair: (LeadId, LeadId),
    likeness: &Likeness,
    now: Instant,
) -> Result<(), DbError> {
    let (low, high) = if pair.0 < pair.1 { pair } else { (pair.1, pair.0) };
    let known = duplicates::Entity::find()
        .filter(duplicates::Column::WorkspaceId.eq(tx.workspace()))
        .filter(duplicates::Column::LowId.eq(low))
        .filter(duplicates::Column::HighId.eq(high))
        .one(&tx.on())
        .await?;
    let signals = reasons(&likeness.signals);
    if let Some(known) = known {
        if known.signals == signals && known.score == likeness.score {
            return Ok(());
        }
        duplicates::Entity::update_many()
            .col_expr(duplicates::Column::Signals, Expr::value(signals))
            .col_expr(duplicates::Column::Score, Expr::value(likeness.score))
            .filter(duplicates::Column::WorkspaceId.eq(tx.workspace()))
            .filter(duplicates::Column::Id.eq(known.id))
            .exec(&tx.on())
            .await?;
        return Ok(());
    }
    let row = duplicates::ActiveModel {
        id: Set(new),
        workspace_id: Set(tx.workspace()),
        low_id: Set(low),
        high_id: Set(high),
        signals: Set(signals),
        score: Set(likeness.score),
        dismissed_at: Set(None),
        dismissed_by: Set(None),
        created_at: Set(now),
    };
    duplicates::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Forgets a pair that is alike no more; what somebody said of it is remembered.
pub async fn remove(tx: &WorkspaceTx, id: DuplicateId) -> Result<(), DbError> {
    duplicates::Entity::delete_many()
        .filter(duplicates::Column::WorkspaceId.eq(tx.workspace()))
        .filter(duplicates::Column::Id.eq(id))
        .filter(duplicates::Column::DismissedAt.is_null())
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Both leads live, and the actor may know of both.
fn shown(db: &WorkspaceDb) -> Condition {
    let living = || {
        leads::Entity::find()
            .select_only()
            .column(leads::Column::Id)
            .filter(condition(db, &Filter::EVERYTHING))
            .into_query()
    };
    Condition::all()
        .add(duplicates::Column::WorkspaceId.eq(db.workspace()))
        .add(duplicates::Column::LowId.in_subquery(living()))
        .add(duplicates::Column::HighId.in_subquery(living()))
}

fn is_dismissed(dismissed: bool) -> Condition {
    let column = duplicates::Column::DismissedAt;
    Condition::all().add(if dismissed { column.is_not_null() } else { column.is_null() })
}

/// The place after a pair in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    pub score: i32,
    pub id: DuplicateId,
}

/// Best first, and of those that are equal the newest.
pub async fn list(
    db: &WorkspaceDb,
    dismissed: bool,
    after: Option<After>,
    limit: u64,
) -> Result<(Vec<Duplicate>, Option<After>), DbError> {
    let mut query = duplicates::Entity::find().filter(shown(db)).filter(is_dismissed(dismissed));
    if let Some(After { score, id }) = after {
        let equal = duplicates::Column::Score.eq(score).and(duplicates::Column::Id.lt(id));
        query = query.filter(duplicates::Column::Score.lt(score).or(equal));
    }
    let rows = query
        .order_by_desc(duplicates::Column::Score)
        .order_by_desc(duplicates::Column::Id)
        .limit(limit + 1)
        .all(&db.on())
        .await?;
    let (rows, more) = crate::cut(rows, limit);
    let next = rows.last().filter(|_| more).map(|row| After { score: row.score, id: row.id });
    Ok((rows.into_iter().map(Duplicate::from).collect(), next))
}

/// How many wait for somebody to look, at most `most`.
pub async fn count(db: &WorkspaceDb, most: u64) -> Result<u64, DbError> {
    let open = duplicates::Entity::find()
        .select_only()
        .column(duplicates::Column::Id)
        .filter(shown(db))
        .filter(is_dismissed(false))
        .limit(most);
    crate::count(db, open.into_query()).await
}

/// The open pairs of a lead, best first.
pub async fn of_lead(db: &WorkspaceDb, lead: LeadId) -> Result<Vec<Duplicate>, DbError> {
    let rows = duplicates::Entity::find()
        .filter(with(db, lead))
        .filter(shown(db))
        .filter(is_dismissed(false))
        .order_by_desc(duplicates::Column::Score)
        .order_by_desc(duplicates::Column::Id)
        .limit(COMMON)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(Duplicate::from).collect())
}

/// Remembers that a pair is two people, since when and who said so; or that nobody says so. `false` if there is no such
/// pair that the actor may know of.
pub async fn set_dismissed(
    tx: &WorkspaceTx,
    id: DuplicateId,
    dismissed: Option<(Instant, MemberId)>,
) -> Result<bool, DbError> {
    let known = duplicates::Entity::find_by_id(id).filter(shown(tx)).lock_exclusive().one(&tx.on()).await?;
    let Some(known) = known else { return Ok(false) };
    if known.dismissed_at.is_some() != dismissed.is_some() {
        let (at, by) = dismissed.unzip();
        duplicates::Entity::update_many()
            .col_expr(duplicates::Column::DismissedAt, Expr::value(at))
            .col_expr(duplicates::Column::DismissedBy, Expr::value(by))
            .filter(duplicates::Column::WorkspaceId.eq(tx.workspace()))
            .filter(duplicates::Column::Id.eq(id))
            .exec(&tx.on())
            .await?;
    }
    Ok(true)
}

/// Leads of every workspace, in the order of their ids.
pub async fn all_leads(
    db: &SystemDb,
    after: LeadId,
    limit: u64,
) -> Result<Vec<(WorkspaceId, LeadId)>, DbError> {
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::WorkspaceId)
        .column(leads::Column::Id)
        .filter(leads::Column::Id.gt(after))
        .filter(leads::Column::DeletedAt.is_null())
        .order_by_asc(leads::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?)
}
