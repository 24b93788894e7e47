//! A table and columns by their new names, with what hangs on them; a CHECK and a column that are new besides, and another
//! CHECK that is none any more. atlas#1535, sqldef#727: by hint only.

use schema_core::prelude::*;

/// A client.
#[derive(Table)]
#[table(name = "Clients", was = "customers")]
#[unique(region, no)]
#[index(no)]
#[index(region desc, where = "kind <> 'none'", name = "customers_by_region")]
#[check("no > 0")]
#[check(small, "no < 1000")]
#[foreign_key((region, parent_no) => Client(region, no), on_delete = set_null(parent_no))]
#[index(region, parent_no)]
#[trigger(told, "AFTER UPDATE OF no", execute = "public.tell()", when = "NEW.no > 1")]
pub(crate) struct Client {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) region: String,
    #[column(was = "number")]
    pub(crate) no: i32,
    #[column(was = "Kind")]
    pub(crate) kind: String,
    #[column(was = "parent_number")]
    pub(crate) parent_no: Option<i32>,
    #[column(was = "never_there")]
    pub(crate) note: Option<String>,
}

/// An order.
#[derive(Table)]
#[table(name = "orders", was = "orders_of_old")]
#[index(client_id)]
pub(crate) struct Order {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[references(Client::id, on_delete = cascade)]
    #[column(was = "customer_id")]
    pub(crate) client_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    },
    tables = [Client, Order]
}
