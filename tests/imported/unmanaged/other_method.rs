//! Table `other_method`.

use schema_core::prelude::*;

#[derive(Table)]
#[index(id class "public.my_ops", name = "by_my_class")]
pub struct OtherMethod {
    pub id: Option<i32>,
}
