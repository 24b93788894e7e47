//! Table `items`.

use schema_core::prelude::*;

use super::{Hosts, Pages};

#[derive(Table)]
pub struct Items {
    #[column(primary_key)]
    pub id: i64,
    #[references(Hosts::id, on_delete = cascade, cross_type)]
    #[references(Hosts::id, with(site), match = full, cross_type)]
    pub host_id: Option<i64>,
    #[references(Hosts::name, on_update = cascade, deferrable, cross_type)]
    pub host_name: Option<String>,
    pub site: Option<i32>,
    #[references(Pages::id, cross_type)]
    pub page_id: Option<i64>,
    #[column(type = "public.citext")]
    #[references(Pages::title)]
    pub page_title: Option<String>,
    #[references(Pages::slug, cross_type)]
    pub page_slug: Option<Varchar<20>>,
}
