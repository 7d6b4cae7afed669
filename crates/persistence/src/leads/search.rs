//! The inverted index: which lead is found by which word. Words are folded, stored by workspace, and read by prefix,
//! so that a few letters are one short range on both engines.

use super::{LeadRow, filter, read::rows};
use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{lead_emails, lead_phones, leads, search_words},
    fields,
};
use domain::{filter::Filter, fold, ids::LeadId, lead::Lead, policy::Reach};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, IntoCondition, Query},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

/// A query of more words than this is a text, and its first words find it.
const WORDS_MAX: usize = 6;
/// Counting beyond this would not change where to start.
const COMMON: u64 = 2_000;
/// As many rows as a query brings into the ranking: a prefix that more begin with says too little.
const CANDIDATES: u64 = 400;

/// A text of more words is found by its first ones.
const LONG_TEXT_WORDS: usize = 200;

/// SQLite binds at most 32,766 values to a statement.
const AT_ONCE: usize = 4_000;

const NAME: i32 = 8;
const CONTACT: i32 = 6;
const COMPANY: i32 = 4;
const OTHER: i32 = 1;

/// Writes the words that leads are found by, from what is stored of them.
pub async fn index(tx: &WorkspaceTx, ids: &[LeadId]) -> Result<(), DbError> {
    let ids = || ids.iter().copied();
    let found = leads::Entity::find()
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids()))
        .all(&tx.on())
        .await?;
    let ours = lead_emails::Column::WorkspaceId.eq(tx.workspace());
    let emails = lead_emails::Entity::find().filter(ours.and(lead_emails::Column::LeadId.is_in(ids())));
    let mut emails = by_lead(emails.all(&tx.on()).await?, |row| row.lead_id);
    let ours = lead_phones::Column::WorkspaceId.eq(tx.workspace());
    let phones = lead_phones::Entity::find().filter(ours.and(lead_phones::Column::LeadId.is_in(ids())));
    let mut phones = by_lead(phones.all(&tx.on()).await?, |row| row.lead_id);
    let mut custom = fields::texts(tx, ids()).await?;
    let known = search_words::Entity::find()
        .filter(search_words::Column::WorkspaceId.eq(tx.workspace()))
        .filter(search_words::Column::LeadId.is_in(ids()));
    let mut known = by_lead(known.all(&tx.on()).await?, |row| row.lead_id);
    let mut fresh = Vec::new();
    for lead in found {
        let mut part = words(
            &lead,
            &emails.remove(&lead.id).unwrap_or_default(),
            &phones.remove(&lead.id).unwrap_or_default(),
            &custom.remove(&lead.id).unwrap_or_default(),
        );
        let mut gone = Vec::new();
        for row in known.remove(&lead.id).unwrap_or_default() {
            if part.get(&row.word) == Some(&row.weight) {
                part.remove(&row.word);
            } else {
                gone.push(row.word);
            }
        }
        if !gone.is_empty() {
            search_words::Entity::delete_many()
                .filter(search_words::Column::WorkspaceId.eq(tx.workspace()))
                .filter(search_words::Column::LeadId.eq(lead.id))
                .filter(search_words::Column::Word.is_in(gone))
                .exec(&tx.on())
                .await?;
        }
        fresh.extend(part.into_iter().map(|(word, weight)| search_words::ActiveModel {
            workspace_id: Set(tx.workspace()),
            word: Set(word),
            lead_id: Set(lead.id),
            weight: Set(weight),
        }));
    }
    let mut fresh = fresh.into_iter().peekable();
    while fresh.peek().is_some() {
        let rows: Vec<search_words::ActiveModel> = fresh.by_ref().take(AT_ONCE).collect();
        search_words::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

fn by_lead<T>(rows: Vec<T>, lead: impl Fn(&T) -> LeadId) -> HashMap<LeadId, Vec<T>> {
    let mut by_lead: HashMap<LeadId, Vec<T>> = HashMap::new();
    for row in rows {
        by_lead.entry(lead(&row)).or_default().push(row);
    }
    by_lead
}

/// Nobody finds the leads any more.
pub(crate) async fn forget(tx: &WorkspaceTx, ids: &[LeadId]) -> Result<(), DbError> {
    search_words::Entity::delete_many()
        .filter(search_words::Column::WorkspaceId.eq(tx.workspace()))
        .filter(search_words::Column::LeadId.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

fn words(
    lead: &leads::Model,
    emails: &[lead_emails::Model],
    phones: &[lead_phones::Model],
    custom: &[String],
) -> BTreeMap<String, i32> {
    let mut words: BTreeMap<String, i32> = BTreeMap::new();
    let mut add = |word: String, weight: i32| {
        if word.is_empty() {
            return;
        }
        let known = words.entry(word).or_insert(weight);
        *known = Ord::max(*known, weight);
    };
    let texts = [
        (Some(&lead.display_name), NAME),
        (lead.first_name.as_ref(), NAME),
        (lead.last_name.as_ref(), NAME),
        (lead.company.as_ref(), COMPANY),
        (lead.title.as_ref(), OTHER),
        (lead.source_detail.as_ref(), OTHER),
    ];
    for (text, weight) in texts {
        fold::tokens(text.map_or("", String::as_str)).into_iter().for_each(|word| add(word, weight));
    }
    for text in custom {
        fold::tokens(text).into_iter().take(LONG_TEXT_WORDS).for_each(|word| add(word, OTHER));
    }
    for email in emails {
        // As people write it, and as machines do: they differ where the domain is not ASCII.
        for address in [fold::fold(&email.raw), fold::fold(&email.normalized)] {
            let (local, mut domain) = address.rsplit_once('@').unwrap_or((&address, ""));
            add(token(&address), CONTACT);
            fold::tokens(local).into_iter().for_each(|word| add(word, OTHER));
            // The end of a domain, such as “com”, says nothing about anybody.
            let name = domain.rsplit_once('.').map_or(domain, |(name, _)| name);
            fold::tokens(name).into_iter().for_each(|word| add(word, OTHER));
            while let Some((_, parent)) = domain.split_once('.') {
                add(token(domain), OTHER);
                domain = parent;
            }
        }
    }
    for phone in phones {
        let digits = digits(phone.e164.as_deref().unwrap_or(&phone.raw));
        // From every digit on, so that a number is found without its country, its area, or by its end.
        for start in 0..digits.len().saturating_sub(3) {
            add(digits.chars().skip(start).take(fold::TOKEN_MAX).collect(), CONTACT);
        }
    }
    words
}

fn token(text: &str) -> String {
    text.chars().take(fold::TOKEN_MAX).collect()
}

/// Without the zero that some write into an international number, to be dialled at home only.
fn digits(text: &str) -> String {
    fold::fold(text).replace("(0)", "").chars().filter(char::is_ascii_digit).collect()
}

/// A word that is looked for, in every spelling that the index may have it in.
type Word = Vec<String>;

/// What somebody types, as words of the index.
fn query_words(text: &str) -> Vec<Word> {
    let digits = digits(text);
    let is_number = digits.len() >= 4
        && text.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')' | '/' | '.')
        });
    if is_number {
        // A leading zero can be the trunk prefix, which the international form does not have, or what it is.
        let national = digits.trim_start_matches('0');
        let mut spellings = vec![token(&digits)];
        if national != digits && !national.is_empty() {
            spellings.push(token(national));
        }
        return vec![spellings];
    }
    if text.contains('@') && !text.trim().contains(char::is_whitespace) {
        let address = fold::fold(text.trim());
        let address = address.trim_start_matches('@');
        return if address.is_empty() { Vec::new() } else { vec![vec![token(address)]] };
    }
    // What has dots in it can be a domain, whose parts are not all words of the index.
    let spellings = |part: &str| {
        let whole = part.contains('.').then(|| token(part.trim_matches('.')));
        fold::words(part).map(|word| [word].into_iter().chain(whole.clone()).collect()).collect::<Vec<Word>>()
    };
    fold::fold(text).split_whitespace().flat_map(spellings).take(WORDS_MAX).collect()
}

/// The leads that every word of the query finds, best first: whole words before beginnings, names before the rest, what
/// happened last before what is old.
pub async fn search(db: &WorkspaceDb, text: &str, limit: usize) -> Result<Vec<LeadRow>, DbError> {
    let words = query_words(text);
    let Some(first) = rarest(db, &words).await? else { return Ok(Vec::new()) };
    let others: Vec<&Word> = words.iter().filter(|word| **word != first).collect();
    let candidates = candidates(db, &first, &others).await?;
    let mut ranks: HashMap<LeadId, i32> = HashMap::new();
    for word in &words {
        for (lead, best) in ranks_of(db, word, &candidates).await? {
            *ranks.entry(lead).or_default() += best;
        }
    }
    let mut visible: Vec<leads::Model> = leads::Entity::find()
        .filter(leads::Column::Id.is_in(candidates))
        .filter(filter::condition(db, &Filter::EVERYTHING))
        .all(&db.on())
        .await?;
    visible.sort_by_key(|lead| {
        let rank = ranks.get(&lead.id).copied().unwrap_or(0);
        Reverse((rank, lead.last_activity_at, lead.id))
    });
    visible.truncate(limit);
    let found: Vec<Lead> = visible.into_iter().map(super::lead).collect();
    rows(db, found).await
}

/// The word of the query that the fewest rows of the index begin with: where to start.
async fn rarest(db: &WorkspaceDb, words: &[Word]) -> Result<Option<Word>, DbError> {
    let [first, .., _] = words else { return Ok(words.first().cloned()) };
    let mut rarest = (first, u64::MAX);
    for word in words {
        let found = search_words::Entity::find()
            .select_only()
            .column(search_words::Column::LeadId)
            .filter(search_words::Column::WorkspaceId.eq(db.workspace()))
            .filter(begins_with(word))
            .limit(COMMON)
            .into_query();
        let found = crate::count(db, found).await?;
        if found < rarest.1 {
            rarest = (word, found);
        }
    }
    Ok(Some(rarest.0.clone()))
}

fn begins_with(word: &Word) -> Condition {
    Condition::all().add(in_ranges(word, &Expr::col((search_words::Entity, search_words::Column::Word))))
}

fn in_ranges(word: &Word, column: &Expr) -> Condition {
    word.iter().fold(Condition::any(), |any, spelling| {
        let from = column.clone().gte(spelling.as_str());
        any.add(from.and(column.clone().lt(format!("{spelling}\u{10ffff}"))))
    })
}

/// Leads that the first word and all others find: those that have it whole, newest first, before those that have longer
/// ones. Both are read along the index and only as far as needed, however many leads have the word.
async fn candidates(db: &WorkspaceDb, first: &Word, others: &[&Word]) -> Result<Vec<LeadId>, DbError> {
    let whole = search_words::Column::Word.is_in(first.iter().map(String::as_str));
    let longer =
        begins_with(first).add(search_words::Column::Word.is_not_in(first.iter().map(String::as_str)));
    let mut found: Vec<LeadId> = having(db, whole, others)
        .order_by_desc(search_words::Column::LeadId)
        .limit(CANDIDATES)
        .into_tuple()
        .all(&db.on())
        .await?;
    let room = CANDIDATES.saturating_sub(found.len() as u64);
    if room > 0 {
        let more: Vec<LeadId> = having(db, longer, others)
            .order_by_desc(search_words::Column::Word)
            .order_by_desc(search_words::Column::LeadId)
            .limit(room)
            .into_tuple()
            .all(&db.on())
            .await?;
        found.extend(more);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The leads of these rows of the index that have all the other words, too, and that the actor may know of.
fn having(db: &WorkspaceDb, which: impl IntoCondition, others: &[&Word]) -> Select<search_words::Entity> {
    let mut query = search_words::Entity::find()
        .select_only()
        .column(search_words::Column::LeadId)
        .filter(search_words::Column::WorkspaceId.eq(db.workspace()))
        .filter(which);
    let this = Expr::col((search_words::Entity, search_words::Column::LeadId));
    for word in others {
        // Looked up for each row: the rows of the other word can be many more.
        let mut other = Query::select();
        other
            .expr(Expr::value(1))
            .from_as(search_words::Entity, "other")
            .and_where(Expr::col(("other", search_words::Column::LeadId)).eq(this.clone()))
            .and_where(Expr::col(("other", search_words::Column::WorkspaceId)).eq(db.workspace()))
            .cond_where(in_ranges(word, &Expr::col(("other", search_words::Column::Word))));
        query = query.filter(Expr::exists(other));
    }
    if *db.reach() != Reach::All {
        let mine = leads::Entity::find()
            .select_only()
            .column(leads::Column::Id)
            .filter(filter::visible(db))
            .filter(Expr::col((leads::Entity, leads::Column::Id)).eq(this));
        query = query.filter(Expr::exists(mine.into_query()));
    }
    query
}

/// How well a word finds each of these leads: by its best token.
async fn ranks_of(db: &WorkspaceDb, word: &Word, leads: &[LeadId]) -> Result<HashMap<LeadId, i32>, DbError> {
    let found: Vec<(LeadId, String, i32)> = search_words::Entity::find()
        .select_only()
        .column(search_words::Column::LeadId)
        .column(search_words::Column::Word)
        .column(search_words::Column::Weight)
        .filter(search_words::Column::LeadId.is_in(leads.iter().copied()))
        .filter(begins_with(word))
        .into_tuple()
        .all(&db.on())
        .await?;
    let mut best: HashMap<LeadId, i32> = HashMap::new();
    for (lead, token, weight) in found {
        let rank = if word.contains(&token) { weight * 3 } else { weight };
        best.entry(lead).and_modify(|known| *known = Ord::max(*known, rank)).or_insert(rank);
    }
    Ok(best)
}
