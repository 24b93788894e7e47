//! Indexes as PostgreSQL prints them, for those that the catalog's rows do not tell all of: which collation an expression
//! has of its own, and whether an operator class is the default for a type that it is not made for.

use std::collections::HashMap;

use super::CatalogError;
use super::rows::{Results, Row};

const QUERY: &str = include_str!("definitions.sql");

/// Printed indexes by OID.
pub(super) struct Definitions(HashMap<u32, Definition>);

struct Definition {
    /// All from the first key on.
    text: String,
    keys: Vec<String>,
}

/// What is printed of a key.
pub(super) struct PrintedKey<'a> {
    /// The key alone: a name, a call, or an expression in parentheses.
    pub(super) term: &'a str,
    /// Whether `COLLATE` follows.
    pub(super) has_collation: bool,
    /// Whether an operator class follows.
    pub(super) has_operator_class: bool,
}

impl Definitions {
    /// The query for some indexes.
    pub(super) fn query(indexes: &[u32]) -> String {
        let list: Vec<String> = indexes.iter().map(u32::to_string).collect();
        QUERY.replace("/*indexes*/", &list.join(","))
    }

    /// Takes its result.
    pub(super) fn read(results: &mut Results) -> Result<Definitions, CatalogError> {
        let rows = results.take();
        let definition = |row: &Row| Ok((row.number(0)?, Definition::read(row)?));
        rows.iter().map(definition).collect::<Result<_, _>>().map(Definitions)
    }

    /// Takes a printed index apart: its keys, each followed by what `classes` gives as a printed collation and operator
    /// class where they are not the default ones.
    pub(super) fn keys<'a>(
        &'a self,
        oid: u32,
        classes: &[(Option<String>, String)],
    ) -> Result<Option<Vec<PrintedKey<'a>>>, CatalogError> {
        let Some(definition) = self.0.get(&oid) else { return Ok(None) };
        let changed = || CatalogError::Changed(format!("an index is printed in another way: {}", definition.text));
        let mut rest = &*definition.text;
        let mut keys = Vec::new();
        for (at, (term, (collation, class))) in definition.keys.iter().zip(classes).enumerate() {
            if at > 0 {
                rest = rest.strip_prefix(", ").ok_or_else(changed)?;
            }
            rest = rest.strip_prefix(&**term).ok_or_else(changed)?;
            let mut key = PrintedKey { term, has_collation: false, has_operator_class: false };
            if let Some(after) = rest.strip_prefix(" COLLATE ") {
                let collation = collation.as_deref().ok_or_else(changed)?;
                rest = after.strip_prefix(collation).ok_or_else(changed)?;
                key.has_collation = true;
            }
            if let Some(after) = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(&**class))
                && after.starts_with([' ', ',', ')'])
            {
                rest = skip_parameters(after);
                key.has_operator_class = true;
            }
            for words in [" DESC", " NULLS FIRST", " NULLS LAST"] {
                rest = rest.strip_prefix(words).unwrap_or(rest);
            }
            keys.push(key);
        }
        if rest.starts_with(')') { Ok(Some(keys)) } else { Err(changed()) }
    }
}

impl Definition {
    fn read(row: &Row) -> Result<Definition, CatalogError> {
        let (before, whole) = (row.text(1)?, row.text(2)?);
        let text =
            whole.strip_prefix(before).ok_or_else(|| CatalogError::Changed(format!("not as expected: {whole}")))?;
        Ok(Definition { text: text.to_owned(), keys: row.texts(3)? })
    }
}

/// Skips ` (siglen='32')`.
fn skip_parameters(text: &str) -> &str {
    let Some(inside) = text.strip_prefix(" (") else { return text };
    let mut is_quoted = false;
    for (at, character) in inside.char_indices() {
        match character {
            '\'' => is_quoted = !is_quoted,
            ')' if !is_quoted => return &inside[at + 1..],
            _ => {}
        }
    }
    text
}
