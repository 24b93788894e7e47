//! One attempt: what prepares it, what is tried, and what is looked at to see what it did.

use std::collections::BTreeSet;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::sql::literal;

use super::builder::Builder;
use super::row::{self, Planted, Row};
use super::states::{self, Deed};
use super::values::Tag;

/// One attempt.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) rule: String,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) restricts: bool,
    /// The values of the row that a CHECK is asked about.
    pub(crate) values: Row,
}

/// How an attempt is answered.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// By doing it.
    Statements {
        /// What runs before, without triggers.
        setup: Vec<String>,
        /// What is tried.
        act: Vec<String>,
        /// What it may do to other rows.
        watch: Option<Watch>,
    },
    /// By the catalog.
    State,
    /// Not at all: what is missing.
    Impossible(String),
}

/// Counts of rows before and after.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    /// Returns the counts, joined by commas.
    pub(crate) query: String,
    /// What each of them counts.
    pub(crate) counts: Vec<Count>,
}

/// What a count says when it changes.
#[derive(Clone, Debug)]
pub(crate) enum Count {
    /// Rows of a table.
    Rows(QualifiedName),
    /// Rows in which the column is NULL.
    Null(Ident),
    /// Rows that refer to the new key.
    Follow,
    /// Rows that refer to the old key.
    Stay,
}

impl Watch {
    /// Says what happened, or `None` for nothing.
    pub(crate) fn note(&self, before: &str, after: &str) -> Option<String> {
        let numbers = |text: &str| text.split(',').map(|n| n.parse().unwrap_or_default()).collect::<Vec<i64>>();
        let changes: Vec<i64> =
            numbers(after).iter().zip(numbers(before)).map(|(after, before)| after - before).collect();
        let mut notes = Vec::new();
        for (count, change) in self.counts.iter().zip(&changes) {
            match count {
                Count::Rows(table) => match change {
                    0 => {}
                    -1 => notes.push(format!("1 row of {table} deleted along")),
                    other => notes.push(format!("{} rows of {table} deleted along", -other)),
                },
                Count::Null(column) if *change > 0 => notes.push(format!("{column} became NULL")),
                Count::Follow if *change > 0 => notes.push("the referencing row follows".to_owned()),
                Count::Stay if *change < 0 && notes.is_empty() => notes.push("the referencing row changed".to_owned()),
                _ => {}
            }
        }
        (!notes.is_empty()).then(|| notes.join(", "))
    }
}

/// An attempt in the making.
pub(super) struct Draft<'a> {
    builder: &'a Builder<'a>,
    setup: Vec<String>,
    aside: BTreeSet<&'static str>,
    pub(super) watch: Option<Watch>,
    pub(super) restricts: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(builder: &'a Builder<'a>) -> Draft<'a> {
        Draft { builder, setup: Vec::new(), aside: BTreeSet::new(), watch: None, restricts: false }
    }

    /// Brings the rows that a table's rows look at into states that allow the deed.
    pub(super) fn open(mut self, table: &QualifiedName, deed: Deed) -> Self {
        for ((parent, column), state) in states::required(self.builder.subject, table, deed) {
            self = self.in_state(&parent, Tag::A, &column, &state);
            if !self.is_exclusive(&parent, &column) && self.has_own(table, &parent) {
                self = self.in_state_for(table, &parent, &column, &state);
            }
        }
        self
    }

    /// Brings the row that the inserted row of a table refers to into a state: one of its own, where a unique key keeps
    /// it from referring to the same as others do, or else the world's.
    pub(super) fn in_state_for(
        self,
        table: &QualifiedName,
        parent: &QualifiedName,
        column: &Ident,
        state: &str,
    ) -> Self {
        let builder = self.builder;
        if !self.has_own(table, parent) {
            return self.in_state(parent, Tag::A, column, state);
        }
        let planted = builder.world.planted(table, Tag::C);
        let mut draft = self.plant_before(planted);
        if let Some(changes) = builder.state_whole(parent, Tag::A, column, state) {
            for (_, row) in planted.before.iter().filter(|(of, _)| of == parent) {
                draft.setup.push(row::update(parent, builder.subject.table(parent), row, &changes));
            }
        }
        draft
    }

    fn has_own(&self, table: &QualifiedName, parent: &QualifiedName) -> bool {
        self.builder.world.planted(table, Tag::C).before.iter().any(|(of, _)| of == parent)
    }

    /// Tells whether two rows cannot be in one state at once.
    fn is_exclusive(&self, table: &QualifiedName, column: &Ident) -> bool {
        let predicates = self.builder.table(table).indexes.values().filter(|index| index.unique);
        predicates.filter_map(|index| index.predicate.as_ref()).any(|predicate| predicate.columns.contains(column))
    }

    /// Brings a row of the world into a state.
    pub(super) fn in_state(mut self, table: &QualifiedName, tag: Tag, column: &Ident, state: &str) -> Self {
        let builder = self.builder;
        let of = builder.world.row(table, tag);
        if let Some(changes) = builder.state_whole(table, tag, column, state) {
            self.setup.push(row::update(table, builder.subject.table(table), of, &changes));
        }
        self
    }

    /// Inserts a row, and what has to stand before it.
    pub(super) fn plant(mut self, table: &QualifiedName, planted: &Planted) -> Self {
        self = self.plant_before(planted);
        self.setup.push(row::insert(table, &planted.row));
        self
    }

    /// Inserts what has to stand before a row.
    pub(super) fn plant_before(mut self, planted: &Planted) -> Self {
        for (table, row) in &planted.before {
            let statement = row::insert(table, row);
            if !self.setup.contains(&statement) {
                self.setup.push(statement);
            }
        }
        self
    }

    /// Inserts a row that nothing has to stand before.
    pub(super) fn plant_row(mut self, table: &QualifiedName, row: &Row) -> Self {
        self.setup.push(row::insert(table, row));
        self
    }

    /// Changes a row of the world.
    pub(super) fn change(mut self, table: &QualifiedName, of: &Row, changes: &Row) -> Self {
        if !changes.is_empty() {
            self.setup.push(row::update(table, self.builder.subject.table(table), of, changes));
        }
        self
    }

    /// Drops foreign keys that would answer in place of the one that is probed.
    pub(super) fn aside_foreign_keys(mut self, table: &QualifiedName, names: &[&Ident]) -> Self {
        if !names.is_empty() {
            let drops: Vec<String> = names.iter().map(|name| format!("DROP CONSTRAINT IF EXISTS {name}")).collect();
            self.setup.push(format!("ALTER TABLE {table} {}", drops.join(", ")));
            self.aside.insert("other keys of these columns");
        }
        self
    }

    /// Drops unique keys and indexes that would answer in place of the one that is probed.
    pub(super) fn aside_keys(mut self, table: &QualifiedName, names: &[&Ident]) -> Self {
        for name in names {
            let is_index = self.builder.subject.table(table).indexes.contains_key(name);
            self.setup.push(match is_index {
                true => format!("DROP INDEX IF EXISTS {} CASCADE", table.sibling(name)),
                false => format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE"),
            });
            self.aside.insert("other unique keys of these columns");
        }
        self
    }

    /// Disables triggers that would answer in place of what is probed.
    pub(super) fn aside_triggers(mut self, table: &QualifiedName, names: &[&Ident]) -> Self {
        for name in names {
            let (table, name) = (literal(&table.to_string()), literal(name.as_str()));
            self.setup.push(format!("SELECT pg_temp.matrix_disable({table}, {name})"));
            self.aside.insert("other triggers");
        }
        self
    }

    pub(super) fn watching(mut self, watch: Watch) -> Self {
        self.watch = Some(watch);
        self
    }

    pub(super) fn restricts(mut self, restricts: bool) -> Self {
        self.restricts = restricts;
        self
    }

    /// Returns what prepares the attempt, and nothing more.
    pub(super) fn into_setup(self) -> Vec<String> {
        self.setup
    }

    /// Ends the making.
    pub(super) fn act(self, rule: &Ident, text: impl Into<String>, act: String) -> Attempt {
        self.act_for(rule.as_str(), text, act)
    }

    /// Ends the making of an attempt that probes the rule of this name, or none.
    pub(super) fn act_for(self, rule: &str, text: impl Into<String>, act: String) -> Attempt {
        let mut text = text.into();
        if !self.aside.is_empty() {
            let aside: Vec<&str> = self.aside.into_iter().collect();
            text.push_str(&format!(" ({} set aside)", aside.join(", ")));
        }
        Attempt {
            rule: rule.to_owned(),
            text,
            kind: Kind::Statements { setup: self.setup, act: vec![act], watch: self.watch },
            restricts: self.restricts,
            values: Row::new(),
        }
    }
}

impl Attempt {
    /// Does something else before what is tried.
    pub(super) fn after(mut self, statement: String) -> Attempt {
        if let Kind::Statements { act, .. } = &mut self.kind {
            act.insert(0, statement);
        }
        self
    }

    /// Does something else behind what is tried, before constraints that wait are checked.
    pub(super) fn then(mut self, statement: String) -> Attempt {
        if let Kind::Statements { act, .. } = &mut self.kind {
            act.push(statement);
        }
        self
    }

    /// An attempt that cannot be made.
    pub(super) fn impossible(rule: &Ident, text: impl Into<String>, missing: impl Into<String>) -> Attempt {
        Attempt {
            rule: rule.as_str().to_owned(),
            text: text.into(),
            kind: Kind::Impossible(missing.into()),
            restricts: false,
            values: Row::new(),
        }
    }
}
