use super::{Context, Rule};
use crate::def::{ForeignKeyDef, TableDef};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;
use crate::model::ForeignKey;

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-types",
    sentence: "Each column of a foreign key has exactly the type of the column it refers to, or the foreign key says `cross_type`.",
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let keys = context.schema.tables.iter().flat_map(|table| table.foreign_keys.iter().map(move |key| (*table, key)));
    let crossing: Vec<(&TableDef, &ForeignKeyDef)> = keys.filter(|(_, key)| key.cross_type).collect();
    for (table_name, table) in &context.model.tables {
        for (name, foreign_key) in table.foreign_keys() {
            let Some(target) = context.model.tables.get(&foreign_key.references) else { continue };
            let may_cross = crossing.iter().any(|(table, key)| declares(table, key, table_name, foreign_key));
            let mut crosses = false;
            for (column, referenced) in foreign_key.columns.iter().zip(&foreign_key.referenced_columns) {
                let (Some(from), Some(to)) = (table.column(column), target.column(referenced)) else { continue };
                if from.pg_type == to.pg_type {
                    continue;
                }
                crosses = true;
                let finding = || {
                    let (own, references) = (&from.pg_type, &foreign_key.references);
                    let key = context.constraint(table_name, name);
                    let text = format!(
                        "{key}: {table_name}.{column} is {own} but {references}.{referenced} is {}",
                        to.pg_type
                    );
                    Diagnostic::error(RULE.id, text)
                };
                if from.pg_type.can_refer_to(&to.pg_type) == Some(false) {
                    let why = "PostgreSQL refuses such a foreign key with SQLSTATE 42804";
                    diagnostics.push(finding().note(why).help("give both columns one type"));
                } else if !may_cross {
                    let help = "give both columns one type, or write `cross_type` at the foreign key";
                    diagnostics.push(finding().help(help));
                }
            }
            if may_cross && !crosses {
                let key = context.constraint(table_name, name);
                let text = format!("{key}: `cross_type`, but each column has the type of the one it refers to");
                diagnostics.push(Diagnostic::error(RULE.id, text).help("leave `cross_type` out"));
            }
        }
    }
}

/// Tells whether the foreign key of a model is the declared one.
fn declares(table: &TableDef, def: &ForeignKeyDef, name: &QualifiedName, foreign_key: &ForeignKey) -> bool {
    let is = |table: &TableDef, name: &QualifiedName| {
        table.namespace == name.namespace.as_str() && table.name == name.name.as_str()
    };
    let target = (def.references)();
    let referenced = def.referenced_fields.iter().map(|field| {
        let column = target.columns.iter().find(|column| column.field == *field);
        column.map(|column| column.name)
    });
    is(table, name)
        && is(target, &foreign_key.references)
        && foreign_key.columns.iter().map(|column| column.as_str()).eq(def.columns.iter().copied())
        && foreign_key.referenced_columns.iter().map(|column| Some(column.as_str())).eq(referenced)
}
