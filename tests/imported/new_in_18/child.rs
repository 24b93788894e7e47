//! Table `child`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    pub id: Option<i32>,
    pub a: i32,
    #[column(generated_virtual = "a * 2")]
    pub twice: Option<i32>,
}
