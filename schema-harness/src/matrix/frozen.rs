//! Columns that never change, rows that are frozen, and rows that need another one in some state.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Fixed, Invariant, ParentState};

use super::MatrixError;
use super::attempt::{Attempt, Draft};
use super::builder::Builder;
use super::columns::{default_of, type_of};
use super::completion::Completion;
use super::row::{self, Row};
use super::states::{Deed, states};
use super::values::Tag;

/// The attempts that probe what is fixed, and what needs another row's state.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = Vec::new();
    for (name, invariant) in &builder.table(table).invariants {
        let probe = Probe { builder, table, name };
        match invariant {
            Invariant::Lifecycle { .. } => {}
            Invariant::Immutable(fixed) => attempts.extend(probe.immutable(fixed).await?),
            Invariant::Frozen { column, unless, fixed } => attempts.extend(probe.frozen(column, unless, fixed).await?),
            Invariant::FrozenWith { parent, fixed } => {
                for state in states(builder.subject, &parent.references, &parent.column) {
                    attempts.extend(probe.frozen_with(parent, &state, fixed).await?);
                }
            }
            Invariant::InsertRequires(parent) => {
                for state in states(builder.subject, &parent.references, &parent.column) {
                    attempts.push(probe.insert_under(parent, &state));
                    attempts.extend(probe.moved(
                        parent,
                        &state,
                        &format!("move to a row of {} in {state}", parent.references),
                    ));
                }
            }
        }
    }
    Ok(attempts)
}

struct Probe<'a> {
    builder: &'a Builder<'a>,
    table: &'a QualifiedName,
    name: &'a Ident,
}

impl<'a> Probe<'a> {
    async fn immutable(&self, fixed: &Fixed) -> Result<Vec<Attempt>, MatrixError> {
        let row = self.builder.world.row(self.table, Tag::C).clone();
        let mut attempts = Vec::new();
        for column in &fixed.columns {
            attempts.push(self.change(&row, column, "", |draft| draft).await?);
        }
        attempts.push(self.unchanged(&row, &fixed.columns, "", |draft| draft));
        attempts.extend(self.cleared(&row, fixed, "", |draft| draft));
        Ok(attempts)
    }

    async fn frozen(&self, column: &Ident, unless: &[String], fixed: &Fixed) -> Result<Vec<Attempt>, MatrixError> {
        let mut attempts = Vec::new();
        let mut is_first_frozen = true;
        for state in states(self.builder.subject, self.table, column) {
            let suffix = format!(" in {column} {state}");
            let Some(values) = self.builder.state_change(self.table, Tag::C, column, &state) else {
                let text = format!("a row{suffix}");
                attempts.push(Attempt::impossible(
                    self.name,
                    text,
                    "no row in this state satisfies the CHECK constraints",
                ));
                continue;
            };
            let row = self.builder.child_with(self.table, values);
            // Each column once, in one frozen state; what is free is one column's question in the other states.
            let all = !unless.contains(&state) && std::mem::take(&mut is_first_frozen);
            let columns: Vec<&Ident> = fixed.columns.iter().collect();
            for fixed in self.asked(columns, all) {
                attempts.push(self.change(&row, fixed, &suffix, |draft| draft).await?);
            }
            attempts.push(self.delete(&row, &suffix, |draft| draft));
            if let Some(free) = self.free_column(fixed, &[column]) {
                attempts.push(self.change(&row, &free, &suffix, |draft| draft).await?);
            }
            if all {
                attempts.extend(self.cleared(&row, fixed, &suffix, |draft| draft));
            }
        }
        Ok(attempts)
    }

    async fn frozen_with(&self, parent: &ParentState, state: &str, fixed: &Fixed) -> Result<Vec<Attempt>, MatrixError> {
        let row = self.builder.world.row(self.table, Tag::C).clone();
        let suffix = format!(" with {} in {} {state}", parent.references, parent.column);
        let in_state = |draft: Draft<'a>| draft.in_state_for(self.table, &parent.references, &parent.column, state);
        let mut attempts = vec![self.insert_under(parent, state)];
        let states = states(self.builder.subject, &parent.references, &parent.column);
        let all = states.iter().find(|state| !parent.values.contains(state)).is_some_and(|first| first == state);
        // Columns of the reference are asked by moving, but for those in which all rows of a scope are equal.
        let moved = self.moving(parent);
        let apart: Vec<&Ident> = fixed.columns.iter().filter(|column| !moved.contains_key(column)).collect();
        for fixed in self.asked(apart, all) {
            attempts.push(self.change(&row, fixed, &suffix, in_state).await?);
        }
        attempts.push(self.delete(&row, &suffix, in_state));
        if let Some(free) = self.free_column(fixed, &[]) {
            attempts.push(self.change(&row, &free, &suffix, in_state).await?);
        }
        if all {
            attempts.extend(self.cleared(&row, fixed, &suffix, in_state));
        }
        attempts.extend(self.moved(parent, state, &format!("move to a row of {} in {state}", parent.references)));
        attempts.extend(self.moved_away(parent, state));
        Ok(attempts)
    }

    /// All columns, or the plainest of them.
    fn asked<'c>(&self, columns: Vec<&'c Ident>, all: bool) -> Vec<&'c Ident> {
        if all {
            return columns;
        }
        let plainest = columns.iter().find(|column| self.builder.is_free(self.table, column));
        plainest.or(columns.first()).copied().into_iter().collect()
    }

    fn insert_under(&self, parent: &ParentState, state: &str) -> Attempt {
        let child = self.builder.world.planted(self.table, Tag::C);
        self.builder
            .draft()
            .open(self.table, Deed::Insert)
            .in_state_for(self.table, &parent.references, &parent.column, state)
            .plant_before(child)
            .aside_triggers(self.table, &self.guards_of_parent(parent))
            .act(
                self.name,
                format!("insert with {} in {} {state}", parent.references, parent.column),
                row::insert(self.table, &child.row),
            )
    }

    /// From a row in an allowed state to one in `state`.
    fn moved(&self, parent: &ParentState, state: &str, text: &str) -> Option<Attempt> {
        let allowed = parent.values.first()?;
        self.move_between(parent, allowed, state, text.to_owned())
    }

    /// From a row in `state` to one in an allowed state.
    fn moved_away(&self, parent: &ParentState, state: &str) -> Option<Attempt> {
        let allowed = parent.values.first()?;
        self.move_between(parent, state, allowed, format!("move away from a row of {} in {state}", parent.references))
    }

    fn move_between(&self, parent: &ParentState, from: &str, to: &str, text: String) -> Option<Attempt> {
        let builder = self.builder;
        let child = builder.world.planted(self.table, Tag::C);
        let target = builder.world.planted(&parent.references, Tag::Q);
        let changes = self.moving(parent);
        let changed: Vec<&Ident> = changes.keys().collect();
        if changed.is_empty() {
            return None;
        }
        let mut target = target.clone();
        let state = builder.state_change(&parent.references, Tag::Q, &parent.column, to)?;
        target.row.extend(state.clone());
        let others: Vec<&Ident> = builder
            .table(self.table)
            .foreign_keys()
            .filter(|(_, key)| changed.iter().any(|column| key.columns.contains(column)))
            .filter(|(_, key)| !(key.columns == parent.columns && key.references == parent.references))
            .map(|(name, _)| name)
            .collect();
        // Both rows may be in a state that only one of them can be in.
        let indexes = builder.table(&parent.references).indexes.iter();
        let one_in_state = indexes.filter(|(_, index)| {
            index.unique && index.predicate.as_ref().is_some_and(|predicate| predicate.columns.contains(&parent.column))
        });
        let one_in_state: Vec<&Ident> = one_in_state.map(|(name, _)| name).collect();
        Some(
            builder
                .draft()
                .open(self.table, Deed::Change)
                .aside_keys(&parent.references, &one_in_state)
                .in_state_for(self.table, &parent.references, &parent.column, from)
                .plant(&parent.references, &target)
                .plant(self.table, child)
                .aside_foreign_keys(self.table, &others)
                .aside_triggers(self.table, &builder.triggers_of(self.table, &changed, Deed::Change, Some(self.name)))
                .act(self.name, text, row::update(self.table, builder.table(self.table), &child.row, &changes)),
        )
    }

    /// The values with which the row refers to another row of the same scope.
    fn moving(&self, parent: &ParentState) -> Row {
        let child = self.builder.world.row(self.table, Tag::C);
        let target = self.builder.world.row(&parent.references, Tag::Q);
        let columns = parent.columns.iter().zip(&parent.referenced_columns);
        columns
            .filter_map(|(own, referenced)| Some((own.clone(), target.get(referenced)?.clone())))
            .filter(|(own, value)| child.get(own) != Some(value))
            .collect()
    }

    async fn change(
        &self,
        row: &Row,
        column: &Ident,
        suffix: &str,
        prepare: impl Fn(Draft<'a>) -> Draft<'a>,
    ) -> Result<Attempt, MatrixError> {
        let text = format!("update of {column}{suffix}");
        let Some(changes) = self.other_value(row, column).await? else {
            return Ok(Attempt::impossible(self.name, text, "no second value satisfies the CHECK constraints"));
        };
        let changed: Vec<&Ident> = changes.keys().collect();
        let draft = self.builder.draft().open(self.table, Deed::Change);
        let draft = prepare(draft)
            .plant_before(self.builder.world.planted(self.table, Tag::C))
            .plant_row(self.table, row)
            .aside_foreign_keys(self.table, &self.builder.foreign_keys_of(self.table, &changed, None))
            .aside_triggers(self.table, &self.builder.triggers_of(self.table, &changed, Deed::Change, Some(self.name)));
        Ok(draft.act(self.name, text, row::update(self.table, self.builder.table(self.table), row, &changes)))
    }

    fn delete(&self, row: &Row, suffix: &str, prepare: impl Fn(Draft<'a>) -> Draft<'a>) -> Attempt {
        let draft = self.builder.draft().open(self.table, Deed::Change);
        prepare(draft)
            .plant_before(self.builder.world.planted(self.table, Tag::C))
            .plant_row(self.table, row)
            .aside_triggers(self.table, &self.builder.guards_of(self.table, self.name))
            .act(self.name, format!("delete{suffix}"), row::delete(self.table, self.builder.table(self.table), row))
    }

    fn unchanged(
        &self,
        row: &Row,
        columns: &[Ident],
        suffix: &str,
        prepare: impl Fn(Draft<'a>) -> Draft<'a>,
    ) -> Attempt {
        let same: Row = columns.iter().map(|column| (column.clone(), column.to_string())).collect();
        let draft = self.builder.draft().open(self.table, Deed::Change);
        prepare(draft).plant_before(self.builder.world.planted(self.table, Tag::C)).plant_row(self.table, row).act(
            self.name,
            format!("update that leaves every column as it is{suffix}"),
            row::update(self.table, self.builder.table(self.table), row, &same),
        )
    }

    /// What a foreign key's SET NULL does.
    fn cleared(
        &self,
        row: &Row,
        fixed: &Fixed,
        suffix: &str,
        prepare: impl Fn(Draft<'a>) -> Draft<'a>,
    ) -> Vec<Attempt> {
        let clear = |column: &Ident| {
            let null = Row::from([(column.clone(), "NULL".to_owned())]);
            let draft = self.builder.draft().open(self.table, Deed::Change);
            prepare(draft)
                .plant_before(self.builder.world.planted(self.table, Tag::C))
                .plant_row(self.table, row)
                .aside_triggers(
                    self.table,
                    &self.builder.triggers_of(self.table, &[column], Deed::Change, Some(self.name)),
                )
                .act(
                    self.name,
                    format!("update of {column} to NULL{suffix}"),
                    row::update(self.table, self.builder.table(self.table), row, &null),
                )
        };
        fixed.clearable.iter().map(clear).collect()
    }

    /// A column that is not fixed, the simplest there is.
    fn free_column(&self, fixed: &Fixed, but: &[&Ident]) -> Option<Ident> {
        let columns = self.builder.table(self.table).columns.iter().map(|column| &column.name);
        let mut candidates = columns.filter(|column| !fixed.columns.contains(column) && !but.contains(column));
        candidates.rfind(|column| self.builder.is_free(self.table, column)).cloned()
    }

    /// Other triggers that look at the same row, and would answer in place of this one.
    fn guards_of_parent(&self, parent: &ParentState) -> Vec<&'a Ident> {
        let all = self.builder.table(self.table).invariants.iter();
        let same = |invariant: &Invariant| {
            super::states::parent_of(invariant)
                .is_some_and(|other| other.references == parent.references && other.columns == parent.columns)
        };
        all.filter(|(name, invariant)| *name != self.name && same(invariant)).map(|(name, _)| name).collect()
    }

    /// Another value of a column, not NULL, with what CHECK constraints then ask of others.
    async fn other_value(&self, row: &Row, column: &Ident) -> Result<Option<Row>, MatrixError> {
        let builder = self.builder;
        if !builder.is_free(self.table, column) {
            // A reference may lead to the other scope's row; a key of the row's own must be nobody's.
            let refers = !builder.foreign_keys_of(self.table, &[column], None).is_empty();
            let foreign = builder.world.row(self.table, Tag::B).get(column).filter(|_| refers);
            let value = match foreign.filter(|value| *value != "NULL" && row.get(column) != Some(value)) {
                Some(value) => value.clone(),
                None => self.nobodys(row, column).await?,
            };
            return Ok(Some(Row::from([(column.clone(), value)])));
        }
        let now = row.get(column).cloned().or_else(|| default_of(builder.subject, self.table, column));
        let pg_type = type_of(builder.subject, self.table, column);
        let now = now.unwrap_or_else(|| "NULL".to_owned());
        let differs = format!("{column} IS DISTINCT FROM CAST({now} AS {pg_type}) AND {column} IS NOT NULL");
        let extra = [(differs, vec![column.clone()])];
        let none = Row::new();
        let completion = Completion { table: self.table, row, pinned: &none, extra: &extra, skip: None, all: false };
        let free = |column: &Ident| builder.is_free(self.table, column);
        Ok(completion
            .run(builder.client, builder.subject, &free)
            .await?
            .ok()
            .filter(|found| found.contains_key(column)))
    }

    /// A value of a column in a key that no row has, and that satisfies the CHECK constraints if one is found.
    async fn nobodys(&self, row: &Row, column: &Ident) -> Result<String, MatrixError> {
        let builder = self.builder;
        let plain = builder.world.nowhere(builder.subject, self.table, column);
        if builder.world.is_linked(builder.subject, self.table, column) {
            return Ok(plain);
        }
        let pinned = Row::from([(column.clone(), plain.clone())]);
        let none = Row::new();
        let only = |other: &Ident| other == column;
        let completion = Completion { table: self.table, row, pinned: &pinned, extra: &[], skip: None, all: false };
        if completion.run(builder.client, builder.subject, &only).await?.is_ok() {
            return Ok(plain);
        }
        let pg_type = type_of(builder.subject, self.table, column);
        let rows = Tag::ROWS.into_iter().map(|tag| builder.world.row(self.table, tag)).chain([row]);
        let taken: Vec<String> = rows
            .filter_map(|row| row.get(column))
            .map(|value| format!("{column} IS DISTINCT FROM CAST({value} AS {pg_type})"))
            .chain([format!("{column} IS NOT NULL")])
            .collect();
        let extra = [(taken.join(" AND "), vec![column.clone()])];
        let completion = Completion { table: self.table, row, pinned: &none, extra: &extra, skip: None, all: false };
        let found = completion.run(builder.client, builder.subject, &only).await?;
        Ok(found.ok().and_then(|mut found| found.remove(column)).unwrap_or(plain))
    }
}
