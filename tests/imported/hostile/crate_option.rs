//! Table `crate."Option"`.

use schema_core::prelude::*;

use super::OptionTable;

#[derive(Table)]
#[table(name = "Option", namespace = "crate")]
pub struct CrateOption {
    #[column(primary_key)]
    pub id: i32,
    #[column(name = "self")]
    #[references(OptionTable::self_column)]
    pub self_column: Option<i32>,
    #[column(unique)]
    pub r#type: Option<String>,
    #[references(OptionTable::unique)]
    pub unique: Option<i32>,
}
