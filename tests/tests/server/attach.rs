//! A table becomes a partition: of the types for which the planner writes the bound as a CHECK, PostgreSQL reads no row.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{
    Column, IndexTerm, MajorRange, Partition, PartitionBy, PartitionKey, PartitionStrategy, Partitioning, SchemaModel,
    Table,
};
use schema_core::plan::{Allowed, PlanInput, plan};
use schema_core::sql::{Statement, schema_script};

use crate::support::server;

/// A type, a value of it, and a later one.
const TYPES: [(&str, &str, &str); 9] = [
    ("smallint", "-1", "2"),
    ("integer", "1", "2"),
    ("bigint", "1", "'2'"),
    ("text", "'it''s'", "'z'"),
    ("date", "'2020-01-01'", "'2021-01-01'"),
    ("timestamp", "'2020-01-01 00:00:00'", "'2021-01-01'"),
    ("timestamptz", "'2020-01-01 00:00:00+00'", "'2021-01-01 00:00:00+00'"),
    ("uuid", "'00000000-0000-4000-8000-000000000001'", "'00000000-0000-4000-8000-000000000002'"),
    // Of this type nobody has looked.
    ("numeric", "1", "2"),
];

#[tokio::test]
async fn a_table_with_rows_is_attached_without_reading_them() {
    for (at, (pg_type, value, later)) in TYPES.into_iter().enumerate() {
        let list = format!("IN ({value}, {later})");
        let (range, until) = (format!("FROM ({value}) TO ({later})"), format!("FROM (MINVALUE) TO ({later})"));
        let bounds =
            [(PartitionStrategy::List, list), (PartitionStrategy::Range, range), (PartitionStrategy::Range, until)];
        for (strategy, bound) in bounds {
            let [apart, together] = models(pg_type, strategy, &bound);
            let database = server().empty_database(&format!("attach_{at}")).await.unwrap();
            database.execute(&schema_script(&apart)).await.unwrap();
            database.execute(&format!("INSERT INTO public.t VALUES ({value})")).await.unwrap();
            let scans = scans_of_attach(&database.connect().await.unwrap(), &apart, &together).await;
            assert_eq!(scans, if pg_type == "numeric" { 1 } else { 0 }, "{pg_type}: {bound}");
        }
    }
}

/// A table with no partitions beside one of its own, and the two once they are one.
fn models(pg_type: &str, strategy: PartitionStrategy, bound: &str) -> [SchemaModel; 2] {
    let ident = |name: &str| Ident::new(name).unwrap();
    let public = |name: &str| QualifiedName::new(ident("public"), ident(name));
    let key = PartitionKey { term: IndexTerm::Column(ident("c")), collation: None, operator_class: None };
    let by = PartitionBy { strategy, keys: vec![key] };
    let partition = Partition::new(format!("FOR VALUES {bound}"));
    let plain = Table { columns: vec![Column::new(ident("c"), pg_type.parse().unwrap())], ..Table::default() };
    let divided =
        |partitions| Table { partitioning: Some(Partitioning { by: by.clone(), partitions }), ..plain.clone() };
    let model = |tables: Vec<(QualifiedName, Table)>| {
        let mut model = SchemaModel::empty(MajorRange { min: 15, max: 18 });
        model.tables.extend(tables);
        model
    };
    let apart = model(vec![(public("p"), divided([].into())), (public("t"), plain.clone())]);
    [apart, model(vec![(public("p"), divided([(public("t"), partition)].into()))])]
}

/// Runs the plan, and counts how often the statement that attaches reads the table.
async fn scans_of_attach(client: &tokio_postgres::Client, before: &SchemaModel, after: &SchemaModel) -> i64 {
    let (origins, allowed) = (Default::default(), Allowed::needed(before, after));
    let plan = plan(&PlanInput { before, after, origins: &origins, allowed: &allowed }).unwrap();
    let mut scans = None;
    for step in &plan.steps {
        let Statement::AttachPartition(attach) = &step.statement else {
            client.batch_execute(&step.statement.sql()).await.unwrap();
            continue;
        };
        let before = scans_so_far(client).await;
        client.batch_execute(&step.statement.sql()).await.unwrap();
        let counted = scans_so_far(client).await - before;
        assert_eq!(counted == 0, attach.is_proven, "what is said is what is done");
        scans = Some(counted);
    }
    scans.expect("the plan attaches the table")
}

/// What the session has read and not told the other ones yet is known to it alone.
async fn scans_so_far(client: &tokio_postgres::Client) -> i64 {
    client.batch_execute("SELECT pg_catalog.pg_stat_force_next_flush(); SELECT 1").await.unwrap();
    let sql = "SELECT seq_scan FROM pg_catalog.pg_stat_user_tables WHERE relname = 't'";
    client.query_one(sql, &[]).await.unwrap().get(0)
}
