//! A storage parameter that tables do not have.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with(fillfacter = 70))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
