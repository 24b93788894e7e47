//! A column that has numbers goes on behind them, whoever writes meanwhile.

use schema_core::model::{Identity, SequenceOptions};
use schema_core::sql::{LastNumber, Numbering, SetIdentity, SetSerialDefault, Statement};
use schema_core::types::Builtin;

use crate::blocking::sessions::{pid, run, wait_until_blocked};
use crate::certificates::base;
use crate::certificates::model::{child, ident, public};
use crate::support::server;

fn identity(options: SequenceOptions, so_far: Numbering, drops_default: bool) -> Statement {
    let (column, pg_type) = (ident("id"), Builtin::BigInt.into());
    SetIdentity {
        table: child(),
        column,
        pg_type,
        identity: Identity { always: false, sequence: None, options },
        so_far,
        drops_default,
    }
    .into()
}

fn serial(options: SequenceOptions, last_number: LastNumber) -> Statement {
    let (column, pg_type, sequence) = (ident("id"), Builtin::BigInt.into(), public("numbers"));
    SetSerialDefault { table: child(), column, sequence, pg_type, options, last_number }.into()
}

fn by_index() -> Numbering {
    Numbering::Rows(LastNumber::ByIndex)
}

fn counting(start: Option<i64>, increment: Option<i64>) -> SequenceOptions {
    SequenceOptions { start, increment, ..SequenceOptions::default() }
}

fn of_serial(name: &str) -> Numbering {
    Numbering::Sequence { name: public(name), meanwhile: ident("meanwhile"), last_number: LastNumber::ByIndex }
}

const SERIAL: &str = "CREATE SEQUENCE public.child_id_seq OWNED BY public.child.id; \
    ALTER TABLE public.child ALTER COLUMN id SET DEFAULT nextval('public.child_id_seq')";

/// What is done before, the statement, and the number that the next row gets. The table has the numbers from 1 to 200.
fn cases() -> Vec<(String, Statement, i64)> {
    let (up, down) = (counting(None, None), counting(None, Some(-5)));
    let sequence = |options: &str| format!("CREATE SEQUENCE public.numbers {options}");
    let delete = "DELETE FROM public.child".to_owned();
    vec![
        (sequence(""), serial(up.clone(), LastNumber::ByIndex), 201),
        (sequence(""), serial(up.clone(), LastNumber::ByScan), 201),
        (sequence("START 500"), serial(counting(Some(500), None), LastNumber::ByIndex), 500),
        (sequence("") + "; SELECT setval('public.numbers', 700)", serial(up.clone(), LastNumber::ByIndex), 701),
        (sequence("INCREMENT -5"), serial(down.clone(), LastNumber::ByIndex), -1),
        (
            sequence("INCREMENT -5") + "; UPDATE public.child SET id = -id",
            serial(down.clone(), LastNumber::ByIndex),
            -205,
        ),
        (sequence("") + "; " + &delete, serial(up.clone(), LastNumber::ByIndex), 1),
        (String::new(), identity(up.clone(), by_index(), false), 201),
        (String::new(), identity(counting(Some(100), Some(10)), by_index(), false), 210),
        (delete, identity(up.clone(), by_index(), false), 1),
        (SERIAL.to_owned(), identity(up.clone(), of_serial("child_id_seq"), true), 201),
        (
            format!("{SERIAL}; SELECT setval('public.child_id_seq', 900)"),
            identity(up.clone(), of_serial("child_id_seq"), true),
            901,
        ),
        (
            format!("{SERIAL}; ALTER SEQUENCE public.child_id_seq RENAME TO other; SELECT nextval('public.other')"),
            identity(up, of_serial("other"), true),
            201,
        ),
    ]
}

#[tokio::test]
async fn the_next_number_is_one_that_no_row_has() {
    let database = base(&server()).await.unwrap_or_else(|error| panic!("{error}"));
    let client = database.connect().await.unwrap_or_else(|error| panic!("{error}"));
    for (before, statement, expected) in cases() {
        run(&client, &format!("BEGIN; {before}")).await;
        run(&client, &statement.sql()).await;
        let insert = "INSERT INTO public.child (parent_id) VALUES (NULL) RETURNING id";
        let row = client.query_one(insert, &[]).await.unwrap_or_else(|error| panic!("{before}: {error:?}"));
        assert_eq!(row.get::<_, i64>(0), expected, "{before}\n{}", statement.sql());
        run(&client, "ROLLBACK").await;
    }
}

#[tokio::test]
async fn a_row_that_is_being_written_is_waited_for() {
    let database = base(&server()).await.unwrap_or_else(|error| panic!("{error}"));
    let connect = async || database.connect().await.unwrap_or_else(|error| panic!("{error}"));
    let (writer, runner, watcher) = (connect().await, connect().await, connect().await);
    run(&runner, "CREATE SEQUENCE public.numbers").await;
    let statement = serial(SequenceOptions::default(), LastNumber::ByIndex);
    run(&writer, "BEGIN; INSERT INTO public.child (id) VALUES (5000)").await;
    let (runner_pid, writer_pid) = (pid(&runner).await, pid(&writer).await);
    let sql = format!("BEGIN; {}; COMMIT", statement.sql());
    let running = runner.batch_execute(&sql);
    let committing = async {
        wait_until_blocked(&watcher, runner_pid, writer_pid).await;
        run(&writer, "COMMIT").await;
    };
    let (ran, ()) = tokio::join!(running, committing);
    ran.unwrap_or_else(|error| panic!("{error:?}"));
    let row = writer.query_one("INSERT INTO public.child (parent_id) VALUES (NULL) RETURNING id", &[]).await;
    assert_eq!(row.unwrap_or_else(|error| panic!("{error:?}")).get::<_, i64>(0), 5001);
}
