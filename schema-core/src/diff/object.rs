//! Namespaces, types and sequences.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Pair, pairs};
use crate::ident::QualifiedName;
use crate::model::{ObjectName, SchemaModel, Sequence, UserType, UserTypeKind};

pub(super) fn namespaces(before: &SchemaModel, after: &SchemaModel, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&before.namespaces, &after.namespaces) {
        // It is taken to be there, whatever is said of it.
        let is_public = name.as_str() == "public";
        let (from, to) = match pair {
            Pair::Before(from) if is_public => (&from.comment, &None),
            Pair::After(to) if is_public => (&None, &to.comment),
            Pair::Before(_) => {
                changes.push(Change::DropNamespace(name.clone()));
                continue;
            }
            Pair::After(to) => {
                changes.push(Change::CreateNamespace(name.clone()));
                (&None, &to.comment)
            }
            Pair::Both(from, to) => (&from.comment, &to.comment),
        };
        comment(ObjectName::Namespace(name.clone()), from, to, changes);
    }
}

/// What is new comes in an order in which each type finds those that it is made of; what is gone, the other way round.
pub(super) fn types(before: &SchemaModel, after: &SchemaModel, changes: &mut Vec<Change>) {
    for name in in_order(&after.types) {
        let to = &after.types[name];
        match before.types.get(name) {
            None => {
                changes.push(Change::CreateType(name.clone(), to.without_comments()));
                comments(&BTreeMap::new(), &to.comments(name), changes);
            }
            Some(from) => {
                let (old, new) = (from.without_comments(), to.without_comments());
                let mut was = from.comments(name);
                was.retain(|object, _| stays(object, &old.is, &new.is));
                if old != new {
                    changes.push(Change::AlterType(name.clone(), old, new));
                }
                comments(&was, &to.comments(name), changes);
            }
        }
    }
    for name in in_order(&before.types).into_iter().rev().filter(|name| !after.types.contains_key(*name)) {
        changes.push(Change::DropType(name.clone(), before.types[name].clone()));
    }
}

pub(super) fn sequences(before: &SchemaModel, after: &SchemaModel, changes: &mut Vec<Change>) {
    let definition = |sequence: &Sequence| Sequence { comment: None, ..sequence.clone() };
    for (name, pair) in pairs(&before.sequences, &after.sequences) {
        let object = ObjectName::Sequence(name.clone());
        match pair {
            Pair::Before(from) => changes.push(Change::DropSequence(name.clone(), from.clone())),
            Pair::After(to) => {
                changes.push(Change::CreateSequence(name.clone(), to.clone()));
                comment(object, &None, &to.comment, changes);
            }
            Pair::Both(from, to) => {
                if definition(from) != definition(to) {
                    changes.push(Change::AlterSequence(name.clone(), from.clone(), to.clone()));
                }
                comment(object, &from.comment, &to.comment, changes);
            }
        }
    }
}

fn comment(object: ObjectName, from: &Option<String>, to: &Option<String>, changes: &mut Vec<Change>) {
    if from != to {
        changes.push(Change::AlterObjectComment(object, from.clone(), to.clone()));
    }
}

fn comments(from: &BTreeMap<ObjectName, String>, to: &BTreeMap<ObjectName, String>, changes: &mut Vec<Change>) {
    for (object, pair) in pairs(from, to) {
        let (from, to) = match pair {
            Pair::Before(from) => (Some(from), None),
            Pair::After(to) => (None, Some(to)),
            Pair::Both(from, to) => (Some(from), Some(to)),
        };
        comment(object.clone(), &from.cloned(), &to.cloned(), changes);
    }
}

/// Tells whether an object is there before and after: what is said of one that goes, goes with it, and what takes the place
/// of another one has nothing said of it yet.
fn stays(object: &ObjectName, from: &UserTypeKind, to: &UserTypeKind) -> bool {
    match (object, from, to) {
        (ObjectName::DomainCheck(_, name), UserTypeKind::Domain(from), UserTypeKind::Domain(to)) => {
            from.checks.get(name) == to.checks.get(name)
        }
        (ObjectName::Attribute(_, name), _, UserTypeKind::Composite(to)) => to.iter().any(|is| is.name == *name),
        _ => true,
    }
}

/// Types in an order in which each comes behind those that it is made of, otherwise by name.
fn in_order(types: &BTreeMap<QualifiedName, UserType>) -> Vec<&QualifiedName> {
    fn visit<'a>(
        name: &'a QualifiedName,
        types: &'a BTreeMap<QualifiedName, UserType>,
        seen: &mut BTreeSet<&'a QualifiedName>,
        order: &mut Vec<&'a QualifiedName>,
    ) {
        if !seen.insert(name) {
            return;
        }
        for needed in types[name].needs() {
            if let Some((needed, _)) = types.get_key_value(needed) {
                visit(needed, types, seen, order);
            }
        }
        order.push(name);
    }
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for name in types.keys() {
        visit(name, types, &mut seen, &mut order);
    }
    order
}
