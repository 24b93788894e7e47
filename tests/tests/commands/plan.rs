//! `cargo xtask plan`

use schema_harness::TestDatabase;

use crate::support::{Folder, migrated, run, server};

const OLD: &str = "
    CREATE TABLE public.customers (id bigint PRIMARY KEY, name text NOT NULL, nickname text);
    CREATE TABLE public.orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, state varchar(10) NOT NULL);
    CREATE VIEW public.named AS SELECT id, name FROM public.customers;
";
const NEW: &str = "
    CREATE TABLE public.customers (id bigint PRIMARY KEY, name text NOT NULL, nickname text, CHECK (name <> ''));
    CREATE TABLE public.orders (
        id bigint PRIMARY KEY,
        customer_id bigint NOT NULL REFERENCES public.customers,
        state varchar(10) NOT NULL CHECK (state IN ('NEW', 'DONE')));
    CREATE INDEX ON public.orders (customer_id);
";

async fn with(label: &str, sql: &str) -> TestDatabase {
    let database = server().empty_database(label).await.unwrap();
    database.execute(sql).await.unwrap();
    database
}

#[tokio::test]
async fn a_migrated_database_is_as_declared() {
    let database = migrated("plan_nothing").await;
    for (from, to) in [(database.url(), "declared"), ("declared", database.url())] {
        run(&["plan", "--from", from, "--to", to]).ends_with(0).says("nothing to do: ");
    }
    run(&["plan", "--from", "declared", "--to", "generated/migrations/0003_invariants/schema.lock"])
        .ends_with(0)
        .says("nothing to do: the declaration is as generated/migrations/0003_invariants/schema.lock\n");
}

#[tokio::test]
async fn what_a_database_lacks_is_planned_and_leads_there() {
    let folder = Folder::new("lacks");
    let (old, new) = (with("plan_old", OLD).await, folder.write("new.sql", NEW));
    run(&["plan", "--from", old.url(), "--to", &new])
        .ends_with(0)
        .says("add foreign key orders_customer_id_fkey, not yet valid")
        .says("; nothing was written\n")
        .complains("note: not managed, and left alone: view public.named\n");
    let sql = run(&["plan", "--from", old.url(), "--to", &new, "--sql"]).ends_with(0);
    let out = folder.path("plan");
    run(&["plan", "--from", old.url(), "--to", &new, "--out", &out])
        .ends_with(0)
        .says("README.md says how to run it\n");
    let mut files: Vec<String> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert!(files.starts_with(&["01_preflight.sql".to_owned(), "02_index.sql".to_owned()]), "{files:?}");
    assert!(files.ends_with(&["README.md", "rollback.sql", "schema.lock"].map(str::to_owned)), "{files:?}");
    let of_steps = files.iter().filter(|file| file.starts_with(|c: char| c.is_ascii_digit()));
    let files: Vec<(String, String)> =
        of_steps.map(|file| (file.clone(), std::fs::read_to_string(format!("{out}/{file}")).unwrap())).collect();
    for (name, text) in &files {
        assert!(sql.stdout.contains(text.as_str()), "--sql lacks {name}");
    }
    old.psql(&files).await.unwrap();
    run(&["plan", "--from", old.url(), "--to", &new]).ends_with(0).says("nothing to do: ");
    run(&["plan", "--from", old.url(), "--to", &new, "--out", &out]).ends_with(2).complains("is not empty");
}

#[tokio::test]
async fn what_loses_data_is_refused_until_it_is_allowed() {
    let folder = Folder::new("loses");
    let old = folder.write("old.sql", "CREATE TABLE public.a (id int, b int); CREATE TABLE public.c (id int)");
    let new = folder.write("new.sql", "CREATE TABLE public.a (id int)");
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(3)
        .complains("--allow-data-loss public.a.b")
        .complains("--allow-data-loss public.c");
    run(&["plan", "--from", &old, "--to", &new, "--allow-data-loss", "all"]).ends_with(0).says("drop table public.c");
    run(&["plan", "--from", &old, "--to", &new, "--allow-data-loss", "public.d"])
        .ends_with(2)
        .complains("note: it drops public.a.b, public.c\n");
}

#[tokio::test]
async fn what_an_unmanaged_object_stands_in_the_way_of_is_refused() {
    let folder = Folder::new("way");
    let old = folder.write("old.sql", "CREATE VIEW public.a AS SELECT 1 AS id");
    let new = folder.write("new.sql", "CREATE TABLE public.a (id int)");
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(3)
        .complains("public.a cannot be made: there is a view of that name");
    let both = folder.write("both.sql", "CREATE TABLE public.a (id int); CREATE VIEW public.b AS SELECT 1 AS id");
    run(&["plan", "--from", &new, "--to", &both])
        .ends_with(0)
        .says("nothing to do: ")
        .complains("note: not managed, and not made: view public.b\n");
}

#[tokio::test]
async fn what_turns_into_something_unmanaged_is_not_dropped() {
    let folder = Folder::new("turned");
    let old = folder.write("old.sql", "CREATE TABLE public.a (id int)");
    let new = folder.write("new.sql", "CREATE TYPE public.b AS (id int); CREATE TABLE public.a OF public.b");
    run(&["plan", "--from", &old, "--to", &new, "--allow-data-loss", "all"])
        .ends_with(3)
        .complains("public.a cannot become what it is wanted as: typed table");
}

#[tokio::test]
async fn a_table_does_not_turn_into_a_partition() {
    let folder = Folder::new("into_partition");
    let whole = "CREATE TABLE public.whole (id int) PARTITION BY LIST (id);";
    let old = folder.write("old.sql", &format!("{whole} CREATE TABLE public.a (id int)"));
    let new =
        folder.write("new.sql", &format!("{whole} CREATE TABLE public.a PARTITION OF public.whole FOR VALUES IN (1)"));
    run(&["plan", "--from", &old, "--to", &new, "--allow-data-loss", "public.a"])
        .ends_with(3)
        .complains("public.a cannot be made: something else has the name until the migration drops it");
}

#[tokio::test]
async fn an_invalid_index_is_not_taken_for_the_one_that_is_wanted() {
    let folder = Folder::new("invalid");
    let old =
        with("plan_invalid", "CREATE TABLE public.t (id int, a int); INSERT INTO public.t VALUES (1, 1), (2, 1)").await;
    let failed = old.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON public.t (a)").await;
    assert!(failed.is_err());
    let new = folder.write("new.sql", "CREATE TABLE public.t (id int, a int); CREATE UNIQUE INDEX i ON public.t (a)");
    run(&["plan", "--from", old.url(), "--to", &new]).ends_with(0).says("drop index").says("create unique index");
}

/// A database that was dumped and restored prints some expressions otherwise than the one that was dumped.
#[tokio::test]
async fn a_restored_database_is_as_the_one_that_was_dumped() {
    let folder = Folder::new("restored");
    let original = with("plan_original", NEW).await;
    let dump = original.pg_dump(&["--schema-only", "--no-owner"]).await.unwrap();
    let printed = |url: String| async move {
        let query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'orders_state_check'";
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.query_one(query, &[]).await.unwrap().get::<_, String>(0)
    };
    let restored = with("plan_restored", &dump).await;
    assert_ne!(printed(original.url().to_owned()).await, printed(restored.url().to_owned()).await);
    let dump = folder.write("dump.sql", &dump);
    for to in [restored.url(), &dump] {
        run(&["plan", "--from", original.url(), "--to", to]).ends_with(0).says("nothing to do: ");
    }
}

#[test]
fn what_is_no_side_is_refused() {
    run(&["plan", "--from", "declared", "--to", "schema.txt"])
        .ends_with(2)
        .complains("`schema.txt` is no side of a plan");
    run(&["plan", "--from", "declared"]).ends_with(2).complains("--to");
    run(&["plan", "--from", "declared", "--to", "none.lock"]).ends_with(4).complains("cannot read none.lock");
    let folder = Folder::new("broken");
    let broken = folder.write("broken.sql", "CREATE TABLE;");
    run(&["plan", "--from", "declared", "--to", &broken]).ends_with(4).complains("syntax error");
    let url = "postgres://someone:secret@127.0.0.1:1/none";
    let refused =
        run(&["plan", "--from", url, "--to", "declared"]).ends_with(4).complains("postgres://127.0.0.1:1/none: ");
    assert!(!refused.stderr.contains("secret"), "{refused}");
}
