//! What PostgreSQL prints, taken apart.

use schema_core::ident::Ident;
use schema_core::model::StorageParameters;

use super::rows::Results;
use super::{CatalogError, Unmanaged};

/// Reads `{a,"b c"}`, an array of texts in one dimension.
pub(super) fn array(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('{')?.strip_suffix('}')?.chars().peekable();
    let mut elements = Vec::new();
    while rest.peek().is_some() {
        let mut element = String::new();
        if rest.next_if_eq(&'"').is_some() {
            loop {
                match rest.next()? {
                    '"' => break,
                    '\\' => element.push(rest.next()?),
                    character => element.push(character),
                }
            }
        } else {
            while let Some(character) = rest.next_if(|character| *character != ',') {
                element.push(character);
            }
        }
        elements.push(element);
        if rest.peek().is_some() && rest.next() != Some(',') {
            return None;
        }
    }
    Some(elements)
}

/// Reads storage parameters: `fillfactor=70`.
pub(super) fn options(texts: Vec<String>, prefix: &str) -> StorageParameters {
    let pair = |text: String| {
        let (name, value) = text.split_once('=').map_or((&*text, ""), |(name, value)| (name, value));
        // PostgreSQL writes them without quotes; what is none of its names was written into the catalog by hand.
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        is_name.then(|| (format!("{prefix}{name}"), value.to_owned()))
    };
    texts.into_iter().filter_map(pair).collect()
}

/// Those columns that stand in an expression, each once, in the order of the first mention.
pub(super) fn mentioned(sql: &str, columns: &[Ident]) -> Vec<Ident> {
    let mut found: Vec<(usize, &Ident)> =
        columns.iter().filter_map(|column| Some((position(sql, column)?, column))).collect();
    found.sort();
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|(_, column)| column.clone()).collect()
}

/// Finds a name as a word, in quotes or without.
fn position(sql: &str, column: &Ident) -> Option<usize> {
    let name = column.as_str().replace('"', "\"\"");
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    sql.match_indices(&*name)
        .map(|(at, _)| at)
        .find(|at| !sql[..*at].ends_with(is_part) && !sql[at + name.len()..].starts_with(is_part))
}

/// Takes the rows that name what is not managed.
pub(super) fn unmanaged(results: &mut Results) -> Result<Vec<Unmanaged>, CatalogError> {
    let mut found = Vec::new();
    for row in results.take_rest() {
        let name = row.text(1)?;
        // What a function, an operator or a table was called that is gone is its number.
        if name.bytes().all(|byte| byte.is_ascii_digit()) || name.contains("???") {
            return Err(CatalogError::Changed(format!("a {} is gone", row.text(0)?)));
        }
        found.push(Unmanaged {
            kind: row.text(0)?.to_owned(),
            name: name.to_owned(),
            because: row.text(2)?.to_owned(),
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_read() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            ("{}", Some(&[])),
            ("{fillfactor=70}", Some(&["fillfactor=70"])),
            ("{a,b}", Some(&["a", "b"])),
            (r#"{"a b","c\"d\\",e}"#, Some(&["a b", "c\"d\\", "e"])),
            (r#"{"a,b",""}"#, Some(&["a,b", ""])),
            (r#"{"a"#, None),
            (r#"{"a"b}"#, None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|texts| texts.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(array(text), expected, "{text}");
        }
    }

    #[test]
    fn columns_are_found_as_words() {
        let idents = |names: &[&str]| names.iter().map(|name| Ident::new(name).unwrap()).collect::<Vec<_>>();
        let sql = "((xa > 0) AND (x.a = lower(\"q\"\"q\")))";
        assert_eq!(mentioned(sql, &idents(&["a", "q\"q", "b", "xa"])), idents(&["xa", "a", "q\"q"]));
    }
}
