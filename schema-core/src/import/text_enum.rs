//! Columns of texts that a CHECK lists, which `TextEnum` declares.

use super::names::variants;
use super::{Importer, Place};
use crate::ident::{Ident, default_name};
use crate::model::{Check, Column, Constraint, Expression};
use crate::sql::printed_text::listed;
use crate::types::{Builtin, PgType};

impl Importer<'_> {
    /// The values of a column, and the name of the CHECK that says so, where it is the one that a `TextEnum` makes.
    pub(super) fn values(&self, column: &Column, place: Place) -> Option<(Ident, Vec<String>)> {
        let name = default_name(place.name.name.as_str(), column.name.as_str(), "check").ok()?;
        let Constraint::Check(check) = place.table.constraints.get(&name)? else { return None };
        let is_plain = column.pg_type == PgType::from(Builtin::Text) && column.collation.is_none();
        let printed = check.expression.sql.as_str();
        let inner = printed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(printed);
        let values = inner.strip_prefix(&format!("{} = ANY (ARRAY[", column.name))?.strip_suffix("])")?;
        let values = listed(values, "::text")?;
        let expression = Expression::new(printed, check.expression.columns.clone());
        let are_distinct = values.iter().enumerate().all(|(at, value)| !values[..at].contains(value));
        (is_plain && are_distinct && *check == Check::new(expression)).then_some((name, values))
    }

    /// Writes the enum.
    pub(super) fn text_enum(&self, rust: &str, values: &[String]) -> String {
        let names = variants(values.iter().map(String::as_str));
        let (style, lines) = labelled(&names, values, "value");
        let style = style.map(|style| format!("#[text_enum(rename_all = \"{style}\")]\n")).unwrap_or_default();
        format!("\n#[derive(TextEnum)]\n{style}pub enum {rust} {{\n{lines}}}\n")
    }
}

/// What a case is called, and what it makes of a variant's name.
type Case = (&'static str, fn(&str) -> String);

/// The cases that `rename_all` knows, the default one first.
const CASES: [Case; 6] = [
    ("SCREAMING_SNAKE_CASE", |name| super::names::snake(name).to_ascii_uppercase()),
    ("snake_case", super::names::snake),
    ("lowercase", str::to_ascii_lowercase),
    ("UPPERCASE", str::to_ascii_uppercase),
    ("kebab-case", |name| super::names::snake(name).replace('_', "-")),
    ("PascalCase", str::to_owned),
];

/// The case that fits most labels, where it is not the default one, and the variants, each with its label where it does not
/// fit.
pub(super) fn labelled(names: &[String], labels: &[String], attribute: &str) -> (Option<&'static str>, String) {
    let fits =
        |case: &fn(&str) -> String| names.iter().zip(labels).filter(|(name, label)| case(name) == **label).count();
    let mut best = CASES[0];
    for case in CASES {
        if fits(&case.1) > fits(&best.1) {
            best = case;
        }
    }
    let (style, case) = best;
    let mut lines = String::new();
    for (name, label) in names.iter().zip(labels) {
        if case(name) != *label {
            lines.push_str(&format!("    #[{attribute}({})]\n", super::literal(label)));
        }
        lines.push_str(&format!("    {name},\n"));
    }
    ((style != CASES[0].0).then_some(style), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_that_fits_most_is_named() {
        let of = |labels: &[&str]| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            labelled(&variants(labels.iter().map(String::as_str)), &labels, "label")
        };
        assert_eq!(of(&["IN_PROGRESS", "DONE"]), (None, "    InProgress,\n    Done,\n".to_owned()));
        assert_eq!(of(&["in_progress", "done"]).0, Some("snake_case"));
        assert_eq!(of(&["in-progress", "done"]).0, Some("kebab-case"));
        assert_eq!(
            of(&["so so", "Sad"]),
            (Some("PascalCase"), "    #[label(\"so so\")]\n    SoSo,\n    Sad,\n".to_owned())
        );
    }
}
