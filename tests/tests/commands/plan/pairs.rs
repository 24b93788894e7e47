//! Pairs of schemas: from one to the other, and back where that is possible.

use super::with;
use crate::support::{Folder, run, server};

/// Plans the way from one schema to another, goes there and, where that is asked for, back; returns what is printed.
async fn there_and_back(label: &str, before: &str, after: &str, hints: &[&str], is_undone: Undone) -> String {
    let folder = Folder::new(label);
    let old = with(label, before).await;
    let (from, to, out) = (folder.write("old.sql", before), folder.write("new.sql", after), folder.path("plan"));
    let plan = [&["plan", "--from", old.url(), "--to", &to], hints].concat();
    let printed = run(&[&plan[..], &["--sql"]].concat()).ends_with(0).stdout;
    run(&[&plan[..], &["--out", &out]].concat()).ends_with(0);
    let mut files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    let files: Vec<String> = files.into_iter().map(|name| name.into_string().unwrap()).collect();
    let read = |name: &String| (name.clone(), std::fs::read_to_string(format!("{out}/{name}")).unwrap());
    let is_step = |name: &&String| name.starts_with(|c: char| c.is_ascii_digit());
    old.psql(&files.iter().filter(is_step).map(read).collect::<Vec<_>>()).await.unwrap();
    for wanted in [&to, &format!("{out}/schema.lock")] {
        run(&["plan", "--from", old.url(), "--to", wanted]).ends_with(0).says("nothing to do: ");
    }
    let rollback = read(&"rollback.sql".to_owned());
    match is_undone {
        Undone::Yes => {
            old.psql(&[rollback]).await.unwrap();
            run(&["plan", "--from", old.url(), "--to", &from]).ends_with(0).says("nothing to do: ");
        }
        Undone::No(reason) => assert!(rollback.1.contains(reason), "{}", rollback.1),
    }
    printed
}

enum Undone {
    Yes,
    No(&'static str),
}

#[tokio::test]
async fn what_is_printed_otherwise_once_it_is_read_again_is_made_as_it_was_written() {
    let schema = |of_s: &str, of_n: &str, default: &str, index: &str| {
        format!(
            "CREATE TABLE public.t (id int PRIMARY KEY, s varchar(9) DEFAULT '{default}', n int,
                 CONSTRAINT k CHECK ({of_s}), CONSTRAINT l CHECK ({of_n}));
             CREATE INDEX t_n ON public.t (n) {index}"
        )
    };
    let (old, new) = (
        schema("s IN ('a', 'b')", "n > 0", "a", ""),
        schema("s IN ('a', 'b', 'c')", "n BETWEEN 1 AND 3 AND id > n", "c", "WHERE s IN ('a', 'c')"),
    );
    let printed = there_and_back("printed_twice", &old, &new, &[], Undone::Yes).await;
    assert!(printed.contains("CHECK (s IN ('a', 'b', 'c'))"), "{printed}");
    assert!(printed.contains("CHECK ((n BETWEEN 1 AND 3) AND (id > n))"), "{printed}");
    assert!(printed.contains("WHERE s IN ('a', 'c')"), "{printed}");
    // Both lists have the new default, so that no insert fails meanwhile.
    let (replaced, set) = (printed.find("RENAME CONSTRAINT k_new"), printed.find("SET DEFAULT"));
    assert!(replaced.is_some() && replaced < set, "{printed}");
}

#[tokio::test]
async fn what_holds_a_renamed_table_follows_it() {
    let schema = |table: &str| {
        format!(
            "CREATE TABLE public.{table} (
                 id serial PRIMARY KEY,
                 kind regclass DEFAULT 'public.{table}'::regclass,
                 kinds regclass[] DEFAULT '{{public.{table}}}'::regclass[],
                 CONSTRAINT is_whole CHECK ({table} IS NOT NULL),
                 CONSTRAINT is_other CHECK (kind <> 'public.{table}_id_seq'::regclass));
             CREATE INDEX is_whole_idx ON public.{table} (id) WHERE {table} IS NOT NULL;
             CREATE FUNCTION public.of_row(public.{table}) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';
             CREATE FUNCTION public.of_rows(a public.{table}[]) RETURNS TABLE (b public.{table}) LANGUAGE sql
                 AS 'SELECT $1[1]';
             CREATE PROCEDURE public.for_row(a public.{table}, b public.{table} DEFAULT NULL)
                 LANGUAGE plpgsql AS 'BEGIN END';
             CREATE FUNCTION public.first() RETURNS SETOF public.{table} LANGUAGE sql
                 BEGIN ATOMIC SELECT {table}.* FROM public.{table} WHERE id = 1; END;
             CREATE FUNCTION public.next() RETURNS bigint LANGUAGE sql
                 RETURN nextval('public.{table}_id_seq');
             CREATE DOMAIN public.several AS public.{table}[] CHECK (public.of_row(VALUE[1]) > 0);
             CREATE TYPE public.pair AS (a public.{table}, b public.{table}[]);
             CREATE TABLE public.kept (
                 id int PRIMARY KEY DEFAULT nextval('public.{table}_id_seq'),
                 one public.{table},
                 several public.several,
                 pair public.pair,
                 CONSTRAINT is_one CHECK (public.of_row(one) = 1));
             CREATE INDEX kept_one_idx ON public.kept (public.of_row(one));"
        )
    };
    let (before, after) = (schema("people"), schema("users"));
    let hints = ["--was", "public.users=people"];
    let printed = there_and_back("plan_follows", &before, &after, &hints, Undone::Yes).await;
    let steps = printed.lines().filter_map(|line| line.strip_prefix("-- 0")?.split("  ").nth(1));
    // From 18 on these have names.
    let steps: Vec<&str> = steps.filter(|step| !step.starts_with("name the NOT NULLs")).collect();
    assert_eq!(
        steps,
        [
            "look for privileges that the role lacks",
            "rename table public.people to users",
            "rename sequence public.people_id_seq to users_id_seq",
            "rename constraint people_pkey of public.users to users_pkey",
            "verify 3 facts in the catalog",
        ]
    );
}

#[tokio::test]
async fn what_changes_with_a_renamed_table_is_what_it_was_on_the_way_back() {
    let before = "CREATE TABLE public.people (id serial PRIMARY KEY, age int, CONSTRAINT is_whole CHECK (people IS NOT NULL));
                  CREATE TABLE public.kept (id int DEFAULT nextval('public.people_id_seq'));
                  CREATE FUNCTION public.gone(public.people) RETURNS int LANGUAGE sql AS 'SELECT 1';
                  CREATE FUNCTION public.read() RETURNS SETOF public.people LANGUAGE sql AS 'SELECT * FROM public.people';
                  CREATE FUNCTION public.count() RETURNS bigint LANGUAGE sql
                      BEGIN ATOMIC SELECT count(*) FROM public.people; END;";
    let after = "CREATE TABLE public.users (
                     id serial PRIMARY KEY, age int, CONSTRAINT is_whole CHECK (users IS NOT NULL AND users.age > 0));
                 CREATE TABLE public.kept (id int DEFAULT nextval('public.users_id_seq') + 1);
                 CREATE FUNCTION public.read() RETURNS SETOF public.users LANGUAGE sql AS 'SELECT * FROM public.users';
                 CREATE FUNCTION public.count() RETURNS bigint LANGUAGE sql
                     BEGIN ATOMIC SELECT count(*) + 1 FROM public.users; END;";
    let hints = ["--was", "public.users=people"];
    let printed = there_and_back("plan_changes_along", before, after, &hints, Undone::Yes).await;
    assert!(printed.contains("DROP ROUTINE public.gone(public.users);"), "{printed}");
}

#[tokio::test]
async fn what_is_of_a_renamed_type_or_sequence_follows() {
    let schema = |mood: &str, word: &str, pair: &str, number: &str| {
        format!(
            "CREATE TABLE public.kept (id int);
             CREATE TYPE public.{mood} AS ENUM ('a', 'b');
             CREATE DOMAIN public.{word} AS public.{mood} DEFAULT 'a'::public.{mood}
                 CONSTRAINT known CHECK (VALUE = ANY ('{{a,b}}'::public.{mood}[]));
             CREATE TYPE public.{pair} AS (one public.{mood}, several public.{word}[]);
             CREATE SEQUENCE public.{number};
             CREATE FUNCTION public.of(x public.{mood}, y public.{pair} DEFAULT NULL::public.{pair})
                 RETURNS TABLE (mood public.{mood}) LANGUAGE sql
                 BEGIN ATOMIC SELECT $1 AS b UNION SELECT 'b'::public.{mood} AS b FROM public.kept mood; END;
             CREATE PROCEDURE public.told(INOUT x public.{mood}[]) LANGUAGE plpgsql AS 'BEGIN END';
             CREATE TABLE public.t (
                 id bigint DEFAULT nextval('public.{number}'::regclass),
                 mood public.{mood} NOT NULL,
                 word public.{word},
                 pair public.{pair},
                 first public.{mood} GENERATED ALWAYS AS ((pair).one) STORED,
                 type regtype DEFAULT 'public.{mood}[]'::regtype,
                 CONSTRAINT made CHECK (pair <> ROW('a'::public.{mood}, '{{}}'::public.{word}[])::public.{pair})
             ) PARTITION BY RANGE (mood, ((mood = 'a'::public.{mood})));
             CREATE TABLE public.t_a PARTITION OF public.t FOR VALUES FROM ('a', MINVALUE) TO ('b', MAXVALUE)"
        )
    };
    let (before, after) = (schema("mood", "word", "pair", "number"), schema("\"Mood\"", "words", "two", "numbers"));
    let hints = [
        ["--was", "public.\"Mood\"=mood"],
        ["--was", "public.words=word"],
        ["--was", "public.two=pair"],
        ["--was", "public.numbers=number"],
    ];
    let printed = there_and_back("plan_types_follow", &before, &after, hints.as_flattened(), Undone::Yes).await;
    let steps: Vec<&str> = printed.lines().filter_map(|line| line.strip_prefix("-- 0")?.split("  ").nth(1)).collect();
    assert_eq!(
        steps,
        [
            "look for privileges that the role lacks",
            "rename sequence public.number to numbers",
            "rename type public.mood to \"Mood\"",
            "rename type public.word to words",
            "rename type public.pair to two",
            "verify 4 facts in the catalog",
        ]
    );
}

#[tokio::test]
async fn a_new_type_or_sequence_may_have_the_name_that_a_renamed_one_had() {
    let before = "CREATE TYPE public.mood AS ENUM ('a'); CREATE DOMAIN public.word AS text CHECK (VALUE <> '');
                  CREATE TABLE public.t (id int, mood public.mood DEFAULT 'a', word public.word);
                  CREATE SEQUENCE public.s START 7 OWNED BY public.t.id;
                  ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.s')";
    let after = "CREATE TYPE public.old_mood AS ENUM ('a', 'b'); CREATE TYPE public.mood AS ENUM ('x');
                 CREATE DOMAIN public.words AS text CHECK (VALUE <> ''); CREATE DOMAIN public.word AS int CHECK (VALUE > 0);
                 CREATE TABLE public.t (id int, mood public.old_mood DEFAULT 'a', word public.words);
                 CREATE TABLE public.u (mood public.mood DEFAULT 'x', word public.word);
                 CREATE SEQUENCE public.old_s START 7 OWNED BY public.t.id;
                 CREATE SEQUENCE public.s;
                 ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.old_s')";
    let hints = [["--was", "public.old_mood=mood"], ["--was", "public.words=word"], ["--was", "public.old_s=s"]];
    let reason = "PostgreSQL takes no value of public.old_mood away";
    there_and_back("plan_old_names", before, after, hints.as_flattened(), Undone::No(reason)).await;
    // One takes the name of another, or of a table, and a table that of a type.
    let before = "CREATE TYPE public.a AS ENUM ('a'); CREATE TYPE public.b AS (x int);
                  CREATE TABLE public.t (a public.a, b public.b)";
    let after = "CREATE TYPE public.b AS ENUM ('a'); CREATE TYPE public.c AS (x int);
                 CREATE TABLE public.t (a public.b, b public.c)";
    let hints = [["--was", "public.b=a"], ["--was", "public.c=b"]];
    there_and_back("plan_types_in_a_chain", before, after, hints.as_flattened(), Undone::Yes).await;
    let hints = [["--was", "public.a=t"], ["--was", "public.b=a"]];
    let before = "CREATE TYPE public.a AS ENUM ('a'); CREATE TABLE public.t (x public.a); CREATE FUNCTION public.f()
                      RETURNS SETOF public.t LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.t; END";
    let after = "CREATE TYPE public.b AS ENUM ('a'); CREATE TABLE public.a (x public.b); CREATE FUNCTION public.f()
                     RETURNS SETOF public.a LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.a; END";
    there_and_back("plan_table_takes_a_type", before, after, hints.as_flattened(), Undone::Yes).await;
    let hints = [["--was", "public.t=a"], ["--was", "public.u=t"]];
    let after = "CREATE TYPE public.t AS ENUM ('a'); CREATE TABLE public.u (x public.t); CREATE FUNCTION public.f()
                     RETURNS SETOF public.u LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.u; END";
    there_and_back("plan_type_takes_a_table", before, after, hints.as_flattened(), Undone::Yes).await;
    // The sequence of a serial column follows its table unless a hint says otherwise.
    let hints = [["--was", "public.people=users"], ["--was", "public.numbers=users_id_seq"]];
    let before = "CREATE TABLE public.users (id serial PRIMARY KEY)";
    let after = "CREATE TABLE public.people (id serial PRIMARY KEY);
                 ALTER SEQUENCE public.people_id_seq RENAME TO numbers";
    there_and_back("plan_sequence_by_hint", before, after, hints.as_flattened(), Undone::Yes).await;
}

#[tokio::test]
async fn a_sequence_follows_its_renamed_table_where_it_is_wanted_so() {
    let was = |hints: &[&'static str]| -> Vec<&'static str> { hints.iter().flat_map(|hint| ["--was", hint]).collect() };
    let serial = "CREATE TABLE public.t (id serial PRIMARY KEY);";
    let (table, column) = (was(&["public.u=t"]), was(&["public.t.k=id"]));
    for (name, before, after, hints) in [
        ("stays", serial, format!("{serial} ALTER TABLE public.t RENAME TO u"), &table),
        ("stays_too", serial, format!("{serial} ALTER TABLE public.t RENAME id TO k"), &column),
        (
            "both",
            serial,
            "CREATE TABLE public.u (k serial PRIMARY KEY)".to_owned(),
            &was(&["public.u=t", "public.u.k=id"]),
        ),
        // It belongs to no column.
        (
            "alone",
            "CREATE SEQUENCE public.t_id_seq; CREATE TABLE public.t (id int)",
            "CREATE SEQUENCE public.t_id_seq; CREATE TABLE public.u (id int)".to_owned(),
            &table,
        ),
        (
            "taken",
            "CREATE TABLE public.t (id serial PRIMARY KEY); CREATE SEQUENCE public.u_id_seq START 500;
             CREATE TABLE public.w (z int DEFAULT nextval('public.u_id_seq'))",
            "CREATE TABLE public.u (id serial PRIMARY KEY); CREATE SEQUENCE public.q START 500;
             CREATE TABLE public.w (z int DEFAULT nextval('public.q'))"
                .to_owned(),
            &was(&["public.u=t", "public.q=u_id_seq"]),
        ),
    ] {
        there_and_back(&format!("plan_sequence_{name}"), before, &after, hints, Undone::Yes).await;
    }
}

#[tokio::test]
async fn what_is_named_after_a_renamed_domain_follows() {
    let schema = |domain: &str| {
        format!(
            "CREATE DOMAIN public.{domain} AS int NOT NULL DEFAULT 3 CHECK (VALUE > 0);
             CREATE TABLE public.t (x public.{domain}, r regclass);
             CREATE INDEX i ON public.t (x);
             ALTER TABLE public.t ALTER r SET DEFAULT 'public.i'::regclass"
        )
    };
    there_and_back("plan_domain", &schema("i"), &schema("j"), &["--was", "public.j=i"], Undone::Yes).await;
    let with_check = |domain: &str, check: &str| {
        format!("CREATE DOMAIN public.{domain} AS int NOT NULL {check}; CREATE TABLE public.t (x public.{domain})")
    };
    let after = with_check("e", "CONSTRAINT d_not_null CHECK (VALUE > 0)");
    let hints = ["--was", "public.e=d", "--allow-blocking", "public.e"];
    there_and_back("plan_domain_check", &with_check("d", ""), &after, &hints, Undone::Yes).await;
}

#[tokio::test]
async fn what_a_renamed_table_or_column_is_called_in_a_body_may_be_unclear() {
    let schema = |table: &str, column: &str| {
        format!(
            "CREATE TABLE public.{table} (id int PRIMARY KEY, {column} int);
             CREATE FUNCTION public.count() RETURNS bigint LANGUAGE sql BEGIN ATOMIC
                 SELECT count(*) FROM public.{table} WHERE EXISTS (
                     SELECT FROM public.{table} a WHERE a.{column} = {table}.{column});
             END;"
        )
    };
    let reason = "PostgreSQL has written new names into public.count(), and its text does not say which";
    let (before, hints) = (schema("people", "age"), ["--was", "public.users=people"]);
    there_and_back("plan_clear", &before, &schema("users", "age"), &hints, Undone::Yes).await;
    let (before, hints) = (schema("people", "age"), ["--was", "public.people.years=age"]);
    there_and_back("plan_unclear_column", &before, &schema("people", "years"), &hints, Undone::No(reason)).await;
    let as_numbered =
        |sql: String| sql.replace(" a WHERE a.", " WHERE ").replace("= users.", "= ").replace("= people.", "= ");
    let (before, after) = (as_numbered(schema("people", "age")), as_numbered(schema("users", "age")));
    there_and_back("plan_unclear_table", &before, &after, &["--was", "public.users=people"], Undone::No(reason)).await;
}

/// A foreign key rests on the oldest unique index of its columns, which no text of a schema tells.
#[tokio::test]
async fn a_unique_index_that_no_foreign_key_rests_on_may_go() {
    const TABLES: &str = "
        CREATE TABLE public.accounts (id int PRIMARY KEY, code text NOT NULL CONSTRAINT accounts_code_key UNIQUE);
        CREATE TABLE public.entries (code text CONSTRAINT entries_code_fkey REFERENCES public.accounts (code));";
    const SECOND: &str = "CREATE UNIQUE INDEX accounts_code_idx ON public.accounts (code);";
    const ANOTHER: &str = "CREATE UNIQUE INDEX accounts_code_idx ON public.accounts (code) INCLUDE (id);";
    let both = format!("{TABLES}{SECOND}");
    let printed = there_and_back("plan_spare_index", &both, TABLES, &[], Undone::Yes).await;
    assert!(printed.contains("DROP INDEX CONCURRENTLY public.accounts_code_idx"), "{printed}");
    there_and_back("plan_spare_index_replaced", &both, &format!("{TABLES}{ANOTHER}"), &[], Undone::Yes).await;
    // The foreign key that comes would rest on the older of the two.
    let folder = Folder::new("spare_index");
    let with_foreign_key = |index: &str, key: &str| {
        format!(
            "CREATE TABLE public.accounts (id int PRIMARY KEY, code text NOT NULL); {index} {key}
             CREATE TABLE public.entries (code text REFERENCES public.accounts (code));"
        )
    };
    let key = "ALTER TABLE public.accounts ADD CONSTRAINT accounts_code_key UNIQUE (code);";
    let without = "CREATE TABLE public.accounts (id int PRIMARY KEY, code text NOT NULL UNIQUE);
                   CREATE UNIQUE INDEX accounts_code_idx ON public.accounts (code);
                   CREATE TABLE public.entries (code text);";
    let (wanted, older) = (with_foreign_key("", key), with_foreign_key(SECOND, key));
    let wanted = folder.write("wanted.sql", &wanted);
    for before in [without, &older] {
        let before = folder.write("before.sql", before);
        run(&["plan", "--from", &before, "--to", &wanted])
            .ends_with(3)
            .complains("the unique index accounts_code_idx of public.accounts cannot go");
    }
}

/// A routine takes a table's rows or reads them in a body that is parsed at once, and the table calls the routine.
#[tokio::test]
async fn a_table_and_a_routine_may_need_each_other() {
    const NOTHING: &str = "SELECT 1";
    const USERS: &str = "CREATE TABLE public.users (id int PRIMARY KEY, first text, last text);";
    const OF_ROW: &str = "CREATE FUNCTION public.called(u public.users) RETURNS text LANGUAGE sql IMMUTABLE
        AS $$SELECT u.first || ' ' || u.last$$;";
    const OF_NO_ROW: &str = "CREATE FUNCTION public.longer(u public.users) RETURNS text LANGUAGE sql IMMUTABLE
        BEGIN ATOMIC SELECT public.called(u) || '!'; END;";
    const NEXT: &str = "CREATE FUNCTION public.next_id() RETURNS int LANGUAGE sql
        BEGIN ATOMIC SELECT COALESCE(max(id), 0) + 1 FROM public.users; END;";
    const STRICT: &str = "CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
    let users = format!("{USERS}{OF_ROW}{NEXT}");
    let all = format!(
        "{users}{OF_NO_ROW}{STRICT}
         ALTER TABLE public.users ALTER COLUMN id SET DEFAULT public.next_id(),
             ADD CONSTRAINT named CHECK (public.called(users.*) <> '');
         COMMENT ON CONSTRAINT named ON public.users IS 'Has a name.';
         CREATE INDEX users_called ON public.users (public.longer(users.*));
         COMMENT ON INDEX public.users_called IS 'By name.';
         CREATE TRIGGER named BEFORE INSERT ON public.users FOR EACH ROW
             WHEN (public.called(NEW.*) <> '') EXECUTE FUNCTION public.held();"
    );
    there_and_back("plan_mutual_new", NOTHING, &all, &[], Undone::Yes).await;
    let data = ["--allow-data-loss", "all"];
    there_and_back("plan_mutual_gone", &all, NOTHING, &data, Undone::No("the rows of public.users are gone")).await;
    there_and_back("plan_mutual_users", USERS, &all, &[], Undone::Yes).await;
    there_and_back("plan_mutual_of_users", &all, USERS, &[], Undone::Yes).await;
    let column = format!(
        "{USERS} ALTER TABLE public.users ADD COLUMN rank int;
         CREATE FUNCTION public.next_rank() RETURNS int LANGUAGE sql
             BEGIN ATOMIC SELECT COALESCE(max(rank), 0) + 1 FROM public.users; END;
         ALTER TABLE public.users ALTER COLUMN rank SET DEFAULT public.next_rank();"
    );
    there_and_back("plan_mutual_column", USERS, &column, &[], Undone::Yes).await;
    let lost = Undone::No("the values of public.users.rank are gone");
    there_and_back("plan_mutual_no_column", &column, USERS, &data, lost).await;
    // Neither stands in the way of what is compared anew on a scratch server.
    let states =
        |states: &str| format!("{all} CREATE TABLE public.notes (id int PRIMARY KEY, state varchar(10){states});");
    let (before, after) = (states(""), states(" CHECK (state IN ('a', 'b'))"));
    there_and_back("plan_mutual_beside", &before, &after, &[], Undone::Yes).await;
}

/// OR REPLACE makes no constraint trigger of a plain one, nor the other way round.
#[tokio::test]
async fn a_trigger_may_become_a_constraint_trigger() {
    const TABLE: &str = "CREATE TABLE public.t (id int PRIMARY KEY);
        CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
    let plain =
        format!("{TABLE} CREATE TRIGGER held AFTER INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.held();");
    let constraint = format!(
        "{TABLE} CREATE CONSTRAINT TRIGGER held AFTER INSERT ON public.t DEFERRABLE FOR EACH ROW
             EXECUTE FUNCTION public.held();"
    );
    there_and_back("plan_constraint_trigger", &plain, &constraint, &[], Undone::Yes).await;
    there_and_back("plan_plain_trigger", &constraint, &plain, &[], Undone::Yes).await;
    let check = TABLE.replace("PRIMARY KEY", "PRIMARY KEY CONSTRAINT held CHECK (id > 0)");
    there_and_back("plan_trigger_of_check", &check, &constraint, &[], Undone::Yes).await;
}

/// What the filling of rows is called, and what it reads, has nothing to do with names that are there.
#[tokio::test]
async fn rows_are_filled_beside_what_has_similar_names() {
    const PROJECTS: &str = "CREATE TABLE public.projects (id int PRIMARY KEY, tenant_id int NOT NULL);
        INSERT INTO public.projects VALUES (1, 7);";
    let tasks = |null: &str| {
        format!(
            "{PROJECTS}
             CREATE TABLE public.tasks (id int PRIMARY KEY, project_id int NOT NULL, tenant_id int{null});
             CREATE FUNCTION public.tasks_tenant_id_backfill() RETURNS trigger LANGUAGE plpgsql
                 AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER tasks_tenant_id_backfill2 AFTER INSERT ON public.tasks FOR EACH ROW
                 EXECUTE FUNCTION public.tasks_tenant_id_backfill();
             INSERT INTO public.tasks VALUES (1, 1, 7);"
        )
    };
    let value = "public.tasks.tenant_id=(SELECT p.tenant_id FROM public.projects p WHERE p.id = project_id)";
    let hints = ["--backfill", value];
    let (before, after) = (tasks(""), tasks(" NOT NULL"));
    let printed = there_and_back("plan_fill_of_other", &before, &after, &hints, Undone::Yes).await;
    assert!(printed.contains("CREATE FUNCTION public.tasks_tenant_id_backfill3()"), "{printed}");
    let filling = |null: &str| {
        format!(
            "CREATE TABLE public.filling (id int PRIMARY KEY, first_row int, end_row int, value int{null});
             INSERT INTO public.filling VALUES (1, 2, 3, 4);"
        )
    };
    let hints = ["--backfill", "public.filling.value=first_row"];
    there_and_back("plan_fill_filling", &filling(""), &filling(" NOT NULL"), &hints, Undone::Yes).await;
}

/// A column may hold rows of a table that comes later by name.
#[tokio::test]
async fn tables_come_before_those_that_hold_their_rows() {
    const TABLES: &str = "
        CREATE TABLE public.zeta (id int PRIMARY KEY);
        CREATE TABLE public.alpha (id int PRIMARY KEY REFERENCES public.zeta, rows public.zeta[]);
        CREATE TABLE public.beta (id int PRIMARY KEY, held public.alpha);
        CREATE TABLE public.gamma (id int PRIMARY KEY, held public.zeta);
        ALTER TABLE public.zeta ADD COLUMN next int REFERENCES public.gamma;";
    const OTHER: &str = "CREATE TABLE public.other (id int);";
    there_and_back("plan_rows_held", OTHER, &format!("{OTHER}{TABLES}"), &[], Undone::Yes).await;
    let data = ["--allow-data-loss", "all"];
    let lost = Undone::No("the rows of public.zeta are gone");
    there_and_back("plan_rows_held_no_more", &format!("{OTHER}{TABLES}"), OTHER, &data, lost).await;
}

/// Each would fail at a step, half-way.
#[tokio::test]
async fn what_is_in_use_elsewhere_is_named() {
    let folder = Folder::new("in_use");
    let refused = |name: &str, before: &str, after: &str, hints: &[&str], code: i32, reason: &str| {
        let [before, after] =
            [("before", before), ("after", after)].map(|(side, sql)| folder.write(&format!("{name}_{side}.sql"), sql));
        let all = ["--allow-data-loss", "all", "--allow-blocking", "all"];
        let plan = ["plan", "--from", &before, "--to", &after];
        run(&[&plan[..], &all, hints].concat()).ends_with(code).complains(reason);
    };
    let shared = |id: &str| {
        format!(
            "CREATE TABLE public.t (id {id} PRIMARY KEY);
             CREATE TABLE public.u (id int PRIMARY KEY DEFAULT nextval('public.t_id_seq'));"
        )
    };
    let reason = "public.t.id cannot become an identity column: public.u.id takes numbers from public.t_id_seq";
    refused("shared", &shared("serial"), &shared("int GENERATED BY DEFAULT AS IDENTITY"), &[], 3, reason);
    const PARTITIONED: &str = "
        CREATE TABLE public.p (id int) PARTITION BY RANGE (id);
        CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (1) TO (9);";
    let with_function = format!(
        "CREATE FUNCTION public.f(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i';
         {PARTITIONED} CREATE INDEX own ON public.p1 (public.f(id));"
    );
    refused("own_index", &with_function, PARTITIONED, &[], 3, "index public.own depends on routine public.f(integer)");
    const ROWS: &str = "
        CREATE TABLE public.zeta (id int PRIMARY KEY);
        CREATE FUNCTION public.f(x public.zeta) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
        CREATE DOMAIN public.d AS int DEFAULT public.f(NULL);
        CREATE TABLE public.c (id int PRIMARY KEY, n public.d);";
    let reason = "routine public.f(public.zeta) cannot go: domain public.d calls it, and goes behind tables";
    refused("domain", ROWS, "SELECT 1", &[], 3, reason);
    let hints = ["--was", "public.t.id2=id", "--backfill", "public.t.b='v' || id"];
    let (old, new) = ("CREATE TABLE public.t (id int, b text)", "CREATE TABLE public.t (id2 int, b text NOT NULL)");
    refused("old_name", old, new, &hints, 2, "column id is called id2 by the time when rows are filled");
}

/// PostgreSQL would drop the sequence with the column that owns it, and does not for the sake of the others.
#[tokio::test]
async fn a_sequence_that_others_take_numbers_from_outlives_its_owner() {
    const OWNED: &str = "
        CREATE SEQUENCE public.numbers;
        CREATE TABLE public.t (id int PRIMARY KEY, v int);
        ALTER SEQUENCE public.numbers OWNED BY public.t.v;";
    let data = ["--allow-data-loss", "all"];
    let table = format!("{OWNED} CREATE TABLE public.u (id int PRIMARY KEY DEFAULT nextval('public.numbers'));");
    let lost = Undone::No("the last number of public.numbers is gone");
    there_and_back("plan_shared_table", &table, "CREATE TABLE public.other (id int)", &data, lost).await;
    let domain = format!(
        "{OWNED} CREATE DOMAIN public.d AS bigint DEFAULT nextval('public.numbers');
         CREATE TABLE public.u (id public.d PRIMARY KEY);"
    );
    let after = "CREATE TABLE public.u (id bigint PRIMARY KEY)";
    let lost = Undone::No("the last number of public.numbers is gone");
    there_and_back("plan_shared_domain", &domain, after, &data, lost).await;
    let column = format!("{table} ALTER TABLE public.t DROP COLUMN v CASCADE;");
    let lost = Undone::No("the values of public.t.v are gone");
    there_and_back("plan_shared_column", &table, &column, &data, lost).await;
}

/// From 18 on a NOT NULL has a name, which partitions made elsewhere have of their own; RENAME CONSTRAINT would look for it
/// there.
#[tokio::test]
async fn a_partitioned_table_is_renamed_whatever_the_names_of_its_partitions_not_nulls() {
    let schema = |table: &str| {
        format!(
            "CREATE TABLE public.{table} (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
             CREATE TABLE public.p (b int NOT NULL, a int NOT NULL);
             ALTER TABLE public.{table} ATTACH PARTITION public.p FOR VALUES IN (1);"
        )
    };
    let printed =
        there_and_back("renamed_parts", &schema("t"), &schema("t2"), &["--was", "public.t2=t"], Undone::Yes).await;
    assert!(printed.contains("RENAME TO t2"), "{printed}");
}

#[tokio::test]
async fn a_default_of_another_type_goes_before_the_column_is_an_identity_column() {
    let old = "CREATE TABLE public.t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), n bigint NOT NULL)";
    let new = "CREATE TABLE public.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigint NOT NULL)";
    let hints = ["--using", "public.t.id=n", "--allow-blocking", "public.t.id"];
    let is_undone = Undone::No("nothing says how the values of public.t.id become uuid again");
    let printed = there_and_back("uuid_to_identity", old, new, &hints, is_undone).await;
    assert!(!printed.contains("SET DEFAULT"), "{printed}");
}

/// A NOT NULL keeps the name that it got when its column, or its table, was called otherwise.
#[tokio::test]
async fn a_not_null_is_made_beside_one_that_has_its_name() {
    let renamed = |columns: &str| {
        format!(
            "CREATE TABLE public.p (id int PRIMARY KEY, a int NOT NULL); INSERT INTO public.p VALUES (1, 2);
             ALTER TABLE public.p RENAME a TO b; {columns}"
        )
    };
    let made = |columns: &str| format!("CREATE TABLE public.p (id int PRIMARY KEY{columns});");
    let (before, after) = (
        renamed("ALTER TABLE public.p ADD a int; UPDATE public.p SET a = 3"),
        made(", b int NOT NULL, a int NOT NULL"),
    );
    there_and_back("plan_not_null_of_other", &before, &after, &[], Undone::Yes).await;
    let hints = ["--backfill", "public.p.a=7", "--allow-data-loss", "all"];
    let gone = Undone::No("the values of public.p.b are gone");
    there_and_back("plan_not_null_of_gone", &renamed(""), &made(", a int NOT NULL"), &hints, gone).await;
    // What cannot have another name is refused.
    let folder = Folder::new("not_null_name");
    let (before, after) = (renamed(""), made(", b int NOT NULL, CONSTRAINT p_a_not_null CHECK (b > 0)"));
    let (from, to) = (folder.write("old.sql", &before), folder.write("new.sql", &after));
    let plan = run(&["plan", "--from", &from, "--to", &to]);
    match server().major() {
        18.. => plan.ends_with(3).complains("public.p_a_not_null cannot be made"),
        _ => plan.ends_with(0),
    };
}
