//! The words every stored column is declared with, so that the access archive, the erasure plan, the records of
//! processing and the published policy are read from one place: the columns themselves.
//!
//! It owns the closed lists and the shape of a declaration. It does not know any table: the tables declare
//! themselves with `#[derive(Privacy)]`, which refuses a column that says nothing.

mod lifetime;
mod words;

pub use lifetime::{Erase, Export, Retention};
pub use words::{Category, Origin, Purpose, Subject};

/// What one column says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPrivacy {
    pub column: &'static str,
    pub subject: Subject,
    pub category: Category,
    pub purposes: &'static [Purpose],
    pub retention: Retention,
    pub erase: Erase,
    pub export: Export,
    pub origin: Origin,
}

impl ColumnPrivacy {
    /// The declaration of keys, versions and clocks, which say nothing about a person by themselves.
    #[must_use]
    pub const fn technical(column: &'static str) -> Self {
        Self {
            column,
            subject: Subject::None,
            category: Category::Technical,
            purposes: &[Purpose::Operate],
            retention: Retention::WithRow,
            erase: Erase::Delete,
            export: Export::No("says nothing about a person"),
            origin: Origin::System,
        }
    }

    /// Whether the column holds anybody's data.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.subject != Subject::None
    }
}

/// What one table says about itself; the columns in the order of the entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TablePrivacy {
    pub table: &'static str,
    pub columns: &'static [ColumnPrivacy],
}

impl TablePrivacy {
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnPrivacy> {
        self.columns.iter().find(|column| column.column == name)
    }
}

/// A table whose every column has been declared. Implemented by `#[derive(Privacy)]` only.
pub trait Declared {
    const PRIVACY: TablePrivacy;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_technical_column_is_nobodys_data() {
        let column = ColumnPrivacy::technical("version");
        assert!(!column.is_personal());
        assert_eq!((column.column, column.category), ("version", Category::Technical));
    }
}
