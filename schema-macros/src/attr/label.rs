//! Labels, the values of a `TextEnum`: `DRAFT | "in progress"`, and states: `status = DRAFT`.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use crate::ast::{Label, States};
use crate::attr::list::any_ident;

/// Reads `status = A | B`.
pub(crate) fn states(input: ParseStream) -> syn::Result<States> {
    let field = input.call(any_ident)?;
    if !input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(field, "expected `field = label`: `status = DRAFT | ACTIVE`"));
    }
    input.parse::<Token![=]>()?;
    Ok(States { field, labels: labels(input)? })
}

/// Reads `A | B`, with at least one label.
pub(crate) fn labels(input: ParseStream) -> syn::Result<Vec<Label>> {
    let mut labels = vec![label(input)?];
    while input.peek(Token![|]) {
        input.parse::<Token![|]>()?;
        labels.push(label(input)?);
    }
    Ok(labels)
}

/// Reads a label.
pub(crate) fn label(input: ParseStream) -> syn::Result<Label> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok(Label { value: literal.value(), span: literal.span() });
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected a label, `DRAFT` or `\"in progress\"`"));
    }
    let ident = input.call(any_ident)?;
    Ok(Label { value: ident.unraw().to_string(), span: ident.span() })
}
