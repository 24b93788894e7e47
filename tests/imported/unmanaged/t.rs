//! Table `t`.

use schema_core::prelude::*;

#[derive(Table)]
#[check("b <> ''::text")]
#[trigger("a trigger", "AFTER INSERT", execute = "public.on_change()", for_each_statement)]
pub struct T {
    #[column(primary_key)]
    pub id: i32,
    #[column(default = "'x'")]
    pub a: Option<String>,
    pub b: Option<String>,
    pub r: Option<Int4Range>,
}
