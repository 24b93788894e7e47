use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::ident::default_name;

pub(super) const RULE: Rule = Rule {
    id: "not-null-name",
    sentence: "No constraint has the name that PostgreSQL 18 gives the NOT NULL of a column.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if context.model.postgres.max < 18 {
        return;
    }
    for (table_name, table) in &context.model.tables {
        for column in table.columns.iter().filter(|column| !column.nullable) {
            let Ok(taken) = default_name(table_name.name.as_str(), column.name.as_str(), "not_null") else { continue };
            if table.constraints.contains_key(&taken) {
                diagnostics.push(
                    Diagnostic::error(
                        RULE.id,
                        format!(
                            "{}: {} is NOT NULL, and PostgreSQL 18 has a constraint of that name for it",
                            context.constraint(table_name, &taken),
                            column.name
                        ),
                    )
                    .help("give the constraint another name"),
                );
            }
        }
    }
}
