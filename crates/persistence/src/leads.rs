//! Leads: found, listed, and filled by capture.

mod capture;
mod read;

pub use capture::{add_email, add_phone, find_by_email, insert, lock, record_origins, save_facts, touch};
pub use read::{Email, LeadDetail, LeadRow, Origin, find, list, rows};

use crate::entities::leads;
use domain::lead::{Lead, LeadFacts};

fn lead(row: leads::Model) -> Lead {
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
        created_at: row.created_at,
        last_activity_at: row.last_activity_at,
    }
}
