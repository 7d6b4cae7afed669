//! Things that are not a table whose columns can be read.

use macros::Privacy;

#[derive(Privacy)]
struct Nameless {
    #[privacy(technical)]
    id: u64,
}

#[derive(Privacy)]
#[sea_orm(table_name = "leads", rename_all = "camelCase")]
struct Renamed {
    #[privacy(technical)]
    id: u64,
}

#[derive(Privacy)]
enum Choice {
    One,
}

#[derive(Privacy)]
#[sea_orm(table_name = "leads")]
struct Tuple(u64);

fn main() {}
