//! Table `numbered`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Numbered {
    #[column(identity(start = 100, increment = 10))]
    pub always: i32,
    #[column(identity = by_default)]
    pub by_default: i64,
    #[column(identity(max = 50, cycle))]
    pub other: i16,
    #[column(identity(increment = -1))]
    pub down: i64,
    #[column(generated = r#"(first || ' '::text) || "Last""#)]
    pub full_name: Option<String>,
    pub first: Option<String>,
    #[column(name = "Last")]
    pub last: Option<String>,
    #[column(generated = "by_default * 2")]
    pub twice: i64,
    #[column(generated = "1")]
    pub one: Option<i32>,
}
