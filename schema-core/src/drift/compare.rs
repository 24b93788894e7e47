//! What is declared against what is there: names first, shape second.

use std::collections::BTreeMap;

use super::inventory::{Entry, Inventory, ObjectKind, State};
use crate::ident::QualifiedName;
use crate::model::ObjectName;

/// One object that is not as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its declared name; of what is not declared, the one that it has.
    pub object: ObjectName,
    /// What it is.
    pub kind: ObjectKind,
    /// What is the matter.
    pub status: Status,
}

/// What is the matter with an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is declared, and not there.
    Missing {
        /// As declared.
        declared: String,
    },
    /// It is there, and not declared.
    Unexpected {
        /// As it is there.
        found: String,
    },
    /// It is another one of the same name.
    Different {
        /// As declared.
        declared: String,
        /// As it is there.
        found: String,
    },
    /// It is the declared one, and does not do all that it is there for.
    Weak {
        /// As declared.
        declared: String,
        /// How far it does.
        state: State,
    },
    /// It has the declared shape and another name.
    Renamed {
        /// As declared.
        declared: String,
        /// The name that it has.
        found: ObjectName,
        /// How far it does what it is there for.
        state: State,
    },
    /// Only its comment is another.
    Comment {
        /// As declared.
        declared: Option<String>,
        /// As it is there.
        found: Option<String>,
    },
}

impl Status {
    /// One word, for tables and for what reads JSON.
    pub fn label(&self) -> &'static str {
        match self {
            Status::Missing { .. } => "missing",
            Status::Unexpected { .. } => "unexpected",
            Status::Different { .. } => "different",
            Status::Weak { state, .. } => state.label(),
            Status::Renamed { .. } => "renamed",
            Status::Comment { .. } => "comment",
        }
    }
}

impl State {
    /// One or two words.
    pub fn label(self) -> &'static str {
        match self {
            State::Whole => "as declared",
            State::NotValidated => "not validated",
            State::NotEnforced => "not enforced",
            State::Invalid => "invalid",
            State::Disabled => "disabled",
        }
    }
}

/// How many objects of a kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Declared.
    pub declared: usize,
    /// There as declared, under whatever name, and whole.
    pub as_declared: usize,
    /// There, declared or not.
    pub found: usize,
}

/// One database against the declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// By kind; a kind that neither side has is left out.
    pub counts: BTreeMap<ObjectKind, Counts>,
    /// By kind, then by name.
    pub findings: Vec<Finding>,
}

/// Compares what two servers of one major have printed.
///
/// An object of another name is the declared one where it belongs to the same table, is of the same kind and has the same
/// definition: constraints and indexes, whose names are habits. Of a table that is missing or not declared, its columns
/// and the like are not listed once more; the counts have them.
pub fn compare(declared: &Inventory, found: &Inventory) -> Drift {
    let renamed = renamed(declared, found);
    let taken: BTreeMap<&ObjectName, ()> = renamed.values().map(|name| (*name, ())).collect();
    let mut drift = Drift::default();
    for entry in found.values() {
        drift.counts.entry(entry.kind).or_default().found += 1;
    }
    for (object, entry) in declared {
        let other = renamed.get(object).copied();
        let there = found.get(other.unwrap_or(object));
        let counts = drift.counts.entry(entry.kind).or_default();
        counts.declared += 1;
        let status = status(entry, there, other);
        let is_as_declared = match &status {
            None | Some(Status::Comment { .. }) => true,
            Some(Status::Renamed { state, .. }) => *state == State::Whole,
            Some(_) => false,
        };
        counts.as_declared += usize::from(is_as_declared);
        let is_told = there.is_none() && table_of(object).is_some_and(|table| !found.contains_key(&table));
        if let Some(status) = status.filter(|_| !is_told) {
            drift.findings.push(Finding { object: object.clone(), kind: entry.kind, status });
        }
    }
    for (object, entry) in found {
        let is_told = table_of(object).is_some_and(|table| !declared.contains_key(&table));
        if declared.contains_key(object) || taken.contains_key(object) || is_told {
            continue;
        }
        let status = Status::Unexpected { found: entry.definition.clone() };
        drift.findings.push(Finding { object: object.clone(), kind: entry.kind, status });
    }
    drift.findings.sort_by(|one, other| (one.kind, &one.object).cmp(&(other.kind, &other.object)));
    drift
}

fn status(declared: &Entry, found: Option<&Entry>, other_name: Option<&ObjectName>) -> Option<Status> {
    let text = || declared.definition.clone();
    let Some(found) = found else { return Some(Status::Missing { declared: text() }) };
    if let Some(name) = other_name {
        return Some(Status::Renamed { declared: text(), found: name.clone(), state: found.state });
    }
    if (declared.kind, &declared.definition) != (found.kind, &found.definition) {
        let shown = |entry: &Entry| match declared.kind == found.kind {
            true => entry.definition.clone(),
            false => format!("{}: {}", entry.kind.nouns().0, entry.definition),
        };
        return Some(Status::Different { declared: shown(declared), found: shown(found) });
    }
    if declared.state != found.state {
        return Some(match found.state {
            // What is declared with less than its full effect, and has it.
            State::Whole => Status::Different {
                declared: format!("{} ({})", declared.definition, declared.state.label()),
                found: text(),
            },
            state => Status::Weak { declared: text(), state },
        });
    }
    (declared.comment != found.comment)
        .then(|| Status::Comment { declared: declared.comment.clone(), found: found.comment.clone() })
}

/// Finds for what is missing what has its shape and another name.
fn renamed<'a>(declared: &'a Inventory, found: &'a Inventory) -> BTreeMap<&'a ObjectName, &'a ObjectName> {
    let shape = |object: &ObjectName, entry: &'a Entry| {
        let table = match object {
            ObjectName::Constraint(table, _) | ObjectName::Index(table, _) => table.clone(),
            _ => return None,
        };
        Some((table, entry.kind, entry.definition.as_str()))
    };
    let mut spare: BTreeMap<(QualifiedName, ObjectKind, &str), Vec<&ObjectName>> = BTreeMap::new();
    // The last is taken first, so they go in from the end.
    for (object, entry) in found.iter().rev().filter(|(object, _)| !declared.contains_key(*object)) {
        if let Some(shape) = shape(object, entry) {
            spare.entry(shape).or_default().push(object);
        }
    }
    let mut renamed = BTreeMap::new();
    for (object, entry) in declared.iter().filter(|(object, _)| !found.contains_key(*object)) {
        let Some(shape) = shape(object, entry) else { continue };
        if let Some(other) = spare.get_mut(&shape).and_then(Vec::pop) {
            renamed.insert(object, other);
        }
    }
    renamed
}

/// The table that an object belongs to; nothing of what stands for itself.
pub fn table_of(object: &ObjectName) -> Option<ObjectName> {
    match object {
        ObjectName::Column(table, _)
        | ObjectName::Constraint(table, _)
        | ObjectName::Index(table, _)
        | ObjectName::Invariant(table, _)
        | ObjectName::Trigger(table, _) => Some(ObjectName::Table(table.clone())),
        ObjectName::Namespace(_)
        | ObjectName::Type(_)
        | ObjectName::Attribute(..)
        | ObjectName::DomainCheck(..)
        | ObjectName::Sequence(_)
        | ObjectName::Extension(_)
        | ObjectName::Table(_)
        | ObjectName::Routine(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::{CatchUpInput, catch_up, inventory};
    use crate::ident::Ident;
    use crate::model::{Attribute, Check, Domain, Expression, MajorRange, SchemaModel, UserType, UserTypeKind};
    use crate::types::Builtin;

    fn ident(name: &str) -> Ident {
        Ident::new(name).expect("a name")
    }

    fn with_comments(said: Option<&str>) -> SchemaModel {
        let comment = said.map(str::to_owned);
        let attribute =
            Attribute { name: ident("city"), pg_type: Builtin::Text.into(), collation: None, comment: comment.clone() };
        let check = Check { comment, ..Check::new(Expression::new("VALUE > 0", Vec::new())) };
        let domain = Domain {
            pg_type: Builtin::Integer.into(),
            collation: None,
            default: None,
            nullable: true,
            checks: [(ident("positive_check"), check)].into(),
        };
        let kinds = [
            ("public.address", UserTypeKind::Composite(vec![attribute])),
            ("public.positive", UserTypeKind::Domain(domain)),
        ];
        let types = kinds.map(|(name, is)| (name.parse().expect("a name"), UserType { is, comment: None }));
        SchemaModel { types: types.into(), ..SchemaModel::empty(MajorRange { min: 15, max: 18 }) }
    }

    #[test]
    fn what_is_said_of_a_part_of_a_type_is_a_comment() {
        let (declared, found) = (with_comments(Some("Where.")), with_comments(None));
        let drift = compare(&inventory(&declared), &inventory(&found));
        let labels: Vec<&str> = drift.findings.iter().map(|finding| finding.status.label()).collect();
        assert_eq!(labels, ["comment", "comment"]);
        let input =
            CatchUpInput { found: &found, declared: &declared, written: &declared, drift: &drift, replace: false };
        let caught_up = catch_up(&input);
        assert_eq!(caught_up.target.types, declared.types);
        assert!(caught_up.differing.is_empty());
    }
}
