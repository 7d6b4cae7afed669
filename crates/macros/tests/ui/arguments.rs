//! Arguments that are missing, empty or impossible.

use macros::Privacy;

#[derive(Privacy)]
#[sea_orm(table_name = "leads")]
struct Model {
    #[privacy(erase = keep)]
    no_reason: String,
    #[privacy(export = no(" "))]
    blank_reason: String,
    #[privacy(erase = keep(because))]
    not_a_text: String,
    #[privacy(retention = days(0))]
    no_days: String,
    #[privacy(
        subject = lead, category = contact, purposes = [legal], retention = with_lead,
        erase = null, export = yes, origin = person
    )]
    not_optional: String,
}

fn main() {}
