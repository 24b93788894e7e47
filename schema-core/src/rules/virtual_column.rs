use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::ObjectName;

pub(super) const RULE: Rule = Rule {
    id: "virtual-column",
    sentence: "A virtual generated column is declared only where every major has it: from PostgreSQL 18 on.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let oldest = context.model.postgres.min;
    if oldest >= 18 {
        return;
    }
    for (table, definition) in &context.model.tables {
        for column in &definition.columns {
            if column.generated.as_ref().is_some_and(|generated| !generated.stored) {
                let object = ObjectName::Column(table.clone(), column.name.clone());
                let origin = context.origins.get(&object).map(|origin| format!("{origin}: ")).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!("{origin}{object} is virtual, and PostgreSQL {oldest} has no such column"),
                    )
                    .help("write `generated` for a stored one, or `postgres = 18..=18`"),
                );
            }
        }
    }
}
