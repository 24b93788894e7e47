//! Two sessions at once: what one of them does not see of the other, a rule must see all the same.
//!
//! The rows of a race are committed, so races have a database of their own.

mod make;
mod pair;

use schema_core::def::SchemaDef;

use self::pair::Pair;
use super::builder::Builder;
use super::error::while_doing;
use super::values::Tag;
use super::world::World;
use super::{Matrix, MatrixError, Subject, row};
use crate::TestDatabase;

/// What a line says where the second session overtakes the first: what no race is to show.
pub const DOES_NOT_WAIT: &str = "does not wait";

/// One race: what is committed before it, and what the two sessions do.
#[derive(Clone, Debug)]
struct Race {
    rule: String,
    text: String,
    setup: Vec<String>,
    first: String,
    second: String,
}

/// Runs every race of a declaration. The database has the schema and no rows, and nobody else is connected to it.
///
/// # Errors
///
/// Those of [`super::run`].
pub async fn run(database: &TestDatabase, schema: &SchemaDef) -> Result<Matrix, MatrixError> {
    run_subject(database, &Subject::of(schema)?).await
}

/// Does what [`run`] does, for a declaration that is already resolved.
///
/// # Errors
///
/// Those of [`super::run`].
pub async fn run_subject(database: &TestDatabase, subject: &Subject) -> Result<Matrix, MatrixError> {
    let pair = Pair::connect(database).await?;
    let world = World::build(&pair.watcher, subject).await?;
    let builder = Builder::new(&pair.watcher, subject, &world).await?;
    let rows = [Tag::A, Tag::B].into_iter().flat_map(|tag| world.graph.order.iter().map(move |table| (table, tag)));
    let filling: Vec<String> = rows.map(|(table, tag)| row::insert(table, world.row(table, tag))).collect();
    let emptying: Vec<String> = subject.model.tables.keys().map(|table| format!("DELETE FROM {table}")).collect();
    for statement in super::room::default_partitions(subject) {
        pair.watcher.batch_execute(&statement).await.map_err(while_doing("making room for rows"))?;
    }
    let mut matrix = Matrix::default();
    for table in subject.model.tables.keys() {
        let mut lines = Vec::new();
        for race in make::races(&builder, table).await? {
            let statements: Vec<&str> =
                emptying.iter().chain(&filling).chain(&race.setup).map(String::as_str).collect();
            let sql = format!("BEGIN; SET LOCAL session_replication_role = replica; {}; COMMIT", statements.join("; "));
            pair.watcher.batch_execute(&sql).await.map_err(while_doing("making the rows of a race"))?;
            lines.extend(pair.run(&race).await?);
        }
        if !lines.is_empty() {
            matrix.tables.insert(table.clone(), lines);
        }
    }
    Ok(matrix)
}
