//! Renames: what a hint says was called otherwise is carried over, and so is a constraint or an index that is the same under
//! another name, and the sequence of an identity column.
//!
//! A rename of what holds data is never guessed. Where a hint's old name is there and the new one is not, the model before is
//! turned into the one that the renames leave behind, and all else is compared with that.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem::discriminant;

use super::rename_hint::effective;
use super::{Change, label, relation, rename_in_invariants};
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Check, Column, Constraint, Expression, Index, IndexTerm, Rename, SchemaModel, Table, UserType, UserTypeKind,
};
use crate::sql::{RelationKind, RenamedLabel, RenamedRelation, identity_sequence, own_sequence_name, usual_sequence};

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
                    carry_owner(&mut model, (&from, &column), (&to, &column));
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
                carry_owner(&mut model, (&table, &from), (&table, &to));
            }
            Rename::Type { from, to } => {
                if let Some(renamed) = model.types.remove(&from) {
                    model.types.insert(to.clone(), renamed);
                }
                let is = match model.types.get(&to).map(|renamed| &renamed.is) {
                    Some(UserTypeKind::Composite(_)) => RelationKind::CompositeType,
                    _ => RelationKind::Type,
                };
                relation::carry(&mut model, &[RenamedRelation { from: &from, to: &to, is }]);
                changes.push(Change::RenameType(from, to));
            }
            Rename::Sequence { from, to } => {
                if rename_sequence(&mut model, &from, &to) {
                    changes.push(Change::RenameSequence(None, from, to));
                }
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
    carry_usual_names(before, &mut model, after, &mut changes);
    for (name, old) in &mut model.types {
        let new = after.types.get(name).map(|new| &new.is);
        if let (UserTypeKind::Domain(old), Some(UserTypeKind::Domain(new))) = (&mut old.is, new) {
            for (from, to) in carried(&mut old.checks, &new.checks, is_same_check) {
                changes.push(Change::RenameDomainCheck(name.clone(), from, to));
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

/// A sequence that goes with a column goes with it under the new name of table and column. That of an identity column has its
/// old name until it is given the one that is declared.
fn carry_owner(
    model: &mut SchemaModel,
    (old_table, old_column): (&QualifiedName, &Ident),
    (table, column): (&QualifiedName, &Ident),
) {
    let old_owner = Some((old_table.clone(), old_column.clone()));
    for sequence in model.sequences.values_mut().filter(|sequence| sequence.owned_by == old_owner) {
        sequence.owned_by = Some((table.clone(), column.clone()));
    }
    let columns = model.tables.get_mut(table).into_iter().flat_map(|table| &mut table.columns);
    for of in columns.filter(|of| of.name == *column) {
        if let Some(identity) = &mut of.identity {
            let name = identity_sequence(old_table, old_column, identity).name;
            identity.sequence = own_sequence_name(table, column, &name);
        }
    }
}

/// A sequence that is named after the table and column that it goes with, as that of a serial column is, gets a name after
/// their new ones, where it is wanted under that.
fn carry_usual_names(before: &SchemaModel, model: &mut SchemaModel, after: &SchemaModel, changes: &mut Vec<Change>) {
    for (from, old) in &before.sequences {
        let is_usual = old.owned_by.as_ref().is_some_and(|(table, column)| usual_sequence(table, column) == *from);
        // It may have another name by a hint.
        let Some(owner) = model.sequences.get(from).filter(|_| is_usual).and_then(|now| now.owned_by.clone()) else {
            continue;
        };
        let (table, column) = &owner;
        let to = usual_sequence(table, column);
        let wanted = after.tables.get(table).and_then(|table| table.column(column)?.identity.as_deref());
        let is_wanted = after.sequences.get(&to).is_some_and(|wanted| wanted.owned_by.as_ref() == Some(&owner))
            || wanted.is_some_and(|identity| identity_sequence(table, column, identity) == to);
        if *from != to && is_wanted && !model.sequences.contains_key(&to) && rename_sequence(model, from, &to) {
            changes.push(Change::RenameSequence(Some(owner), from.clone(), to));
        }
    }
}

/// Tells whether it is there.
fn rename_sequence(model: &mut SchemaModel, from: &QualifiedName, to: &QualifiedName) -> bool {
    let Some(sequence) = model.sequences.remove(from) else { return false };
    model.sequences.insert(to.clone(), sequence);
    relation::carry(model, &[RenamedRelation { from, to, is: RelationKind::Sequence }]);
    true
}

/// Tells whether the column is an identity column before and after, and its sequence has another name.
fn has_other_sequence(old: &Column, new: &Table) -> bool {
    let new = new.column(&old.name).and_then(|column| column.identity.as_deref());
    old.identity.as_deref().zip(new).is_some_and(|(old, new)| old.sequence != new.sequence)
}

/// Tells whether a table that keeps its name has a constraint or an index that is declared under another name, or an
/// identity column whose sequence is; or a domain that keeps its name such a CHECK.
fn has_names_to_carry(before: &SchemaModel, after: &SchemaModel) -> bool {
    let mut types = before.types.iter();
    let has_checks_to_carry = types.any(|(name, old)| match (&old.is, after.types.get(name).map(|new| &new.is)) {
        (UserTypeKind::Domain(old), Some(UserTypeKind::Domain(new))) => {
            is_any_carried(&old.checks, &new.checks, is_same_check)
        }
        _ => false,
    });
    has_checks_to_carry
        || before.tables.iter().any(|(name, old)| {
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
        changes.push(Change::RenameSequence(Some((name.clone(), column.name.clone())), from, to));
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

fn is_same_check(a: &Check, b: &Check) -> bool {
    let without_comment = |check: &Check| Check { comment: None, ..check.clone() };
    without_comment(a) == without_comment(b)
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
}
