//! A direction in an index without order.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code desc, using = brin)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
