//! Changes of columns that are not planned.

use super::using::{cast, filled_later, in_utc, is_kept_as_it_is};
use super::{Refusal, shell_word};
use crate::diagnostic::Hint;
use crate::diff::{Change, calls_any, row_hint};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Column, Constraint, Index, ObjectName, Table};
use crate::plan::PlanInput;
use crate::plan::default::{is_evaluated_once, is_null};
use crate::plan::default_timing::{DefaultTiming, default_timing};
use crate::plan::type_change::{
    Assignment, assignment, assignment_of, has_to_do_with, is_in_check, is_in_exclusion, is_in_expression_index,
    is_in_generated, is_in_index_with_class, linked_tables, type_work, underneath,
};
use crate::plan::usage::{
    behind_tables, default_of_domain, domain_without_null, has_constraints, last_number, other_user, sequence_of,
    sequence_of_identity, tables_made_of,
};
use crate::plan::with_type::{checks_with_type, goes_before_type, types_change_together};
use crate::sql::{LastNumber, TypeWork, is_parsed_at_once, mentions, parsed_text};
use crate::types::PgType;

pub(super) fn unplannable(what: String, because: &str, instead: impl Into<String>) -> Option<Refusal> {
    Some(Refusal::Unplannable { what, because: because.to_owned(), instead: instead.into() })
}

/// Refuses what blocks, unless it is allowed.
pub(super) fn blocking(
    input: &PlanInput<'_>,
    object: ObjectName,
    what: String,
    because: String,
    instead: &str,
) -> Option<Refusal> {
    let allowed = input.allowed.blocking.contains(&object.to_string());
    (!allowed).then(|| Refusal::Blocking { object, what, because, instead: instead.to_owned() })
}

pub(super) fn add(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> Option<Refusal> {
    let name = &column.name;
    let after = input.after.tables.get(table)?;
    if let Some(generated) = &column.generated {
        let place = |name: &Ident| after.columns.iter().position(|column| column.name == *name);
        let before = input.before.tables.get(table)?;
        let later = generated
            .expression
            .columns
            .iter()
            .find(|mentioned| before.column(mentioned).is_none() && place(mentioned) > place(name));
        if let Some(later) = later {
            return unplannable(
                format!("{table}.{name} cannot be added before {later}, which it is computed from"),
                "columns are added one by one, in the order of the fields",
                format!("move the field of {name} behind that of {later}"),
            );
        }
    }
    let (kind, instead) = if is_stored(column) {
        ("stored generated", "declare a plain column, and fill it in batches")
    } else if column.identity.is_some() {
        (
            "identity",
            "declare a plain column, fill it in batches, then declare it NOT NULL, then as identity with a start",
        )
    } else if has_constraints(input.after, &column.pg_type) {
        ("domain", "declare a column of the type underneath, with a check")
    } else {
        return backfill(input, table, name).or_else(|| without_value(input, table, column));
    };
    let refusal = blocking(
        input,
        ObjectName::Column(table.clone(), name.clone()),
        format!("{kind} column {name} cannot be added to {table} while it is in use"),
        format!("PostgreSQL writes every row of {table} anew under ACCESS EXCLUSIVE: all reads and writes wait"),
        instead,
    );
    if kind != "domain" {
        return refusal;
    }
    refusal
        .or_else(|| value_of_domain(input, table, column))
        .or_else(|| backfill(input, table, name))
        .or_else(|| without_value(input, table, column))
}

/// Refuses a column of a domain where what ADD COLUMN puts into the rows that are there fails, or would stay in place of a
/// backfill. Not even a column that is filled later can begin with a NULL that its domain does not admit.
fn value_of_domain(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> Option<Refusal> {
    let has_value = |default: &&str| !is_null(default);
    let of_domain = default_of_domain(input.after, &column.pg_type).filter(has_value);
    let is_filled = row_hint::backfill(input.after, table, &column.name).is_some();
    let what = format!("column {} cannot be added to {table}", column.name);
    if is_filled && of_domain.is_some() {
        return unplannable(
            format!("{what} with a backfill"),
            "the rows that are there get the default of its domain, and none would be filled",
            "declare a column of the type underneath; or take the backfill away",
        );
    }
    // A default that differs from row to row, or that rows are filled in place of, is set behind.
    let carried = column.default.as_deref().filter(|default| is_evaluated_once(default) && !is_filled);
    let has_value = carried.filter(has_value).or(of_domain).is_some();
    let domain = domain_without_null(input.after, &column.pg_type).filter(|_| !has_value)?;
    unplannable(
        format!("{what}: {domain} admits no NULL"),
        "the rows that are there would have no value for it",
        "declare a constant default; or a column of the type underneath that is NOT NULL, with a backfill",
    )
}

/// Refuses a column that the rows that are there would have no value for.
fn without_value(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> Option<Refusal> {
    let name = &column.name;
    if row_hint::backfill(input.after, table, name).is_some() {
        return None;
    }
    let has_value = |default: &str| is_evaluated_once(default) && !is_null(default);
    // What is computed has a value, or is proven to have none.
    if column.nullable || column.generated.is_some() || column.default.as_deref().is_some_and(has_value) {
        return None;
    }
    let because = match &column.default {
        None => "the rows that are there would have no value for it".to_owned(),
        Some(default) if is_null(default) => "the rows that are there would have no value for it".to_owned(),
        Some(default) => {
            format!(
                "PostgreSQL may have to compute {default} for each row, and writes them all anew under ACCESS EXCLUSIVE"
            )
        }
    };
    let value = column.default.as_deref().filter(|default| !is_null(default)).unwrap_or("...");
    let object = ObjectName::Column(table.clone(), name.clone());
    let hint = Hint {
        attribute: format!("#[column(backfill = {value:?})]"),
        option: format!("--backfill {}", shell_word(&format!("{object}={value}"))),
    };
    Some(Refusal::Unsaid {
        what: format!("column {name} cannot be added to {table} as NOT NULL at once"),
        because,
        instead: format!(
            "say what these rows get: {}, an expression over the row, written in batches; or declare a constant default",
            hint.attribute
        ),
        hint,
    })
}

/// Refuses to fill rows where that would fail, or new rows would not be filled alike.
pub(super) fn backfill(input: &PlanInput<'_>, table: &QualifiedName, name: &Ident) -> Option<Refusal> {
    let value = row_hint::backfill(input.after, table, name)?;
    let (before, after) = (input.before.tables.get(table)?, input.after.tables.get(table)?);
    let what = format!("the rows of {table} cannot get a value for {name}");
    // A row that is filled holds NULL in the column itself.
    let is_filled = |column: &&Ident| {
        *column != name
            && after.column(column).is_some_and(|column| !column.nullable)
            && before.column(column).is_none_or(|column| column.nullable)
            && row_hint::backfill(input.after, table, column).is_some()
    };
    if let Some(filled) = value.columns.iter().find(is_filled) {
        return unplannable(
            what,
            &format!("it is computed from {filled}, whose rows are filled by the same migration"),
            format!("declare {name} in the next migration"),
        );
    }
    let mut invariants = before.invariants.iter();
    let (holder, _) = invariants.find(|(_, invariant)| invariant.columns().contains(&name))?;
    unplannable(
        what,
        &format!("trigger {holder} refuses rows whose {name} changes, or compares it"),
        format!("take {name} out of invariant {holder} in one migration, fill it in the next, then declare it anew"),
    )
}

/// Refuses a NOT NULL that is not valid where PostgreSQL has none, or no statement that would lead there.
pub(super) fn not_valid(input: &PlanInput<'_>, table: &QualifiedName, name: &Ident) -> Option<Refusal> {
    let old = input.before.tables.get(table).and_then(|table| table.column(name));
    if input.after.postgres.min < 18 {
        return unplannable(
            format!("{table}.{name} cannot have a NOT NULL that is NOT VALID"),
            "PostgreSQL has that from 18 on, and the migration is to run on older majors too",
            "plan for 18 alone, or let the column be NULL",
        );
    }
    if old.is_none_or(|old| old.nullable) {
        return None;
    }
    unplannable(
        format!("the NOT NULL of {table}.{name} cannot be NOT VALID again"),
        "PostgreSQL has no statement for it",
        "leave it as it is, or let the column be NULL",
    )
}

/// What PostgreSQL has parsed with the column in it: a trigger's events or condition, the body of a function.
pub(super) fn trigger_or_routine_of(input: &PlanInput<'_>, table: &QualifiedName, column: &Ident) -> Option<String> {
    let names_column = |text: &str| mentions(text, column.as_str());
    let mut triggers = input.before.tables.get(table)?.triggers.iter();
    let trigger = triggers.find(|(name, trigger)| {
        let (_, conditions) = trigger.definition.split_once(&format!("TRIGGER {name} ")).unwrap_or_default();
        names_column(conditions.split(" EXECUTE ").next().unwrap_or_default())
    });
    if let Some((name, _)) = trigger {
        return Some(format!("trigger {name}"));
    }
    let mut routines = input.before.routines.iter();
    let routine = routines.find(|(_, routine)| {
        let definition = &routine.definition;
        routine.needs.contains(table) && is_parsed_at_once(definition) && names_column(&parsed_text(definition))
    });
    routine.map(|(name, _)| format!("routine {name}"))
}

pub(super) fn alter_type(input: &PlanInput<'_>, table: &QualifiedName, from: &Column, to: &Column) -> Option<Refusal> {
    let name = &to.name;
    let what = match from.pg_type == to.pg_type {
        true => format!("{table}.{name} cannot have another collation"),
        false => format!("{table}.{name} cannot change from {} to {}", from.pg_type, to.pg_type),
    };
    let copy = format!("declare a new column of type {}, copy the values in batches, then drop {name}", to.pg_type);
    let before = input.before.tables.get(table)?;
    if from.generated.is_some() || to.generated.is_some() {
        let because =
            "the type of a generated column is changed with its expression, and no plan is known that does both";
        let instead = format!("declare a new generated column of type {}, then drop {name}", to.pg_type);
        return unplannable(what, because, instead);
    }
    if is_in_generated(before, name) {
        return unplannable(what, "PostgreSQL refuses it for a column that a generated column is computed from", copy);
    }
    if let Some(holder) = trigger_or_routine_of(input, table, name) {
        return unplannable(
            what,
            &format!("PostgreSQL refuses it for a column that {holder} names"),
            format!("drop {holder} in one migration, change the type in the next, then declare it anew"),
        );
    }
    if is_in_exclusion(before, name) {
        return unplannable(what, "an exclusion constraint rests on the column", copy);
    }
    let along = checks_with_type(input, table, name);
    let (old_default, new_default) = (from.default.as_deref(), to.default.as_deref());
    let timing = default_timing(input, table, name, old_default, new_default, |check| along.contains_key(check));
    if from.default != to.default && timing != Ok(DefaultTiming::Early) {
        return unplannable(
            what,
            "its default and a check of it change too",
            "change the type in a migration of its own",
        );
    }
    let waits = |default: &str| calls_any(default, &behind_tables(input));
    let has_other_default = from.default != to.default && to.identity.is_none();
    if has_other_default && to.default.as_deref().is_some_and(waits) {
        return unplannable(
            what,
            "its new default calls a routine that is made later, and it would have none until then",
            "change the type in a migration of its own",
        );
    }
    if has_other_default && from.default.is_some() && becomes_serial(input, to) {
        return unplannable(
            what,
            "it becomes a serial column, and would have no default until it is one",
            "change the type in a migration of its own",
        );
    }
    let using = row_hint::using(input.after, table, name, &from.pg_type);
    if using.is_some() && is_kept_as_it_is(input, &from.pg_type, &to.pg_type) {
        return unplannable(
            what,
            "PostgreSQL can keep the values as they are for these two types: what it does to the rows would depend on #[column(using(...))]",
            "take the hint away; what is to be another value, change with UPDATE",
        );
    }
    if let Some(other) = using.as_ref().and_then(|using| filled_later(input, table, name, using)) {
        return unplannable(
            what,
            &format!("#[column(using(...))] of it names {other}, whose rows the same migration fills, but only later"),
            format!("change {name} in the next migration"),
        );
    }
    let unsaid = |because: &str, expression: String| {
        if from.pg_type == to.pg_type {
            return unplannable(what.clone(), because, copy.clone());
        }
        let said = format!("{}={expression}", ObjectName::Column(table.clone(), name.clone()));
        let hint = Hint {
            attribute: format!("#[column(using({expression:?}, from = {:?}))]", from.pg_type.to_string()),
            option: format!("--using {}", shell_word(&said)),
        };
        let instead = format!("say what each value becomes: {}\n  help: or {copy}", hint.attribute);
        Some(Refusal::Unsaid { what: what.clone(), because: because.to_owned(), instead, hint })
    };
    // What an expression gives is of another kind, whatever the types are.
    let kind = if using.is_some() { Assignment::OtherKind } else { assignment_of(input, &from.pg_type, &to.pg_type) };
    match kind {
        Assignment::Same | Assignment::Converted => {}
        Assignment::Rounded => {
            return unsaid(
                "some values would not keep all that they say: digits, or a part of a time",
                format!("{name}::{}", to.pg_type),
            );
        }
        Assignment::ByTimeZone => {
            return unsaid(
                "what each value becomes depends on the TimeZone of the session",
                in_utc(name, &from.pg_type, &to.pg_type),
            );
        }
        Assignment::No if is_conversion_of_domain(input, &from.pg_type, &to.pg_type) => {
            return unplannable(
                what,
                "PostgreSQL may ask for the conditions of the domain in every row under ACCESS EXCLUSIVE, and no plan is known that does not",
                copy,
            );
        }
        Assignment::No => {
            let because = "PostgreSQL is not known to keep without USING what the values say";
            return match is_kept_as_it_is(input, &from.pg_type, &to.pg_type) {
                true => unplannable(what, because, copy),
                false => unsaid(because, cast(name, &from.pg_type, &to.pg_type)),
            };
        }
        Assignment::OtherKind => {
            let mut staying = before.clone();
            staying.constraints.retain(|check, _| !along.contains_key(check));
            let after = input.after.tables.get(table)?;
            staying.indexes.retain(|index_name, index| {
                after.indexes.get(index_name) == Some(index) || !goes_before_type(input, table, index)
            });
            let holder = expression_holder(&staying, name);
            if let Some(holder) = holder.filter(|_| !is_printed_alike(input, &staying, table, name)) {
                return unplannable(
                    what,
                    &format!("{holder} was written for values of type {}", from.pg_type),
                    "drop it in one migration, change the type in the next, then declare it anew",
                );
            }
            if !linked_tables(input.before, table, name).is_empty() || is_in_own_key(before, table, to) {
                return unplannable(
                    what,
                    "a foreign key compares the column with one of the old type",
                    "drop the foreign key in one migration, change both types in the next, then declare it anew",
                );
            }
        }
    }
    let numbered = || {
        let default = to.default.as_deref().filter(|_| from.default != to.default && to.identity.is_none());
        alter_default(input, table, name, default)
    };
    let work = if using.is_some() { TypeWork::Rewrite } else { type_work(input, table, from, to)? };
    let because = match work {
        TypeWork::Nothing => return numbered(),
        TypeWork::Scan => {
            format!(
                "PostgreSQL reads every row of {table} under ACCESS EXCLUSIVE, to build an index or to prove a check again"
            )
        }
        TypeWork::Rewrite => format!("PostgreSQL writes every row of {table} anew under ACCESS EXCLUSIVE"),
    };
    let object = ObjectName::Column(table.clone(), name.clone());
    blocking(input, object, what, format!("{because}: all reads and writes wait"), &copy).or_else(numbered)
}

/// Refuses to change rows of a table while columns are made of such rows: PostgreSQL does not look into these.
pub(super) fn changes_row_type(input: &PlanInput<'_>, change: &Change) -> Option<Refusal> {
    let (table, what) = match change {
        Change::AddColumn(table, column) if gets_value(input, table, column) => {
            (table, format!("column {} cannot be added to {table} with a value", column.name))
        }
        Change::AlterColumnType(table, _, column) => {
            (table, format!("{table}.{} cannot have another type", column.name))
        }
        Change::AlterExpression(table, _, column) if is_stored(column) => {
            (table, format!("the expression of {table}.{} cannot change", column.name))
        }
        Change::ReplaceColumn(table, _, column) => {
            (table, format!("{table}.{} cannot be replaced by a generated column", column.name))
        }
        Change::SetPersistence(table, persistence) => {
            (table, format!("table {table} cannot become {}", persistence.word()))
        }
        _ => return None,
    };
    // A column of another table may come before this one changes.
    let mut holders = tables_made_of(input.before, table);
    holders.extend(tables_made_of(input.after, table));
    holders.retain(|holder| input.before.tables.contains_key(holder));
    let holders: Vec<String> = holders.iter().map(QualifiedName::to_string).collect();
    if holders.is_empty() {
        return None;
    }
    unplannable(
        what,
        &format!("PostgreSQL refuses it while columns are made of rows of {table}, as in {}", holders.join(", ")),
        match change {
            Change::AddColumn(..) => "declare it without a default in one migration, and the default in the next",
            _ => "declare a composite type in place of the rows, and another column of it",
        },
    )
}

/// Tells whether rows that are there have a value for a new column, other than NULL, as soon as it is added.
fn gets_value(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> bool {
    let is_filled = row_hint::backfill(input.after, table, &column.name).is_some() && !column.nullable;
    let has_value = |default: &str| !is_filled && is_evaluated_once(default) && !is_null(default);
    is_stored(column)
        || column.identity.is_some()
        || column.default.as_deref().is_some_and(has_value)
        || has_constraints(input.after, &column.pg_type)
        || default_of_domain(input.after, &column.pg_type).is_some_and(|default| !is_null(default))
}

fn is_stored(column: &Column) -> bool {
    column.generated.as_ref().is_some_and(|generated| generated.stored)
}

/// Tells whether values get from one type to the other by way of the types under their domains.
fn is_conversion_of_domain(input: &PlanInput<'_>, from: &PgType, to: &PgType) -> bool {
    let (old, new) = (underneath(input.before, from), underneath(input.after, to));
    (old != from || new != to) && assignment(old, new) != Assignment::No
}

fn becomes_serial(input: &PlanInput<'_>, to: &Column) -> bool {
    to.default.as_deref().is_some_and(|default| sequence_of(input.after, default).is_some())
}

/// What holds an expression over the column.
pub(super) fn expression_holder(table: &Table, column: &Ident) -> Option<&'static str> {
    if is_in_check(table, column) {
        Some("a check of the column")
    } else if is_in_expression_index(table, column) {
        Some("an index with an expression or a predicate over the column")
    } else if is_in_index_with_class(table, column) {
        Some("an index with an operator class or a collation of its own")
    } else {
        None
    }
}

/// Tells whether all expressions over the column are the same before and after as servers have printed them: then PostgreSQL,
/// which reads them anew as they were printed, finds operators for the new type too. Where another column of theirs changes
/// its type in a statement of its own, it would be between the two types for a while.
fn is_printed_alike(input: &PlanInput<'_>, before: &Table, name: &QualifiedName, column: &Ident) -> bool {
    let Some(after) = input.after.tables.get(name) else { return false };
    let stays = |other: &Ident| {
        let types = [before, after].map(|table| table.column(other).map(|column| &column.pg_type));
        other == column || types[0] == types[1] || types_change_together(input, name)
    };
    let names_it = |constraint: &Constraint| matches!(constraint, Constraint::Check(check) if check.expression.columns.contains(column));
    let mut checks = before.constraints.iter().filter(|(_, constraint)| names_it(constraint));
    let names_it = |index: &Index| has_to_do_with(index, column);
    let mut indexes = before.indexes.iter().filter(|(_, index)| names_it(index));
    input.before.printed_by.is_some()
        && input.before.printed_by == input.after.printed_by
        && checks.all(|(name, check)| {
            let Constraint::Check(Check { expression, .. }) = check else { return false };
            after.constraints.get(name) == Some(check) && expression.columns.iter().all(stays)
        })
        && indexes.all(|(name, index)| {
            let mut others = index.expressions().flat_map(|expression| &expression.columns);
            after.indexes.get(name) == Some(index) && others.all(stays)
        })
}

/// Tells whether the column belongs to a foreign key of the table to itself.
fn is_in_own_key(table: &Table, name: &QualifiedName, column: &Column) -> bool {
    table
        .foreign_keys()
        .filter(|(_, key)| key.references == *name)
        .any(|(_, key)| key.columns.contains(&column.name) || key.referenced_columns.contains(&column.name))
}

pub(super) fn alter_identity(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    from: &Column,
    to: &Column,
) -> Option<Refusal> {
    let is_new = from.identity.is_none() && to.identity.is_some();
    let replaced = sequence_of_identity(input.before, input.after, table, &to.name);
    if from.identity.is_some() && to.default.as_deref().is_some_and(|to| sequence_of(input.after, to).is_some()) {
        return unplannable(
            format!("{table}.{} cannot become a serial column", to.name),
            "inserts take USAGE on the sequence of a serial column, which they do not on that of an identity column: those of other roles would fail",
            "keep it as it is: identity(by_default) takes given values as a serial column does",
        );
    }
    if let Some((sequence, user)) = replaced
        .and_then(|sequence| Some((sequence, other_user(&[input.before, input.after], sequence, (table, &to.name))?)))
    {
        return unplannable(
            format!("{table}.{} cannot become an identity column: {user} takes numbers from {sequence}", to.name),
            "an identity column has a sequence of its own, and PostgreSQL refuses with SQLSTATE 2BP01 to drop one that is in use",
            format!("give {user} another sequence in a migration before"),
        );
    }
    let starts = to.identity.as_ref().is_some_and(|identity| identity.options.start.is_some());
    if !is_new || starts || replaced.is_some() {
        return None;
    }
    let what = format!("{table}.{} cannot become an identity column while {table} is in use", to.name);
    let start = "; or a start beyond all numbers that are there: #[column(identity(start = ...))]";
    numbered_by_scan(input, table, &to.name, what, start)
}

/// Refuses to look for the last number of a column where no index has it.
fn numbered_by_scan(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    column: &Ident,
    what: String,
    or: &str,
) -> Option<Refusal> {
    if last_number(input.before, table, column) == LastNumber::ByIndex {
        return None;
    }
    blocking(
        input,
        ObjectName::Column(table.clone(), column.clone()),
        what,
        format!(
            "the last number is to be found under ACCESS EXCLUSIVE, so that none comes in between, and no index of {table} begins with {column}: all reads and writes wait while every row is read"
        ),
        &format!("declare #[index({column})] in a migration before{or}"),
    )
}

pub(super) fn alter_default(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    column: &Ident,
    to: Option<&str>,
) -> Option<Refusal> {
    let (sequence, _) = sequence_of(input.after, to?)?;
    let what = format!("{sequence} cannot number {table}.{column} while {table} is in use");
    numbered_by_scan(input, table, column, what, "")
}
