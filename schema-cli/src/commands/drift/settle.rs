//! The same expression, printed the same: PostgreSQL prints some otherwise than it has read them, and only the second
//! print is the last (`code IN ('A', 'B')` of a varchar column). A database that was dumped and restored has the second.

use std::collections::BTreeSet;

use schema_core::drift::{Drift, ObjectKind, Status, compare, inventory};
use schema_core::ident::QualifiedName;
use schema_core::model::{Constraint, ObjectName, SchemaModel, Table};
use schema_harness::Server;

use crate::commands::plan::side::rendered;

/// Prints that are not the last after this many rounds are compared as they are.
const ROUNDS: usize = 3;

/// Both sides, and how they differ.
pub(super) struct Settled {
    pub(super) found: SchemaModel,
    pub(super) declared: SchemaModel,
    pub(super) drift: Drift,
    pub(super) note: Option<String>,
}

/// Has a scratch server print once more, on both sides, the tables and types whose expressions differ, until that changes
/// nothing.
pub(super) async fn settle(found: SchemaModel, declared: SchemaModel, drift: Drift, server: &Server) -> Settled {
    let mut settled = Settled { found, declared, drift, note: None };
    for _ in 0..ROUNDS {
        let doubtful = Doubtful::of(&settled.drift);
        if doubtful.is_empty() {
            break;
        }
        let (one, other) = (doubtful.part_of(&settled.found), doubtful.part_of(&settled.declared));
        let (one, other) = match (rendered(&one, server).await, rendered(&other, server).await) {
            (Ok(one), Ok(other)) => (one.model, other.model),
            (one, other) => {
                let errors: Vec<String> = one.err().into_iter().chain(other.err()).collect();
                settled.note = Some(format!(
                    "expressions are compared as they were first printed, so some may differ in spelling alone: {}",
                    errors.join("; ")
                ));
                break;
            }
        };
        let (found, declared) = (settled.found.clone(), settled.declared.clone());
        doubtful.take_over(one, &mut settled.found);
        doubtful.take_over(other, &mut settled.declared);
        if (&found, &declared) == (&settled.found, &settled.declared) {
            break;
        }
        settled.drift = compare(&inventory(&settled.declared), &inventory(&settled.found));
    }
    settled
}

/// What may differ in spelling alone.
#[derive(Default)]
struct Doubtful {
    tables: BTreeSet<QualifiedName>,
    types: BTreeSet<QualifiedName>,
}

impl Doubtful {
    fn of(drift: &Drift) -> Doubtful {
        let mut doubtful = Doubtful::default();
        for finding in &drift.findings {
            let has_name_of_its_own = !matches!(finding.kind, ObjectKind::Column | ObjectKind::Type);
            let may_be_spelling = match &finding.status {
                Status::Different { .. } => true,
                // Another name may hide another spelling.
                Status::Missing { .. } => has_name_of_its_own,
                _ => false,
            };
            match &finding.object {
                ObjectName::Column(table, _) | ObjectName::Constraint(table, _) | ObjectName::Index(table, _)
                    if may_be_spelling && has_expression(finding.kind, &finding.status) =>
                {
                    doubtful.tables.insert(table.clone());
                }
                ObjectName::Type(name) if may_be_spelling => {
                    doubtful.types.insert(name.clone());
                }
                _ => {}
            }
        }
        doubtful
    }

    fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.types.is_empty()
    }

    /// The tables in doubt without what leads to others, and all that they may need.
    fn part_of(&self, model: &SchemaModel) -> SchemaModel {
        let mut part = model.clone();
        part.tables.retain(|name, _| self.tables.contains(name));
        for table in part.tables.values_mut() {
            table.constraints.retain(|_, constraint| !matches!(constraint, Constraint::ForeignKey(_)));
            table.triggers.clear();
        }
        let tables = &part.tables;
        part.routines.retain(|_, routine| routine.needs.iter().all(|table| tables.contains_key(table)));
        for sequence in part.sequences.values_mut() {
            if sequence.owned_by.as_ref().is_some_and(|(table, _)| !tables.contains_key(table)) {
                sequence.owned_by = None;
            }
        }
        part
    }

    /// Takes over how expressions were printed.
    fn take_over(&self, printed: SchemaModel, model: &mut SchemaModel) {
        for (name, user_type) in printed.types {
            if self.types.contains(&name) {
                model.types.insert(name, user_type);
            }
        }
        for (name, table) in printed.tables {
            let Some(there) = model.tables.get_mut(&name) else { continue };
            let Table { columns, constraints, indexes, .. } = table;
            there.columns = columns;
            there.constraints.extend(constraints);
            there.indexes = indexes;
        }
    }
}

/// Tells whether a definition may have several spellings.
fn has_expression(kind: ObjectKind, status: &Status) -> bool {
    let texts = match status {
        Status::Different { declared, found } => vec![declared, found],
        Status::Missing { declared } => vec![declared],
        _ => Vec::new(),
    };
    match kind {
        ObjectKind::Check | ObjectKind::Exclusion => true,
        ObjectKind::Index => texts.iter().any(|text| text.contains(" WHERE ") || text.matches('(').count() > 1),
        ObjectKind::Column => texts.iter().any(|text| text.contains(" DEFAULT ") || text.contains(" GENERATED ")),
        _ => false,
    }
}
