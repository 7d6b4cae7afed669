//! What SeaORM's own attributes say: the name of the table, the name of a column, and which fields are stored.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Error, Expr, Field, LitStr, Result, Token, Type};

pub(crate) fn table(input: &DeriveInput) -> Result<String> {
    let found = Found::in_attributes(&input.attrs, "table_name")?;
    if found.rename_all {
        return Err(Error::new_spanned(
            &input.ident,
            "`Privacy` reads column names from the fields: drop `rename_all` and name the columns that differ",
        ));
    }
    found.name.ok_or_else(|| {
        Error::new_spanned(&input.ident, "`Privacy` needs the table: write `#[sea_orm(table_name = \"…\")]`")
    })
}

/// The column a field is stored in, or nothing when it is a relation or ignored.
pub(crate) fn column(field: &Field) -> Result<Option<String>> {
    let found = Found::in_attributes(&field.attrs, "column_name")?;
    if found.ignored || is_relation(&field.ty) {
        return Ok(None);
    }
    Ok(found.name.or_else(|| field.ident.as_ref().map(|ident| ident.unraw().to_string())))
}

pub(crate) fn is_optional(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| name == "Option")
}

fn is_relation(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|name| ["HasMany", "HasOne", "BelongsTo"].contains(&name.as_str()))
}

fn last_segment(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else {
        return None;
    };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

#[derive(Default)]
struct Found {
    name: Option<String>,
    ignored: bool,
    rename_all: bool,
}

impl Found {
    fn in_attributes(attrs: &[Attribute], key: &str) -> Result<Self> {
        let mut found = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("sea_orm")) {
            attr.parse_nested_meta(|meta| found.take(&meta, key))?;
        }
        Ok(found)
    }

    /// Reads what it knows and steps over everything else, which is SeaORM's to judge.
    fn take(&mut self, meta: &ParseNestedMeta<'_>, key: &str) -> Result<()> {
        if meta.path.is_ident(key) {
            self.name = Some(meta.value()?.parse::<LitStr>()?.value());
        } else if meta.input.peek(Token![=]) {
            self.rename_all |= meta.path.is_ident("rename_all");
            meta.value()?.parse::<Expr>()?;
        } else if meta.input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in meta.input);
            content.parse::<proc_macro2::TokenStream>()?;
        } else {
            self.ignored |= meta.path.is_ident("ignore");
        }
        Ok(())
    }
}
