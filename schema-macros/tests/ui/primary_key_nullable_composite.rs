//! A primary key that may be null, on the struct.

use schema_core::prelude::*;

#[derive(Table)]
#[primary_key(id, part)]
pub struct Child {
    pub id: Uuid,
    pub part: Option<i32>,
}
