//! A storage parameter is given twice.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with(fillfactor = 70, fillfactor = 80))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
