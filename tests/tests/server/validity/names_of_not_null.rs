//! The names that PostgreSQL 18 gives to NOT NULLs say nothing: they differ by what a table or column was called once.

use schema_core::lockfile;
use schema_core::model::Rename;
use schema_postgres::catalog;

use super::*;

async fn read(database: &TestDatabase) -> String {
    let client = database.connect().await.unwrap_or_else(|error| panic!("{error}"));
    lockfile::write(&catalog::read(&client).await.unwrap_or_else(|error| panic!("{error}")).model)
}

#[tokio::test]
async fn a_not_null_of_another_name_is_no_drift() {
    let server = server();
    if server.major() < 18 {
        return;
    }
    let database = build(&server, "names_of_not_null", &declared()).await;
    let before = read(&database).await;
    execute(&database, "ALTER TABLE public.orders RENAME CONSTRAINT orders_amount_not_null TO amount_is_given").await;
    assert_eq!(read(&database).await, before);
}

/// The names of constraints are a table's own, but PostgreSQL numbers those that it makes up where any table of the namespace
/// has one.
#[tokio::test]
async fn a_table_under_the_old_name_of_another_is_made_whatever_the_names_of_not_nulls() {
    let server = server();
    if server.major() < 18 {
        return;
    }
    let database = server.empty_database("old_name_of_another").await.unwrap_or_else(|error| panic!("{error}"));
    execute(&database, "CREATE TABLE public.t (a integer NOT NULL)").await;
    let before = read(&database).await;
    execute(&database, "ALTER TABLE public.t RENAME TO other; CREATE TABLE public.t (a integer NOT NULL)").await;
    let numbered = "SELECT 1 / count(*) FROM pg_constraint \
                    WHERE conrelid = 'public.t'::regclass AND conname = 't_a_not_null1'";
    execute(&database, numbered).await;
    execute(&database, "DROP TABLE public.other").await;
    assert_eq!(read(&database).await, before);
}

/// PostgreSQL keeps the name of a NOT NULL when its column gets another one; the next column of the old name finds it taken.
#[tokio::test]
async fn a_column_under_the_old_name_of_another_becomes_not_null() {
    let server = server();
    if server.major() < 18 {
        return;
    }
    let amount = |nullable| {
        let pg_type = schema_core::types::Builtin::Integer.into();
        schema_core::model::Column { nullable, ..schema_core::model::Column::new(ident("amount"), pg_type) }
    };
    let with = |nullable| {
        let mut model = on_18(declared());
        model.renames.push(Rename::Column { table: orders(), from: ident("amount"), to: ident("price") });
        let table = model.tables.get_mut(&orders()).expect("orders are declared");
        table.columns.iter_mut().filter(|column| column.name == ident("amount")).for_each(|column| {
            column.name = ident("price");
        });
        table.constraints.remove(&ident(CHECK));
        table.columns.push(amount(nullable));
        model
    };
    let database = build(&server, "old_name_of_a_column", &on_18(declared())).await;
    execute(&database, "ALTER TABLE public.orders DROP CONSTRAINT amount_positive").await;
    execute(&database, "ALTER TABLE public.orders RENAME COLUMN amount TO price").await;
    execute(&database, "ALTER TABLE public.orders ADD COLUMN amount integer; UPDATE public.orders SET amount = 1")
        .await;
    for step in planned(&with(true), &with(false)).steps {
        execute(&database, &step.statement.sql()).await;
    }
    let direct = build_with("", &server, "old_name_of_a_column_direct", &with(false)).await;
    assert_eq!(read(&database).await, read(&direct).await);
}
