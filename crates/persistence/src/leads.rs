//! Leads: found, listed, searched and written. Every read here goes through [`filter::visible`]: what the handle's actor
//! may not know of is not there.

mod assign;
mod capture;
mod filter;
mod list;
mod many;
mod read;
mod save;
mod search;
mod stays;

pub use assign::{give, matching, open_counts};
pub use capture::{find_by_email, forget_origins, has_phone, lock, record_origins};
pub(crate) use filter::{condition, everything, visible};
pub use list::{After, StageSum, count, delete_binned, list, standing_since, totals, without_keys};
pub use many::{Selection, count_selected, edit, lock_all, restorable, selected};
pub use read::{
    Email, LeadDetail, LeadRow, Origin, find, is_reachable, is_visible, is_visible_to, names, rows, rows_of,
};
pub use save::{bin, holders, insert, renew, set_emails, set_phones, touch, unbin, update};
pub(crate) use search::forget;
pub use search::{index, search};
pub(crate) use stays::move_all;

use crate::entities::leads;
use domain::{
    lead::{Lead, LeadFacts, Place},
    money::Money,
};

pub(crate) fn lead(row: leads::Model) -> Lead {
    let place = match (row.pipeline_id, row.stage_id, row.stage_since) {
        (Some(pipeline_id), Some(stage_id), Some(since)) => {
            Some(Place { pipeline_id, stage_id, since, lost_reason: row.lost_reason })
        }
        _ => None,
    };
    let value = match (row.value_minor, row.value_currency) {
        (Some(amount), Some(currency)) => Money::new(amount, &currency),
        _ => None,
    };
    Lead {
        id: row.id,
        display_name: row.display_name,
        facts: LeadFacts {
            first_name: row.first_name,
            last_name: row.last_name,
            company: row.company,
            title: row.title,
            country: row.country,
        },
        status: row.status,
        source: row.source,
        source_detail: row.source_detail,
        owner_id: row.owner_id,
        team_id: row.team_id,
        place,
        score: row.score,
        value,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        last_activity_at: row.last_activity_at,
        deleted_at: row.deleted_at,
    }
}
