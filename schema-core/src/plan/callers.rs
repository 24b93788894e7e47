//! What calls a routine in a text that PostgreSQL has parsed, and so keeps the routine from being dropped.

use std::collections::BTreeSet;

use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Constraint, IndexTerm, ObjectName, Routine, RoutineName, SchemaModel, Table, UserType, UserTypeKind,
};
use crate::sql::{behind_name, calls, mentions, text_with_needs};

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

/// What keeps results of a routine that is to have another body, by itself or through other routines: PostgreSQL neither
/// builds such an index anew nor computes such a column anew, nor looks at rows again that a CHECK or a bound has let in.
pub(super) fn keepers(model: &SchemaModel, routine: &RoutineName) -> Vec<String> {
    let mut routines = vec![routine.clone()];
    let mut keepers = BTreeSet::new();
    let mut at = 0;
    while let Some(routine) = routines.get(at).cloned() {
        for ParsedText { object, sql, .. } in callers(model, &routine) {
            match &object {
                ObjectName::Index(..) => _ = keepers.insert(format!("index {object}")),
                ObjectName::Constraint(..) => _ = keepers.insert(format!("constraint {object}")),
                ObjectName::Table(_) => _ = keepers.insert(format!("the partitions of {object}")),
                ObjectName::Type(name) if model.types.get(name).is_some_and(|is| is_condition_of(is, sql)) => {
                    keepers.insert(format!("domain {object}"));
                }
                ObjectName::Column(table, column) => {
                    let generated = model.tables.get(table).and_then(|of| of.column(column)?.generated.as_ref());
                    if generated.is_some_and(|generated| generated.stored) {
                        keepers.insert(format!("column {object}"));
                    }
                }
                _ => {}
            }
        }
        // A body that is text may call it as well.
        let name = routine.name.name.as_str();
        let others = model.routines.iter().filter(|(_, other)| mentions(behind_name(&other.definition), name));
        let others = others.filter(|(other, _)| !routines.contains(*other)).map(|(other, _)| other.clone());
        routines.extend(others.collect::<Vec<_>>());
        at += 1;
    }
    keepers.into_iter().collect()
}

fn is_condition_of(user_type: &UserType, sql: &str) -> bool {
    let UserTypeKind::Domain(domain) = &user_type.is else { return false };
    domain.checks.values().any(|check| check.expression.sql == sql)
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
