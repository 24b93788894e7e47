//! A storage parameter whose value is a word.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with(autovacuum_enabled = off))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
