//! Declarations with a part left out, given twice, empty or alone.

use macros::Privacy;

#[derive(Privacy)]
#[sea_orm(table_name = "leads")]
struct Model {
    #[privacy(subject = lead, category = contact, purposes = [legal])]
    left_out: String,
    #[privacy(subject = lead, subject = user)]
    twice: String,
    #[privacy(subject = lead, category = contact, purposes = [])]
    purposeless: String,
    #[privacy()]
    empty: String,
    #[privacy(technical, subject = lead)]
    both: String,
    #[privacy(technical)]
    #[privacy(technical)]
    declared_twice: String,
}

fn main() {}
