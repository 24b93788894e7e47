use schema_core::prelude::*;

/// A customer.
#[derive(Table)]
#[table(name = "customers")]
#[unique(region, number)]
#[index(number)]
#[index(region desc, where = "\"Kind\" <> 'none'", name = "customers_by_region")]
#[check("number > 0")]
#[check(kind_is_short, "length(\"Kind\") < 20 AND \"Kind\" <> 'number'")]
#[foreign_key((region, parent_number) => Customer(region, number), on_delete = set_null(parent_number))]
#[index(region, parent_number)]
#[trigger(told, "AFTER UPDATE OF number", execute = "public.tell()", when = "NEW.number > 1")]
pub(crate) struct Customer {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) region: String,
    pub(crate) number: i32,
    #[column(name = "Kind")]
    pub(crate) kind: String,
    pub(crate) parent_number: Option<i32>,
}

/// An order.
#[derive(Table)]
#[table(name = "orders")]
#[index(customer_id)]
pub(crate) struct Order {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[references(Customer::id)]
    pub(crate) customer_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    },
    tables = [Customer, Order]
}
