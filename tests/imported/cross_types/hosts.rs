//! Table `hosts`.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(site, id)]
pub struct Hosts {
    #[column(primary_key)]
    pub id: i32,
    #[column(unique)]
    pub name: Varchar<63>,
    pub site: Numeric<10, 0>,
}
