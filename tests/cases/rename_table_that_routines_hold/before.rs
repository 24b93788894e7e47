use schema_core::prelude::*;

/// A customer.
#[derive(Table)]
#[table(name = "customers")]
#[check(is_whole, "customers.* IS NOT NULL")]
pub(crate) struct Customer {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.greeting(public.customers)" = "CREATE FUNCTION public.greeting(of public.customers) RETURNS text LANGUAGE sql RETURN 'dear ' || (of).name",
        "public.last_letter(public.customers[])" = "CREATE FUNCTION public.last_letter(public.customers[]) RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "public.read_all()" = "CREATE FUNCTION public.read_all() RETURNS SETOF public.customers LANGUAGE sql AS 'SELECT * FROM public.customers'",
        "public.read_first()" = "CREATE FUNCTION public.read_first() RETURNS SETOF public.customers LANGUAGE sql BEGIN ATOMIC SELECT customers.* FROM public.customers WHERE id = 1; END",
    },
    tables = [Customer]
}
