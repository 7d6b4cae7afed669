//! What is stored about people, said by the columns themselves.

use crate::Ctx;
use domain::privacy::TablePrivacy;

/// Every table and what each of its columns declares.
pub fn data_map(_: &Ctx) -> &'static [TablePrivacy] {
    persistence::PRIVACY
}
