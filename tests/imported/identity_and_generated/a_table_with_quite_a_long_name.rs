//! Table `a_table_with_quite_a_long_name`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct ATableWithQuiteALongName {
    #[column(identity)]
    pub a_column_with_quite_a_long_name_too: i64,
}
