//! `#[index(a, b desc nulls last, expr("lower(c)") collate "C", include(d), unique, where = "...", name = "...")]`, and
//! `#[index(a class "jsonb_path_ops", using = gin, with(fastupdate = false), comment = "...")]`

use syn::parse::ParseStream;
use syn::{Attribute, Ident, Token, parenthesized, token};

use crate::ast::{Index, IndexKey, IndexTerm, OperatorClass};
use crate::attr::list::{Keys, NameAndComment, any_ident, field_list, peeks_key, read_attribute};
use crate::attr::sql::sql;
use crate::attr::storage::storage_parameters;
use crate::errors::Errors;

const KEYS: &[&str] = &["unique", "using", "include", "nulls_not_distinct", "with", "expr", "where", "name", "comment"];

/// Reads the attribute.
pub(crate) fn index(attribute: &Attribute, errors: &mut Errors) -> Index {
    let mut keys = Keys::new(KEYS);
    let mut named = NameAndComment::default();
    let mut index = Index { span: Some(attribute.pound_token.span), ..Index::default() };
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
        if word == "using" {
            input.parse::<Token![=]>()?;
            index.method = Some(input.call(any_ident)?);
            return Ok(());
        }
        return if named.read(&word, input)? { Ok(()) } else { Err(keys.unknown(&word)) };
    }
    if is_list && word == "include" {
        keys.once(&word)?;
        index.include = field_list(input)?;
        return Ok(());
    }
    if is_list && word == "with" {
        keys.once(&word)?;
        index.options = storage_parameters(input)?;
        return Ok(());
    }
    if is_list && word == "expr" {
        index.keys.push(key(expression(input)?, input)?);
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
    if word == "nulls_not_distinct" && (input.is_empty() || input.peek(Token![,])) {
        keys.once(&word)?;
        index.nulls_not_distinct = Some(word);
        return Ok(());
    }
    index.keys.push(key(IndexTerm::Column(word), input)?);
    Ok(())
}

/// Reads what stands behind `expr`.
pub(crate) fn expression(input: ParseStream) -> syn::Result<IndexTerm> {
    let content;
    parenthesized!(content in input);
    let expression = sql(&content)?;
    if content.is_empty() { Ok(IndexTerm::Expression(expression)) } else { Err(content.error("expected `)`")) }
}

/// Reads what stands behind a term, in PostgreSQL's order: `collate "C"`, `class "..."`, `asc`, `desc`, `nulls first`,
/// `nulls last`.
pub(crate) fn key(term: IndexTerm, input: ParseStream) -> syn::Result<IndexKey> {
    let mut key =
        IndexKey { term, collation: None, operator_class: None, ordered: None, descending: false, nulls_first: None };
    let mut word = next_word(input)?;
    if word.take_if(|word| *word == "collate").is_some() {
        key.collation = Some(input.parse()?);
        word = next_word(input)?;
    }
    if word.take_if(|word| *word == "class").is_some() {
        key.operator_class = Some(OperatorClass { name: input.parse()?, parameters: Vec::new() });
        word = next_word(input)?;
        if let Some(class) = &mut key.operator_class
            && word.take_if(|word| *word == "with").is_some()
        {
            class.parameters = storage_parameters(input)?;
            word = next_word(input)?;
        }
    }
    key.ordered.clone_from(&word);
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
        Some(word) => Err(syn::Error::new_spanned(
            word,
            "expected `collate`, `class`, `asc`, `desc`, `nulls first`, `nulls last` or `,`, in this order",
        )),
    }
}

fn next_word(input: ParseStream) -> syn::Result<Option<Ident>> {
    if input.is_empty() || input.peek(Token![,]) || input.peek(Token![=]) {
        Ok(None)
    } else {
        input.call(any_ident).map(Some)
    }
}
