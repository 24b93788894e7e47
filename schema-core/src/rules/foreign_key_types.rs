use super::{Context, Rule};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-types",
    sentence: "Each column of a foreign key has exactly the type of the column it refers to.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys() {
            let Some(target) = context.model.tables.get(&foreign_key.references) else { continue };
            let pairs = foreign_key.columns.iter().zip(&foreign_key.referenced_columns);
            for (column, referenced) in pairs {
                let (Some(from), Some(to)) = (table.column(column), target.column(referenced)) else { continue };
                if from.pg_type != to.pg_type {
                    diagnostics.push(Diagnostic::error(
                        RULE.id,
                        format!(
                            "{}: {table_name}.{column} is {} but {}.{referenced} is {}",
                            context.constraint(table_name, name),
                            from.pg_type,
                            foreign_key.references,
                            to.pg_type
                        ),
                    ));
                }
            }
        }
    }
}
