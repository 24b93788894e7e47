//! What calls a routine in a text that PostgreSQL has parsed, and so keeps the routine from being dropped.

use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, IndexTerm, ObjectName, Routine, RoutineName, SchemaModel, Table, UserTypeKind};
use crate::sql::{calls, text_with_needs};

/// A text of an object that PostgreSQL has parsed.
#[derive(Debug, PartialEq, Eq)]
struct ParsedText<'a> {
    object: ObjectName,
    sql: &'a str,
    /// The columns that it is about, where that is known.
    columns: &'a [Ident],
}

/// The first object that may call a routine of the name. Which of several routines of one name it calls, its text does
/// not say.
pub(super) fn caller(model: &SchemaModel, routine: &RoutineName) -> Option<ObjectName> {
    callers(model, routine).into_iter().next().map(|text| text.object)
}

/// The first object that calls a routine before, and calls it afterwards too though it is gone: nothing about the object
/// changes, so it keeps what it calls.
pub(super) fn caller_that_stays(before: &SchemaModel, after: &SchemaModel, gone: &RoutineName) -> Option<ObjectName> {
    // It may have called the other one all the time.
    let is_namesake = |other: &&RoutineName| other.name == gone.name && after.routines.contains_key(*other);
    if before.routines.keys().any(|other| is_namesake(&other)) {
        return None;
    }
    let stays = callers(after, gone);
    let callers = callers(before, gone).into_iter();
    callers
        .filter(|caller| stays.contains(caller))
        .find(|caller| !is_parsed_anew(before, after, caller))
        .map(|caller| caller.object)
}

/// Tells whether a column that the text is about is of another type afterwards: PostgreSQL reads the text anew then.
fn is_parsed_anew(before: &SchemaModel, after: &SchemaModel, text: &ParsedText<'_>) -> bool {
    let (ObjectName::Constraint(table, _) | ObjectName::Index(table, _) | ObjectName::Column(table, _)) = &text.object
    else {
        return false;
    };
    let pg_type = |model: &SchemaModel, column: &Ident| Some(model.tables.get(table)?.column(column)?.pg_type.clone());
    text.columns.iter().any(|column| pg_type(before, column) != pg_type(after, column))
}

fn callers<'a>(model: &'a SchemaModel, routine: &RoutineName) -> Vec<ParsedText<'a>> {
    let mut texts = Vec::new();
    for (name, table) in &model.tables {
        texts_of_table(name, table, &mut texts);
    }
    for (name, user_type) in &model.types {
        let UserTypeKind::Domain(domain) = &user_type.is else { continue };
        let sql = domain.default.iter().chain(domain.checks.values().map(|check| &check.expression.sql));
        texts.extend(sql.map(|sql| ParsedText { object: ObjectName::Type(name.clone()), sql, columns: &[] }));
    }
    texts.retain(|text| calls(text.sql, &routine.name));
    let calls_it = |other: &Routine| calls(&text_with_needs(&other.definition), &routine.name);
    let others = model.routines.iter().filter(|(name, other)| *name != routine && calls_it(other));
    texts.extend(others.map(|(name, other)| ParsedText {
        object: ObjectName::Routine(name.clone()),
        sql: &other.definition,
        columns: &[],
    }));
    texts
}

fn texts_of_table<'a>(name: &QualifiedName, table: &'a Table, texts: &mut Vec<ParsedText<'a>>) {
    let mut add =
        |object: ObjectName, sql: &'a str, columns: &'a [Ident]| texts.push(ParsedText { object, sql, columns });
    for column in &table.columns {
        let object = ObjectName::Column(name.clone(), column.name.clone());
        if let Some(default) = &column.default {
            add(object.clone(), default, &[]);
        }
        if let Some(generated) = &column.generated {
            add(object, &generated.expression.sql, &generated.expression.columns);
        }
    }
    for (constraint, is) in &table.constraints {
        let object = ObjectName::Constraint(name.clone(), constraint.clone());
        match is {
            Constraint::Check(check) => add(object, &check.expression.sql, &check.expression.columns),
            Constraint::Exclusion(exclusion) => {
                for expression in exclusion.index.expressions() {
                    add(object.clone(), &expression.sql, &expression.columns);
                }
            }
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => {}
        }
    }
    for (index, is) in &table.indexes {
        for expression in is.expressions() {
            add(ObjectName::Index(name.clone(), index.clone()), &expression.sql, &expression.columns);
        }
    }
    for (trigger, is) in &table.triggers {
        add(ObjectName::Trigger(name.clone(), trigger.clone()), &is.definition, &[]);
    }
    if let Some(partitioning) = &table.partitioning {
        for key in &partitioning.by.keys {
            if let IndexTerm::Expression(expression) = &key.term {
                add(ObjectName::Table(name.clone()), &expression.sql, &expression.columns);
            }
        }
    }
}
