//! Table `child`.

use schema_core::prelude::*;

use super::Parent;

#[derive(Table)]
#[primary_key(id, parent_id)]
pub struct Child {
    #[column(identity = by_default)]
    pub id: i64,
    #[references(Parent::id, name = "plain")]
    pub parent_id: i64,
    #[references(Parent::a, with(b), on_delete = set_null(a), on_update = set_null, name = "some_columns", comment = "Clears one.")]
    pub a: Option<i32>,
    #[column(default = "3")]
    #[references(Parent::b, with(a), on_delete = set_null, deferrable, name = "all_columns")]
    #[references(Parent::b, with(a), on_delete = cascade, on_update = restrict, match = full, initially_deferred, name = "full_match")]
    #[references(Parent::b, with(a), on_delete = set_default(b), on_update = set_default, name = "one_default")]
    pub b: Option<i32>,
    pub c: Option<String>,
}
