//! Table `Post`.

use schema_core::prelude::*;

use super::User;

#[derive(Table)]
#[table(name = "Post")]
#[foreign_key((author_email, tenant_id) => User(email, tenant_id), on_update = cascade, name = "Post_tenantId_fkey")]
#[index(slug, unique, name = "Post_slug_key")]
pub struct Post {
    #[column(primary_key, serial)]
    pub id: i32,
    #[column(name = "authorEmail")]
    #[references(User::email, on_delete = restrict, on_update = cascade)]
    pub author_email: String,
    #[column(name = "tenantId")]
    pub tenant_id: Option<i32>,
    #[column(name = "parentSlug")]
    #[references(Post::slug, on_delete = set_null, on_update = cascade)]
    pub parent_slug: Option<String>,
    pub slug: String,
}
