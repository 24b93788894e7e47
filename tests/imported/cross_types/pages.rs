//! Table `pages`.

use schema_core::prelude::*;

use super::Slug;

#[derive(Table)]
pub struct Pages {
    #[column(primary_key)]
    pub id: i16,
    #[column(unique, type = "public.citext")]
    pub title: String,
    #[column(unique)]
    pub slug: Slug,
}
