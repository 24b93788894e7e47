//! Table `日本`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "日本")]
pub struct UnnamedTable {
    #[column(primary_key)]
    pub id: i32,
    #[column(name = "数")]
    pub column: Option<i32>,
}
