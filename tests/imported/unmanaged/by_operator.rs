//! Table `by_operator`.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(id class "public.my_ops" = "=")]
pub struct ByOperator {
    #[column(collate = "public.german")]
    pub t: Option<String>,
    pub id: Option<i32>,
}
