//! Foreign keys, as far as their own struct tells.

use syn::ext::IdentExt;

use crate::ast::{Action, ForeignKey, Waiver};
use crate::errors::Errors;
use crate::suggest::choices;
use crate::valid::columns::Columns;
use crate::valid::{date, names};

/// The rules that a foreign key can be excused from.
const WAIVABLE: [&str; 1] = ["scope"];

/// Checks the foreign key.
pub(crate) fn foreign_key(key: &ForeignKey, columns: &Columns, errors: &mut Errors) {
    columns.check(key.columns.iter().map(|column| &column.field), "this foreign key", errors);
    let mut seen = Vec::new();
    for field in &key.target_fields {
        let name = field.unraw();
        if seen.contains(&name) {
            errors.spanned(field, format!("`{name}` stands twice among the fields referred to"));
        }
        seen.push(name);
    }
    if key.columns.len() != key.target_fields.len() {
        let message = format!(
            "{} but {}",
            counted(key.columns.len(), "column"),
            counted(key.target_fields.len(), "field referred to")
        );
        errors.at(key.span, message);
    }
    for action in key.options.on_delete.iter().chain(&key.options.on_update) {
        action_columns(action, key, columns, errors);
    }
    if let Some(action) = key.options.on_update.as_ref().filter(|action| !action.columns.is_empty()) {
        let message = format!("PostgreSQL takes a column list for ON DELETE only; write `on_update = {}`", action.word);
        errors.spanned(&action.word, message);
    }
    names::given(key.options.name.as_ref(), "a foreign key", errors);
    names::text(key.options.comment.as_ref(), errors);
    for waiver in &key.options.waivers {
        check_waiver(waiver, errors);
    }
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {}", what.replacen("field", "fields", 1).replacen("column", "columns", 1)),
    }
}

fn action_columns(action: &Action, key: &ForeignKey, columns: &Columns, errors: &mut Errors) {
    columns.check(&action.columns, format_args!("`{}`", action.word), errors);
    for field in &action.columns {
        let is_own = key.columns.iter().any(|column| column.field.unraw() == field.unraw());
        if !is_own && columns.position(field).is_some() {
            errors.spanned(field, format!("`{}` is no column of this foreign key", field.unraw()));
        }
    }
}

fn check_waiver(waiver: &Waiver, errors: &mut Errors) {
    let rule = waiver.rule.to_string();
    if !WAIVABLE.contains(&rule.as_str()) {
        errors.spanned(&waiver.rule, format!("no rule `{rule}` can be waived{}", choices(&rule, WAIVABLE)));
    }
    if waiver.reason.value().trim().is_empty() {
        errors.spanned(&waiver.reason, "a waiver says why, for those who review it");
    }
    let until = waiver.until.value();
    if !date::is_date(&until) {
        errors.spanned(&waiver.until, format!("`{until}` is no day of the calendar; write YYYY-MM-DD"));
    }
}
