use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::Constraint;

pub(super) const RULE: Rule = Rule {
    id: "partitioned-exclusion",
    sentence: "A partitioned table has an exclusion constraint only where every major has it: from PostgreSQL 17 on.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let oldest = context.model.postgres.min;
    if oldest >= 17 {
        return;
    }
    for (table, definition) in context.model.tables.iter().filter(|(_, table)| table.partitioning.is_some()) {
        for (name, constraint) in &definition.constraints {
            if matches!(constraint, Constraint::Exclusion(_)) {
                let what = context.constraint(table, name);
                let message = format!("{what} excludes rows of a partitioned table, which PostgreSQL {oldest} cannot");
                diagnostics.push(
                    Diagnostic::error(RULE.id, message)
                        .help("leave the table in one piece, or write `postgres = 17..=18`"),
                );
            }
        }
    }
}
