//! Tables that are somebody else's: a migration runner makes its own, so a declaration that makes it too would be in its
//! way.

use schema_core::import::LeftOut;
use schema_core::model::{Constraint, SchemaModel};

use crate::CliResult;
use crate::error::CliError;

/// What runners call the tables that they keep for themselves.
const KEPT: [(&str, &str); 15] = [
    ("_prisma_migrations", "Prisma"),
    ("__EFMigrationsHistory", "Entity Framework"),
    ("__diesel_schema_migrations", "diesel"),
    ("_sqlx_migrations", "sqlx"),
    ("alembic_version", "Alembic"),
    ("ar_internal_metadata", "Rails"),
    ("databasechangelog", "Liquibase"),
    ("databasechangeloglock", "Liquibase"),
    ("django_migrations", "Django"),
    ("flyway_schema_history", "Flyway"),
    ("goose_db_version", "goose"),
    ("knex_migrations", "Knex"),
    ("knex_migrations_lock", "Knex"),
    ("refinery_schema_history", "refinery"),
    ("schema_migrations", "Rails, dbmate or golang-migrate"),
];

/// Takes the named tables out of the model, and says so.
pub(super) fn leave_out(model: &mut SchemaModel, names: &[String]) -> CliResult<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    for name in names {
        let Some(table) = model.tables.keys().find(|table| table.to_string() == *name).cloned() else {
            return Err(CliError::Usage(format!(
                "--without {}: the database has no such table\n  help: name it as reports do, as in public._sqlx_migrations",
                name.escape_debug()
            )));
        };
        let refers =
            |constraint: &Constraint| matches!(constraint, Constraint::ForeignKey(key) if key.references == table);
        let mut others = model.tables.iter().filter(|(other, _)| **other != table);
        if let Some((other, _)) = others.find(|(_, other)| other.constraints.values().any(refers)) {
            return Err(CliError::Usage(format!(
                "--without {name}: a foreign key of {other} refers to it\n  help: only a table that nothing refers to can be left out"
            )));
        }
        model.tables.remove(&table);
        model.sequences.retain(|_, sequence| sequence.owned_by.as_ref().is_none_or(|(owner, _)| *owner != table));
        left_out.push(LeftOut { object: format!("table {table}"), because: "--without names it".to_owned() });
    }
    Ok(left_out)
}

/// Names tables that look like those of runners.
pub(super) fn notes(model: &SchemaModel) -> Vec<String> {
    let kept = |name: &str| KEPT.iter().find(|(table, _)| *table == name).map(|(_, runner)| *runner);
    let of_runners = model.tables.keys().filter_map(|table| Some((table, kept(table.name.as_str())?)));
    of_runners
        .map(|(table, runner)| {
            format!("{table} looks like the table that {runner} keeps for itself; where it does, --without {table} leaves it out")
        })
        .collect()
}
