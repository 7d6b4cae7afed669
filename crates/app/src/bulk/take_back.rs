//! Undoing: what was done to each lead is taken back, except where somebody has changed it since.

use super::{
    Outcome,
    act::{Made, Round, ids_of},
    form::Stored,
};
use crate::failure::Result;
use domain::{
    bulk::undoing,
    ids::{LeadId, TagId},
    lead::Lead,
};
use persistence::leads;
use std::collections::HashMap;

pub(super) async fn take_back(round: &Round<'_>, items: Vec<(LeadId, String)>) -> Result<Outcome> {
    let looked = items.len();
    let ids: Vec<LeadId> = items.iter().map(|(lead, _)| *lead).collect();
    let found = leads::lock_all(round.tx, &ids).await?;
    let mut found: HashMap<LeadId, Lead> = found.into_iter().map(|lead| (lead.id, lead)).collect();
    let (mut edited, mut deleted, mut restored) = (Vec::new(), Vec::new(), Vec::new());
    let mut tagged: HashMap<(Vec<TagId>, Vec<TagId>), Vec<LeadId>> = HashMap::new();
    for (id, made) in items {
        let Some(lead) = found.remove(&id) else { continue };
        match (Made::from_json(&made)?, lead.deleted_at) {
            (Made::Edited(changes), None) => {
                let mut back = Vec::new();
                for change in undoing(&lead, &changes) {
                    if round.is_there(&change.1).await? {
                        back.push(change);
                    }
                }
                edited.push((back, lead));
            }
            (Made::Tagged { added, removed }, None) => tagged.entry((removed, added)).or_default().push(id),
            (Made::Deleted(then), Some(at)) if then == at => deleted.push(lead),
            (Made::Restored, None) => restored.push(lead),
            _ => {}
        }
    }
    let mut changed = round.edit(edited).await?.changed;
    for ((add, remove), ids) in tagged {
        changed += round.tag(&ids, &add, &remove).await?.outcome()?.changed;
    }
    changed += round.restore(ids_of(&deleted)).await?.changed;
    changed += round.delete(ids_of(&restored)).await?.changed;
    Ok(Outcome { changed, skipped: looked - changed, made: Vec::new() })
}
