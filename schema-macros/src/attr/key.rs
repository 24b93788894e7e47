//! `#[primary_key(a, b, name = "...", comment = "...")]` and `#[unique(...)]`.

use syn::spanned::Spanned;
use syn::{Attribute, Ident};

use crate::ast::Key;
use crate::attr::list::{Keys, NameAndComment, any_ident, peeks_key, read_attribute};
use crate::errors::Errors;

/// Reads the attribute.
pub(crate) fn key(attribute: &Attribute, errors: &mut Errors) -> Key {
    let mut keys = Keys::new(&["name", "comment"]);
    let mut columns: Vec<Ident> = Vec::new();
    let mut named = NameAndComment::default();
    read_attribute(attribute, errors, |input, _| {
        let is_key = peeks_key(input);
        let word = input.call(any_ident)?;
        if !is_key {
            columns.push(word);
            return Ok(());
        }
        keys.once(&word)?;
        if named.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) }
    });
    Key { span: attribute.path().span(), on_field: false, columns, name: named.name, comment: named.comment }
}
