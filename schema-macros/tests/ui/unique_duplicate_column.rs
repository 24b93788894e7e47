//! A column twice in one key.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(email, id, email)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
}
