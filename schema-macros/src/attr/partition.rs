//! `#[table(partition_by = range(a, expr("lower(b)") collate "C" class "text_ops"))]` and
//! `#[partition(name = "...", values = "FROM (...) TO (...)", of = "...", partition_by = list(b))]`

use syn::parse::ParseStream;
use syn::{Attribute, Token, token};

use crate::ast::{Index, IndexTerm, Partition, PartitionBy};
use crate::attr::index::{expression, key};
use crate::attr::list::{Keys, any_ident, in_parentheses, read_attribute, value};
use crate::attr::storage::storage_parameters;
use crate::errors::Errors;

const KEYS: &[&str] =
    &["name", "namespace", "was", "of", "values", "default", "partition_by", "unlogged", "with", "comment"];

/// Reads the attribute.
pub(crate) fn partition(attribute: &Attribute, errors: &mut Errors) -> Option<Partition> {
    let mut keys = Keys::new(KEYS);
    let mut partition = Partition {
        span: attribute.pound_token.span,
        name: None,
        namespace: None,
        was: None,
        of: None,
        values: None,
        default: None,
        partition_by: None,
        unlogged_word: None,
        options: Vec::new(),
        comment: None,
    };
    let is_read = read_attribute(attribute, errors, |input, _| {
        let word = input.call(any_ident)?;
        keys.once(&word)?;
        match word.to_string().as_str() {
            "name" => partition.name = Some(value(input)?),
            "namespace" => partition.namespace = Some(value(input)?),
            "was" => partition.was = Some(value(input)?),
            "of" => partition.of = Some(value(input)?),
            "values" => partition.values = Some(value(input)?),
            "default" => partition.default = Some(word),
            "partition_by" => partition.partition_by = Some(partition_by(input)?),
            "unlogged" => partition.unlogged_word = Some(word),
            "with" if input.peek(token::Paren) => partition.options = storage_parameters(input)?,
            "comment" => partition.comment = Some(value(input)?),
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
    is_read.then_some(partition)
}

/// Reads `= range(a, expr("..."))`.
pub(crate) fn partition_by(input: ParseStream) -> syn::Result<PartitionBy> {
    input.parse::<Token![=]>()?;
    let strategy = input.call(any_ident)?;
    if !["range", "list", "hash"].contains(&strategy.to_string().as_str()) {
        return Err(syn::Error::new_spanned(strategy, "expected `range(...)`, `list(...)` or `hash(...)`"));
    }
    let keys = in_parentheses(input, |input| {
        let mut keys = Vec::new();
        while !input.is_empty() {
            let word = input.call(any_ident)?;
            let is_expression = word == "expr" && input.peek(token::Paren);
            let term = if is_expression { expression(input)? } else { IndexTerm::Column(word) };
            keys.push(key(term, input)?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(keys)
    })?;
    Ok(PartitionBy { strategy, index: Index { keys, ..Index::default() } })
}
