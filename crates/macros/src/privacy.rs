//! From an entity to its declaration. Every field is looked at even after the first error, so that one build
//! shows all that is missing.

mod attribute;
mod entity;
mod words;

use attribute::Declaration;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Field, Fields, Result};

const WHAT_TO_WRITE: &str = "write `#[privacy(subject = …, category = …, purposes = […], retention = …, \
    erase = …, export = …, origin = …)]`, or `#[privacy(technical)]` for a key, version, clock or state that says \
    nothing about a person by itself";

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "`Privacy` declares the columns of a `Model` struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "`Privacy` needs a struct with named fields"));
    };
    let table = entity::table(input)?;
    let mut columns = Vec::new();
    let mut errors: Option<Error> = None;
    for field in &fields.named {
        match column(field) {
            Ok(Some(tokens)) => columns.push(tokens),
            Ok(None) => {}
            Err(error) => match &mut errors {
                Some(all) => all.combine(error),
                None => errors = Some(error),
            },
        }
    }
    if let Some(errors) = errors {
        return Err(errors);
    }
    let model = &input.ident;
    Ok(quote! {
        impl ::domain::privacy::Declared for #model {
            const PRIVACY: ::domain::privacy::TablePrivacy = ::domain::privacy::TablePrivacy {
                table: #table,
                columns: &[#(#columns),*],
            };
        }
    })
}

/// The expression for one column; nothing for a field that is not stored.
fn column(field: &Field) -> Result<Option<TokenStream>> {
    let Some(name) = entity::column(field)? else {
        return Ok(None);
    };
    let declared: Vec<&Attribute> =
        field.attrs.iter().filter(|attr| attr.path().is_ident("privacy")).collect();
    match declared.as_slice() {
        [] => Err(Error::new_spanned(
            &field.ident,
            format!("column `{name}` does not say whose data it holds and why: {WHAT_TO_WRITE}"),
        )),
        [attr] => {
            let declaration: Declaration = attr.parse_args()?;
            declaration.fits(field)?;
            Ok(Some(declaration.into_column(&name)))
        }
        [_, second, ..] => Err(Error::new_spanned(second, format!("column `{name}` is declared twice"))),
    }
}
