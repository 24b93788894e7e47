//! What no declaration has and a database may: constraints that are not valid or not enforced, indexes that are invalid.
//! Each case plans from one model to another, runs the steps, and the way back.

mod invalid_index;
mod names_of_not_null;
mod partitioned;
mod unused_type;

use std::collections::BTreeMap;
use std::sync::Arc;

use schema_core::diff::diff;
use schema_core::ident::QualifiedName;
use schema_core::model::{Check, Constraint, Deferrable, MajorRange, SchemaModel, Validity};
use schema_core::plan::{Allowed, Plan, PlanInput, plan, rollback};
use schema_core::prelude::*;
use schema_core::resolve::resolve;
use schema_core::sql::{AddCheckNotValid, AddForeignKeyNotValid, Statement, schema_script};
use schema_harness::certificates::{Before, Bench, Certificates};
use schema_harness::{Server, TestDatabase};
use schema_postgres::catalog_text;

use crate::certificates::model::{check, ident, public};
use crate::support::server;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "orders")]
#[check(amount_positive, "amount > 0", comment = "Nothing is free.")]
#[index(user_id)]
#[index(code, unique)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id, comment = "Who ordered.")]
    user_id: Option<i64>,
    amount: i32,
    code: Option<String>,
}

schema! { static SCHEMA, postgres = 15..=18, tables = [User, Order] }

const ROWS: &str = "INSERT INTO public.users (id) VALUES (1), (2);
     INSERT INTO public.orders (id, user_id, amount, code) VALUES (1, 1, 5, 'a'), (2, NULL, 6, NULL), (3, 2, 7, 'c');";
const FOREIGN_KEY: &str = "orders_user_id_fkey";
const CHECK: &str = "amount_positive";

fn orders() -> QualifiedName {
    public("orders")
}

fn declared() -> SchemaModel {
    resolve(&SCHEMA).unwrap_or_else(|diagnostics| panic!("{}", diagnostics[0])).model
}

/// The declared schema, in which one constraint is otherwise.
fn with(name: &str, validity: Validity) -> SchemaModel {
    changed(declared(), name, |constraint| constraint.with_validity(validity))
}

fn changed(mut model: SchemaModel, name: &str, change: impl Fn(&Constraint) -> Constraint) -> SchemaModel {
    let table = model.tables.get_mut(&orders()).expect("orders are declared");
    let constraint = table.constraints.get_mut(&ident(name)).expect("the constraint is declared");
    *constraint = change(constraint);
    model
}

/// A model of which 18 alone knows everything.
fn on_18(model: SchemaModel) -> SchemaModel {
    SchemaModel { postgres: MajorRange { min: 18, max: 18 }, ..model }
}

fn planned(before: &SchemaModel, after: &SchemaModel) -> Plan {
    let input = PlanInput { before, after, origins: &BTreeMap::new(), allowed: &Allowed::needed(before, after) };
    plan(&input).unwrap_or_else(|refusals| panic!("{}", refusals[0]))
}

/// What the plan does to the catalog, in short: what looks, reports and verifies is left out.
fn deeds(plan: &Plan) -> Vec<String> {
    let reads = ["CheckPrivileges", "ReportOrphans", "CheckRows", "CheckDuplicates", "Verify"];
    let steps = plan.steps.iter().filter(|step| !reads.contains(&step.statement.kind()));
    steps.map(|step| step.statement.title()).collect()
}

async fn dump(database: &TestDatabase) -> String {
    let dump = database.pg_dump(&["--schema-only"]).await.unwrap_or_else(|error| panic!("{error}"));
    // Newer clients print a random word that keeps a dump from being restored by accident.
    dump.lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .collect::<Vec<_>>()
        .join("\n")
}

async fn build(server: &Server, label: &str, model: &SchemaModel) -> TestDatabase {
    build_with(ROWS, server, label, model).await
}

async fn build_with(rows: &str, server: &Server, label: &str, model: &SchemaModel) -> TestDatabase {
    let database = server.empty_database(label).await.unwrap_or_else(|error| panic!("{error}"));
    execute(&database, &schema_script(model)).await;
    execute(&database, rows).await;
    database
}

async fn execute(database: &TestDatabase, sql: &str) {
    database.execute(sql).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
}

/// Goes from one model to the other and back again, and compares with the schemas that are built directly.
async fn goes_and_comes_back(label: &str, before: &SchemaModel, after: &SchemaModel, expected: &[&str]) {
    goes_and_comes_back_with(ROWS, label, before, after, expected).await;
}

async fn goes_and_comes_back_with(
    rows: &str,
    label: &str,
    before: &SchemaModel,
    after: &SchemaModel,
    expected: &[&str],
) {
    let server = server();
    let plan = planned(before, after);
    assert_eq!(deeds(&plan), expected, "{label}");
    let database = build_with(rows, &server, label, before).await;
    let direct = build_with(rows, &server, &format!("{label}_direct"), after).await;
    let start = dump(&database).await;
    let client = database.connect().await.unwrap();
    let text = async || (catalog_text::tables(&client).await.unwrap(), catalog_text::objects(&client).await.unwrap());
    let start_text = text().await;
    let run = async |statement: &Statement| {
        let sql = statement.sql();
        client.batch_execute(&sql).await.unwrap_or_else(|error| panic!("{error:?}\n{sql}"));
    };
    for step in &plan.steps {
        run(&step.statement).await;
    }
    assert_eq!(dump(&database).await, dump(&direct).await, "{label}: the plan does not lead to the schema");
    assert_eq!(diff(after, after), [], "{label}");
    for step in rollback(&plan, plan.steps.len()) {
        run(&step.statement).await;
    }
    assert_eq!(dump(&database).await, start, "{label}: the way back does not lead back");
    assert_eq!(text().await, start_text, "{label}: the way back does not lead back");
    // From each prefix too.
    for done in 1..plan.steps.len() {
        for step in &plan.steps[..done] {
            run(&step.statement).await;
        }
        for step in rollback(&plan, done) {
            run(&step.statement).await;
        }
        assert_eq!(text().await, start_text, "{label}: the way back from step {}", plan.steps[done - 1].id);
    }
}

/// atlas#3740 dropped NOT VALID in silence, phoenix_kit#733 left constraints NOT VALID for ever.
#[tokio::test]
async fn what_is_not_valid_is_audited_and_validated() {
    let foreign_key = [
        "audit foreign key orders_user_id_fkey: fails where orphans are left",
        "validate foreign key orders_user_id_fkey",
    ];
    let before = with(FOREIGN_KEY, Validity::NotValid);
    goes_and_comes_back("validate_foreign_key", &before, &declared(), &foreign_key).await;
    let before = with(CHECK, Validity::NotValid);
    goes_and_comes_back("validate_check", &before, &declared(), &["validate check amount_positive"]).await;
}

#[tokio::test]
async fn what_is_not_valid_may_become_deferrable_with_it() {
    let after = changed(declared(), FOREIGN_KEY, |constraint| match constraint.clone() {
        Constraint::ForeignKey(mut foreign_key) => {
            foreign_key.deferrable = Deferrable::InitiallyDeferred;
            Constraint::ForeignKey(foreign_key)
        }
        other => other,
    });
    let deeds = [
        "audit foreign key orders_user_id_fkey: fails where orphans are left",
        "validate foreign key orders_user_id_fkey",
        "make foreign key orders_user_id_fkey of public.orders deferrable initially deferred",
    ];
    goes_and_comes_back("validate_and_defer", &with(FOREIGN_KEY, Validity::NotValid), &after, &deeds).await;
}

#[tokio::test]
async fn rows_that_violate_what_is_not_valid_stop_the_plan() {
    let server = server();
    for (name, row, says) in [
        (FOREIGN_KEY, "INSERT INTO public.orders (id, user_id, amount) VALUES (9, 99, 1)", "1 orphan rows"),
        (CHECK, "INSERT INTO public.orders (id, amount) VALUES (9, -1)", "1 rows violate it"),
    ] {
        let plan = planned(&with(name, Validity::NotValid), &declared());
        let database = build(&server, "not_valid_and_violated", &with(name, Validity::NotValid)).await;
        execute(
            &database,
            &format!(
                "SET session_replication_role = replica; ALTER TABLE public.orders DROP CONSTRAINT {CHECK}; {row}"
            ),
        )
        .await;
        if name == CHECK {
            execute(&database, "ALTER TABLE public.orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID")
                .await;
        }
        let mut failed = None;
        for step in &plan.steps {
            if let Err(error) = database.execute(&step.statement.sql()).await {
                failed = Some((step.statement.kind(), error.to_string()));
                break;
            }
        }
        let (kind, error) = failed.expect("a violating row stops the plan");
        assert!(["AuditForeignKey", "CheckRows"].contains(&kind), "{kind}: {error}");
        assert!(error.contains(says), "{error}");
    }
}

#[tokio::test]
async fn what_is_valid_becomes_not_valid_without_a_gap() {
    let foreign_key = [
        "add foreign key orders_user_id_fkey_new, not valid",
        "drop foreign key orders_user_id_fkey of public.orders",
        "rename constraint orders_user_id_fkey_new of public.orders to orders_user_id_fkey",
        "comment on table public.orders and what belongs to it",
    ];
    let after = with(FOREIGN_KEY, Validity::NotValid);
    goes_and_comes_back("invalidate_foreign_key", &declared(), &after, &foreign_key).await;
    let check = [
        "add check amount_positive_new to public.orders, not valid",
        "drop constraint amount_positive of public.orders",
        "rename constraint amount_positive_new of public.orders to amount_positive",
        "comment on table public.orders and what belongs to it",
    ];
    goes_and_comes_back("invalidate_check", &declared(), &with(CHECK, Validity::NotValid), &check).await;
}

#[tokio::test]
async fn what_is_not_valid_is_made_and_dropped() {
    for name in [FOREIGN_KEY, CHECK] {
        let mut without = declared();
        let table = without.tables.get_mut(&orders()).expect("orders are declared");
        table.constraints.remove(&ident(name));
        let not_valid = with(name, Validity::NotValid);
        let add = planned(&without, &not_valid);
        assert!(deeds(&add).iter().all(|deed| !deed.starts_with("validate")), "{:?}", deeds(&add));
        goes_and_comes_back("add_not_valid", &without, &not_valid, &texts(&deeds(&add))).await;
        let drop = planned(&not_valid, &without);
        goes_and_comes_back("drop_not_valid", &not_valid, &without, &texts(&deeds(&drop))).await;
    }
}

fn texts(deeds: &[String]) -> Vec<&str> {
    deeds.iter().map(String::as_str).collect()
}

#[tokio::test]
async fn a_new_table_has_what_is_not_valid() {
    let mut before = declared();
    before.tables.remove(&orders());
    let after = changed(with(FOREIGN_KEY, Validity::NotValid), CHECK, |check| check.with_validity(Validity::NotValid));
    let server = server();
    let database = server.empty_database("new_table_not_valid").await.unwrap_or_else(|error| panic!("{error}"));
    let direct = build(&server, "new_table_not_valid_direct", &after).await;
    execute(&database, &schema_script(&before)).await;
    for step in &planned(&before, &after).steps {
        execute(&database, &step.statement.sql()).await;
    }
    assert_eq!(dump(&database).await, dump(&direct).await);
}

#[tokio::test]
async fn what_is_not_enforced_is_proven_and_the_other_way_round() {
    let enforced = declared();
    for name in [FOREIGN_KEY, CHECK] {
        let not_enforced = with(name, Validity::NotEnforced);
        let input = PlanInput {
            before: &enforced,
            after: &not_enforced,
            origins: &BTreeMap::new(),
            allowed: &Allowed::needed(&enforced, &not_enforced),
        };
        let refusals = plan(&input).expect_err("15 has no NOT ENFORCED");
        assert!(refusals[0].to_string().contains("cannot be NOT ENFORCED"), "{}", refusals[0]);
        if server().major() < 18 {
            continue;
        }
        let (enforced, not_enforced) = (on_18(declared()), on_18(not_enforced));
        let proves = planned(&not_enforced, &enforced);
        let validated = deeds(&proves).iter().position(|deed| deed.starts_with("validate"));
        let dropped = deeds(&proves).iter().position(|deed| deed.starts_with("drop"));
        assert!(validated.is_some() && validated < dropped, "{:?}", deeds(&proves));
        goes_and_comes_back("enforce", &not_enforced, &enforced, &texts(&deeds(&proves))).await;
        let relaxes = planned(&enforced, &not_enforced);
        goes_and_comes_back("enforce_no_more", &enforced, &not_enforced, &texts(&deeds(&relaxes))).await;
        let not_valid = on_18(with(name, Validity::NotValid));
        let checks = planned(&not_enforced, &not_valid);
        goes_and_comes_back("enforce_not_valid", &not_enforced, &not_valid, &texts(&deeds(&checks))).await;
    }
}

/// A NOT NULL that is not valid, which only a database has: what is planned from it validates it, and gives it the name that
/// a new database has.
#[tokio::test]
async fn a_not_null_that_is_not_valid_is_validated() {
    let with_null = |not_valid: Option<&str>, nullable: bool| {
        let mut model = on_18(declared());
        let table = model.tables.get_mut(&orders()).expect("orders are declared");
        let column = table.columns.iter_mut().find(|column| column.name.as_str() == "code").expect("it is declared");
        column.nullable = nullable;
        column.not_valid = not_valid.map(ident);
        model
    };
    let (may, never) = (with_null(None, true), with_null(None, false));
    let (own, other) = (with_null(Some("orders_code_not_null"), true), with_null(Some("odd"), true));
    let input =
        |before, after| plan(&PlanInput { before, after, origins: &BTreeMap::new(), allowed: &Allowed::default() });
    let refusals = input(&never, &own).expect_err("PostgreSQL cannot take it back");
    assert!(refusals[0].to_string().contains("cannot be NOT VALID again"), "{}", refusals[0]);
    let older = SchemaModel { postgres: declared().postgres, ..own.clone() };
    let refusals = input(&declared(), &older).expect_err("15 has none");
    assert!(refusals[0].to_string().contains("cannot have a NOT NULL that is NOT VALID"), "{}", refusals[0]);
    if server().major() < 18 {
        return;
    }
    let rows = &ROWS.replace("6, NULL", "6, 'b'");
    for (label, before, deeds) in [
        ("validate_not_null", &own, &["validate NOT NULL of code of public.orders"][..]),
        (
            "validate_odd_not_null",
            &other,
            &[
                "validate NOT NULL of code of public.orders",
                "rename constraint odd of public.orders to orders_code_not_null",
            ],
        ),
    ] {
        goes_and_comes_back_with(rows, label, before, &never, deeds).await;
    }
    let add = ["add NOT NULL of code to public.orders, not yet valid"];
    goes_and_comes_back_with(rows, "add_not_null", &may, &own, &add).await;
    let drop = ["let code of public.orders be null"];
    goes_and_comes_back_with(rows, "drop_not_null", &own, &may, &drop).await;
    let rename = ["rename constraint odd of public.orders to orders_code_not_null"];
    goes_and_comes_back_with(rows, "rename_not_null", &other, &own, &rename).await;
    let database = build_with(rows, &server(), "read_not_null", &other).await;
    let read = schema_postgres::catalog::read(&database.connect().await.unwrap()).await.unwrap();
    assert_eq!(read.model.tables[&orders()].column(&ident("code")), other.tables[&orders()].column(&ident("code")));
    assert_eq!(read.unmanaged, []);
}

/// What 18 alone has, measured as `certificates` measures the rest.
#[tokio::test]
async fn adding_what_is_not_enforced_does_what_it_claims() {
    if server().major() < 18 {
        return;
    }
    let not_enforced = with(FOREIGN_KEY, Validity::NotEnforced);
    let Constraint::ForeignKey(foreign_key) = &not_enforced.tables[&orders()].constraints[&ident(FOREIGN_KEY)] else {
        panic!("{FOREIGN_KEY} is a foreign key")
    };
    let check = Check { validity: Validity::NotEnforced, ..check("amount > 0", &["amount"]) };
    let (table, name) = (orders(), ident("added"));
    let foreign_key = Arc::new(foreign_key.clone());
    let statements: [Statement; 2] = [
        AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key }.into(),
        AddCheckNotValid { table, name, check }.into(),
    ];
    for statement in statements {
        let database = build(&server(), "not_enforced_certificate", &declared()).await;
        let mut bench = Bench::new(&database).await.unwrap_or_else(|error| panic!("{error}"));
        let mut certificates = Certificates::default();
        certificates.add(statement.title(), bench.certify(&statement, Before::Open).await);
        assert_eq!(certificates.refused, [""; 0]);
    }
}
