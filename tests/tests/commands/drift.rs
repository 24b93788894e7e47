//! `cargo xtask drift` and `cargo xtask snapshot`

use std::path::Path;

use schema_harness::TestDatabase;
use serde_json::Value;

use crate::support::{
    Folder, is_left_to_newest, migrate, migrated, run, run_files, run_without_scratch, server, snapshot,
};

/// The four states that databases of the reference schema were found in, without what 0003 enforces.
async fn starts() -> [(&'static str, TestDatabase); 4] {
    let empty = server().empty_database("drift_empty").await.unwrap();
    let staging = server().empty_database("drift_staging").await.unwrap();
    migrate(&staging, "0001_master_tables").await;
    let production = server().empty_database("drift_production").await.unwrap();
    let half_way = server().empty_database("drift_half_way").await.unwrap();
    for database in [&production, &half_way] {
        migrate(database, "0001_master_tables").await;
        migrate(database, "0002_master_table_foreign_keys").await;
    }
    half_way.execute(HALF_WAY).await.unwrap();
    [("empty", empty), ("staging", staging), ("production", production), ("half-way", half_way)]
}

/// 38 foreign keys of the 57, of which 5 are not valid and one has another ON DELETE.
const HALF_WAY: &str = "
    DO $$
    DECLARE
        key record;
        position integer := 0;
        definition text;
    BEGIN
        FOR key IN
            SELECT conrelid::regclass AS of, conname AS name, pg_get_constraintdef(oid) AS is
            FROM pg_constraint WHERE contype = 'f' ORDER BY conrelid::regclass::text COLLATE \"C\", conname COLLATE \"C\"
        LOOP
            position := position + 1;
            CONTINUE WHEN position <= 32;
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.of, key.name);
            CONTINUE WHEN position > 38;
            definition := CASE position
                WHEN 33 THEN regexp_replace(key.is, '( ON DELETE (CASCADE|RESTRICT|SET NULL( \\([^)]*\\))?))?$', ' ON DELETE SET DEFAULT')
                ELSE key.is || ' NOT VALID' END;
            EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', key.of, key.name, definition);
        END LOOP;
    END $$";

fn foreign_keys(environment: &Value) -> [u64; 3] {
    let counts = &environment["counts"]["foreign keys"];
    ["declared", "as_declared", "found"].map(|what| counts[what].as_u64().unwrap())
}

fn with_status(environment: &Value, kind: &str, status: &str) -> usize {
    let findings = environment["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["kind"] == kind && finding["status"] == status).count()
}

#[tokio::test]
async fn the_four_starting_points_stand_in_one_matrix_and_catch_up() {
    if is_left_to_newest() {
        return;
    }
    let folder = Folder::new("drift");
    let starts = starts().await;
    let environments: Vec<String> =
        starts.iter().map(|(name, database)| format!("{name}={}", database.url())).collect();
    let options: Vec<&str> = environments.iter().flat_map(|environment| ["--env", environment]).collect();
    let drift = |more: &[&str]| run(&[&["drift"], &options[..], more].concat());

    let matrix = drift(&[]).ends_with(1).complains("findings of drift\n");
    for line in ["tables", "foreign keys", "CHECKs"] {
        assert!(matrix.stdout.contains(&format!("\n{line} ")), "{matrix}");
    }
    let json = drift(&["--format", "json"]).ends_with(1);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    let [empty, staging, production, half_way] = &report["environments"].as_array().unwrap()[..] else {
        panic!("{}", json.stdout)
    };
    assert_eq!(foreign_keys(empty), [57, 0, 0]);
    assert_eq!(with_status(empty, "table", "missing"), 18);
    assert_eq!(foreign_keys(staging), [57, 1, 1]);
    assert_eq!(with_status(staging, "foreign key", "missing"), 56);
    assert_eq!(with_status(staging, "CHECK", "missing"), 1);
    assert_eq!(foreign_keys(production), [57, 57, 57]);
    assert_eq!(with_status(production, "foreign key", "missing"), 0);
    assert_eq!(foreign_keys(half_way), [57, 32, 38]);
    assert_eq!(with_status(half_way, "foreign key", "missing"), 19);
    assert_eq!(with_status(half_way, "foreign key", "not validated"), 5);
    assert_eq!(with_status(half_way, "foreign key", "different"), 1);
    drift(&["--format", "markdown"])
        .ends_with(1)
        .says("### Schema drift: ")
        .says("\n| foreign keys | 57 | 0 | 1 | 57 | 32 |\n");

    for (name, database) in &starts {
        let out = folder.path(name);
        let plan = ["--plan", name, "--out", &out];
        if *name == "half-way" {
            drift(&plan)
                .ends_with(3)
                .complains("error[different]")
                .complains("ON DELETE [SET DEFAULT]")
                .complains("--replace");
            drift(&[&plan[..], &["--replace"]].concat()).ends_with(0).says("wrote ");
        } else {
            drift(&plan).ends_with(0).says("wrote ");
        }
        run_files(database, Path::new(&out)).await;
        let environment = format!("{name}={}", database.url());
        run(&["drift", "--env", &environment]).ends_with(0).says("\nno drift\n");
        run(&["drift", "--env", &environment, "--plan", name]).ends_with(0).says("nothing to do: ");
    }
    let [(_, first), others @ ..] = &starts;
    for (_, other) in others {
        run(&["plan", "--from", first.url(), "--to", other.url()]).ends_with(0).says("nothing to do: ");
    }
}

/// What drift of the reference schema looks like in every way that there is.
const ODD: &str = r#"
    ALTER TABLE public.punchlists RENAME CONSTRAINT punchlists_category_id_fkey TO by_hand;
    ALTER TABLE public.punchlists DROP COLUMN description;
    ALTER TABLE public.workspaces ADD COLUMN "odd	one" varchar(3) DEFAULT 'x';
    ALTER TABLE public.users ALTER COLUMN email TYPE varchar(77);
    CREATE TABLE public.leftover (id bigint PRIMARY KEY, note text);
    CREATE VIEW public.seen AS SELECT 1;
    COMMENT ON TABLE public.punchlists IS 'another one';
    ALTER TABLE public.workflow_instances DISABLE TRIGGER workflow_instances_status_lifecycle;
"#;

#[tokio::test]
async fn each_way_to_differ_has_its_word() {
    let database = migrated("drift_odd").await;
    database.execute(ODD).await.unwrap();
    let environment = format!("odd={}", database.url());
    let report = run(&["drift", "--env", &environment]).ends_with(1);
    let (_, report) = report.stdout.split_once('\n').unwrap();
    snapshot("drift_odd", report);
}

#[tokio::test]
async fn a_foreign_key_whose_triggers_do_not_run_is_drift() {
    let database = migrated("drift_disabled").await;
    database.execute("ALTER TABLE public.punchlists DISABLE TRIGGER ALL").await.unwrap();
    let environment = format!("prod={}", database.url());
    run(&["drift", "--env", &environment])
        .ends_with(1)
        .says("disabled: foreign key public.punchlists.punchlists_category_id_fkey\n");
    run(&["drift", "--env", &environment, "--plan", "prod"]).ends_with(0).complains("no plan enables it");
}

#[tokio::test]
async fn names_of_others_act_on_no_terminal_and_look_like_no_line() {
    let database = migrated("drift_hostile").await;
    database.execute("CREATE TABLE public.\"a\u{1b}[2J\u{202e}\nno drift\n|`<b>\" (id integer)").await.unwrap();
    let environment = format!("odd={}", database.url());
    for format in ["text", "markdown"] {
        let report = run(&["drift", "--env", &environment, "--format", format]).ends_with(1);
        let is_safe = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
        assert!(report.stdout.chars().all(is_safe), "{report}");
        assert!(report.stdout.lines().all(|line| line.trim() != "no drift"), "{report}");
        report.says("\\u{1b}[2J\\u{202e}\\nno drift");
    }
    run(&["drift", "--env", &environment, "--format", "json"]).ends_with(1).says("\\u001b[2J");
}

#[tokio::test]
async fn what_is_ignored_has_a_reason_and_an_end() {
    let folder = Folder::new("drift_ignore");
    let database = migrated("drift_ignore").await;
    database.execute("CREATE TABLE public.leftover (id bigint PRIMARY KEY)").await.unwrap();
    let environment = format!("prod={}", database.url());
    let ignoring = |expires: &str| {
        let entry = format!(
            r#"[{{"object": "table public.leftover", "status": "unexpected", "reason": "goes in May", "expires": "{expires}"}}]"#
        );
        let file = folder.write("ignore.json", &entry);
        run(&["drift", "--env", &environment, "--ignore", &file])
    };
    ignoring("2999-12-31").ends_with(0).says("(unexpected)").says("ignored: goes in May");
    ignoring("2020-01-01").ends_with(1).complains("was ignored until 2020-01-01: goes in May");
    ignoring("tomorrow").ends_with(2).complains("`tomorrow` is no day");
}

#[tokio::test]
async fn a_saved_catalog_is_compared_as_its_database() {
    let folder = Folder::new("drift_saved");
    let database = migrated("drift_saved").await;
    database.execute("CREATE VIEW public.seen AS SELECT 1; DROP INDEX public.users_lower_email_idx").await.unwrap();
    let saved = run(&["snapshot", "--database-url", database.url()]).ends_with(0);
    let file = folder.write("prod.lock", &saved.stdout);
    let matrix = |source: &str| {
        let json = run(&["drift", "--env", &format!("prod={source}"), "--format", "json"]);
        let mut report: Value = serde_json::from_str(&json.stdout).unwrap();
        report["environments"][0]["source"].take();
        report
    };
    let (of_file, of_database) = (matrix(&file), matrix(database.url()));
    assert_eq!(of_file, of_database);
    assert_eq!(of_file["environments"][0]["unmanaged"][0]["name"], "public.seen");
}

#[tokio::test]
async fn without_a_scratch_server_nothing_is_told_but_where_the_target_may_be_one() {
    let database = migrated("drift_on_target").await;
    let environment = format!("prod={}", database.url());
    run_without_scratch(&["drift", "--env", &environment])
        .ends_with(2)
        .says("could not be told")
        .says("with `--scratch-on-target` that is the environment's own");
    run_without_scratch(&["drift", "--env", &environment, "--scratch-on-target"]).ends_with(0).says("no drift");

    // What is built is never built in the database that is read, however that is named.
    let empty = server().empty_database("drift_on_empty_target").await.unwrap();
    let in_query = empty.url().replace(&format!("/{}", empty.name()), &format!("/?dbname={}", empty.name()));
    assert_ne!(in_query, empty.url());
    run_without_scratch(&["drift", "--env", &format!("prod={in_query}"), "--scratch-on-target"])
        .ends_with(1)
        .says("missing");
    let client = empty.connect().await.unwrap();
    let query = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid >= 16384";
    assert_eq!(client.query_one(query, &[]).await.unwrap().get::<_, i64>(0), 0);
    let unset = ["plan", "--from", empty.url(), "--to", "declared", "--scratch-url", ""];
    run_without_scratch(&unset).ends_with(4).complains("it is no connection string");
}

#[test]
fn what_cannot_be_told_is_no_pass() {
    let nobody = "gone=postgres://nobody@127.0.0.1:1/none";
    run(&["drift", "--env", nobody])
        .ends_with(2)
        .says("could not be told")
        .complains("1 environment could not be told");
    run(&["drift"]).ends_with(2).complains("--env");
    run(&["drift", "--env", "postgres://me:secret@host/app"]).ends_with(2).complains("--env wants NAME=SOURCE");
    run(&["drift", "--env", "a=declared"]).ends_with(2).complains("compared with");
    run(&["drift", "--env", nobody, "--plan", "prod"]).ends_with(2).complains("no environment is called so");
}
