//! The inside of one `#[privacy(...)]`: its grammar, and the sentences for everything that can be wrong with it.

use super::entity;
use super::words::{self, List};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Field, Ident, LitInt, LitStr, Result, Token, bracketed, parenthesized};

pub(crate) enum Declaration {
    Technical,
    Full(Box<Full>),
}

pub(crate) struct Full {
    subject: TokenStream,
    category: TokenStream,
    purposes: Vec<TokenStream>,
    retention: TokenStream,
    erase: TokenStream,
    export: TokenStream,
    origin: TokenStream,
    /// Where `erase = null` was written, which only an optional column can keep.
    nulled: Option<Span>,
}

#[derive(Default)]
struct Parts {
    subject: Option<TokenStream>,
    category: Option<TokenStream>,
    purposes: Option<Vec<TokenStream>>,
    retention: Option<TokenStream>,
    erase: Option<TokenStream>,
    export: Option<TokenStream>,
    origin: Option<TokenStream>,
    nulled: Option<Span>,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let start = input.span();
        let mut parts = Parts::default();
        while !input.is_empty() {
            let key: Ident = input.parse()?;
            if key == "technical" && !input.peek(Token![=]) {
                return if input.is_empty() && parts.is_empty() {
                    Ok(Self::Technical)
                } else {
                    Err(Error::new(key.span(), "`technical` stands alone: write `#[privacy(technical)]`"))
                };
            }
            input.parse::<Token![=]>()?;
            parts.take(&key, input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        parts.complete(start).map(|full| Self::Full(Box::new(full)))
    }
}

impl Declaration {
    pub(crate) fn fits(&self, field: &Field) -> Result<()> {
        let nulled = match self {
            Self::Technical => None,
            Self::Full(full) => full.nulled,
        };
        match nulled {
            Some(span) if !entity::is_optional(&field.ty) => Err(Error::new(
                span,
                "`erase = null` needs a column that can be empty: make the field an `Option` or write `delete`",
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn into_column(self, column: &str) -> TokenStream {
        let Self::Full(full) = self else {
            return quote!(::domain::privacy::ColumnPrivacy::technical(#column));
        };
        let Full { subject, category, purposes, retention, erase, export, origin, nulled: _ } = *full;
        quote! {
            ::domain::privacy::ColumnPrivacy {
                column: #column,
                subject: #subject,
                category: #category,
                purposes: &[#(#purposes),*],
                retention: #retention,
                erase: #erase,
                export: #export,
                origin: #origin,
            }
        }
    }
}

impl Parts {
    fn take(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "subject" => once(&mut self.subject, key, word(input, &words::SUBJECT)?),
            "category" => once(&mut self.category, key, word(input, &words::CATEGORY)?),
            "origin" => once(&mut self.origin, key, word(input, &words::ORIGIN)?),
            "purposes" => once(&mut self.purposes, key, purposes(input)?),
            "retention" => once(&mut self.retention, key, retention(input)?),
            "export" => once(&mut self.export, key, or_reason(input, &words::EXPORT, "no", "No")?),
            "erase" => {
                self.nulled = is_null(input).then(|| input.span());
                once(&mut self.erase, key, or_reason(input, &words::ERASE, "keep", "Keep")?)
            }
            unknown => Err(Error::new(
                key.span(),
                format!(
                    "`{unknown}` is not a part of a declaration: the parts are `subject`, `category`, `purposes`, \
                     `retention`, `erase`, `export` and `origin`"
                ),
            )),
        }
    }

    fn is_empty(&self) -> bool {
        self.missing().len() == 7
    }

    fn missing(&self) -> Vec<&'static str> {
        let parts = [
            ("`subject = …`", self.subject.is_none()),
            ("`category = …`", self.category.is_none()),
            ("`purposes = […]`", self.purposes.is_none()),
            ("`retention = …`", self.retention.is_none()),
            ("`erase = …`", self.erase.is_none()),
            ("`export = …`", self.export.is_none()),
            ("`origin = …`", self.origin.is_none()),
        ];
        parts.into_iter().filter(|(_, missing)| *missing).map(|(part, _)| part).collect()
    }

    fn complete(self, start: Span) -> Result<Full> {
        let missing = self.missing().join(", ");
        match self {
            Self {
                subject: Some(subject),
                category: Some(category),
                purposes: Some(purposes),
                retention: Some(retention),
                erase: Some(erase),
                export: Some(export),
                origin: Some(origin),
                nulled,
            } => Ok(Full { subject, category, purposes, retention, erase, export, origin, nulled }),
            _ => Err(Error::new(start, format!("the declaration is not complete: add {missing}"))),
        }
    }
}

fn once<T>(slot: &mut Option<T>, key: &Ident, value: T) -> Result<()> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Error::new(key.span(), format!("`{key}` is given twice"))),
    }
}

fn is_null(input: ParseStream<'_>) -> bool {
    input.fork().parse::<Ident>().is_ok_and(|ident| ident == "null")
}

fn path(kind: &str, variant: &str) -> TokenStream {
    let (kind, variant) = (format_ident!("{kind}"), format_ident!("{variant}"));
    quote!(::domain::privacy::#kind::#variant)
}

fn known(ident: &Ident, list: &List, with_argument: &[&str]) -> Result<TokenStream> {
    list.variant(&ident.to_string()).map(|variant| path(list.kind, variant)).ok_or_else(|| {
        let words = list.known(with_argument);
        Error::new(ident.span(), format!("`{ident}` is not a word of `{}`: write one of {words}", list.key))
    })
}

fn word(input: ParseStream<'_>, list: &List) -> Result<TokenStream> {
    known(&input.parse()?, list, &[])
}

fn purposes(input: ParseStream<'_>) -> Result<Vec<TokenStream>> {
    let content;
    let bracket = bracketed!(content in input);
    let idents = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    if idents.is_empty() {
        let words = words::PURPOSE.known(&[]);
        return Err(Error::new(
            bracket.span.join(),
            format!("a column without a purpose may not be stored: name at least one of {words}"),
        ));
    }
    idents.iter().map(|ident| known(ident, &words::PURPOSE, &[])).collect()
}

fn retention(input: ParseStream<'_>) -> Result<TokenStream> {
    let ident: Ident = input.parse()?;
    if ident != "days" {
        return known(&ident, &words::RETENTION, &["days(n)"]);
    }
    let content;
    parenthesized!(content in input);
    let days: LitInt = content.parse()?;
    match days.base10_parse::<u16>() {
        Ok(count) if count > 0 => Ok(quote!(::domain::privacy::Retention::Days(#count))),
        _ => Err(Error::new(days.span(), "`days(n)` takes a number from 1 to 65535")),
    }
}

/// A word of the list, or the one word that takes a reason.
fn or_reason(input: ParseStream<'_>, list: &List, word: &str, variant: &str) -> Result<TokenStream> {
    let ident: Ident = input.parse()?;
    if ident != word {
        return known(&ident, list, &[&format!("{word}(\"reason\")")]);
    }
    let wanted = format!("`{word}` needs its reason: write `{} = {word}(\"…\")`", list.key);
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(ident.span(), wanted));
    }
    let content;
    parenthesized!(content in input);
    let reason: LitStr = content.parse().map_err(|error| Error::new(error.span(), &wanted))?;
    if reason.value().trim().is_empty() {
        return Err(Error::new(reason.span(), wanted));
    }
    let path = path(list.kind, variant);
    Ok(quote!(#path(#reason)))
}
