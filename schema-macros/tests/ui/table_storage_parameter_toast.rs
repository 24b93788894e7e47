//! A storage parameter that TOAST tables do not have.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with(toast.fillfactor = 70))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
