//! Table `parent`.

use schema_core::prelude::*;

use super::Child;

#[derive(Table)]
#[primary_key(id, comment = "The key.")]
#[unique(a, c, nulls_not_distinct, name = "no_two_nulls")]
#[unique(b, a, name = "two")]
#[unique(c, d, initially_deferred, name = "deferred_key")]
#[unique(c, include(d, a), with(fillfactor = 70), name = "included")]
#[unique(d, deferrable, name = "deferrable_key")]
#[unique(e, name = "Upper")]
pub struct Parent {
    pub id: i64,
    #[references(Child::parent_id, with(id), cross_type, name = "cycle")]
    pub a: i32,
    pub b: i32,
    pub c: Option<String>,
    pub d: Option<Varchar<3>>,
    #[column(name = "E")]
    pub e: Option<i32>,
}
