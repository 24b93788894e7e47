//! What PostgreSQL does to the rows where a column's type changes; measured on every certified major.

use std::collections::BTreeSet;

use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, Index, IndexTerm, SchemaModel, Table, UserTypeKind};
use crate::plan::PlanInput;
use crate::plan::usage::has_constraints;
use crate::sql::TypeWork;
use crate::types::{Builtin, PgType};

/// How values get from one type to another without USING.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assignment {
    /// They stay as they are: the types store them the same way, and the new one has room for all.
    Same,
    /// Each is converted or checked; expressions over the column mean what they meant.
    Converted,
    /// Each is converted to something of another kind: operators in expressions over the column may be missing.
    OtherKind,
    /// They are converted, and some would not keep all that they say: digits, or a part of a time.
    Rounded,
    /// What the values become depends on the session's TimeZone.
    ByTimeZone,
    /// PostgreSQL wants USING.
    No,
}

/// Finds how the values of a column get to another type.
pub(super) fn assignment(from: &PgType, to: &PgType) -> Assignment {
    if from == to {
        return Assignment::Same;
    }
    if from.is_array || to.is_array {
        let element = |pg_type: &PgType| PgType { is_array: false, ..pg_type.clone() };
        return match assignment(&element(from), &element(to)) {
            _ if from.is_array != to.is_array => Assignment::No,
            // PostgreSQL looks at each element of an array, whatever their types.
            Assignment::Same => Assignment::Converted,
            other => other,
        };
    }
    let (Some(old), Some(new)) = (from.builtin(), to.builtin()) else {
        let is_text = matches!(to.builtin(), Some(Builtin::Text | Builtin::Varchar));
        return if is_text { Assignment::OtherKind } else { Assignment::No };
    };
    use Builtin::{
        Bit, Char, Cidr, Date, Inet, Interval, Json, Jsonb, Text, Time, Timestamp, Timestamptz, Timetz, VarBit, Varchar,
    };
    match (old, new) {
        (Text | Varchar, Text | Varchar) => same_if(fits(length(from), length(to))),
        (Char, Char) | (Text | Varchar, Char) => Assignment::Converted,
        // An implicit cast, but comparisons of text count the spaces at the end.
        (Char, Text | Varchar) => Assignment::Converted,
        (Builtin::Numeric, Builtin::Numeric) if numeric_fits(from, to) => Assignment::Same,
        (Builtin::Numeric, Builtin::Numeric) => converted_if(keeps_scale(from, to)),
        (VarBit, VarBit) => same_if(fits(length(from), length(to))),
        (Time, Time) | (Timetz, Timetz) | (Timestamp, Timestamp) | (Timestamptz, Timestamptz) => {
            if precision(from) <= precision(to) { Assignment::Same } else { Assignment::Rounded }
        }
        (Interval, Interval) if interval_fits(from, to) => Assignment::Same,
        (Interval, Interval) | (Json, Jsonb) | (Timestamp, Date) => Assignment::Rounded,
        (Cidr, Inet) => Assignment::Same,
        (Inet, Cidr) | (Date, Timestamp) => Assignment::Converted,
        // json has hardly any operators.
        (Jsonb, Json) => Assignment::OtherKind,
        // A value of another length is refused, even where there is room.
        (Bit, Bit | VarBit) | (VarBit, Bit) => Assignment::No,
        (Timestamp | Date, Timestamptz) | (Timestamptz, Timestamp | Date) => Assignment::ByTimeZone,
        (old, new) if is_number(old) && is_number(new) => converted_if(is_exact(from, to)),
        (_, Text | Varchar) => Assignment::OtherKind,
        _ => Assignment::No,
    }
}

/// Finds how the values of a column of these models get to another type. Those of a domain are stored as the type underneath
/// stores them, and a domain without conditions asks for nothing.
pub(super) fn assignment_of(input: &PlanInput<'_>, from: &PgType, to: &PgType) -> Assignment {
    let models = [input.before, input.after];
    let underneath = |pg_type: &PgType| {
        let found = models.into_iter().map(|model| underneath(model, pg_type)).find(|found| *found != pg_type);
        found.unwrap_or(pg_type).clone()
    };
    if underneath(from) == *from && underneath(to) == *to {
        return assignment(from, to);
    }
    let assigned = assignment(&underneath(from), &underneath(to));
    let has_conditions = models.into_iter().any(|model| has_constraints(model, to));
    match assigned {
        // PostgreSQL asks for the conditions of the domain as it writes each row anew.
        Assignment::Same | Assignment::Converted if has_conditions => Assignment::OtherKind,
        _ if has_conditions => assignment(&underneath(from), to),
        assigned => assigned,
    }
}

/// The type that a domain is made of at last; any other type itself.
pub(super) fn underneath<'a>(model: &'a SchemaModel, pg_type: &'a PgType) -> &'a PgType {
    match pg_type.needs().filter(|_| !pg_type.is_array).and_then(|name| model.types.get(name)).map(|it| &it.is) {
        Some(UserTypeKind::Domain(domain)) => underneath(model, &domain.pg_type),
        _ => pg_type,
    }
}

fn same_if(same: bool) -> Assignment {
    if same { Assignment::Same } else { Assignment::Converted }
}

fn converted_if(exact: bool) -> Assignment {
    if exact { Assignment::Converted } else { Assignment::Rounded }
}

fn length(pg_type: &PgType) -> Option<u32> {
    pg_type.modifiers.as_deref().and_then(|modifiers| modifiers.parse().ok())
}

/// No limit is the highest.
fn fits(from: Option<u32>, to: Option<u32>) -> bool {
    to.is_none_or(|to| from.is_some_and(|from| from <= to))
}

fn numeric_fits(from: &PgType, to: &PgType) -> bool {
    match (from.precision_and_scale(), to.precision_and_scale()) {
        (_, None) => true,
        (Some((from_precision, from_scale)), Some((precision, scale))) => {
            from_scale == scale && from_precision <= precision
        }
        (None, Some(_)) => false,
    }
}

/// Tells whether no digit behind the point goes; one before it that has no room is an error.
fn keeps_scale(from: &PgType, to: &PgType) -> bool {
    match (from.precision_and_scale(), to.precision_and_scale()) {
        (_, None) => true,
        (Some((_, from_scale)), Some((_, scale))) => from_scale <= scale,
        (None, Some(_)) => false,
    }
}

/// Tells whether a number becomes the same number, or an error where there is no room for it.
fn is_exact(from: &PgType, to: &PgType) -> bool {
    use Builtin::{BigInt, DoublePrecision, Integer, Numeric, Real, SmallInt};
    match (from.builtin(), to.builtin()) {
        (Some(SmallInt | Integer | BigInt), Some(SmallInt | Integer | BigInt)) => true,
        (Some(SmallInt | Integer | BigInt), Some(Numeric)) => {
            to.precision_and_scale().is_none_or(|(_, scale)| scale >= 0)
        }
        (Some(SmallInt), Some(Real | DoublePrecision)) | (Some(Integer | Real), Some(DoublePrecision)) => true,
        (Some(Numeric), Some(SmallInt | Integer | BigInt)) => {
            from.precision_and_scale().is_some_and(|(_, scale)| scale <= 0)
        }
        _ => false,
    }
}

/// Digits of a second; 6 where nothing is said.
fn precision(pg_type: &PgType) -> u32 {
    length(pg_type).unwrap_or(6)
}

/// Fields that are left out would be cut off.
fn interval_fits(from: &PgType, to: &PgType) -> bool {
    let is_plain = |pg_type: &PgType| pg_type.modifiers.is_none() || length(pg_type).is_some();
    // Without fields and a precision it has room for all.
    to.modifiers.is_none() || is_plain(from) && is_plain(to) && precision(from) <= precision(to)
}

fn is_number(builtin: Builtin) -> bool {
    use Builtin::{BigInt, DoublePrecision, Integer, Numeric, Real, SmallInt};
    matches!(builtin, SmallInt | Integer | BigInt | Numeric | Real | DoublePrecision)
}

/// Finds what the change does to the rows of the table as it stands; nothing where there is no way without USING.
pub(super) fn type_work(input: &PlanInput<'_>, table: &QualifiedName, from: &Column, to: &Column) -> Option<TypeWork> {
    let table = input.before.tables.get(table)?;
    match assignment_of(input, &from.pg_type, &to.pg_type) {
        Assignment::Same => {
            let is_read = is_in_check(table, &to.name) || is_in_expression_index(table, &to.name);
            let collates = from.collation != to.collation && is_index_key(table, &to.name);
            Some(if is_read || collates { TypeWork::Scan } else { TypeWork::Nothing })
        }
        Assignment::Converted | Assignment::OtherKind => Some(TypeWork::Rewrite),
        Assignment::Rounded | Assignment::ByTimeZone | Assignment::No => None,
    }
}

/// The tables at the other ends of the foreign keys that a column belongs to.
pub(super) fn linked_tables(model: &SchemaModel, table: &QualifiedName, column: &Ident) -> BTreeSet<QualifiedName> {
    let mut linked = BTreeSet::new();
    for (name, other) in &model.tables {
        for (_, key) in other.foreign_keys() {
            if name == table && key.columns.contains(column) {
                linked.insert(key.references.clone());
            }
            if key.references == *table && key.referenced_columns.contains(column) {
                linked.insert(name.clone());
            }
        }
    }
    linked.remove(table);
    linked
}

/// Tells whether a CHECK mentions the column.
pub(super) fn is_in_check(table: &Table, column: &Ident) -> bool {
    table.constraints.values().any(|constraint| match constraint {
        Constraint::Check(check) => check.expression.columns.contains(column),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Exclusion(_) => {
            false
        }
    })
}

/// Tells whether an index with an expression or a predicate has to do with the column: PostgreSQL builds it anew.
pub(super) fn is_in_expression_index(table: &Table, column: &Ident) -> bool {
    table.indexes.values().any(|index| {
        let has_text =
            index.predicate.is_some() || index.keys.iter().any(|key| matches!(key.term, IndexTerm::Expression(_)));
        has_text && has_to_do_with(index, column)
    })
}

/// Tells whether an exclusion constraint has to do with the column.
pub(super) fn is_in_exclusion(table: &Table, column: &Ident) -> bool {
    table.constraints.values().any(|constraint| match constraint {
        Constraint::Exclusion(exclusion) => has_to_do_with(&exclusion.index, column),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) => false,
    })
}

/// Tells whether an index whose keys name operator classes of their own has to do with the column.
pub(super) fn is_in_index_with_class(table: &Table, column: &Ident) -> bool {
    table.indexes.values().any(|index| {
        index.keys.iter().any(|key| key.operator_class.is_some() || key.collation.is_some())
            && has_to_do_with(index, column)
    })
}

/// Tells whether a generated column of the table is computed from the column.
pub(super) fn is_in_generated(table: &Table, column: &Ident) -> bool {
    table
        .columns
        .iter()
        .filter_map(|other| other.generated.as_ref())
        .any(|generated| generated.expression.columns.contains(column))
}

fn is_index_key(table: &Table, column: &Ident) -> bool {
    table.keys().any(|(_, key)| key.columns.contains(column))
        || table.indexes.values().any(|index| has_to_do_with(index, column))
}

/// Tells whether the index has the column as a key, in an expression, beside the keys, or in its predicate.
pub(super) fn has_to_do_with(index: &Index, column: &Ident) -> bool {
    let in_key = index.keys.iter().any(|key| match &key.term {
        IndexTerm::Column(key) => key == column,
        IndexTerm::Expression(expression) => expression.columns.contains(column),
    });
    in_key
        || index.include.contains(column)
        || index.predicate.as_ref().is_some_and(|predicate| predicate.columns.contains(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_where_the_new_type_has_room_for_all() {
        let cases = [
            ("varchar(20)", "varchar(40)", Assignment::Same),
            ("varchar(20)", "text", Assignment::Same),
            ("varchar(20)", "varchar", Assignment::Same),
            ("text", "varchar", Assignment::Same),
            ("varchar(20)", "varchar(10)", Assignment::Converted),
            ("text", "varchar(10)", Assignment::Converted),
            ("char(3)", "char(4)", Assignment::Converted),
            ("numeric(10,2)", "numeric(12,2)", Assignment::Same),
            ("numeric(10,2)", "numeric", Assignment::Same),
            ("numeric(10,2)", "numeric(12,3)", Assignment::Converted),
            ("numeric(10,2)", "numeric(12,1)", Assignment::Rounded),
            ("numeric(10,2)", "numeric(8,2)", Assignment::Converted),
            ("numeric", "numeric(12,3)", Assignment::Rounded),
            ("varbit(5)", "varbit(8)", Assignment::Same),
            ("varbit(5)", "varbit", Assignment::Same),
            ("bit(5)", "bit(8)", Assignment::No),
            ("timestamp(3)", "timestamp(6)", Assignment::Same),
            ("timestamp(6)", "timestamp", Assignment::Same),
            ("timestamp", "timestamp(3)", Assignment::Rounded),
            ("time(3)", "time(5)", Assignment::Same),
            ("interval(3)", "interval", Assignment::Same),
            ("interval", "interval year to month", Assignment::Rounded),
            ("timestamp", "date", Assignment::Rounded),
            ("date", "timestamp", Assignment::Converted),
            ("json", "jsonb", Assignment::Rounded),
            ("bigint", "integer", Assignment::Converted),
            ("bigint", "double precision", Assignment::Rounded),
            ("real", "double precision", Assignment::Converted),
            ("double precision", "real", Assignment::Rounded),
            ("numeric(10,2)", "integer", Assignment::Rounded),
            ("integer", "numeric", Assignment::Converted),
            ("timestamp", "timestamptz", Assignment::ByTimeZone),
            ("integer", "bigint", Assignment::Converted),
            ("integer", "text", Assignment::OtherKind),
            ("text", "integer", Assignment::No),
            ("boolean", "integer", Assignment::No),
            ("public.mood", "text", Assignment::OtherKind),
            ("text", "public.mood", Assignment::No),
            ("cidr", "inet", Assignment::Same),
            ("inet", "cidr", Assignment::Converted),
            ("varchar(20)[]", "varchar(40)[]", Assignment::Converted),
            ("integer", "integer[]", Assignment::No),
        ];
        for (from, to, expected) in cases {
            let [old, new] = [from, to].map(|text| text.parse::<PgType>().unwrap());
            assert_eq!(assignment(&old, &new), expected, "{from} to {to}");
        }
    }
}
