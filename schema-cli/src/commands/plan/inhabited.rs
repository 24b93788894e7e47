//! Namespaces that a plan drops, and what stands in them that is not managed.

use schema_core::diagnostic::Diagnostic;
use schema_core::plan::Plan;
use schema_core::sql::Statement;
use schema_postgres::catalog::Unmanaged;

/// The kinds of what stands in a namespace by itself; what belongs to a table goes with that.
const KINDS: [&str; 22] = [
    "view",
    "materialized view",
    "foreign table",
    "typed table",
    "inheritance",
    "partition",
    "sequence",
    "aggregate",
    "window function",
    "range type",
    "shell type",
    "base type",
    "operator",
    "operator class",
    "operator family",
    "collation",
    "conversion",
    "statistics",
    "text search configuration",
    "text search dictionary",
    "text search parser",
    "text search template",
];

/// Says what keeps PostgreSQL from dropping the namespaces that are to be dropped.
pub(super) fn inhabited(plan: &Plan, unmanaged: &[Unmanaged]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for step in &plan.steps {
        let Statement::DropNamespace(drop) = &step.statement else { continue };
        let prefix = format!("{}.", drop.name);
        let inside = |object: &&Unmanaged| object.name.starts_with(&prefix) && KINDS.contains(&object.kind.as_str());
        for Unmanaged { kind, name, .. } in unmanaged.iter().filter(inside) {
            // The catalog reader calls a table by what keeps it from being managed.
            let kind = if kind == "inheritance" { "table with inheritance" } else { kind };
            found.push(
                Diagnostic::error(
                    "unplannable",
                    format!("cannot {}: it holds the {kind} {name}", step.statement.title()),
                )
                .note("PostgreSQL refuses it, and the plan does not hold what is in there".to_owned())
                .help(format!("drop the {kind} first, or move it to another schema")),
            );
        }
    }
    found
}
