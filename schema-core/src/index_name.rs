//! The names that PostgreSQL gives indexes.

use crate::ident::{MAX_IDENT_BYTES, join_columns};

/// Joins the names of an index's columns. PostgreSQL numbers what comes twice, as `ChooseIndexColumnNames()` in
/// `src/backend/commands/indexcmds.c` does.
pub(crate) fn columns_in_name(columns: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        let mut name = column.clone();
        let mut number = 0;
        while names.contains(&name) {
            number += 1;
            let digits = number.to_string();
            let end = column.floor_char_boundary(MAX_IDENT_BYTES - digits.len());
            name = format!("{}{digits}", &column[..end.min(column.len())]);
        }
        names.push(name);
    }
    join_columns(names.iter().map(String::as_str))
}

/// The name that PostgreSQL gives an index key without one: a function's name, else `expr`.
///
/// Follows `FigureIndexColname()` in `src/backend/parser/parse_target.c` for a plain function call; for what it treats
/// more cleverly (casts, CASE), the index needs a name of its own to have PostgreSQL's.
pub(crate) fn expression_name(sql: &str) -> String {
    let name_end = sql.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(sql.len());
    let (name, rest) = sql.split_at(name_end);
    let is_call = !name.is_empty() && rest.starts_with('(') && rest.ends_with(')') && closes_at_end(rest);
    if is_call { name.to_ascii_lowercase() } else { "expr".to_owned() }
}

/// Tells whether the parenthesis that `text` starts with is closed by its last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1 == text.len();
        }
    }
    false
}
