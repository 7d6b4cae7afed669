//! `#[derive(Privacy)]`: a table whose column says nothing about privacy does not compile.
//!
//! Why a macro: the declaration has to stand beside the column it is about, and forgetting one has to be an error
//! of the build, not of a review. Nothing else may move into this crate.

mod privacy;

use proc_macro::TokenStream;

/// Implements `domain::privacy::Declared` for a SeaORM `Model` from one `#[privacy(...)]` on every field.
///
/// ```text
/// #[privacy(
///     subject = lead, category = contact, purposes = [capture_leads, provide_service],
///     retention = with_lead, erase = delete, export = yes, origin = zoom,
/// )]
/// pub email: String,
/// #[privacy(technical)]
/// pub version: i64,
/// ```
///
/// `retention = days(7)`, `erase = keep("reason")` and `export = no("reason")` take an argument. The words are the
/// closed lists of `domain::privacy`; the compiler prints them when one is unknown.
#[proc_macro_derive(Privacy, attributes(privacy, sea_orm))]
pub fn privacy(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    privacy::expand(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
