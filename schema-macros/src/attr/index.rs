//! `#[index(a, b desc nulls last, expr("lower(c)"), include(d), unique, where = "...", name = "...", comment = "...")]`

use syn::parse::ParseStream;
use syn::{Attribute, Ident, Token, parenthesized, token};

use crate::ast::{Index, IndexKey, IndexTerm};
use crate::attr::list::{Keys, NameAndComment, any_ident, field_list, peeks_key, read_attribute};
use crate::attr::sql::sql;
use crate::errors::Errors;

const KEYS: &[&str] = &["unique", "include", "expr", "where", "name", "comment"];

/// Reads the attribute.
pub(crate) fn index(attribute: &Attribute, errors: &mut Errors) -> Index {
    let mut keys = Keys::new(KEYS);
    let mut named = NameAndComment::default();
    let mut index =
        Index { unique: false, keys: Vec::new(), include: Vec::new(), predicate: None, name: None, comment: None };
    let mut failed = false;
    read_attribute(attribute, errors, |input, _| {
        let result = item(input, &mut index, &mut keys, &mut named);
        failed |= result.is_err();
        result
    });
    if index.keys.is_empty() && !failed && matches!(attribute.meta, syn::Meta::List(_)) {
        errors.spanned(&attribute.meta, "the index names no column");
    }
    index.name = named.name;
    index.comment = named.comment;
    index
}

fn item(input: ParseStream, index: &mut Index, keys: &mut Keys, named: &mut NameAndComment) -> syn::Result<()> {
    let is_key = peeks_key(input);
    let is_list = input.peek2(token::Paren);
    let word = input.call(any_ident)?;
    if is_key {
        keys.once(&word)?;
        if word == "where" {
            input.parse::<Token![=]>()?;
            index.predicate = Some(sql(input)?);
            return Ok(());
        }
        return if named.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) };
    }
    if is_list && word == "include" {
        keys.once(&word)?;
        index.include = field_list(input)?;
        return Ok(());
    }
    if is_list && word == "expr" {
        let content;
        parenthesized!(content in input);
        let expression = sql(&content)?;
        if !content.is_empty() {
            return Err(content.error("expected `)`"));
        }
        index.keys.push(key(IndexTerm::Expression(expression), input)?);
        return Ok(());
    }
    if is_list {
        return Err(keys.unknown(&word));
    }
    if word == "unique" && (input.is_empty() || input.peek(Token![,])) {
        keys.once(&word)?;
        index.unique = true;
        return Ok(());
    }
    index.keys.push(key(IndexTerm::Column(word), input)?);
    Ok(())
}

/// Reads `asc`, `desc`, `nulls first`, `nulls last` behind a term.
fn key(term: IndexTerm, input: ParseStream) -> syn::Result<IndexKey> {
    let mut key = IndexKey { term, descending: false, nulls_first: None };
    let mut word = next_word(input)?;
    if let Some(direction) = word.take_if(|word| *word == "asc" || *word == "desc") {
        key.descending = direction == "desc";
        word = next_word(input)?;
    }
    if let Some(nulls) = word.take_if(|word| *word == "nulls") {
        let place: Option<Ident> = next_word(input)?;
        key.nulls_first = match &place {
            Some(place) if place == "first" => Some(true),
            Some(place) if place == "last" => Some(false),
            Some(place) => return Err(syn::Error::new_spanned(place, "expected `first` or `last`")),
            None => return Err(syn::Error::new_spanned(nulls, "expected `nulls first` or `nulls last`")),
        };
        word = next_word(input)?;
    }
    match word {
        None => Ok(key),
        Some(word) => Err(syn::Error::new_spanned(word, "expected `asc`, `desc`, `nulls first`, `nulls last` or `,`")),
    }
}

fn next_word(input: ParseStream) -> syn::Result<Option<Ident>> {
    if input.is_empty() || input.peek(Token![,]) { Ok(None) } else { input.call(any_ident).map(Some) }
}
