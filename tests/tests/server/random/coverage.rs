//! What the pairs of a soak held: which kinds of objects were drawn, and which kinds of statements led from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::model::{Constraint, SchemaModel, Table, UserTypeKind};
use schema_core::plan::Plan;
use schema_core::sql::Statement;

/// In how many pairs each kind was.
#[derive(Default)]
pub(super) struct Coverage {
    objects: BTreeMap<&'static str, usize>,
    statements: BTreeMap<&'static str, usize>,
}

impl Coverage {
    /// Counts a pair, each kind once.
    pub(super) fn add(&mut self, before: &SchemaModel, after: &SchemaModel, plan: &Plan) {
        let objects: BTreeSet<&str> = [before, after].into_iter().flat_map(objects).collect();
        for object in objects {
            *self.objects.entry(object).or_default() += 1;
        }
        let statements: BTreeSet<&str> = plan.steps.iter().map(|step| step.statement.kind()).collect();
        for statement in statements {
            *self.statements.entry(statement).or_default() += 1;
        }
    }

    /// Both counts, and the kinds of statements that no pair needed.
    pub(super) fn report(&self) -> String {
        let lines = |counts: &BTreeMap<&str, usize>| -> String {
            counts.iter().map(|(kind, count)| format!("{count:6}  {kind}\n")).collect()
        };
        let never: Vec<&str> =
            Statement::KINDS.iter().copied().filter(|kind| !self.statements.contains_key(kind)).collect();
        format!(
            "pairs with each kind of object:\n{}pairs with each kind of statement:\n{}never needed: {}",
            lines(&self.objects),
            lines(&self.statements),
            never.join(", ")
        )
    }
}

fn objects(model: &SchemaModel) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = model.tables.values().flat_map(in_table).collect();
    found.extend(model.types.values().map(|user_type| match user_type.is {
        UserTypeKind::Enum(_) => "enum",
        UserTypeKind::Domain(_) => "domain",
        UserTypeKind::Composite(_) => "composite type",
    }));
    found.extend(model.sequences.values().map(|sequence| match sequence.owned_by {
        Some(_) => "sequence of a column",
        None => "sequence",
    }));
    found.extend(model.namespaces.keys().filter(|name| name.as_str() != "public").map(|_| "namespace"));
    found.extend(model.routines.values().map(|_| "routine"));
    found.extend(model.renames.iter().map(|_| "rename"));
    found.extend(model.row_hints.iter().map(|_| "hint on rows"));
    found
}

fn in_table(table: &Table) -> Vec<&'static str> {
    let mut found = vec![if table.unlogged { "unlogged table" } else { "table" }];
    for column in &table.columns {
        found.extend(column.identity.as_ref().map(|identity| match identity.sequence {
            Some(_) => "identity column with a sequence of another name",
            None => "identity column",
        }));
        found.extend(column.default.as_ref().map(|_| "default"));
        found.extend(column.collation.as_ref().map(|_| "collation"));
        found.extend(column.generated.as_ref().map(|generated| match generated.stored {
            true => "stored generated column",
            false => "virtual generated column",
        }));
    }
    found.extend(table.constraints.values().map(|constraint| match constraint {
        Constraint::PrimaryKey(_) => "primary key",
        Constraint::Unique(_) => "unique constraint",
        Constraint::ForeignKey(_) => "foreign key",
        Constraint::Check(_) => "check",
        Constraint::Exclusion(_) => "exclusion constraint",
    }));
    found.extend(table.indexes.values().map(|index| if index.unique { "unique index" } else { "index" }));
    found.extend(table.triggers.values().map(|_| "trigger"));
    found.extend(table.invariants.values().map(|_| "invariant"));
    for partition in table.partitioning.iter().flat_map(|partitioning| partitioning.partitions.values()) {
        found.push(match (&partition.partitioning, partition.unlogged) {
            (Some(_), _) => "partition that is divided",
            (None, true) => "unlogged partition",
            (None, false) => "partition",
        });
    }
    found
}
