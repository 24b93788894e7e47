//! A unique constraint over a field that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(email, idd)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
}
