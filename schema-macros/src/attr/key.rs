//! `#[primary_key(a, b, include(c), deferrable, with(fillfactor = 70), name = "...", comment = "...")]` and
//! `#[unique(...)]`, which knows `nulls_not_distinct` too.

use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Token, token};

use crate::ast::Key;
use crate::attr::list::{Keys, NameAndComment, any_ident, field_list, peeks_key, read_attribute};
use crate::attr::storage::storage_parameters;
use crate::errors::Errors;

const KEYS: &[&str] = &["include", "nulls_not_distinct", "deferrable", "initially_deferred", "with", "name", "comment"];

/// Reads the attribute.
pub(crate) fn key(attribute: &Attribute, errors: &mut Errors) -> Key {
    let mut keys = Keys::new(KEYS);
    let mut key = Key::new(attribute.path().span(), false, Vec::new());
    let mut named = NameAndComment::default();
    read_attribute(attribute, errors, |input, _| item(input, &mut key, &mut keys, &mut named));
    Key { name: named.name, comment: named.comment, ..key }
}

fn item(input: ParseStream, key: &mut Key, keys: &mut Keys, named: &mut NameAndComment) -> syn::Result<()> {
    let is_key = peeks_key(input);
    let word = input.call(any_ident)?;
    let is_list = input.peek(token::Paren);
    let is_alone = input.is_empty() || input.peek(Token![,]);
    if is_key {
        keys.once(&word)?;
        return if named.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) };
    }
    match word.to_string().as_str() {
        "include" if is_list => {
            keys.once(&word)?;
            key.include = field_list(input)?;
        }
        "with" if is_list => {
            keys.once(&word)?;
            key.options = storage_parameters(input)?;
        }
        _ if is_list => return Err(keys.unknown(&word)),
        "nulls_not_distinct" if is_alone => {
            keys.once(&word)?;
            key.nulls_not_distinct = Some(word);
        }
        "deferrable" if is_alone => {
            keys.once(&word)?;
            key.deferrable = true;
        }
        "initially_deferred" if is_alone => {
            keys.once(&word)?;
            key.initially_deferred = true;
        }
        _ => key.columns.push(word),
    }
    Ok(())
}
