//! Table `User`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "User")]
#[index(email, unique, name = "User_email_key")]
#[index(email, unique, where = "id > 0", name = "User_email_again")]
#[index(tenant_id desc, email, include(id), unique, name = "User_tenantId_email_key")]
pub struct User {
    #[column(primary_key, serial)]
    pub id: i32,
    pub email: String,
    #[column(name = "tenantId")]
    pub tenant_id: i32,
}
