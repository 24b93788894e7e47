//! Table `a_name_of_sixty_three_bytes_which_is_as_long_as_postgresql_kept`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct ANameOfSixtyThreeBytesWhichIsAsLongAsPostgresqlKept {
    #[column(primary_key)]
    pub another_name_of_sixty_three_bytes_which_is_as_long_as_postgresq: i32,
}
