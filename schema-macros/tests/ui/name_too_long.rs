//! A name of 64 bytes.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(email, name = "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: String,
}
