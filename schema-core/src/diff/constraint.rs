//! Constraints of a table that is there before and after.

use super::{Change, Pair, comment, pairs};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Key, ObjectName, Table, Validity};

pub(super) fn diff_constraints(table: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    let replaced = replaced_primary_key(from, to);
    if let Some(((old_name, old), (new_name, new))) = replaced {
        let (old, new) = ((old_name.clone(), old.clone()), (new_name.clone(), new.clone()));
        changes.push(Change::ReplacePrimaryKey(table.clone(), old, new));
    }
    let is_replaced =
        |name: &Ident| replaced.is_some_and(|((old_name, _), (new_name, _))| name == old_name || name == new_name);
    for (name, pair) in pairs(&from.constraints, &to.constraints) {
        match pair {
            _ if is_replaced(name) => {}
            Pair::Before(old) => changes.push(Change::DropConstraint(table.clone(), name.clone(), old.clone())),
            Pair::After(new) => changes.push(Change::AddConstraint(table.clone(), name.clone(), new.clone())),
            Pair::Both(old, new) if old == new => {}
            Pair::Both(old, new) => diff_constraint(table, name, old, new, changes),
        }
    }
}

type NamedKey<'a> = (&'a Ident, &'a Key);

/// The primary key before and the one after, where the one cannot be altered into the other, and neither has the name of
/// something else on the other side.
pub(crate) fn replaced_primary_key<'a>(from: &'a Table, to: &'a Table) -> Option<(NamedKey<'a>, NamedKey<'a>)> {
    let (old_name, old) = from.primary_key()?;
    let (new_name, new) = to.primary_key()?;
    let altered = Key { options: new.options.clone(), comment: new.comment.clone(), ..old.clone() };
    let is_free =
        old_name == new_name || !(to.constraints.contains_key(old_name) || from.constraints.contains_key(new_name));
    let is_replaced = old_name != new_name || altered != *new;
    (is_free && is_replaced).then_some(((old_name, old), (new_name, new)))
}

/// What PostgreSQL can alter is altered; all else is another constraint of the name.
fn diff_constraint(table: &QualifiedName, name: &Ident, old: &Constraint, new: &Constraint, changes: &mut Vec<Change>) {
    let (mut reached, wanted) = (old.without_comment(), new.without_comment());
    let mut alterations = Vec::new();
    if let (Some(from), Some(to)) = (reached.index_options(), wanted.index_options())
        && from != to
    {
        let (from, to) = (from.clone(), to.clone());
        reached = reached.with_index_options(to.clone());
        alterations.push(Change::AlterIndexOptions(table.clone(), name.clone(), from, to));
    }
    if (reached.validity(), wanted.validity()) == (Validity::NotValid, Validity::Valid) {
        reached = reached.with_validity(Validity::Valid);
        let valid = old.with_validity(Validity::Valid);
        alterations.push(Change::ValidateConstraint(table.clone(), name.clone(), valid));
    }
    if let (Constraint::ForeignKey(from), Constraint::ForeignKey(to)) = (&mut reached, &wanted)
        && from.deferrable != to.deferrable
        && from.validity != Validity::NotEnforced
    {
        let before = from.clone();
        from.deferrable = to.deferrable;
        alterations.push(Change::AlterDeferrability(table.clone(), name.clone(), before, from.clone()));
    }
    if reached != wanted {
        changes.push(Change::ReplaceConstraint(table.clone(), name.clone(), old.clone(), new.clone()));
        return;
    }
    changes.extend(alterations);
    let object = ObjectName::Constraint(table.clone(), name.clone());
    comment(table, object, &old.comment().map(str::to_owned), &new.comment().map(str::to_owned), changes);
}
