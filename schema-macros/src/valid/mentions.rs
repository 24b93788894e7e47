//! The columns that an SQL expression mentions, and what PostgreSQL refuses in it.

use std::ops::ControlFlow;

use sqlparser::ast::{
    AccessExpr, AssignmentTarget, Expr, Function, FunctionArguments, Ident, ObjectName, ObjectNamePart, Query, Visit,
    Visitor,
};
use sqlparser::tokenizer::Location;

use crate::suggest::did_you_mean;
use crate::valid::columns::Columns;
use crate::valid::keywords::{AGGREGATES, BARE_FUNCTIONS, NOT_IMMUTABLE, RESERVED, SET_RETURNING};
use crate::valid::sql::{Mistake, Place};

/// Reads the column that a value is assigned to; `None` where it is none.
pub(crate) fn assigned(target: &AssignmentTarget, columns: &Columns, mistakes: &mut Vec<Mistake>) -> Option<Ident> {
    let AssignmentTarget::ColumnName(ObjectName(parts)) = target else {
        mistakes.push(Mistake::new("expected `column = value`, a column at a time"));
        return None;
    };
    let [ObjectNamePart::Identifier(ident)] = parts.as_slice() else {
        mistakes.push(Mistake::new(format!("expected `column = value`; `{target}` is no column's name alone")));
        return None;
    };
    let mut reader =
        Reader { columns, place: Place::Counterexample, mistakes, mentions: Vec::new(), members: Vec::new() };
    reader.assigned(ident);
    (!reader.mentions.is_empty()).then(|| ident.clone())
}

/// Names of the columns mentioned, each once, in the order of the first mention.
pub(crate) fn columns(expression: &Expr, place: Place, columns: &Columns, mistakes: &mut Vec<Mistake>) -> Vec<String> {
    let mut reader = Reader { columns, place, mistakes, mentions: Vec::new(), members: Vec::new() };
    let _ = expression.visit(&mut reader);
    let mut mentions = reader.mentions;
    mentions.sort();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in mentions {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

struct Reader<'a> {
    columns: &'a Columns,
    place: Place,
    mistakes: &'a mut Vec<Mistake>,
    mentions: Vec<(Location, String)>,
    /// Addresses of the names behind a dot, `(address).city`: members of a composite type, no columns.
    members: Vec<*const Expr>,
}

impl Visitor for Reader<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let location = sqlparser::ast::Spanned::span(query).start;
        let message = match self.place {
            // PostgreSQL would take it; but the step says which tables it locks.
            Place::Backfill => "a backfill reads the row that it fills, and no other".to_owned(),
            place => format!("PostgreSQL refuses subqueries in {}", place.name()),
        };
        self.mistake(location, 6, message);
        // The columns in it are another table's.
        ControlFlow::Break(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(ident) if !self.members.contains(&std::ptr::from_ref(expression)) => {
                self.identifier(ident)
            }
            Expr::CompoundIdentifier(parts) => self.qualified(parts),
            Expr::CompoundFieldAccess { access_chain, .. } => {
                self.members.extend(access_chain.iter().filter_map(|access| match access {
                    AccessExpr::Dot(member) => Some(std::ptr::from_ref(member)),
                    AccessExpr::Subscript(_) => None,
                }));
            }
            Expr::Function(function) => self.function(function),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Reader<'_> {
    fn identifier(&mut self, ident: &Ident) {
        let name = folded(ident);
        if ident.quote_style.is_none() {
            if BARE_FUNCTIONS.contains(&name.as_str()) {
                return self.bare_function(ident);
            }
            if RESERVED.contains(&name.as_str()) {
                return self.reserved(ident);
            }
        }
        self.mention(ident, name);
    }

    /// Behind SET, PostgreSQL takes none of its words for a column.
    fn assigned(&mut self, ident: &Ident) {
        let name = folded(ident);
        let is_word = BARE_FUNCTIONS.contains(&name.as_str()) || RESERVED.contains(&name.as_str());
        if ident.quote_style.is_none() && is_word {
            return self.reserved(ident);
        }
        self.mention(ident, name);
    }

    fn reserved(&mut self, ident: &Ident) {
        let name = folded(ident);
        let message = format!("`{name}` is a reserved word; a column of that name is written in double quotes");
        self.mistake(ident.span.start, name.chars().count(), message);
    }

    /// `table.column`
    fn qualified(&mut self, parts: &[Ident]) {
        let Some((column, qualifiers)) = parts.split_last() else { return };
        match qualifiers {
            [table] if folded(table) == self.columns.table() => self.mention(column, folded(column)),
            _ => {
                let written = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".");
                let message = format!("`{written}` is no column of `{}`", self.columns.table());
                self.mistake(parts[0].span.start, written.chars().count(), message);
            }
        }
    }

    fn mention(&mut self, ident: &Ident, name: String) {
        let width = ident.value.chars().count() + if ident.quote_style.is_some() { 2 } else { 0 };
        let start = ident.span.start;
        if self.place == Place::Default {
            return self.mistake(start, width, "PostgreSQL refuses columns in defaults");
        }
        if self.columns.has_name(&name) {
            return self.mentions.push((start, name));
        }
        let table = self.columns.table();
        let names = self.columns.iter().map(|column| column.name.as_str());
        let other_case = names.clone().find(|known| known.to_lowercase() == name.to_lowercase());
        let same_field = self.columns.iter().find(|column| column.field == name);
        let help = match (other_case, same_field) {
            (Some(known), _) => format!("; the column is `\"{known}\"`, in double quotes"),
            (None, Some(column)) => format!("; field `{name}` is column `{}`", column.name),
            (None, None) => did_you_mean(&name, names),
        };
        let message = format!("`{table}` has no column `{name}`{help}");
        self.mistake(start, width, message);
    }

    fn function(&mut self, function: &Function) {
        let Some(ident) = called(&function.name) else { return };
        if matches!(function.args, FunctionArguments::None) {
            return self.bare_function(ident);
        }
        let name = folded(ident);
        let known = |names: &[&str]| names.contains(&name.as_str());
        let refused = if function.over.is_some() {
            "window functions"
        } else if known(AGGREGATES) {
            "aggregate functions"
        } else if known(SET_RETURNING) {
            "functions that return sets"
        } else if self.place.must_be_immutable() && known(NOT_IMMUTABLE) {
            "functions that are not immutable"
        } else {
            return;
        };
        let message = format!("PostgreSQL refuses {refused} in {}", self.place.name());
        self.mistake(ident.span.start, ident.value.chars().count(), message);
    }

    fn bare_function(&mut self, ident: &Ident) {
        let name = folded(ident);
        let width = name.chars().count();
        if self.columns.has_name(&name) {
            let message = format!(
                "`{name}` without double quotes is a function of PostgreSQL, not the column; write `\"{name}\"`"
            );
            self.mistake(ident.span.start, width, message);
        } else if self.place.must_be_immutable() {
            let message = format!("PostgreSQL refuses functions that are not immutable in {}", self.place.name());
            self.mistake(ident.span.start, width, message);
        }
    }

    fn mistake(&mut self, start: Location, width: usize, message: impl Into<String>) {
        self.mistakes.push(Mistake::at(start, width, message));
    }
}

/// The function's own name, where it is a built-in's: `count` or `pg_catalog.count`.
fn called(name: &ObjectName) -> Option<&Ident> {
    match name.0.as_slice() {
        [ObjectNamePart::Identifier(name)] => Some(name),
        [ObjectNamePart::Identifier(namespace), ObjectNamePart::Identifier(name)] => {
            (folded(namespace) == "pg_catalog").then_some(name)
        }
        _ => None,
    }
}

/// The name as PostgreSQL reads it: in lower case, unless in double quotes.
pub(crate) fn folded(ident: &Ident) -> String {
    match ident.quote_style {
        Some(_) => ident.value.clone(),
        None => ident.value.to_ascii_lowercase(),
    }
}
