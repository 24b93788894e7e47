//! A field by itself: its type, its collation, and where its values come from.

use syn::LitStr;
use syn::ext::IdentExt;

use crate::ast::{Field, Sql, ValueSourceKind};
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::names;
use crate::valid::sql::{self, Expression, Place};

/// Checks the names of a type and of a collation.
pub(crate) fn by_name(field: &Field, errors: &mut Errors) {
    filled(field.pg_type.as_ref(), "type", errors);
    filled(field.collation.as_ref(), "collation", errors);
}

pub(crate) fn filled(literal: Option<&LitStr>, what: &str, errors: &mut Errors) {
    if let Some(literal) = literal.filter(|literal| literal.value().trim().is_empty()) {
        errors.spanned(literal, format!("the name of the {what} is empty"));
    }
    names::text(literal, errors);
}

/// The texts of the hints on what becomes of rows.
pub(crate) struct RowHints {
    pub(crate) forth: Option<Expression>,
    pub(crate) back: Option<Expression>,
    pub(crate) backfill: Option<Expression>,
}

/// Reads how values get here from another type, and what rows without a value get.
pub(crate) fn row_hints(field: &Field, fields: &[Field], columns: &Columns, errors: &mut Errors) -> RowHints {
    filled(field.using.as_ref().map(|using| &using.from), "type", errors);
    let mut read = |sql: Option<&Sql>, place: Place| sql.map(|sql| sql::read(sql, place, columns, errors));
    let forth = read(field.using.as_ref().map(|using| &using.forth), Place::Using);
    let back = read(field.using.as_ref().and_then(|using| using.back.as_ref()), Place::Using);
    let backfill = read(field.backfill.as_ref(), Place::Backfill);
    if let (Some(sql), Some(read)) = (&field.backfill, &backfill) {
        if let Some(source) = field.sources.first() {
            let message = format!("`{}` gives every row a value, and leaves nothing to fill", source.word);
            errors.spanned(&sql.text, message);
        }
        let own = columns.name_of(&field.ident);
        for mentioned in &read.columns {
            let is_computed = columns.iter().zip(fields).any(|(column, field)| {
                let kinds = field.sources.iter().map(|source| &source.kind);
                column.name == *mentioned && kinds.clone().any(|kind| matches!(kind, ValueSourceKind::Generated { .. }))
            });
            if mentioned == own {
                errors.spanned(&sql.text, format!("`{own}` is NULL in the rows that are filled"));
            } else if is_computed {
                let message = format!("`{mentioned}` is computed behind the triggers, one of which fills new rows");
                errors.spanned(&sql.text, message);
            }
        }
    }
    RowHints { forth, back, backfill }
}

/// Checks where the values come from, and reads the expression of a generated column.
pub(crate) fn value_source(field: &Field, columns: &Columns, errors: &mut Errors) -> Option<Expression> {
    let (first, others) = field.sources.split_first()?;
    for other in others {
        let message = format!("the values of a column come from one place: `{}` or `{}`", first.word, other.word);
        errors.spanned(&other.word, message);
    }
    if let Some(default) = &field.default {
        errors.spanned(&default.text, format!("a column with `{}` has no default", first.word));
    }
    if let ValueSourceKind::Identity { sequence, .. } = &first.kind {
        names::given(sequence.as_ref(), "a sequence", errors);
    }
    let ValueSourceKind::Generated { sql, .. } = &first.kind else { return None };
    let expression = sql::read(sql, Place::Generated, columns, errors);
    let own = columns.name_of(&field.ident);
    if expression.columns.iter().any(|column| column == own) {
        errors.spanned(&sql.text, format!("`{}` is computed from itself", field.ident.unraw()));
    }
    Some(expression)
}
