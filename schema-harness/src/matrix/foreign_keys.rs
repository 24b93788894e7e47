//! Foreign keys: orphans, NULL, what becomes of a referenced row, references across scopes.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{ForeignKey, MatchType, ReferentialAction};

use super::IN_ANOTHER_SCOPE;
use super::attempt::{Attempt, Count, Draft, Watch};
use super::builder::Builder;
use super::row::{self, Row};
use super::states::{self, Deed};
use super::values::Tag;

/// The attempts that probe a table's foreign keys.
pub(super) fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Vec<Attempt> {
    let keys = builder.table(table).foreign_keys();
    keys.flat_map(|(name, key)| Probe::new(builder, table, name, key).attempts()).collect()
}

struct Probe<'a> {
    builder: &'a Builder<'a>,
    table: &'a QualifiedName,
    name: &'a Ident,
    key: &'a ForeignKey,
    /// The place in the key of the column that attempts make wrong: one that no other foreign key has, if there is one.
    place: usize,
}

impl<'a> Probe<'a> {
    fn new(builder: &'a Builder<'a>, table: &'a QualifiedName, name: &'a Ident, key: &'a ForeignKey) -> Probe<'a> {
        let places = own_places(builder, table, key);
        let others = |place: &usize| builder.foreign_keys_of(table, &[&key.columns[*place]], Some(name)).len();
        let place = places.iter().rev().min_by_key(|place| others(place)).copied().unwrap_or_default();
        Probe { builder, table, name, key, place }
    }

    fn attempts(&self) -> Vec<Attempt> {
        let mut attempts = self.orphans();
        attempts.extend(self.nulls());
        attempts.push(self.delete_parent());
        attempts.push(self.update_parent());
        attempts.extend(self.replaced_parents());
        attempts.extend(self.across_scopes());
        attempts
    }

    fn column(&self) -> &'a Ident {
        &self.key.columns[self.place]
    }

    fn referenced(&self) -> &'a Ident {
        &self.key.referenced_columns[self.place]
    }

    fn parent(&self) -> &'a QualifiedName {
        &self.key.references
    }

    /// A draft in which nothing but this key answers to a change of these columns of its table.
    fn alone(&self, columns: &[&Ident], deed: Deed) -> Draft<'a> {
        let others = self.builder.foreign_keys_of(self.table, columns, Some(self.name));
        let triggers = self.builder.triggers_of(self.table, columns, deed, None);
        let draft = self.builder.draft().open(self.table, deed);
        draft.aside_foreign_keys(self.table, &others).aside_triggers(self.table, &triggers)
    }

    fn orphans(&self) -> Vec<Attempt> {
        let child = self.builder.world.planted(self.table, Tag::C);
        let nowhere = self.builder.world.nowhere(self.builder.subject, self.parent(), self.referenced());
        let wrong = Row::from([(self.column().clone(), nowhere)]);
        let insert = row::insert(self.table, &self.builder.child_with(self.table, &wrong));
        let update = row::update(self.table, self.builder.table(self.table), &child.row, &wrong);
        let of = format!("{} of no row of {}", self.column(), self.parent());
        let columns = [self.column()];
        vec![
            self.alone(&columns, Deed::Insert).plant_before(child).act(self.name, format!("insert with {of}"), insert),
            self.alone(&columns, Deed::Change).plant(self.table, child).act(
                self.name,
                format!("update to {of}"),
                update,
            ),
        ]
    }

    fn nulls(&self) -> Vec<Attempt> {
        let definition = self.builder.table(self.table);
        let nullable: Vec<&Ident> = self
            .key
            .columns
            .iter()
            .filter(|name| definition.column(name).is_some_and(|column| column.nullable))
            .collect();
        let null =
            |columns: &[&Ident]| columns.iter().map(|column| ((*column).clone(), "NULL".to_owned())).collect::<Row>();
        let mut attempts: Vec<Attempt> = nullable
            .iter()
            .map(|column| self.insert_alone(&[column], null(&[column]), format!("insert with {column} NULL")))
            .collect();
        if self.key.match_type == MatchType::Full && nullable.len() > 1 && nullable.len() == self.key.columns.len() {
            let text = "insert with all columns of the key NULL";
            attempts.push(self.insert_alone(&nullable, null(&nullable), text.to_owned()));
        }
        for column in nullable.iter().filter(|column| **column != self.column()) {
            let mut values = null(&[column]);
            let nowhere = self.builder.world.nowhere(self.builder.subject, self.parent(), self.referenced());
            values.insert(self.column().clone(), nowhere);
            let text = format!("insert with {column} NULL and {} of no row of {}", self.column(), self.parent());
            attempts.push(self.insert_alone(&[column, self.column()], values, text));
        }
        attempts
    }

    fn insert_alone(&self, columns: &[&Ident], values: Row, text: String) -> Attempt {
        let child = self.builder.world.planted(self.table, Tag::C);
        let insert = row::insert(self.table, &self.builder.child_with(self.table, &values));
        self.alone(columns, Deed::Insert).plant_before(child).act(self.name, text, insert)
    }

    /// The referenced row of the attempt's own, in a state in which rows that refer to it may change.
    fn own_parent(&self) -> Row {
        let mut parent = self.builder.world.row(self.parent(), Tag::P).clone();
        for ((table, column), state) in states::required(self.builder.subject, self.table, Deed::Change) {
            if table == *self.parent() {
                let change = self.builder.state_change(&table, Tag::P, &column, &state);
                parent.extend(change.into_iter().flatten().map(|(column, value)| (column.clone(), value.clone())));
            }
        }
        parent
    }

    /// The row that refers to it.
    fn own_child(&self, parent: &Row) -> Row {
        let columns = self.key.columns.iter().zip(&self.key.referenced_columns);
        let values = columns.filter_map(|(own, referenced)| Some((own.clone(), parent.get(referenced)?.clone())));
        self.builder.child_with(self.table, &values.collect())
    }

    /// Plants both. What the referenced row's change leads to in the other row is answered by this key alone.
    fn family(&self, parent: &Row, child: &Row) -> Draft<'a> {
        let world = self.builder.world;
        let own: Vec<&Ident> =
            own_places(self.builder, self.table, self.key).into_iter().map(|place| &self.key.columns[place]).collect();
        let others = self.builder.foreign_keys_of(self.table, &own, Some(self.name));
        // A trigger that looks for another row by these columns finds none.
        let definition = self.builder.table(self.table);
        let looks = |name: &Ident| {
            let parent = definition.invariants.get(name).and_then(states::parent_of);
            parent.is_some_and(|parent| parent.references != *self.parent() || parent.columns != self.key.columns)
        };
        let mut triggers = self.builder.triggers_of(self.table, &own, Deed::Insert, None);
        triggers.retain(|name| looks(name));
        self.builder
            .draft()
            .open(self.table, Deed::Change)
            .open(self.parent(), Deed::Change)
            .aside_foreign_keys(self.table, &others)
            .aside_triggers(self.table, &triggers)
            .plant_before(world.planted(self.parent(), Tag::P))
            .plant_row(self.parent(), parent)
            .plant_before(world.planted(self.table, Tag::C))
            .plant_row(self.table, child)
    }

    fn delete_parent(&self) -> Attempt {
        let parent = self.own_parent();
        let child = self.own_child(&parent);
        let delete = row::delete(self.parent(), self.builder.table(self.parent()), &parent);
        self.family(&parent, &child)
            .watching(self.watch(&parent, None))
            .restricts(self.key.on_delete == ReferentialAction::Restrict)
            .act(self.name, format!("delete of the row of {} that is referred to", self.parent()), delete)
    }

    fn update_parent(&self) -> Attempt {
        let parent = self.own_parent();
        let child = self.own_child(&parent);
        let change = self.new_key();
        let update = row::update(self.parent(), self.builder.table(self.parent()), &parent, &change);
        self.keys_may_change(self.family(&parent, &child))
            .watching(self.watch(&parent, Some(&change)))
            .restricts(self.key.on_update == ReferentialAction::Restrict)
            .act(self.name, format!("update of {} that is referred to in {}", self.referenced(), self.parent()), update)
    }

    /// The new value of the referenced column.
    fn new_key(&self) -> Row {
        let value = self.builder.world.nowhere(self.builder.subject, self.parent(), self.referenced());
        Row::from([(self.referenced().clone(), value)])
    }

    /// Sets aside what else would answer to a change of the referenced column.
    fn keys_may_change(&self, draft: Draft<'a>) -> Draft<'a> {
        let (parent, referenced, column) = (self.parent(), [self.referenced()], [self.column()]);
        let but = (parent == self.table).then_some(self.name);
        draft
            .aside_foreign_keys(parent, &self.builder.foreign_keys_of(parent, &referenced, but))
            .aside_triggers(parent, &self.builder.triggers_of(parent, &referenced, Deed::Change, None))
            .aside_triggers(self.table, &self.builder.triggers_of(self.table, &column, Deed::Change, None))
    }

    /// What tells NO ACTION from RESTRICT: the key is gone and there again within one statement.
    ///
    /// <https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK>
    fn replaced_parents(&self) -> Vec<Attempt> {
        let refuses =
            |action: &ReferentialAction| matches!(action, ReferentialAction::NoAction | ReferentialAction::Restrict);
        let parent = self.own_parent();
        let child = self.own_child(&parent);
        let definition = self.builder.table(self.parent());
        let mut attempts = Vec::new();
        if refuses(&self.key.on_delete) {
            let gone = row::delete(self.parent(), definition, &parent);
            let text = format!(
                "delete of the row of {} that is referred to, and insert of one like it, at once",
                self.parent()
            );
            let triggers: Vec<&Ident> = self.builder.table(self.parent()).invariants.keys().collect();
            attempts.push(
                self.family(&parent, &child)
                    .aside_triggers(self.parent(), &triggers)
                    .restricts(self.key.on_delete == ReferentialAction::Restrict)
                    .act(self.name, text, self.replacing(&gone, &parent)),
            );
        }
        if refuses(&self.key.on_update) {
            let gone = row::update(self.parent(), definition, &parent, &self.new_key());
            let mut heir = self.builder.world.row(self.parent(), Tag::Q).clone();
            let referenced = self.key.referenced_columns.iter();
            heir.extend(referenced.filter_map(|column| Some((column.clone(), parent.get(column)?.clone()))));
            let text = format!(
                "update of {} that is referred to in {}, and insert of another row with it, at once",
                self.referenced(),
                self.parent()
            );
            let triggers: Vec<&Ident> = self.builder.table(self.parent()).invariants.keys().collect();
            attempts.push(
                self.keys_may_change(self.family(&parent, &child))
                    .plant_before(self.builder.world.planted(self.parent(), Tag::Q))
                    .aside_triggers(self.parent(), &triggers)
                    .restricts(self.key.on_update == ReferentialAction::Restrict)
                    .act(self.name, text, self.replacing(&gone, &heir)),
            );
        }
        attempts
    }

    /// One statement that takes the key away and then inserts a row; the insert reads from the other, so it comes second.
    fn replacing(&self, gone: &str, heir: &Row) -> String {
        let columns: Vec<String> = heir.keys().map(ToString::to_string).collect();
        let values: Vec<String> = heir
            .iter()
            .map(|(column, value)| {
                let pg_type = super::columns::type_of(self.builder.subject, self.parent(), column);
                format!("CAST({value} AS {pg_type})")
            })
            .collect();
        format!(
            "WITH gone AS ({gone} RETURNING 1) INSERT INTO {} ({}) SELECT {} FROM gone",
            self.parent(),
            columns.join(", "),
            values.join(", ")
        )
    }

    /// A row that keeps its own scope columns, and names a row of the other scope.
    fn across_scopes(&self) -> Vec<Attempt> {
        let subject = self.builder.subject;
        let scope = subject.scope(self.parent());
        if scope.is_empty() || subject.scope(self.table).is_empty() {
            return Vec::new();
        }
        let foreign = self.builder.world.row(self.parent(), Tag::B);
        let named = |place: usize| {
            Some((self.key.columns[place].clone(), foreign.get(&self.key.referenced_columns[place])?.clone()))
        };
        let outside = (0..self.key.columns.len()).filter(|place| !scope.contains(&self.key.referenced_columns[*place]));
        let values: Row = outside.filter_map(named).collect();
        if values.is_empty() {
            return Vec::new();
        }
        let columns: Vec<Ident> = values.keys().cloned().collect();
        let columns: Vec<&Ident> = columns.iter().collect();
        let text = format!("insert with a row of {} {IN_ANOTHER_SCOPE}", self.parent());
        vec![self.insert_alone(&columns, values, text)]
    }

    fn watch(&self, parent: &Row, change: Option<&Row>) -> Watch {
        let mut counts = vec![Count::Rows(self.table.clone())];
        let mut terms = vec!["count(*)".to_owned()];
        for column in &self.key.columns {
            counts.push(Count::Null(column.clone()));
            terms.push(format!("count(*) FILTER (WHERE {column} IS NULL)"));
        }
        let mut referring = |count: Count, key: &Row| {
            let columns = self.key.columns.iter().zip(&self.key.referenced_columns);
            let equal = row::equal(columns.filter_map(|(own, referenced)| Some((own, key.get(referenced)?))));
            counts.push(count);
            terms.push(format!("count(*) FILTER (WHERE {equal})"));
        };
        if let Some(change) = change {
            let mut new = parent.clone();
            new.extend(change.clone());
            referring(Count::Follow, &new);
        }
        referring(Count::Stay, parent);
        // Of a table that refers to itself, the row that goes is not counted.
        let others = match change {
            None if self.parent() == self.table => {
                format!(" WHERE NOT ({})", row::identity(self.builder.table(self.table), parent))
            }
            _ => String::new(),
        };
        Watch { query: format!("SELECT concat_ws(',', {}) FROM {}{others}", terms.join(", "), self.table), counts }
    }
}

/// The places of a key's columns that are not the scope that both tables share; all places where it is nothing else.
fn own_places(builder: &Builder<'_>, table: &QualifiedName, key: &ForeignKey) -> Vec<usize> {
    let (own, theirs) = (builder.subject.scope(table), builder.subject.scope(&key.references));
    let shared = |place: &usize| own.contains(&key.columns[*place]) && theirs.contains(&key.referenced_columns[*place]);
    let all = 0..key.columns.len();
    let apart: Vec<usize> = all.clone().filter(|place| !shared(place)).collect();
    if apart.is_empty() { all.collect() } else { apart }
}
