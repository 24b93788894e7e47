//! A generic struct.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child<'a, T> {
    pub id: Uuid,
    pub rest: &'a T,
}
