//! `#[lifecycle(status, initial = A | B, A => B | C, name = "...")]`

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Token};

use crate::ast::{Invariant, InvariantRule, Label, Lifecycle, Transitions};
use crate::attr::label::{label, labels};
use crate::attr::list::{Keys, any_ident, peeks_key, read_attribute, value};
use crate::errors::Errors;

/// Reads the attribute; `None` where part of it could not be read: what is left of a lifecycle is another one.
pub(crate) fn lifecycle(attribute: &Attribute, errors: &mut Errors) -> Option<Invariant> {
    let mut keys = Keys::new(&["initial", "name"]);
    let mut field: Option<Ident> = None;
    let mut initial: Vec<Label> = Vec::new();
    let mut transitions = Vec::new();
    let mut name: Option<LitStr> = None;
    let is_read = read_attribute(attribute, errors, |input, _| {
        if peeks_key(input) {
            let word = input.call(any_ident)?;
            keys.once(&word)?;
            match word.to_string().as_str() {
                "initial" => {
                    input.parse::<Token![=]>()?;
                    initial = labels(input)?;
                }
                "name" => name = Some(value(input)?),
                _ => return Err(keys.unknown(&word)),
            }
        } else if field.is_none() && input.peek(Ident::peek_any) && !input.peek2(Token![=>]) {
            field = Some(input.call(any_ident)?);
        } else {
            transitions.push(read_transitions(input)?);
        }
        Ok(())
    });
    if !is_read {
        return None;
    }
    let Some(field) = field else {
        errors.spanned(
            &attribute.meta,
            "the field that holds the state is missing: write `#[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE)]`",
        );
        return None;
    };
    if initial.is_empty() {
        errors.spanned(
            &attribute.meta,
            "the lifecycle has no initial state; write `initial = DRAFT`, or `initial = DRAFT | ACTIVE` for several",
        );
        return None;
    }
    let rule = InvariantRule::Lifecycle(Lifecycle { field, initial, transitions });
    Some(Invariant { span: attribute.path().span(), name, rule })
}

/// Reads `A => B | C`.
fn read_transitions(input: ParseStream) -> syn::Result<Transitions> {
    let from = label(input)?;
    if !input.peek(Token![=>]) {
        return Err(input.error("expected `=>`: a transition is `DRAFT => ACTIVE`"));
    }
    input.parse::<Token![=>]>()?;
    Ok(Transitions { from, to: labels(input)? })
}
