//! NULLS NOT DISTINCT of an index that is not unique.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code, nulls_not_distinct)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: Option<String>,
}
