use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::model::ObjectName;

pub(super) const RULE: Rule = Rule { id: "primary-key", sentence: "Each table has a primary key.", check };

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (name, table) in &context.model.tables {
        if table.primary_key().is_none() {
            let origin = context.origins.get(&ObjectName::Table(name.clone())).map_or("", String::as_str);
            diagnostics.push(
                Diagnostic::warning(RULE.id, format!("{origin}: table {name} has no primary key"))
                    .note("no foreign key can refer to its rows, and logical replication cannot tell them apart")
                    .help("add #[column(primary_key)] to a field, or #[primary_key(a, b)] to the struct"),
            );
        }
    }
}
