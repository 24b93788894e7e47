//! A list of storage parameters without one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with())]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
