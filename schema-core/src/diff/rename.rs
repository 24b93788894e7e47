//! Renames: what a hint says was called otherwise is carried over, and so is a constraint or an index that is the same under
//! another name, and the sequence of an identity column.
//!
//! A rename of what holds data is never guessed. Where a hint's old name is there and the new one is not, the model before is
//! turned into the one that the renames leave behind, and all else is compared with that.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::mem::discriminant;

use super::{Change, label, relation, rename_in_invariants};
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Column, Constraint, Expression, Index, IndexTerm, Rename, SchemaModel, Table, UserType, UserTypeKind,
};
use crate::sql::{RelationKind, RenamedLabel, RenamedRelation, identity_sequence, own_sequence_name, usual_sequence};

/// Returns the hints that say something, in an order in which each finds its name free: the old name is there before, the
/// new one after, and not before, or only as the old name of another such hint. Tables come first. Those that claim one
/// old name say nothing: [`contested()`] returns them.
pub fn effective(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    let mut renames = claims(before, after);
    let contested = among_themselves(&renames);
    renames.retain(|rename| !contested.contains(rename));
    renames
}

/// Returns the hints that would say something, were it not for another one that claims the same old name.
pub fn contested(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    among_themselves(&claims(before, after))
}

fn among_themselves(renames: &[Rename]) -> Vec<Rename> {
    let is_claimed_twice = |rename: &&Rename| {
        let claim = Hint::of(rename).claim();
        renames.iter().filter(|other| Hint::of(other).claim() == claim).count() > 1
    };
    renames.iter().filter(is_claimed_twice).cloned().collect()
}

/// What a hint says, as it is told.
pub(crate) struct Hint<'a> {
    /// What is renamed: `column`.
    pub(crate) kind: &'static str,
    /// What it belongs to.
    pub(crate) of: Option<&'a QualifiedName>,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl<'a> Hint<'a> {
    pub(crate) fn of(rename: &'a Rename) -> Hint<'a> {
        let hint = |kind, of, from: &dyn Display, to: &dyn Display| Hint {
            kind,
            of,
            from: from.to_string(),
            to: to.to_string(),
        };
        match rename {
            Rename::Table { from, to } => hint("table", None, from, to),
            Rename::Partition { of, from, to } => hint("partition", Some(of), from, to),
            Rename::Column { table, from, to } => hint("column", Some(table), from, to),
            Rename::Label { of, from, to } => hint("label", Some(of), from, to),
            Rename::Attribute { of, from, to } => hint("attribute", Some(of), from, to),
        }
    }

    /// The old name, and where it stands.
    fn claim(self) -> (&'static str, Option<&'a QualifiedName>, String) {
        (self.kind, self.of, self.from)
    }
}

/// Returns the hints that say something, those that claim one old name among them.
pub(super) fn claims(before: &SchemaModel, after: &SchemaModel) -> Vec<Rename> {
    let hints = after.renames.iter().filter_map(|rename| match rename {
        Rename::Table { from, to } => Some((from, to)),
        _ => None,
    });
    let (was, is) = (
        |name: &QualifiedName| before.tables.contains_key(name),
        |name: &QualifiedName| after.tables.contains_key(name),
    );
    let tables = in_chains(hints, was, is);
    let mut renames: Vec<Rename> =
        tables.iter().map(|(from, to)| Rename::Table { from: (*from).clone(), to: (*to).clone() }).collect();
    let tables: BTreeMap<&QualifiedName, &QualifiedName> = tables.into_iter().map(|(from, to)| (to, from)).collect();
    renames.extend(after.renames.iter().filter(|rename| is_renamed_in_type(rename, before, after)).cloned());
    for rename in &after.renames {
        let Rename::Partition { of, from, to } = rename else { continue };
        let old = before.tables.get(tables.get(of).copied().unwrap_or(of));
        let (Some(old), Some(new)) = (old, after.tables.get(of)) else { continue };
        let is_one = |of: &Table, name: &QualifiedName| of.partitions(name).iter().any(|placed| placed.name == name);
        if is_one(old, from) && !is_one(old, to) && is_one(new, to) {
            renames.push(rename.clone());
        }
    }
    let mut columns: BTreeMap<&QualifiedName, Vec<(&Ident, &Ident)>> = BTreeMap::new();
    for rename in &after.renames {
        if let Rename::Column { table, from, to } = rename {
            columns.entry(table).or_default().push((from, to));
        }
    }
    for (table, hints) in columns {
        let old = before.tables.get(tables.get(table).copied().unwrap_or(table));
        let (Some(old), Some(new)) = (old, after.tables.get(table)) else { continue };
        let renamed =
            in_chains(hints.into_iter(), |name| old.column(name).is_some(), |name| new.column(name).is_some());
        renames.extend(renamed.into_iter().map(|(from, to)| Rename::Column {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
        }));
    }
    renames
}

/// Returns the hints, an old name and a new one each, that say something: those of a chain whose last name is new, the last
/// hint first. What is between was there, and is what another hint says; so may be the first name, which something new has
/// then. A circle never says anything: once it is carried out, it would say the same again.
fn in_chains<'a, N: Ord>(
    hints: impl Iterator<Item = (&'a N, &'a N)>,
    was: impl Fn(&N) -> bool,
    is: impl Fn(&N) -> bool,
) -> Vec<(&'a N, &'a N)> {
    let hints: Vec<(&N, &N)> = hints.filter(|(from, to)| was(from) && is(to)).collect();
    let by_new: BTreeMap<&N, &N> = hints.iter().map(|(from, to)| (*to, *from)).collect();
    let mut all = Vec::new();
    for (from, to) in hints.iter().filter(|(_, to)| !was(to)) {
        let mut chain = vec![(*from, *to)];
        // As long as there are hints at most: a circle in front of it has no first name.
        for _ in &hints {
            let Some((to, from)) = by_new.get_key_value(chain[chain.len() - 1].0) else { break };
            chain.push((*from, *to));
        }
        if chain.len() <= hints.len() {
            all.extend(chain);
        }
    }
    all
}

/// Tells whether a label or an attribute by the old name is there before, and only by the new one after.
fn is_renamed_in_type(rename: &Rename, before: &SchemaModel, after: &SchemaModel) -> bool {
    let has = |model: &SchemaModel, of: &QualifiedName, name: &str| match &model.types.get(of)?.is {
        UserTypeKind::Enum(labels) => Some(labels.iter().any(|label| label == name)),
        UserTypeKind::Composite(attributes) => Some(attributes.iter().any(|it| it.name.as_str() == name)),
        UserTypeKind::Domain(_) => None,
    };
    let (of, from, to) = match rename {
        Rename::Label { of, from, to } => (of, from.as_str(), to.as_str()),
        Rename::Attribute { of, from, to } => (of, from.as_str(), to.as_str()),
        Rename::Table { .. } | Rename::Partition { .. } | Rename::Column { .. } => return false,
    };
    let is_there = |model, name| has(model, of, name) == Some(true);
    is_there(before, from) && !is_there(before, to) && is_there(after, to) && !is_there(after, from)
}

/// Carries out the renames that `after` asks for, and those of constraints, indexes and sequences: returns the model that they leave behind, and the changes.
pub fn renamed<'a>(before: &'a SchemaModel, after: &SchemaModel) -> (Cow<'a, SchemaModel>, Vec<Change>) {
    let renames = effective(before, after);
    if renames.is_empty() && !has_names_to_carry(before, after) {
        return (Cow::Borrowed(before), Vec::new());
    }
    let mut model = before.clone();
    let mut changes = Vec::new();
    for rename in renames {
        match rename {
            Rename::Table { from, to } => {
                rename_table(&mut model, &from, &to);
                let invariants = rename_in_invariants::rename_table(&mut model, &from, &to);
                changes.push(Change::RenameTable(from.clone(), to.clone(), invariants));
                let columns: Vec<Ident> = model.tables[&to].columns.iter().map(|column| column.name.clone()).collect();
                for column in columns {
                    carry_sequence(&mut model, (&from, &column), (&to, &column), &mut changes);
                }
            }
            Rename::Partition { of, from, to } => {
                let divided = model.tables.get_mut(&of).and_then(|table| table.partitioning.as_mut());
                if divided.is_some_and(|partitioning| partitioning.rename(&from, &to)) {
                    relation::carry(&mut model, &[RenamedRelation { from: &from, to: &to, is: RelationKind::Table }]);
                    changes.push(Change::RenamePartition(of, from, to));
                }
            }
            Rename::Column { table, from, to } => {
                rename_column(&mut model, &table, &from, &to);
                let invariants = rename_in_invariants::rename_column(&mut model, &table, &from, &to);
                changes.push(Change::RenameColumn(table.clone(), from.clone(), to.clone(), invariants));
                carry_sequence(&mut model, (&table, &from), (&table, &to), &mut changes);
            }
            Rename::Label { of, from, to } => {
                label::rename(&mut model, &RenamedLabel { of: &of, from: &from, to: &to });
                changes.push(Change::RenameLabel(of, from, to));
            }
            Rename::Attribute { of, from, to } => {
                rename_attribute(&mut model, &of, &from, &to);
                changes.push(Change::RenameAttribute(of, from, to));
            }
        }
    }
    let behind = changes.len();
    for (name, old) in &mut model.tables {
        if let Some(new) = after.tables.get(name) {
            carry_names(name, old, new, &mut changes);
        }
    }
    let sequences = changes[behind..].iter().filter_map(|change| match change {
        Change::RenameSequence(_, from, to) => Some(RenamedRelation { from, to, is: RelationKind::Sequence }),
        _ => None,
    });
    relation::carry(&mut model, &sequences.collect::<Vec<_>>());
    (Cow::Owned(model), changes)
}

fn rename_attribute(model: &mut SchemaModel, of: &QualifiedName, from: &Ident, to: &Ident) {
    let Some(UserType { is: UserTypeKind::Composite(attributes), .. }) = model.types.get_mut(of) else { return };
    for attribute in attributes.iter_mut().filter(|attribute| attribute.name == *from) {
        attribute.name = to.clone();
    }
}

fn rename_table(model: &mut SchemaModel, from: &QualifiedName, to: &QualifiedName) {
    if let Some(table) = model.tables.remove(from) {
        model.tables.insert(to.clone(), table);
    }
    relation::carry(model, &[RenamedRelation { from, to, is: RelationKind::Table }]);
    for table in model.tables.values_mut() {
        for constraint in table.constraints.values_mut() {
            if let Constraint::ForeignKey(foreign_key) = constraint
                && foreign_key.references == *from
            {
                foreign_key.references = to.clone();
            }
        }
    }
}

fn rename_column(model: &mut SchemaModel, of: &QualifiedName, from: &Ident, to: &Ident) {
    let replace = |columns: &mut Vec<Ident>| {
        for column in columns.iter_mut().filter(|column| *column == from) {
            *column = to.clone();
        }
    };
    for (name, table) in &mut model.tables {
        for constraint in table.constraints.values_mut() {
            if let Constraint::ForeignKey(foreign_key) = constraint
                && foreign_key.references == *of
            {
                replace(&mut foreign_key.referenced_columns);
            }
        }
        if name == of {
            rename_own_column(table, from, to);
            for (trigger, is) in &mut table.triggers {
                is.definition = in_trigger(&is.definition, trigger, name, from, to);
            }
        }
    }
}

fn rename_own_column(table: &mut Table, from: &Ident, to: &Ident) {
    let replace = |columns: &mut Vec<Ident>| {
        for column in columns.iter_mut().filter(|column| *column == from) {
            *column = to.clone();
        }
    };
    let in_text = |expression: &mut Expression| {
        if expression.columns.contains(from) {
            expression.sql = with_name(&expression.sql, from, to);
            replace(&mut expression.columns);
        }
    };
    for column in &mut table.columns {
        if column.name == *from {
            column.name = to.clone();
        }
        if let Some(generated) = &mut column.generated {
            in_text(&mut generated.expression);
        }
    }
    for constraint in table.constraints.values_mut() {
        match constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => {
                replace(&mut key.columns);
                replace(&mut key.include);
            }
            Constraint::ForeignKey(foreign_key) => {
                use crate::model::ReferentialAction::{SetDefault, SetNull};
                replace(&mut foreign_key.columns);
                for action in [&mut foreign_key.on_delete, &mut foreign_key.on_update] {
                    if let SetNull(columns) | SetDefault(columns) = action {
                        replace(columns);
                    }
                }
            }
            Constraint::Check(check) => in_text(&mut check.expression),
            Constraint::Exclusion(exclusion) => rename_in_index(&mut exclusion.index, from, to, &in_text),
        }
    }
    for index in table.indexes.values_mut() {
        rename_in_index(index, from, to, &in_text);
    }
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.keys_mut(&mut |key| match &mut key.term {
            IndexTerm::Column(column) if column == from => *column = to.clone(),
            IndexTerm::Column(_) => {}
            IndexTerm::Expression(expression) => in_text(expression),
        });
    }
}

/// Writes one column in place of another where a trigger's definition names columns: behind UPDATE OF and in WHEN. Its
/// own name, the table's and what it calls stay as they are.
fn in_trigger(definition: &str, name: &Ident, table: &QualifiedName, from: &Ident, to: &Ident) -> String {
    let on_table = format!(" ON {table} ");
    let parts = definition.split_once(&format!("TRIGGER {name} ")).and_then(|(create, rest)| {
        let (event, rest) = rest.split_once(&on_table)?;
        let (condition, execute) = rest.split_once(" EXECUTE ")?;
        Some((create, event, condition, execute))
    });
    let Some((create, event, condition, execute)) = parts else { return definition.to_owned() };
    let renamed = |text| with_name(text, from, to);
    format!("{create}TRIGGER {name} {}{on_table}{} EXECUTE {execute}", renamed(event), renamed(condition))
}

fn rename_in_index(index: &mut Index, from: &Ident, to: &Ident, in_text: &impl Fn(&mut Expression)) {
    for key in &mut index.keys {
        match &mut key.term {
            IndexTerm::Column(column) if column == from => *column = to.clone(),
            IndexTerm::Column(_) => {}
            IndexTerm::Expression(expression) => in_text(expression),
        }
    }
    for column in index.include.iter_mut().filter(|column| *column == from) {
        *column = to.clone();
    }
    if let Some(predicate) = &mut index.predicate {
        in_text(predicate);
    }
}

/// A sequence that is named after the table and column that it goes with, as that of a serial column is, gets a name after
/// their new ones. That of an identity column has its old name until it is given the one that is declared.
fn carry_sequence(
    model: &mut SchemaModel,
    (old_table, old_column): (&QualifiedName, &Ident),
    (table, column): (&QualifiedName, &Ident),
    changes: &mut Vec<Change>,
) {
    let old_owner = Some((old_table.clone(), old_column.clone()));
    for sequence in model.sequences.values_mut().filter(|sequence| sequence.owned_by == old_owner) {
        sequence.owned_by = Some((table.clone(), column.clone()));
    }
    let Some(of) = model.tables.get_mut(table).and_then(|table| table.columns.iter_mut().find(|of| of.name == *column))
    else {
        return;
    };
    if let Some(identity) = &mut of.identity {
        let name = identity_sequence(old_table, old_column, identity).name;
        identity.sequence = own_sequence_name(table, column, &name);
        return;
    }
    let (from, to) = (usual_sequence(old_table, old_column), usual_sequence(table, column));
    let Some(sequence) = model.sequences.remove(&from) else { return };
    model.sequences.insert(to.clone(), sequence);
    if from != to {
        relation::carry(model, &[RenamedRelation { from: &from, to: &to, is: RelationKind::Sequence }]);
        changes.push(Change::RenameSequence((table.clone(), column.clone()), from, to));
    }
}

/// Tells whether the column is an identity column before and after, and its sequence has another name.
fn has_other_sequence(old: &Column, new: &Table) -> bool {
    let new = new.column(&old.name).and_then(|column| column.identity.as_deref());
    old.identity.as_deref().zip(new).is_some_and(|(old, new)| old.sequence != new.sequence)
}

/// Tells whether a table that keeps its name has a constraint or an index that is declared under another name, or an
/// identity column whose sequence is.
fn has_names_to_carry(before: &SchemaModel, after: &SchemaModel) -> bool {
    before.tables.iter().any(|(name, old)| {
        let Some(new) = after.tables.get(name) else { return false };
        is_any_carried(&old.constraints, &new.constraints, is_same_constraint)
            || is_any_carried(&old.indexes, &new.indexes, is_same_index)
            || old.columns.iter().any(|column| has_other_sequence(column, new))
    })
}

/// A constraint or index that is the same under another name is renamed: nothing is built or proven again. Which of two
/// equal ones has which name makes no difference. The sequence of an identity column is known by the column.
fn carry_names(name: &QualifiedName, old: &mut Table, new: &Table, changes: &mut Vec<Change>) {
    for column in old.columns.iter_mut().filter(|column| has_other_sequence(column, new)) {
        let declared = new.column(&column.name).and_then(|new| new.identity.as_deref());
        let (Some(identity), Some(declared)) = (&mut column.identity, declared) else { continue };
        let from = identity_sequence(name, &column.name, identity);
        let to = identity_sequence(name, &column.name, declared);
        identity.sequence = declared.sequence.clone();
        changes.push(Change::RenameSequence((name.clone(), column.name.clone()), from, to));
    }
    for (from, to) in carried(&mut old.constraints, &new.constraints, is_same_constraint) {
        changes.push(Change::RenameConstraint(name.clone(), from, to));
    }
    for (from, to) in carried(&mut old.indexes, &new.indexes, is_same_index) {
        changes.push(Change::RenameIndex(name.clone(), from, to));
    }
}

fn is_same_constraint(a: &Constraint, b: &Constraint) -> bool {
    discriminant(a) == discriminant(b) && a.without_comment() == b.without_comment()
}

fn is_same_index(a: &Index, b: &Index) -> bool {
    a.without_comment() == b.without_comment()
}

/// Finds the renames that end with a new name, each of an old object to the name of an equal one, the new name first:
/// what has such a name moves on itself, and the last name of all is declared no more. So no name that was there waits
/// for something to be built.
fn chain<V>(
    old: &BTreeMap<Ident, V>,
    new: &BTreeMap<Ident, V>,
    end: &Ident,
    is_same: impl Fn(&V, &V) -> bool,
) -> Option<Vec<(Ident, Ident)>> {
    let mut chain: Vec<(Ident, Ident)> = Vec::new();
    let mut to = end;
    loop {
        let wanted = new.get(to)?;
        let is_used = |name: &Ident| chain.iter().any(|(from, _)| from == name);
        let can_be_it = |(from, value): &(&Ident, &V)| is_same(value, wanted) && !is_used(from);
        let is_free = |(from, _): &(&Ident, &V)| !new.contains_key(*from);
        let stays = |from, value| new.get(from).is_some_and(|declared| is_same(value, declared));
        if let Some((from, _)) = old.iter().filter(is_free).find(can_be_it) {
            chain.push((from.clone(), to.clone()));
            return Some(chain);
        }
        let (from, _) = old.iter().filter(|(from, value)| !stays(from, value)).find(can_be_it)?;
        chain.push((from.clone(), to.clone()));
        to = from;
    }
}

fn is_any_carried<V>(
    old: &BTreeMap<Ident, V>,
    new: &BTreeMap<Ident, V>,
    is_same: impl Fn(&V, &V) -> bool + Copy,
) -> bool {
    new.keys().any(|to| !old.contains_key(to) && chain(old, new, to, is_same).is_some())
}

/// Gives old objects the names of equal ones that are new, and of those that move on to such a name; returns old and new
/// names, each new one free by then.
fn carried<V>(
    old: &mut BTreeMap<Ident, V>,
    new: &BTreeMap<Ident, V>,
    is_same: impl Fn(&V, &V) -> bool + Copy,
) -> Vec<(Ident, Ident)> {
    let mut names = Vec::new();
    for to in new.keys() {
        if old.contains_key(to) {
            continue;
        }
        for (from, to) in chain(old, new, to, is_same).unwrap_or_default() {
            if let Some(value) = old.remove(&from) {
                old.insert(to.clone(), value);
                names.push((from, to));
            }
        }
    }
    names
}

/// Writes one name in place of another in an expression, as PostgreSQL does when it prints the expression after the
/// rename. What stands in a string constant, or behind a point, is no column.
fn with_name(sql: &str, from: &Ident, to: &Ident) -> String {
    let (quoted, plain) = (format!("\"{}\"", from.as_str().replace('"', "\"\"")), from.to_string());
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut text = String::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => quoted_length(rest, '\''),
            '"' => quoted_length(rest, '"'),
            c if is_part(c) => rest.find(|c| !is_part(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (piece, behind) = rest.split_at(length);
        let is_call = behind.trim_start().starts_with('(');
        let is_name = piece == quoted || (piece.eq_ignore_ascii_case(&plain) && !piece.starts_with('"') && !is_call);
        if is_name {
            text.push_str(&to.to_string());
        } else {
            text.push_str(piece);
        }
        rest = behind;
    }
    text
}

/// The length of a constant or name in quotes, which doubled ones do not end.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(found) = text[at..].find(quote) {
        at += found + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_triggers_are_replaced_where_they_are_columns() {
        let ident = |name| Ident::new(name).unwrap();
        let definition = "CREATE TRIGGER a BEFORE UPDATE OF a, b ON public.a FOR EACH ROW \
                          WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.a('a')";
        assert_eq!(
            in_trigger(definition, &ident("a"), &"public.a".parse().unwrap(), &ident("a"), &ident("C")),
            "CREATE TRIGGER a BEFORE UPDATE OF \"C\", b ON public.a FOR EACH ROW \
             WHEN ((old.\"C\" IS DISTINCT FROM new.\"C\")) EXECUTE FUNCTION public.a('a')"
        );
    }

    #[test]
    fn names_are_replaced_where_they_are_names() {
        let ident = |name| Ident::new(name).unwrap();
        let cases = [
            ("a > 0 AND A <> 'a'", "a", "b", "b > 0 AND b <> 'a'"),
            ("\"a\" = ba + a1 + a", "a", "B c", "\"B c\" = ba + a1 + \"B c\""),
            ("lower(lower) = 'it''s lower'", "lower", "name", "lower(name) = 'it''s lower'"),
            ("\"Or\"\"der\" > 1", "Or\"der", "x", "x > 1"),
        ];
        for (sql, from, to, expected) in cases {
            assert_eq!(with_name(sql, &ident(from), &ident(to)), expected);
        }
    }

    /// What is renamed between objects, a letter for the name and one for what it is.
    fn carried_names(old: &[&str], new: &[&str]) -> String {
        let objects = |texts: &[&str]| -> BTreeMap<Ident, String> {
            let object = |text: &&str| (Ident::new(&text[..1]).unwrap(), text[1..].to_owned());
            texts.iter().map(object).collect()
        };
        let names = carried(&mut objects(old), &objects(new), |a, b| a == b);
        names.iter().map(|(from, to)| format!("{from}>{to} ")).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn an_equal_object_takes_the_name_that_is_free() {
        assert_eq!(carried_names(&["aX"], &["cX"]), "a>c");
        assert_eq!(carried_names(&["aX", "bY"], &["bX", "cY"]), "b>c a>b");
        assert_eq!(carried_names(&["aX", "bY", "cZ"], &["bX", "cY", "dZ"]), "c>d b>c a>b");
        // The old name would wait for what is declared under it now.
        assert_eq!(carried_names(&["aX"], &["aY", "cX"]), "");
        assert_eq!(carried_names(&["aX", "bY"], &["aZ", "bX", "cY"]), "");
        // One that is declared as it is keeps its name, and one more is made.
        assert_eq!(carried_names(&["aX"], &["aX", "cX"]), "");
        // No name is free.
        assert_eq!(carried_names(&["aX", "bY"], &["aY", "bX"]), "");
    }

    /// What hints say between models of these names, each a letter.
    fn said(hints: &[&str], before: &str, after: &str) -> String {
        let hints: Vec<(char, char)> =
            hints.iter().map(|hint| (hint.chars().next().unwrap(), hint.chars().last().unwrap())).collect();
        let names = hints.iter().map(|(from, to)| (from, to));
        let said = in_chains(names, |name| before.contains(*name), |name| after.contains(*name));
        said.iter().map(|(from, to)| format!("{from}>{to} ")).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn a_hint_says_something_until_it_is_carried_out() {
        assert_eq!(said(&["a>b"], "a", "b"), "a>b");
        assert_eq!(said(&["a>b"], "b", "b"), "");
        assert_eq!(said(&["a>b"], "ab", "ab"), "");
        // Something new has the old name.
        assert_eq!(said(&["a>b"], "a", "ab"), "a>b");
    }

    #[test]
    fn what_frees_a_name_comes_first() {
        assert_eq!(said(&["a>b", "b>c"], "ab", "bc"), "b>c a>b");
        assert_eq!(said(&["c>d", "a>b", "b>c"], "abc", "bcd"), "c>d b>c a>b");
        // They are carried out, or half of it.
        assert_eq!(said(&["a>b", "b>c"], "bc", "bc"), "");
        assert_eq!(said(&["a>b", "b>c"], "b", "bc"), "b>c");
    }

    #[test]
    fn a_circle_says_nothing() {
        assert_eq!(said(&["a>b", "b>a"], "ab", "ab"), "");
        assert_eq!(said(&["a>b", "b>a", "a>c"], "ab", "abc"), "");
    }
}
