//! Names that PostgreSQL can hold.

use proc_macro2::Span;
use syn::LitStr;

use crate::errors::Errors;

/// `NAMEDATALEN` is 64, one byte of it the end.
const LONGEST: usize = 63;

/// <https://www.postgresql.org/docs/current/ddl-system-columns.html>
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// Reports a name that is empty, too long, or has a NUL in it.
pub(crate) fn name(name: &str, span: Span, what: &str, errors: &mut Errors) {
    if name.is_empty() {
        errors.at(span, format!("the name of {what} is empty"));
    } else if name.len() > LONGEST {
        let message = format!("the name of {what} has {} bytes; PostgreSQL cuts names after {LONGEST}", name.len());
        errors.at(span, message);
    } else if name.contains('\0') {
        errors.at(span, format!("the name of {what} has a NUL in it"));
    }
}

/// The same for a name that may be left out.
pub(crate) fn given(literal: Option<&LitStr>, what: &str, errors: &mut Errors) {
    if let Some(literal) = literal {
        name(&literal.value(), literal.span(), what, errors);
    }
}

/// Reports what is neither a name of `pg_catalog` nor one with its namespace before it.
pub(crate) fn catalog(literal: Option<&LitStr>, what: &str, errors: &mut Errors) {
    let Some(literal) = literal else { return };
    let text = literal.value();
    match text.split_once('.') {
        Some((namespace, rest)) => {
            name(namespace, literal.span(), "a namespace", errors);
            name(rest, literal.span(), what, errors);
        }
        None => name(&text, literal.span(), what, errors),
    }
}

/// Reports a column's name that PostgreSQL keeps for itself.
pub(crate) fn column(column: &str, span: Span, errors: &mut Errors) {
    name(column, span, "a column", errors);
    if SYSTEM_COLUMNS.contains(&column) {
        errors.at(span, format!("`{column}` is a system column, which every table has"));
    }
}

/// Reports a namespace that PostgreSQL keeps for itself.
pub(crate) fn namespace(literal: &LitStr, errors: &mut Errors) {
    let namespace = literal.value();
    name(&namespace, literal.span(), "a namespace", errors);
    if namespace.starts_with("pg_") {
        errors.spanned(literal, format!("`{namespace}`: names with `pg_` in front are kept for system namespaces"));
    }
}

/// Reports text that PostgreSQL cannot hold: `text` has no NUL.
pub(crate) fn text(literal: Option<&LitStr>, errors: &mut Errors) {
    if let Some(literal) = literal.filter(|literal| literal.value().contains('\0')) {
        errors.spanned(literal, "the text has a NUL in it, which PostgreSQL's `text` cannot hold");
    }
}

/// Names given in one struct, and the places where they stand for the second time.
#[derive(Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    /// Reports the name if it has been given before.
    pub(crate) fn add(&mut self, name: &str, span: Span, what: &str, errors: &mut Errors) {
        if self.0.iter().any(|seen| seen == name) {
            errors.at(span, format!("another {what} of this table is named `{name}`"));
        }
        self.0.push(name.to_owned());
    }

    pub(crate) fn add_given(&mut self, literal: Option<&LitStr>, what: &str, errors: &mut Errors) {
        if let Some(literal) = literal {
            self.add(&literal.value(), literal.span(), what, errors);
        }
    }
}
