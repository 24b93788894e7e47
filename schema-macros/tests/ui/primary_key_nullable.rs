//! A primary key that may be null.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Option<Uuid>,
}
