//! Composite type `String`.

use schema_core::prelude::*;
use schema_core::types::{ColumnType, TypeDef};

#[derive(Composite)]
#[composite(name = "String")]
pub struct StringType {
    #[attribute(name = "crate")]
    pub crate_column: i32,
    #[attribute(name = "fn main() {}", comment = "*/ \"#]\r\n\u{202e}$$\\")]
    pub fn_main: String,
    /// A plain one.
    #[attribute(name = "Crate")]
    pub crate_column_2: StringTypeCrateColumn2,
}

pub struct StringTypeCrateColumn2;

impl ColumnType for StringTypeCrateColumn2 {
    const TYPE: TypeDef = TypeDef::of("numeric");
}
