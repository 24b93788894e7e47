//! Steps that change what a column is: its type, and what makes its values.

use std::collections::BTreeMap;

use super::{Builder, Draft, Stage};
use crate::diff::row_hint::{self, Using};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Column, Identity, ObjectName};
use crate::plan::helper_name::replacement_name;
use crate::plan::refuse::generated::proves_rows;
use crate::plan::type_change::{linked_tables, type_work};
use crate::plan::usage::{last_number, sequence_of, sequence_of_identity};
use crate::plan::with_type::{checks_with_type, types_change_together};
use crate::plan::{Undo, undo};
use crate::sql::{
    AlterColumnType, Counting, DropExpression, DropIdentity, LastNumber, NewType, Numbering, ReplaceColumn,
    SequencePosition, SetExpression, SetIdentity, Statement, TypeWork, identity_sequence,
};

impl Builder<'_> {
    pub(super) fn alter_column_type(&mut self, table: QualifiedName, from: &Column, to: &Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), to.name.clone());
        let linked = linked_tables(self.input.before, &table, &to.name);
        self.privileges.own.extend(linked.iter().cloned());
        let hint = row_hint::using(self.input.after, &table, &to.name, &from.pg_type);
        let checks = checks_with_type(self.input, &table, &to.name);
        for (name, (_, new)) in &checks {
            let check = ObjectName::Constraint(table.clone(), (*name).clone());
            // One of two columns may go along with both.
            let is_known = self.comments.get(&table).is_some_and(|known| known.iter().any(|(is, ..)| *is == check));
            if !is_known {
                self.comment(&table, check, None, new.and_then(|new| new.comment.clone()));
            }
        }
        // A serial column keeps its default until it is an identity column; one that becomes serial goes on behind the
        // numbers that are there.
        let becomes_identity = from.identity.is_none() && to.identity.is_some();
        let is_serial = sequence_of_identity(self.input.before, self.input.after, &table, &to.name).is_some();
        let becomes_serial = to.default.clone().filter(|default| {
            from.default != to.default && sequence_of(self.input.after, default).is_some() && !becomes_identity
        });
        let default = match becomes_serial {
            _ if becomes_identity && is_serial => from.default.clone(),
            Some(_) => None,
            None => to.default.clone(),
        };
        let to = &Column { default, ..to.clone() };
        let names = |checks: &BTreeMap<Ident, Check>| checks.keys().cloned().collect();
        let named = |(name, check): (&&Ident, Option<&Check>)| Some(((*name).clone(), check?.clone()));
        let old_checks: BTreeMap<Ident, Check> =
            checks.iter().filter_map(|(name, (old, _))| named((name, Some(old)))).collect();
        let new_checks: BTreeMap<Ident, Check> =
            checks.iter().filter_map(|(name, (_, new))| named((name, *new))).collect();
        let statement = |from: &Column, to: &Column, using: Option<&str>, is_back: bool| AlterColumnType {
            table: table.clone(),
            columns: vec![NewType {
                column: to.name.clone(),
                pg_type: to.pg_type.clone(),
                collation: to.collation.as_deref().cloned(),
                using: using.map(str::to_owned),
                drops_default: from.default.is_some(),
                default: to.default.clone(),
                sequence: from
                    .identity
                    .as_ref()
                    .filter(|_| to.identity.is_some())
                    .map(|identity| identity_sequence(&table, &to.name, identity)),
            }],
            drops_checks: names(if is_back { &new_checks } else { &old_checks }),
            adds_checks: if is_back { old_checks.clone() } else { new_checks.clone() },
            work: match using {
                Some(_) => TypeWork::Rewrite,
                None => type_work(self.input, &table, from, to).unwrap_or(TypeWork::Rewrite),
            },
            linked: linked.clone(),
        };
        // The way back of what is joined writes the rows once, as the way there does.
        let is_allowed =
            self.input.allowed.blocking.contains(&object.to_string()) || types_change_together(self.input, &table);
        let work_back = type_work(self.input, &table, to, from);
        let with_comments = |back: AlterColumnType| {
            let comments = old_checks.iter().filter_map(|(name, old)| {
                let object = ObjectName::Constraint(table.clone(), name.clone());
                undo::comment(&table, object, old.comment.as_deref())
            });
            Undo::Statements([back.into()].into_iter().chain(comments).collect())
        };
        let undo = match (&hint, work_back) {
            (Some(Using { back: Some(back), .. }), _) => with_comments(statement(to, from, Some(back), true)),
            (Some(_), _) => Undo::Irreversible(format!(
                "nothing says how the values of {object} become {} again: #[column(using(..., back = \"...\"))] would",
                from.pg_type
            )),
            (None, Some(work)) if work == TypeWork::Nothing || is_allowed => {
                with_comments(statement(to, from, None, true))
            }
            (None, Some(_)) => Undo::Irreversible(format!(
                "to give {object} back the type {} takes a migration that reads or writes every row while all wait",
                from.pg_type
            )),
            (None, None) => Undo::Irreversible(format!("the values of {object} cannot become {} again", from.pg_type)),
        };
        let statement = statement(from, to, hint.as_ref().map(|using| using.forth), false);
        self.step(Stage::Create, 2, Some(&table), statement, undo, Some(&object));
        if becomes_serial.is_some() {
            self.set_default((Stage::Create, 3), table, to.name.clone(), None, becomes_serial);
        }
    }

    /// Where the rows of a table are written anew, all its type changes are one statement: the rows are written once, and
    /// no expression over two columns is between their types.
    pub(super) fn join_type_changes(&mut self) {
        let is_change = |draft: &Draft| matches!(draft.statement, Statement::AlterColumnType(_));
        if self.drafts.iter().filter(|draft| is_change(draft)).count() < 2 {
            return;
        }
        let mut firsts: BTreeMap<QualifiedName, usize> = BTreeMap::new();
        let mut drafts: Vec<Draft> = Vec::with_capacity(self.drafts.len());
        for draft in std::mem::take(&mut self.drafts) {
            let Statement::AlterColumnType(alter) = &draft.statement else {
                drafts.push(draft);
                continue;
            };
            let table = &alter.table;
            let first = firsts.get(table).copied().filter(|_| types_change_together(self.input, table));
            let Some(first) = first else {
                firsts.insert(table.clone(), drafts.len());
                drafts.push(draft);
                continue;
            };
            let first = &mut drafts[first];
            first.statement = joined(first.statement.clone(), draft.statement);
            first.undo = both_undone(std::mem::replace(&mut first.undo, Undo::Nothing), draft.undo);
        }
        self.drafts = drafts;
    }

    pub(super) fn alter_identity(&mut self, table: QualifiedName, from: &Column, to: &Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), to.name.clone());
        let drop = |identity: &Identity, default: &Option<String>| DropIdentity {
            table: table.clone(),
            column: to.name.clone(),
            sequence: identity_sequence(&table, &to.name, identity),
            default: default.clone(),
        };
        let set = |to: &Column, so_far: Numbering, drops_default: bool| -> Option<Statement> {
            let statement = SetIdentity {
                table: table.clone(),
                column: to.name.clone(),
                pg_type: to.pg_type.clone(),
                identity: to.identity.as_deref()?.clone(),
                so_far,
                drops_default,
            };
            Some(statement.into())
        };
        let so_far = self.numbering_so_far(&table, from, to);
        let is_serial = matches!(so_far, Numbering::Sequence { .. });
        let back = match set(from, Numbering::Identity(position(from, to, SequencePosition::back)), false) {
            _ if is_serial => {
                Undo::Irreversible(format!("the sequence of {object}, and what was granted on it, are gone"))
            }
            Some(back) => Undo::Statements(vec![back]),
            None => Undo::Statements(to.identity.iter().map(|identity| drop(identity, &from.default).into()).collect()),
        };
        match (set(to, so_far, from.default.is_some()), &from.identity) {
            // Behind NOT NULL, which PostgreSQL wants of an identity column.
            (Some(statement), _) => self.step(Stage::Finish, 1, Some(&table), statement, back, Some(&object)),
            (None, Some(identity)) => {
                let undo = Undo::Irreversible(format!("the last number of {object} is gone"));
                // An identity column has a type of numbers and is NOT NULL; the default comes with another type.
                let default = if from.pg_type == to.pg_type { &to.default } else { &None };
                self.step(Stage::Create, 1, Some(&table), drop(identity, default), undo, Some(&object));
            }
            (None, None) => unreachable!("one of the two columns is an identity column"),
        }
    }

    fn numbering_so_far(&self, table: &QualifiedName, from: &Column, to: &Column) -> Numbering {
        if from.identity.is_some() {
            return Numbering::Identity(position(from, to, SequencePosition::of));
        }
        let (before, after) = (self.input.before, self.input.after);
        let starts = to.identity.as_ref().is_some_and(|identity| identity.options.start.is_some());
        let sequence = sequence_of_identity(before, after, table, &to.name);
        let last_number = match last_number(before, table, &to.name) {
            LastNumber::ByScan if starts || sequence.is_some() => LastNumber::Given,
            last_number => last_number,
        };
        match sequence {
            Some(name) => {
                Numbering::Sequence { name: name.clone(), meanwhile: replacement_name(&name.name), last_number }
            }
            None => Numbering::Rows(last_number),
        }
    }

    /// Behind all columns that are new: it may be computed from them.
    pub(super) fn alter_expression(&mut self, table: QualifiedName, from: &Column, to: &Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), to.name.clone());
        let set = |column: &Column| {
            let generated = column.generated.as_deref()?.clone();
            Some(SetExpression { table: table.clone(), column: to.name.clone(), generated }.into())
        };
        let (statement, undo): (Statement, Undo) = match (set(to), set(from)) {
            (Some(statement), back) => (statement, Undo::Statements(back.into_iter().collect())),
            (None, _) => {
                let reason = format!("PostgreSQL cannot make a generated column of {object} again");
                let statement = DropExpression { table: table.clone(), column: to.name.clone() };
                (statement.into(), Undo::Irreversible(reason))
            }
        };
        self.step(Stage::Create, 3, Some(&table), statement, undo, Some(&object));
    }

    /// Behind all columns that are new: it may be computed from them.
    pub(super) fn replace_column(&mut self, table: QualifiedName, from: &Column, to: Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), to.name.clone());
        self.comment(&table, object.clone(), None, to.comment.clone());
        let reason = match from.generated {
            None => format!("the values that {object} held before it was computed are gone"),
            Some(_) => format!("PostgreSQL would put {object} behind all other columns again"),
        };
        let statement = ReplaceColumn {
            table: table.clone(),
            proves_rows: proves_rows(self.input.after, &to),
            was_stored: from.generated.as_ref().map(|generated| generated.stored),
            column: to,
        };
        self.step(Stage::Create, 3, Some(&table), statement, Undo::Irreversible(reason), Some(&object));
    }
}

/// Where the sequence of an identity column goes on that counts otherwise.
fn position(
    from: &Column,
    to: &Column,
    of: impl Fn(Counting<'_>, Counting<'_>) -> SequencePosition,
) -> SequencePosition {
    let identities = from.identity.as_deref().zip(to.identity.as_deref());
    identities
        .map_or(SequencePosition::Kept, |(old, new)| of((&old.options, &from.pg_type), (&new.options, &to.pg_type)))
}

fn joined(first: Statement, second: Statement) -> Statement {
    match (first, second) {
        (Statement::AlterColumnType(first), Statement::AlterColumnType(second)) => first.and(*second).into(),
        _ => unreachable!("only changes of types are joined, and their undos begin with such"),
    }
}

/// The way back of two changes of types that are one statement: it is one too, and the comments of CHECKs follow.
fn both_undone(first: Undo, second: Undo) -> Undo {
    match (first, second) {
        (Undo::Statements(mut first), Undo::Statements(second)) => {
            let mut second = second.into_iter();
            if let Some(back) = second.next() {
                let so_far = first.remove(0);
                first.insert(0, joined(so_far, back));
            }
            for comment in second {
                if !first.contains(&comment) {
                    first.push(comment);
                }
            }
            Undo::Statements(first)
        }
        (Undo::Irreversible(first), Undo::Irreversible(second)) => Undo::Irreversible(format!("{first}; {second}")),
        (Undo::Irreversible(reason), _) | (_, Undo::Irreversible(reason)) => Undo::Irreversible(reason),
        _ => unreachable!("a change of a type is undone by statements, or not at all"),
    }
}
