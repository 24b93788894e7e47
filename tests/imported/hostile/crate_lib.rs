//! Table `crate.lib`.

use schema_core::prelude::*;

use super::CrateOption;

#[derive(Table)]
#[table(namespace = "crate")]
pub struct Lib {
    #[column(primary_key)]
    pub id: i32,
    #[references(CrateOption::r#type)]
    pub r#type: Option<String>,
}
