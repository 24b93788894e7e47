//! Table `granted_and_revoked`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct GrantedAndRevoked {
    pub id: Option<i32>,
}
