//! All attempts of a declaration, made before any of them is tried.

use std::collections::BTreeMap;

use schema_core::ident::QualifiedName;
use tokio_postgres::Client;

use super::attempt::Attempt;
use super::builder::{self, Builder};
use super::values::Tag;
use super::world::World;
use super::{MatrixError, Subject, room, row};

/// The world's rows and the attempts, as SQL. It depends on the declaration and not on the database's constraints, so
/// one plan serves every mutant.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Makes room for the world and inserts it; foreign keys are not checked meanwhile.
    pub(crate) world: Vec<String>,
    /// By table, in the order of the lines.
    pub(crate) attempts: BTreeMap<QualifiedName, Vec<Attempt>>,
}

impl Plan {
    /// Makes the plan. The client is in no transaction; only conditions are evaluated, nothing is read or written.
    ///
    /// # Errors
    ///
    /// No row satisfies a table's constraints; the connection's errors.
    pub async fn build(client: &Client, subject: &Subject) -> Result<Plan, MatrixError> {
        let world = World::build(client, subject).await?;
        let builder = Builder::new(client, subject, &world).await?;
        let mut attempts = BTreeMap::new();
        for table in subject.model.tables.keys() {
            attempts.insert(table.clone(), builder::attempts(&builder, table).await?);
        }
        let rows = [Tag::A, Tag::B].into_iter().flat_map(|tag| world.graph.order.iter().map(move |table| (table, tag)));
        // What has to stand before a row of these two tags is the same tag's row of another table.
        let rows = rows.map(|(table, tag)| row::insert(table, world.row(table, tag)));
        let world = room::default_partitions(subject).into_iter().chain(rows).collect();
        Ok(Plan { world, attempts })
    }

    /// Returns how many lines the matrix has.
    pub fn lines(&self) -> usize {
        self.attempts.values().map(Vec::len).sum()
    }
}
