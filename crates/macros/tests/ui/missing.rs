//! Fields that say nothing, one of them beside a field that does.

use macros::Privacy;

#[derive(Privacy)]
#[sea_orm(table_name = "leads")]
struct Model {
    #[privacy(technical)]
    id: u64,
    email: String,
    #[sea_orm(column_name = "telephone")]
    phone: Option<String>,
}

fn main() {}
