//! More digits behind the point than in all.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub ratio: Option<Numeric<2, 5>>,
}
