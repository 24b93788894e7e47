//! `cargo xtask verify`'s probes of live databases: what they pass, what they fail, what they cannot tell.

use schema_core::resolve::resolve;
use schema_harness::TestDatabase;
use schema_postgres::catalog_text;
use schema_postgres::verify::{self, ProbeResult, Verdict};

use super::{Role, assert_snapshot, files};
use crate::support;

/// Probes a database with what the reference schema declares, without its invariants where the migrations have not come
/// to them yet.
async fn probe(url: &str) -> (String, Verdict) {
    let mut model = resolve(&schema_def::SCHEMA).unwrap().model;
    model.tables.values_mut().for_each(|table| table.invariants.clear());
    let client = schema_postgres::connect(url).await.unwrap();
    verify::prepare(&client).await.unwrap();
    let probes = verify::probe(&client, &model, &|_| {}).await;
    let mut text = String::new();
    for probe in &probes {
        let result = match probe.result {
            ProbeResult::Pass => "pass",
            ProbeResult::Fail => "fail",
            ProbeResult::Unknown => "unknown",
        };
        text.push_str(&format!("{result} {}: {}, of {}\n", probe.id, probe.actual, probe.target));
        text.extend(probe.amiss.iter().take(6).map(|amiss| format!("    {amiss}\n")));
    }
    let verdict = Verdict::of(&probes);
    text.push_str(&format!("verdict: {}\n", verdict.word()));
    (text, verdict)
}

#[tokio::test]
async fn a_database_after_0002_is_a_go() {
    let database = files::database_after_0002("probes_go").await;
    let (text, verdict) = probe(database.url()).await;
    assert_eq!(verdict, Verdict::Go, "{text}");
    assert_snapshot("probes_go", &text);
}

#[tokio::test]
async fn a_database_as_staging_was_is_a_no_go() {
    let database = files::database_after_0001("probes_staging").await;
    let (text, verdict) = probe(database.url()).await;
    assert_eq!(verdict, Verdict::NoGo, "{text}");
    assert_snapshot("probes_staging", &text);
}

#[tokio::test]
async fn each_damage_is_named() {
    let database = files::database_after_0002("probes_damage").await;
    database
        .execute(
            "DROP EXTENSION pgcrypto;
             ALTER TABLE public.site_master ALTER COLUMN kind DROP NOT NULL;
             ALTER TABLE public.punchlists ALTER COLUMN item_number TYPE bigint;
             ALTER TABLE public.stage_decisions DROP CONSTRAINT stage_decisions_workspace_id_workflow_stage_id_fkey;
             UPDATE public.stage_decisions SET workflow_stage_id = 'gone' WHERE id = 'decision-1';
             ALTER TABLE public.punchlists DROP CONSTRAINT punchlists_raised_by_fkey,
                 ADD CONSTRAINT punchlists_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES public.users (id) NOT VALID;
             ALTER TABLE public.config_versions DROP CONSTRAINT version_positive;
             DROP INDEX public.config_versions_one_active_per_workspace;
             CREATE TABLE public.stranger (version_id varchar(9) REFERENCES public.users (id))",
        )
        .await
        .unwrap();
    let (text, verdict) = probe(database.url()).await;
    assert_eq!(verdict, Verdict::NoGo, "{text}");
    assert_snapshot("probes_damage", &text);
}

/// Everything that keeps its name and is another thing.
#[tokio::test]
async fn what_only_has_the_name_is_told_from_what_is_declared() {
    if support::is_left_to_newest() {
        return;
    }
    let damages = [
        "CREATE OR REPLACE TRIGGER config_versions_frozen AFTER UPDATE OR DELETE ON public.config_versions
             FOR EACH ROW WHEN (false) EXECUTE FUNCTION public.config_versions_frozen()",
        "CREATE OR REPLACE TRIGGER vendor_master_config_version_id_frozen_with
             AFTER INSERT OR DELETE OR UPDATE OF id ON public.vendor_master
             FOR EACH ROW EXECUTE FUNCTION public.vendor_master_config_version_id_frozen_with()",
        "DROP TRIGGER config_versions_frozen ON public.config_versions;
         CREATE CONSTRAINT TRIGGER config_versions_frozen AFTER UPDATE OR DELETE ON public.config_versions
             DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.config_versions_frozen()",
        "ALTER FUNCTION public.vendor_master_config_version_id_frozen_with() SECURITY INVOKER",
        "ALTER FUNCTION public.config_versions_frozen() RESET search_path",
        "GRANT EXECUTE ON FUNCTION public.config_versions_frozen() TO PUBLIC",
        "DROP INDEX public.config_versions_one_active_per_workspace;
         CREATE INDEX config_versions_one_active_per_workspace ON public.config_versions (title)",
        "DROP INDEX public.punchlists_raised_by_created_at_idx;
         CREATE INDEX punchlists_raised_by_created_at_idx ON public.punchlists (status)",
        "CREATE RULE swallow AS ON INSERT TO public.punchlists DO INSTEAD NOTHING",
        "CREATE FUNCTION public.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
         CREATE TRIGGER swallow BEFORE INSERT ON public.punchlists FOR EACH ROW EXECUTE FUNCTION public.swallow()",
        "ALTER TABLE public.workspaces DISABLE TRIGGER ALL",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$",
    ];
    for damage in damages {
        let database = files::database("probes_disguise", &files::migrations()).await;
        database.execute(damage).await.unwrap_or_else(|error| panic!("{damage}: {error}"));
        let model = resolve(&schema_def::SCHEMA).unwrap().model;
        let client = schema_postgres::connect(database.url()).await.unwrap();
        verify::prepare(&client).await.unwrap();
        let probes = verify::probe(&client, &model, &|_| {}).await;
        assert_eq!(Verdict::of(&probes), Verdict::NoGo, "{damage}");
    }
    let database = files::database("probes_disguise", &files::migrations()).await;
    let model = resolve(&schema_def::SCHEMA).unwrap().model;
    let client = schema_postgres::connect(database.url()).await.unwrap();
    verify::prepare(&client).await.unwrap();
    let probes = verify::probe(&client, &model, &|_| {}).await;
    assert_eq!(Verdict::of(&probes), Verdict::Go, "{probes:?}");
}

#[tokio::test]
async fn what_a_role_may_not_read_is_unknown_and_no_pass() {
    let database = files::database_after_0002("probes_role").await;
    let role = Role::create(&database).await;
    let login = format!(
        "ALTER ROLE {0} LOGIN PASSWORD 'reader'; GRANT USAGE ON SCHEMA public TO {0};
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0}; REVOKE SELECT ON public.stage_decisions FROM {0}",
        role.name
    );
    database.execute(&login).await.unwrap();
    let (text, verdict) = probe(&database.url_as(&role.name, "reader")).await;
    assert_eq!(verdict, Verdict::Hold, "{text}");
    assert_snapshot("probes_role", &text);
    role.drop().await;
}

#[tokio::test]
async fn a_clone_script_makes_the_same_tables() {
    let database = files::database_after_0002("clone_script").await;
    let copy = copy_of(&database).await;
    // PostgreSQL prints some expressions otherwise than it read them, and reads that again as the same: what it prints of
    // the first copy is what it prints of every further one.
    let again = copy_of(&copy).await;
    let dump = async |database: &TestDatabase| database.pg_dump(&["--schema-only", "--no-comments"]).await.unwrap();
    let (was, is) = (dump(&copy).await, dump(&again).await);
    assert!(is == was, "{}", similar::TextDiff::from_lines(&was, &is).unified_diff());
    let counts =
        async |database: &TestDatabase| catalog_text::counts(&database.connect().await.unwrap()).await.unwrap();
    assert_eq!(counts(&copy).await, counts(&database).await);
    let (text, verdict) = probe(copy.url()).await;
    assert_eq!(verdict, Verdict::Go, "{text}");
}

async fn copy_of(database: &TestDatabase) -> TestDatabase {
    let copy = support::server().empty_database("clone_script_copy").await.unwrap();
    let client = database.connect().await.unwrap();
    let statements = schema_postgres::clone_script(&client).await.unwrap();
    copy.execute(&statements.join(";\n")).await.unwrap();
    copy
}
