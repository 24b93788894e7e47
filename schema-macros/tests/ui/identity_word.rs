//! Neither ALWAYS nor BY DEFAULT.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity = sometimes)]
    pub number: i32,
}
