//! `user` is the current user, not the column.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "user <> ''")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub user: String,
}
