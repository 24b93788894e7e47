//! `cargo xtask plan`

mod pairs;
mod unmanaged;

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
        .complains("note: not managed, and left alone: view public.named: the model holds tables alone\n");
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
async fn what_a_declaration_would_say_is_said_in_options() {
    let folder = Folder::new("hints");
    let before = "CREATE TABLE public.people (id int PRIMARY KEY, \"a=b\" text, age text);
                  INSERT INTO public.people VALUES (1, 'x', '18');";
    let after = "CREATE TABLE public.users (id int, name text, age int, born int NOT NULL,
                  CONSTRAINT people_pkey PRIMARY KEY (id))";
    let (old, new) = (with("plan_hints", before).await, folder.write("new.sql", after));
    let plan = ["plan", "--from", old.url(), "--to", &new];
    let with_hints = |hints: &[&'static str]| [&plan[..], hints].concat();
    let table = ["--was", "public.users=people"];
    run(&plan).ends_with(3).complains("what is said in attributes is said with --using, --backfill and --was");
    run(&with_hints(&table))
        .ends_with(3)
        .complains("column born cannot be added to public.users as NOT NULL at once")
        .complains("say what these rows get: --backfill 'public.users.born=...', an expression")
        .complains("say what each value becomes: --using 'public.users.age=age::integer'\n");
    let hints = ["--was", "public.users.name=\"a=b\"", "--backfill", "public.users.born=2000 - age"];
    let using = ["--using", "public.users.age=age::integer"];
    let blocking = ["--allow-blocking", "all"];
    let out = folder.path("plan");
    let all = [&plan[..], &table, &hints, &using, &blocking, &["--out", &out]].concat();
    run(&all).ends_with(0);
    let mut files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    let files: Vec<String> = files.into_iter().map(|name| name.into_string().unwrap()).collect();
    let files = files.into_iter().filter(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    let files: Vec<_> =
        files.map(|name| (name.clone(), std::fs::read_to_string(format!("{out}/{name}")).unwrap())).collect();
    old.psql(&files).await.unwrap();
    run(&plan).ends_with(0).says("nothing to do: ");
    let rows = old.connect().await.unwrap().query_one("SELECT name, age, born FROM public.users", &[]).await.unwrap();
    assert_eq!((rows.get::<_, &str>(0), rows.get::<_, i32>(1), rows.get::<_, i32>(2)), ("x", 18, 1982));
}

#[tokio::test]
async fn a_partition_is_renamed_by_a_hint() {
    let folder = Folder::new("hint_on_partition");
    let with = |partition: &str| {
        format!(
            "CREATE TABLE public.t (id int) PARTITION BY RANGE (id);
             CREATE TABLE public.{partition} PARTITION OF public.t FOR VALUES FROM (0) TO (9)"
        )
    };
    let (old, new) = (folder.write("old.sql", &with("first")), folder.write("new.sql", &with("renamed")));
    run(&["plan", "--from", &old, "--to", &new, "--was", "public.renamed=first"])
        .ends_with(0)
        .says("rename table public.first to renamed");
    run(&["plan", "--from", &old, "--to", &new, "--was", "public.renamed=other"])
        .ends_with(2)
        .complains("has no such partition");
}

#[tokio::test]
async fn names_in_hints_may_be_quoted_or_not() {
    let folder = Folder::new("hint_quoted");
    let with = |column: &str| format!("CREATE TABLE public.t (id int, {column} int)");
    let (old, new) = (folder.write("old.sql", &with("a")), folder.write("new.sql", &with("\"order\"")));
    for hint in ["public.t.order=a", "public.t.\"order\"=a", "\"public\".\"t\".\"order\"=\"a\""] {
        run(&["plan", "--from", &old, "--to", &new, "--was", hint])
            .ends_with(0)
            .says("rename column a of public.t to \"order\"");
    }
}

#[tokio::test]
async fn parts_of_types_are_renamed_by_hints() {
    let folder = Folder::new("hint_on_type");
    let with = |label: &str, attribute: &str| {
        format!(
            "CREATE TYPE public.mood AS ENUM ('{label}', 'sad'); CREATE TYPE public.size AS ({attribute} int);
             CREATE TABLE public.t (id int, mood public.mood DEFAULT '{label}', size public.size)"
        )
    };
    let (old, new) = (folder.write("old.sql", &with("ok", "x")), folder.write("new.sql", &with("Very well", "width")));
    let plan = ["plan", "--from", &old, "--to", &new];
    let hints = ["--was", "public.mood.\"Very well\"=ok", "--was", "public.size.width=x"];
    run(&[&plan[..], &hints].concat())
        .ends_with(0)
        .says("rename value 'ok' of public.mood to 'Very well'")
        .says("rename attribute x of public.size to width");
    run(&[&plan[..], &["--was", "public.mood.Very well=fine"]].concat()).ends_with(2).complains("has no such value");
    run(&[&plan[..], &["--was", "public.size.width=y"]].concat()).ends_with(2).complains("has no such attribute");
}

#[tokio::test]
async fn types_and_sequences_are_renamed_by_hints() {
    let folder = Folder::new("hint_on_types");
    let with = |[mood, label, size, width, number]: [&str; 5]| {
        format!(
            "CREATE TYPE public.{mood} AS ENUM ('{label}'); CREATE TYPE public.{size} AS ({width} int);
             CREATE SEQUENCE public.{number};
             CREATE TABLE public.t (id int, mood public.{mood}, size public.{size})"
        )
    };
    let old = folder.write("old.sql", &with(["mood", "ok", "size", "x", "number"]));
    let new = folder.write("new.sql", &with(["\"Mood\"", "fine", "extent", "width", "numbers"]));
    let plan = ["plan", "--from", &old, "--to", &new];
    let hints = ["--was", "public.\"Mood\"=mood", "--was", "public.extent=size", "--was", "public.numbers=number"];
    let parts = ["--was", "public.\"Mood\".fine=ok", "--was", "public.extent.width=x"];
    run(&[&plan[..], &hints, &parts].concat())
        .ends_with(0)
        .says("rename type public.mood to \"Mood\"")
        .says("rename type public.size to extent")
        .says("rename sequence public.number to numbers")
        .says("rename value 'ok' of public.\"Mood\" to 'fine'")
        .says("rename attribute x of public.extent to width");
    run(&[&plan[..], &["--was", "public.extent=none"]].concat()).ends_with(2).complains("has no such type");
    run(&[&plan[..], &["--was", "public.numbers=none"]].concat()).ends_with(2).complains("has no such sequence");
}

#[tokio::test]
async fn what_keeps_the_results_of_an_old_body_is_named() {
    let folder = Folder::new("old_body");
    let with = |body: &str| {
        format!(
            "CREATE FUNCTION public.norm(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT {body}$$;
             CREATE FUNCTION public.outer(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT public.norm(x)$$;
             CREATE TABLE public.t (id int PRIMARY KEY, a text DEFAULT public.norm('x'), CHECK (public.norm(a) <> 'z'),
                 g text GENERATED ALWAYS AS (public.outer(a)) STORED);
             CREATE INDEX t_norm ON public.t (public.norm(a))"
        )
    };
    let (old, new) = (folder.write("old.sql", &with("lower(x)")), folder.write("new.sql", &with("trim(lower(x))")));
    run(&["plan", "--from", &old, "--to", &new]).ends_with(0).says(
        "replace routine public.norm(text), whose results so far stay in column public.t.g, constraint public.t.t_a_check, index public.t_norm: build or write these anew where they differ",
    );
}

#[tokio::test]
async fn a_hint_on_what_is_not_there_is_refused() {
    let folder = Folder::new("hints_on_nothing");
    let old = folder.write("old.sql", "CREATE TABLE public.a (id int); CREATE TABLE public.kept (id int)");
    let new = folder.write("new.sql", "CREATE TABLE public.b (id int); CREATE TABLE public.kept (id int)");
    for (hint, complaint) in [
        (["--was", "public.b=c"], "the schema that is there has no such table"),
        (["--was", "public.b.id=other"], "the schema that is there has no such column"),
        (["--was", "public.kept=a"], "`--was public.kept=a` says nothing"),
        (
            ["--was", "public.f(integer)=g"],
            "the schema that is wanted has no table, partition, column, type, sequence, attribute or value",
        ),
        (["--backfill", "public.a.id=1"], "the schema that is wanted has no column of that name"),
        (["--using", "public.b.id="], "the schema that is wanted has no column of that name"),
        (["--using", "public.b.id=1"], "the schema that is there has no such column"),
        (["--was", "public.\"b=a"], "the schema that is wanted has no table"),
    ] {
        run(&[&["plan", "--from", &old, "--to", &new], &hint[..]].concat()).ends_with(2).complains(complaint);
    }
    run(&["plan", "--from", &old, "--to", "declared", "--was", "public.b=a"])
        .ends_with(2)
        .complains("`--was` is for a side that has no hints of its own");
}

#[tokio::test]
async fn columns_in_another_order_are_named() {
    let folder = Folder::new("order");
    let old = folder.write("old.sql", "CREATE TABLE public.a (x int, y int); CREATE TABLE public.b (x int)");
    let new = folder.write("new.sql", "CREATE TABLE public.a (y int, x int); CREATE TABLE public.b (x int)");
    run(&["plan", "--from", &old, "--to", &new]).ends_with(0).says("nothing to do: ").complains(": public.a\n");
    let same = run(&["plan", "--from", &old, "--to", &old]).ends_with(0);
    assert!(!same.stderr.contains("another order"), "{}", same.stderr);
}

#[tokio::test]
async fn rows_that_columns_are_made_of_stay_as_they_are() {
    let folder = Folder::new("rows");
    let with = |name: &str, columns: &str| {
        let tables =
            format!("CREATE TABLE public.t (id int PRIMARY KEY{columns}); CREATE DOMAIN public.whole AS public.t;");
        folder.write(&format!("{name}.sql"), &format!("{tables} CREATE TABLE public.u (x public.whole)"))
    };
    let [plain, typed, valued, more] = [
        ("plain", ", a int"),
        ("typed", ", a bigint"),
        ("valued", ", a int, b int DEFAULT 3"),
        ("more", ", a int, b int"),
    ]
    .map(|(name, columns)| with(name, columns));
    let planned = |to: &str| run(&["plan", "--from", &plain, "--to", to, "--allow-blocking", "all"]);
    planned(&typed).ends_with(3).complains("columns are made of rows of public.t, as in public.u\n");
    planned(&valued).ends_with(3).complains("column b cannot be added to public.t with a value\n");
    planned(&more).ends_with(0);
}

#[tokio::test]
async fn a_check_that_reads_the_same_for_the_new_type_stays() {
    let folder = Folder::new("alike");
    let of = |name: &str, pg_type: &str, check: &str| {
        let table = format!("CREATE TABLE public.t (m {pg_type}, CHECK ({check}))");
        folder.write(&format!("{name}.sql"), &table)
    };
    let [json, jsonb] = ["json", "jsonb"].map(|pg_type| of(pg_type, pg_type, "m::text <> 'null'"));
    let [text, number] = [("text", "m <> '7'"), ("int", "m <> 7")].map(|(pg_type, check)| of(pg_type, pg_type, check));
    let planned = |from: &str, to: &str, using: &str| {
        run(&["plan", "--from", from, "--to", to, "--using", using, "--allow-blocking", "all"])
    };
    planned(&json, &jsonb, "public.t.m=m::jsonb").ends_with(0);
    // One that reads otherwise changes in the statement that changes the type.
    planned(&text, &number, "public.t.m=m::int").ends_with(0).says("change the type of m of public.t to integer");
    let of_two = |pg_type: &str| of(&format!("two_{pg_type}"), &format!("{pg_type}, n {pg_type}"), "m <> n");
    let [text, number] = ["text", "int"].map(of_two);
    planned(&text, &number, "public.t.m=m::int").ends_with(3).complains("--using 'public.t.n=n::integer'");
    // Both change in one statement, and the check is between no types.
    let both = ["--using", "public.t.m=m::int", "--using", "public.t.n=n::int", "--allow-blocking", "all"];
    run(&[&["plan", "--from", &text, "--to", &number], &both[..]].concat())
        .ends_with(0)
        .says("change the types of columns of public.t: m to integer, n to integer");
    planned(&json, &jsonb, "public.t.m=m::jsonb -- as it is").ends_with(2).complains("part of a statement");
}

#[tokio::test]
async fn the_comment_of_public_goes_back_to_the_built_in_one() {
    let folder = Folder::new("public");
    let (old, new) = (with("plan_public", "").await, folder.write("new.sql", "COMMENT ON SCHEMA public IS 'x'"));
    let out = folder.path("plan");
    run(&["plan", "--from", old.url(), "--to", &new, "--out", &out]).ends_with(0);
    let file = |name: &str| (name.to_owned(), std::fs::read_to_string(format!("{out}/{name}")).unwrap());
    let before = old.pg_dump(&[]).await.unwrap();
    old.psql(&[file("01_finish.sql")]).await.unwrap();
    assert_ne!(old.pg_dump(&[]).await.unwrap(), before);
    old.psql(&[file("rollback.sql")]).await.unwrap();
    assert_eq!(old.pg_dump(&[]).await.unwrap(), before);
}

#[tokio::test]
async fn a_table_turns_into_a_partition_with_its_rows() {
    let folder = Folder::new("into_partition");
    let whole = "CREATE TABLE public.whole (id int) PARTITION BY LIST (id);";
    let old = folder.write("old.sql", &format!("{whole} CREATE TABLE public.a (id int)"));
    let new =
        folder.write("new.sql", &format!("{whole} CREATE TABLE public.a PARTITION OF public.whole FOR VALUES IN (1)"));
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(0)
        .says("validate check a_bound_check")
        .says("attach partition public.a to public.whole");
    run(&["plan", "--from", &new, "--to", &old]).ends_with(0).says("detach partition public.a of public.whole");
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

#[test]
fn a_script_is_read_as_it_was_meant() {
    let folder = Folder::new("script");
    let plan = |text: &str| {
        let script = folder.write("side.sql", text);
        let lock = "generated/migrations/0003_invariants/schema.lock";
        (run(&["plan", "--from", &script, "--to", lock, "--allow-data-loss", "all"]), script)
    };
    let (open, script) = plan("BEGIN;\nCREATE TABLE public.a (id bigint);\n");
    open.ends_with(4).complains(&format!("{script}: a transaction is left open at the end"));
    let (wrong, script) = plan("CREATE TABLE public.a (id bigint);\n\nCREATE TABLE public.a (id bigint);\nSELECT 1;\n");
    wrong.ends_with(4).complains(&format!("{script}:3: ERROR:  relation \"a\" already exists"));
    let (marked, _) = plan("\u{feff}BEGIN;\nCREATE TABLE public.a (id bigint);\nCOMMIT");
    marked.ends_with(0).says("drop table public.a");
}

/// A table whose texts are written in one way, and the same in another; PostgreSQL prints the second where it prints one.
const SPELLINGS: [(&str, &str); 11] = [
    (
        "CHECK (state IN ('A', 'B'))",
        "CHECK (((state)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
    ),
    ("CHECK (price BETWEEN 1 AND 2)", "CHECK (((price >= (1)::numeric) AND (price <= (2)::numeric)))"),
    ("CHECK (name NOT LIKE 'a%')", "CHECK ((name !~~ 'a%'::text))"),
    ("CHECK (name != '' AND length(trim(name)) > 0)", "CHECK (name <> '' AND length(TRIM(BOTH FROM name)) > 0)"),
    ("CHECK (made >= '2020-01-01')", "CHECK (made >= '2020-01-01'::date)"),
    ("CHECK (NOT (name IS NULL))", "CHECK ((NOT (name IS NULL)))"),
    ("CHECK (coalesce(price, 0) > 0)", "CHECK ((COALESCE(price, (0)::numeric) > (0)::numeric))"),
    (
        "CHECK (CASE WHEN price > 0 THEN true ELSE false END)",
        "CHECK (CASE WHEN (price > (0)::numeric) THEN true ELSE false END)",
    ),
    ("CHECK (mood = 'sad')", "CHECK (mood = 'sad'::public.mood)"),
    ("CHECK (name ~* E'^a')", "CHECK (name ~* '^a'::text)"),
    (
        "CHECK (price > 0.5 OR mood IN ('sad', 'glad'))",
        "CHECK (price > 0.5 OR mood = ANY (ARRAY['sad'::public.mood, 'glad']))",
    ),
];

fn items(check: &str, rest: &str) -> String {
    format!(
        "CREATE TYPE public.mood AS ENUM ('sad', 'glad');
         CREATE TABLE public.items (state varchar(10), price numeric(10,2), name text, made date, mood public.mood, {check});
         {rest}"
    )
}

/// The largest family of pains: sqldef#1295, pgschema#445, pgmold#81 and others; prisma/orm#29263 of predicates,
/// drizzle-orm#4944 of the names that PostgreSQL 18 gives to NOT NULLs.
#[test]
fn another_spelling_is_no_change() {
    let folder = Folder::new("spelling");
    let all = |which: fn(&(&'static str, &'static str)) -> &'static str| {
        let checks: Vec<String> = SPELLINGS
            .iter()
            .enumerate()
            .map(|(at, pair)| which(pair).replacen("CHECK", &format!("CONSTRAINT c{at} CHECK"), 1))
            .collect();
        checks.join(",\n")
    };
    let one = items(
        &all(|pair| pair.0),
        "CREATE UNIQUE INDEX one_active ON public.items (name) WHERE state = 'ACTIVE' AND price > 1;
         CREATE INDEX lower ON public.items (lower(name), (price + 1));
         ALTER TABLE public.items ALTER state SET DEFAULT 'A', ALTER mood SET DEFAULT 'sad', ALTER made SET DEFAULT now();
         CREATE TABLE public.named (a int CONSTRAINT first NOT NULL, b int NOT NULL);",
    );
    let other = items(
        &all(|pair| pair.1),
        "CREATE UNIQUE INDEX one_active ON public.items USING btree (name)
             WHERE (((state)::text = 'ACTIVE'::text) AND (price > (1)::numeric));
         CREATE INDEX lower ON public.items USING btree (lower(name), ((price + (1)::numeric)));
         ALTER TABLE public.items ALTER state SET DEFAULT 'A'::character varying, ALTER mood SET DEFAULT 'sad'::public.mood,
             ALTER made SET DEFAULT now();
         CREATE TABLE public.named (a int NOT NULL, b int CONSTRAINT second NOT NULL);",
    );
    let (one, other) = (folder.write("one.sql", &one), folder.write("other.sql", &other));
    run(&["plan", "--from", &one, "--to", &other]).ends_with(0).says("nothing to do: ");
    run(&["plan", "--from", &other, "--to", &one]).ends_with(0).says("nothing to do: ");
}

/// Noveum/orbit#477: casts that mean something were taken off.
#[test]
fn another_meaning_is_a_change() {
    let folder = Folder::new("meaning");
    let pairs = [
        ("CHECK (price::integer > 0)", "CHECK (price > 0)"),
        ("CHECK (name::varchar(1) <> 'a')", "CHECK (name <> 'a')"),
        ("CHECK (made::timestamp > '2020-01-01')", "CHECK (made > '2020-01-01')"),
        ("CHECK (name COLLATE \"C\" > 'a')", "CHECK (name > 'a')"),
        ("CHECK (price > 1 OR price < 0 AND name <> '')", "CHECK ((price > 1 OR price < 0) AND name <> '')"),
    ];
    let side = |which: fn(&(&'static str, &'static str)) -> &'static str| {
        let named = |(at, pair)| which(pair).replacen("CHECK", &format!("CONSTRAINT c{at} CHECK"), 1);
        items(&pairs.iter().enumerate().map(named).collect::<Vec<_>>().join(", "), "")
    };
    let (one, other) = (folder.write("one.sql", &side(|pair| pair.0)), folder.write("other.sql", &side(|pair| pair.1)));
    let mut planned = run(&["plan", "--from", &one, "--to", &other]).ends_with(0);
    for at in 0..pairs.len() {
        planned = planned.says(&format!("drop constraint c{at} of public.items"));
    }
}
