//! A field by itself: its type, its collation, and where its values come from.

use syn::LitStr;
use syn::ext::IdentExt;

use crate::ast::{Field, ValueSourceKind};
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
    let ValueSourceKind::Generated { sql, .. } = &first.kind else { return None };
    let expression = sql::read(sql, Place::Generated, columns, errors);
    let own = columns.name_of(&field.ident);
    if expression.columns.iter().any(|column| column == own) {
        errors.spanned(&sql.text, format!("`{}` is computed from itself", field.ident.unraw()));
    }
    Some(expression)
}
