//! A generated column of the time.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(generated = "now()")]
    pub number: Timestamptz,
}
