//! What 0003 holds, against whom, and what is known to go past it.

use schema_harness::TestDatabase;

use super::{Role, files};

/// A database after all migrations, its rows written under the eyes of all triggers.
async fn database(label: &str) -> TestDatabase {
    files::database(label, &files::migrations()).await
}

/// Runs a statement and returns how it ended: `done`, or SQLSTATE and the constraint's name.
async fn outcome(client: &tokio_postgres::Client, sql: &str) -> String {
    match client.batch_execute(sql).await {
        Ok(()) => "done".to_owned(),
        Err(error) => {
            let error = error.as_db_error().unwrap_or_else(|| panic!("{sql}: {error}"));
            format!("{} {}", error.code().code(), error.constraint().unwrap_or(error.message()))
        }
    }
}

const CHANGE_FROZEN: &str = "UPDATE public.config_versions SET title = 'Another' WHERE id = 'cv-jakarta-1'";
const FROZEN: &str = "23514 config_versions_frozen";

#[tokio::test]
async fn the_reference_rows_are_written_under_all_triggers() {
    let database = database("invariants_rows").await;
    let client = database.connect().await.unwrap();
    let count = client.query_one("SELECT count(*) FROM public.stage_decisions", &[]).await.unwrap();
    assert!(count.get::<_, i64>(0) > 0);
    assert_eq!(outcome(&client, CHANGE_FROZEN).await, FROZEN);
}

#[tokio::test]
async fn a_replica_session_goes_past_invariants() {
    let database = database("invariants_replica").await;
    let client = database.connect().await.unwrap();
    assert_eq!(outcome(&client, &format!("SET session_replication_role = replica; {CHANGE_FROZEN}")).await, "done");
    assert_eq!(outcome(&client, "SET session_replication_role = origin").await, "done");
    assert_eq!(outcome(&client, &CHANGE_FROZEN.replace("Another", "A third")).await, FROZEN);
}

#[tokio::test]
async fn a_disabled_trigger_holds_nothing() {
    let database = database("invariants_disabled").await;
    let client = database.connect().await.unwrap();
    client.batch_execute("ALTER TABLE public.config_versions DISABLE TRIGGER config_versions_frozen").await.unwrap();
    assert_eq!(outcome(&client, CHANGE_FROZEN).await, "done");
}

#[tokio::test]
async fn truncate_goes_past_invariants() {
    let database = database("invariants_truncate").await;
    let client = database.connect().await.unwrap();
    assert_eq!(outcome(&client, "TRUNCATE public.vendor_master CASCADE").await, "done");
}

#[tokio::test]
async fn rows_that_were_there_before_are_not_looked_at() {
    let database = files::database_after_0002("invariants_before").await;
    let client = database.connect().await.unwrap();
    // A workflow on a version that is not active: nothing refuses it yet.
    client
        .batch_execute(
            "INSERT INTO public.workflow_instances (id, workspace_id, config_version_id, reference_number, title, scope_id, vendor_id)
             SELECT 'before', workspace_id, config_version_id, 'R', 'T', scope_id, vendor_id
               FROM public.workflow_instances WHERE id = 'wf-2';
             UPDATE public.config_versions SET status = 'ARCHIVED' WHERE id = 'cv-jakarta-1'",
        )
        .await
        .unwrap();
    database.psql(&files::migration("0003").steps).await.expect("rows that are there do not stop it");
    assert_eq!(outcome(&client, "UPDATE public.workflow_instances SET title = 'x' WHERE id = 'before'").await, "done");
}

#[tokio::test]
async fn a_role_needs_no_privilege_on_the_table_that_a_trigger_reads() {
    let database = database("invariants_role").await;
    let role = Role::create(&database).await;
    let client = database.connect().await.unwrap();
    client
        .batch_execute(&format!(
            "GRANT USAGE ON SCHEMA public TO {0}; GRANT INSERT, SELECT, UPDATE ON public.vendor_master TO {0};
             CREATE SCHEMA trap AUTHORIZATION {0}; SET ROLE {0}; SET search_path = trap, pg_catalog;
             CREATE FUNCTION trap.yes(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
             CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.yes)",
            role.name
        ))
        .await
        .unwrap();
    // Neither the lack of a privilege nor an operator of the role's own makes a difference.
    let insert = |version: &str| {
        format!(
            "INSERT INTO public.vendor_master (workspace_id, config_version_id, code, name, created_by)
             VALUES ('11111111-1111-4111-8111-111111111111', '{version}', 'NEW-{version}', 'New', 'user-ayu')"
        )
    };
    assert_eq!(outcome(&client, &insert("cv-jakarta-2")).await, "done");
    assert_eq!(outcome(&client, &insert("cv-jakarta-1")).await, "23514 vendor_master_config_version_id_frozen_with");
    assert_eq!(
        outcome(&client, "SELECT public.vendor_master_config_version_id_frozen_with()").await.split(' ').next(),
        Some("42501"),
        "nobody calls it but triggers"
    );
    client.batch_execute("RESET ROLE; RESET search_path").await.unwrap();
    role.drop().await;
}

#[tokio::test]
async fn policies_do_not_blind_invariants() {
    let database = database("invariants_policies").await;
    let role = Role::create(&database).await;
    role.own_tables_but(&[]).await;
    let client = database.connect().await.unwrap();
    client
        .batch_execute(&format!(
            "DO $$ DECLARE function regprocedure; BEGIN
                 FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype LOOP
                     EXECUTE format('ALTER FUNCTION %s OWNER TO {0}', function);
                 END LOOP; END $$;
             ALTER TABLE public.config_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
             CREATE POLICY nothing ON public.config_versions USING (false); SET ROLE {0}",
            role.name
        ))
        .await
        .unwrap();
    // Without seeing the version nobody can say that the row is free: an error, not a pass.
    let change = "UPDATE public.vendor_master SET name = 'Another' WHERE code = 'BIMA'";
    assert_eq!(outcome(&client, change).await.split(' ').next(), Some("42501"));
    client.batch_execute("RESET ROLE").await.unwrap();
    role.drop().await;
}

#[tokio::test]
async fn under_repeatable_read_the_later_session_is_to_try_again() {
    let database = database("invariants_repeatable_read").await;
    let (first, second) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    second
        .batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM public.config_versions")
        .await
        .unwrap();
    let archive = "UPDATE public.config_versions SET status = 'ARCHIVED' WHERE id = 'cv-jakarta-2'";
    assert_eq!(outcome(&first, archive).await, "done");
    let change = "UPDATE public.vendor_master SET name = 'Another' WHERE code = 'BIMA'";
    assert_eq!(outcome(&second, change).await.split(' ').next(), Some("40001"));
}

/// A type of the session's own that is called as one of PostgreSQL's comes behind it: a function that runs with its
/// owner's rights would otherwise run the session's code, and any function compare what the session likes.
#[tokio::test]
async fn what_a_session_makes_in_pg_temp_changes_nothing() {
    let database = database("invariants_pg_temp").await;
    let role = Role::create(&database).await;
    let grants = format!(
        "GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {0}",
        role.name
    );
    database.execute(&grants).await.unwrap();
    let escalation = format!(
        "CREATE FUNCTION pg_temp.evil(pg_catalog.text) RETURNS boolean LANGUAGE plpgsql
             AS $$ BEGIN ALTER ROLE {} SUPERUSER; RETURN true; END $$;
         CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.evil(VALUE))",
        role.name
    );
    let blindness = "CREATE TYPE pg_temp.text AS ENUM ('', 'DRAFT', 'ACTIVE', 'ARCHIVED');
         CREATE FUNCTION pg_temp.c(pg_catalog.text) RETURNS pg_temp.text LANGUAGE sql IMMUTABLE
             AS $$ SELECT CASE WHEN $1 IN ('DRAFT', 'ACTIVE', 'ARCHIVED') THEN 'DRAFT'::pg_temp.text ELSE ''::pg_temp.text END $$;
         CREATE CAST (pg_catalog.text AS pg_temp.text) WITH FUNCTION pg_temp.c(pg_catalog.text) AS ASSIGNMENT";
    let truncation = "CREATE DOMAIN pg_temp.text AS pg_catalog.\"char\"";
    let insert = |version: &str, code: &str| {
        format!(
            "INSERT INTO public.vendor_master (workspace_id, config_version_id, code, name, created_by)
             VALUES ('11111111-1111-4111-8111-111111111111', '{version}', '{code}', 'New', 'user-ayu')"
        )
    };
    // A session that ends drops what is in pg_temp after its client has gone: DROP OWNED would still find the cast,
    // which belongs to nobody.
    let discard = "DISCARD TEMP; RESET ROLE";
    for (at, trap) in [escalation.as_str(), blindness, truncation].into_iter().enumerate() {
        // Creating a cast takes the ownership of a type of it, not a superuser.
        let client = database.connect().await.unwrap();
        client.batch_execute(&format!("SET ROLE {}; {trap}", role.name)).await.unwrap();
        assert_eq!(outcome(&client, &insert("cv-jakarta-2", &format!("T{at}"))).await, "done");
        assert_eq!(
            outcome(&client, &insert("cv-jakarta-1", &format!("T{at}"))).await,
            "23514 vendor_master_config_version_id_frozen_with"
        );
        assert_eq!(outcome(&client, CHANGE_FROZEN).await, FROZEN);
        client.batch_execute(discard).await.unwrap();
    }
    // The trap is one: a function that looks where the session says lets it through.
    let naive = "DO $do$ DECLARE definition text; BEGIN
             definition := pg_get_functiondef('public.vendor_master_config_version_id_frozen_with'::regproc);
             definition := replace(definition, 'pg_catalog.text', 'text');
             EXECUTE regexp_replace(definition, 'SET search_path TO [^\n]*', 'SET search_path TO ''''');
         END $do$";
    database.execute(naive).await.unwrap();
    let client = database.connect().await.unwrap();
    client.batch_execute(&format!("SET ROLE {}; {blindness}", role.name)).await.unwrap();
    assert_eq!(outcome(&client, &insert("cv-jakarta-1", "naive")).await, "done");
    client.batch_execute(discard).await.unwrap();
    let sql = format!("SELECT rolsuper FROM pg_roles WHERE rolname = '{}'", role.name);
    assert!(!client.query_one(&sql, &[]).await.unwrap().get::<_, bool>(0), "the role has become a superuser");
    role.drop().await;
}

/// And two who first write what it freezes, and then want to update it, wait for one another.
#[tokio::test]
async fn any_update_of_the_row_that_freezes_waits_for_those_who_write_what_it_freezes() {
    let database = database("invariants_waits").await;
    let (first, second) = (database.connect().await.unwrap(), database.connect().await.unwrap());
    let insert = |code: &str| {
        format!(
            "BEGIN; INSERT INTO public.vendor_master (workspace_id, config_version_id, code, name, created_by)
             VALUES ('11111111-1111-4111-8111-111111111111', 'cv-jakarta-2', '{code}', 'New', 'user-ayu')"
        )
    };
    let update = "UPDATE public.config_versions SET title = 'Another' WHERE id = 'cv-jakarta-2'";
    assert_eq!(outcome(&first, &insert("W1")).await, "done");
    let briefly = format!("SET lock_timeout = '50ms'; {update}");
    assert_eq!(outcome(&second, &briefly).await.split(' ').next(), Some("55P03"));

    assert_eq!(outcome(&second, &format!("RESET lock_timeout; {}", insert("W2"))).await, "done");
    let (one, other) = tokio::join!(outcome(&first, update), outcome(&second, update));
    let mut ends = [one, other].map(|end| end.split(' ').next().unwrap_or_default().to_owned());
    ends.sort();
    assert_eq!(ends, ["40P01", "done"]);
}
