//! Words that no list has.

use macros::Privacy;

#[derive(Privacy)]
#[sea_orm(table_name = "leads")]
struct Model {
    #[privacy(subject = contact)]
    subject: String,
    #[privacy(category = phone)]
    category: String,
    #[privacy(purposes = [legal, marketing])]
    purposes: String,
    #[privacy(retention = forever)]
    retention: String,
    #[privacy(erase = anonymise)]
    erase: String,
    #[privacy(export = maybe)]
    export: String,
    #[privacy(origin = facebook)]
    origin: String,
    #[privacy(reason = none)]
    part: String,
}

fn main() {}
