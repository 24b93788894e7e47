//! Table `collations`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Collations {
    #[column(collate = "C")]
    pub a: Option<String>,
    pub b: Option<String>,
    #[column(collate = "POSIX")]
    pub c: Option<Varchar<9>>,
    #[column(collate = "C")]
    pub d: Option<Vec<String>>,
    #[column(type = "name")]
    pub e: Option<String>,
}
