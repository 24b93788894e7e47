//! The escape hatch still looks at parentheses.

use schema_core::prelude::*;

#[derive(Table)]
#[check(odd, unparsed("version > 0) OR (true", columns(version)))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
