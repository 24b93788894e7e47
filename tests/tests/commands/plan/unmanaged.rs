//! What a plan does about things that are not managed.

use super::with;
use crate::support::{Folder, run, server};

#[tokio::test]
async fn what_an_unmanaged_object_stands_in_the_way_of_is_refused() {
    let folder = Folder::new("way");
    let old = folder.write("old.sql", "CREATE VIEW public.a AS SELECT 1 AS id");
    let new = folder.write("new.sql", "CREATE TABLE public.a (id int)");
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(3)
        .complains("public.a cannot be made: there is a view of that name");
    let counted =
        "CREATE TABLE public.t (id int GENERATED ALWAYS AS IDENTITY); CREATE VIEW public.own AS SELECT 1 AS id";
    let counted = folder.write("counted.sql", counted);
    let named = "CREATE TABLE public.t (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.own))";
    let named = folder.write("named.sql", named);
    run(&["plan", "--from", &counted, "--to", &named])
        .ends_with(3)
        .complains("public.own cannot be made: there is a view of that name");
    let back = run(&["plan", "--from", &named, "--to", &counted, "--sql"]).ends_with(3);
    assert!(back.stderr.contains("public.own"), "{}", back.stderr);
    let both = folder.write("both.sql", "CREATE TABLE public.a (id int); CREATE VIEW public.b AS SELECT 1 AS id");
    run(&["plan", "--from", &new, "--to", &both])
        .ends_with(0)
        .says("nothing to do: ")
        .complains("note: not managed, and not made: view public.b: the model holds tables alone\n");
}

#[tokio::test]
async fn what_a_partition_has_of_its_own_stands_in_the_way_by_name() {
    let folder = Folder::new("own");
    let tables = "
        CREATE TABLE public.targets (id int PRIMARY KEY);
        CREATE TABLE public.t (id int NOT NULL, a int, b int, target_id int) PARTITION BY LIST (id);
        CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);";
    let own = "
        ALTER TABLE public.t_1 ADD PRIMARY KEY (id), ADD CONSTRAINT t_target_id_fkey CHECK (a > 0),
            ADD CONSTRAINT a CHECK (a > 0);
        CREATE INDEX t_1_b_idx ON public.t_1 (a);";
    let wanted = "
        ALTER TABLE public.t ADD PRIMARY KEY (id),
            ADD CONSTRAINT t_target_id_fkey FOREIGN KEY (target_id) REFERENCES public.targets;
        CREATE INDEX t_a_idx ON public.t (a);
        CREATE INDEX t_b_idx ON public.t (b);";
    let [plain, old, new] = [("plain", ""), ("old", own), ("new", wanted)]
        .map(|(name, more)| folder.write(&format!("{name}.sql"), &format!("{tables}{more}")));
    let refused = run(&["plan", "--from", &old, "--to", &new]).ends_with(3).stderr;
    // From 18 on the foreign key is added to the table, and PostgreSQL names the one of the partition.
    let by_parts = (server().major() < 18).then_some("constraint of a partition public.t_1.t_target_id_fkey");
    let own = ["index of a partition public.t_1_b_idx ON public.t_1", "primary key of a partition public.t_1.t_1_pkey"];
    let expected: Vec<&str> = own.into_iter().chain(by_parts).collect();
    for object in &expected {
        assert!(refused.contains(&format!(": there is the {object}\n")), "{refused}");
    }
    assert_eq!(refused.matches("error[unplannable]").count(), expected.len(), "{refused}");
    run(&["plan", "--from", &plain, "--to", &new]).ends_with(0);
}

#[tokio::test]
async fn what_a_partition_has_of_its_own_is_neither_met_nor_overwritten() {
    let folder = Folder::new("own_things");
    let tables = "
        CREATE TABLE public.e (id int NOT NULL, k int DEFAULT 1) PARTITION BY LIST (id);
        CREATE TABLE public.e0 PARTITION OF public.e FOR VALUES IN (0);
        CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
    let trigger =
        |table| format!("CREATE TRIGGER tr BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION public.touch();");
    let (on_partition, on_table) = (trigger("public.e0"), trigger("public.e"));
    let plain = folder.write("plain.sql", tables);
    for (own, wanted, complaint) in [
        (
            "ALTER TABLE public.e0 ADD CONSTRAINT mine PRIMARY KEY (id)",
            "ALTER TABLE public.e ADD PRIMARY KEY (id)",
            ": there is the primary key of a partition public.e0.mine\n",
        ),
        (
            "ALTER TABLE public.e0 ADD CONSTRAINT ck CHECK (k > 0)",
            "ALTER TABLE public.e ADD CONSTRAINT ck CHECK (k > 1)",
            "cannot add check ck to public.e, not yet valid: there is the constraint of a partition public.e0.ck\n",
        ),
        (&on_partition, &on_table, "cannot create trigger tr of public.e: there is the trigger tr ON public.e0\n"),
        (
            "ALTER TABLE public.e0 ALTER k SET DEFAULT 5",
            "ALTER TABLE public.e ALTER k SET DEFAULT 2",
            "cannot set the default of k of public.e: there is the default of a partition public.e0.k\n",
        ),
    ] {
        let [old, new] = [("old", own), ("new", wanted)]
            .map(|(name, more)| folder.write(&format!("{name}.sql"), &format!("{tables}{more}")));
        run(&["plan", "--from", &old, "--to", &new]).ends_with(3).complains(complaint);
        run(&["plan", "--from", &plain, "--to", &new]).ends_with(0);
    }
}

#[tokio::test]
async fn what_hangs_on_an_object_that_goes_is_named() {
    let folder = Folder::new("hangs");
    let old = "
        CREATE TYPE public.mood AS ENUM ('sad');
        CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE TABLE public.users (
            id bigint PRIMARY KEY, a integer, b integer, c integer, d integer, e integer NOT NULL, f varchar(10), g integer);
        CREATE TABLE public.gone (id bigint PRIMARY KEY, a integer);
        CREATE UNIQUE INDEX users_e_idx ON public.users (e);
        ALTER TABLE public.users REPLICA IDENTITY USING INDEX users_e_idx;
        CREATE VIEW public.seen AS SELECT id, a, 'sad'::public.mood AS mood, public.one() AS one FROM public.users;
        CREATE VIEW public.kept AS SELECT f FROM public.users;
        CREATE MATERIALIZED VIEW public.counted AS SELECT b FROM public.users;
        CREATE RULE quiet AS ON INSERT TO public.gone DO ALSO UPDATE public.users SET g = NEW.a;
        CREATE VIEW public.of_gone AS SELECT id FROM public.gone;
        CREATE POLICY mine ON public.users USING (c > 0);
        CREATE STATISTICS public.pair (dependencies) ON c, d FROM public.users;
        CREATE PUBLICATION told FOR TABLE public.users (id, g);
    ";
    let old = with("plan_hangs", old).await;
    let new =
        folder.write("new.sql", "CREATE TABLE public.users (id bigint PRIMARY KEY, e integer NOT NULL, f varchar(20))");
    let refused = run(&["plan", "--from", old.url(), "--to", &new, "--allow-data-loss", "all"])
        .ends_with(3)
        .complains("error[unplannable]: cannot drop column a of public.users: view public.seen depends on column public.users.a\n")
        .complains("materialized view public.counted depends on column public.users.b\n")
        .complains("policy mine ON public.users depends on column public.users.c\n")
        .complains("statistics public.pair depends on column public.users.d\n")
        .complains("rule quiet ON public.gone depends on column public.users.g\n")
        .complains("publication told depends on column public.users.g\n")
        .complains("replica identity public.users depends on public.users_e_idx\n")
        .complains("view public.kept depends on column public.users.f\n")
        .complains("view public.of_gone depends on column public.gone.id\n")
        .complains("view public.seen depends on type public.mood\n")
        .complains("view public.seen depends on routine public.one()\n")
        .complains("help: drop or change the view before, and make it anew behind the migration");
    let saved = run(&["snapshot", "--database-url", old.url()]).ends_with(0);
    let saved = folder.write("saved.lock", &saved.stdout);
    let from_saved = run(&["plan", "--from", &saved, "--to", &new, "--allow-data-loss", "all"]).ends_with(3);
    assert_eq!(errors(&from_saved.stderr), errors(&refused.stderr), "a saved catalog says what hangs on objects");
    let help = "
        DROP VIEW public.seen, public.kept, public.of_gone; DROP MATERIALIZED VIEW public.counted;
        DROP RULE quiet ON public.gone; DROP POLICY mine ON public.users; DROP STATISTICS public.pair;
        DROP PUBLICATION told; ALTER TABLE public.users REPLICA IDENTITY DEFAULT;
    ";
    old.execute(help).await.unwrap();
    let out = folder.path("plan");
    run(&["plan", "--from", old.url(), "--to", &new, "--allow-data-loss", "all", "--out", &out]).ends_with(0);
    let mut files: Vec<(String, String)> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file.starts_with(|c: char| c.is_ascii_digit()))
        .map(|file| (file.clone(), std::fs::read_to_string(format!("{out}/{file}")).unwrap()))
        .collect();
    files.sort();
    old.psql(&files).await.unwrap();
    run(&["plan", "--from", old.url(), "--to", &new]).ends_with(0).says("nothing to do: ");
}

#[tokio::test]
async fn what_is_made_of_an_object_that_goes_or_changes_is_named() {
    let folder = Folder::new("made_of");
    let of_18: &[&str] = if server().major() < 18 {
        &[]
    } else {
        &["temporal primary key p_pkey ON public.p depends on column public.p.id\n"]
    };
    let cases: [(&str, &str, &[&str]); 8] = [
        (
            "CREATE FUNCTION public.f(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
             CREATE VIEW public.v AS SELECT public.f(1, 2);
             CREATE MATERIALIZED VIEW public.m AS SELECT public.f(2, 3) AS x",
            "CREATE FUNCTION public.f(int, int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint'",
            &[
                ", and create it anew with other privileges: view public.v depends on routine public.f(integer,integer)\n",
                "materialized view public.m depends on routine",
            ],
        ),
        (
            "CREATE FUNCTION public.two(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
             CREATE AGGREGATE public.total (int) (SFUNC = public.two, STYPE = int);
             CREATE OPERATOR public.=== (FUNCTION = public.two, LEFTARG = int, RIGHTARG = int);
             CREATE FUNCTION public.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
             CREATE EVENT TRIGGER tells ON ddl_command_end EXECUTE FUNCTION public.told();
             ALTER EVENT TRIGGER tells DISABLE;
             CREATE TYPE public.mood AS ENUM ('sad');
             CREATE FUNCTION public.one(public.mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
             CREATE CAST (public.mood AS int) WITH FUNCTION public.one(public.mood);
             CREATE OPERATOR CLASS public.hashed FOR TYPE public.mood USING hash AS FUNCTION 1 public.one(public.mood)",
            "",
            &[
                "aggregate public.total(integer) depends on routine public.two(integer,integer)\n",
                "operator public.===(integer,integer) depends on routine public.two(integer,integer)\n",
                "event trigger tells depends on routine public.told()\n",
                "cast (public.mood AS integer) depends on routine public.one(public.mood)\n",
                "operator family public.hashed USING hash depends on routine public.one(public.mood)\n",
                "operator class public.hashed USING hash depends on type public.mood\n",
            ],
        ),
        (
            "CREATE TABLE public.e (id int, y int, z int) PARTITION BY LIST (id);
             CREATE TABLE public.e0 PARTITION OF public.e FOR VALUES IN (0);
             CREATE VIEW public.vy AS SELECT y FROM public.e0; CREATE VIEW public.vz AS SELECT z FROM public.e0",
            "CREATE TABLE public.e (id int, y bigint) PARTITION BY LIST (id);
             CREATE TABLE public.e0 PARTITION OF public.e FOR VALUES IN (0)",
            &["view public.vy depends on column public.e0.y\n", "view public.vz depends on column public.e0.z\n"],
        ),
        (
            "CREATE TABLE public.a (id int PRIMARY KEY); CREATE TABLE public.b (x int); CREATE TABLE public.c () INHERITS (public.b);
             ALTER TABLE public.c ADD FOREIGN KEY (x) REFERENCES public.a",
            "CREATE TABLE public.b (x int); CREATE TABLE public.c () INHERITS (public.b)",
            &["cannot drop table public.a: foreign key c_x_fkey ON public.c depends on column public.a.id\n"],
        ),
        (
            "CREATE SCHEMA x; CREATE TABLE x.t (id int); CREATE VIEW x.v AS SELECT 1 AS id; CREATE COLLATION x.c FROM \"C\"",
            "",
            &["cannot drop schema x: it holds the collation x.c\n", "cannot drop schema x: it holds the view x.v\n"],
        ),
        (
            "CREATE TYPE public.pair AS (a int, b text); CREATE TABLE public.t OF public.pair",
            "CREATE TYPE public.pair AS (a int, b text, c int); CREATE TABLE public.t OF public.pair",
            &["typed table public.t depends on type public.pair\n"],
        ),
        (
            "CREATE TYPE public.pair AS (a int, b text); CREATE TABLE public.t OF public.pair",
            "CREATE TYPE public.pair AS (a bigint, b text); CREATE TABLE public.t OF public.pair",
            &["cannot give attribute a of public.pair the type bigint: typed table public.t depends on type public.pair\n"],
        ),
        (
            "CREATE TABLE public.p (id int4range, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS))",
            "CREATE TABLE public.p (id int4range, during daterange)",
            of_18,
        ),
    ];
    for (old, new, complaints) in cases.iter().filter(|(_, _, complaints)| !complaints.is_empty()) {
        let (old, new) = (folder.write("old.sql", old), folder.write("new.sql", new));
        let allowed = ["--allow-data-loss", "all", "--allow-blocking", "all"];
        let mut refused = run(&[&["plan", "--from", &old, "--to", &new], &allowed[..]].concat()).ends_with(3);
        for complaint in *complaints {
            refused = refused.complains(complaint);
        }
    }
}

#[tokio::test]
async fn what_goes_with_its_partition_hinders_no_step_behind() {
    let folder = Folder::new("goes_along");
    let parts = "
        CREATE TABLE public.e (id int, x int) PARTITION BY LIST (id);
        CREATE TABLE public.e0 PARTITION OF public.e FOR VALUES IN (0);";
    let own =
        "CREATE TABLE public.z (id int PRIMARY KEY); ALTER TABLE public.e0 ADD FOREIGN KEY (x) REFERENCES public.z;";
    let (old, left) = (folder.write("old.sql", &format!("{parts}{own}")), folder.write("left.sql", parts));
    let nothing = folder.write("nothing.sql", "SELECT 1");
    run(&["plan", "--from", &old, "--to", &left, "--allow-data-loss", "all"])
        .ends_with(3)
        .complains("cannot drop table public.z: foreign key e0_x_fkey ON public.e0 depends on column public.z.id\n");
    run(&["plan", "--from", &old, "--to", &nothing, "--allow-data-loss", "all"]).ends_with(0);
}

#[tokio::test]
async fn what_is_wanted_and_needs_something_that_nobody_makes_is_refused() {
    let folder = Folder::new("lacking");
    let range = "CREATE TYPE public.fr AS RANGE (subtype = float8);";
    let wanted = "CREATE TABLE public.t (id int PRIMARY KEY, r public.fr);
        CREATE FUNCTION public.ff(public.fr) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE VIEW public.seen AS SELECT 1 AS id;";
    let [nothing, ranges, old, new] = [
        ("nothing", "SELECT 1"),
        ("ranges", range),
        ("old", &format!("{range} CREATE TABLE public.t (id int PRIMARY KEY, r public.fr)")),
        ("new", &format!("{range} {wanted}")),
    ]
    .map(|(name, text)| folder.write(&format!("{name}.sql"), text));
    let refused = run(&["plan", "--from", &nothing, "--to", &new])
        .ends_with(3)
        .complains("error[unplannable]: what is wanted needs the range type public.fr, which the plan does not make\n")
        .complains("note: PostgreSQL says: type ");
    assert_eq!(errors(&refused.stderr).len(), 2, "a view that nothing needs is only told of: {}", refused.stderr);
    // It is there, whether something managed needs it by now or not.
    for there in [&ranges, &old] {
        run(&["plan", "--from", there, "--to", &new])
            .ends_with(0)
            .complains("could not be made anew on the scratch server: type ");
    }
}

#[tokio::test]
async fn a_comment_on_an_extension_is_named_where_it_is_not_its_own() {
    let folder = Folder::new("extension");
    let old = folder.write("old.sql", "CREATE EXTENSION citext");
    let new = folder.write("new.sql", "CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'changed'");
    let told = "note: not managed, and not made: comment extension citext: it is not the extension's own\n";
    let own =
        run(&["plan", "--from", &new, "--to", &old]).ends_with(0).complains("left alone: comment extension citext");
    assert!(!own.stderr.contains("not made"), "{}", own.stderr);
    run(&["plan", "--from", &old, "--to", &new]).ends_with(0).complains(told);
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

fn errors(complaints: &str) -> Vec<&str> {
    complaints.lines().filter(|line| line.starts_with("error")).collect()
}

/// A table has a type of its name, and a composite type is a relation.
#[tokio::test]
async fn a_type_takes_no_name_of_a_relation_that_is_yet_to_go() {
    let folder = Folder::new("types");
    let refused = |label: &str, before: &str, after: &str| {
        let (before, after) = (folder.write("before.sql", before), folder.write("after.sql", after));
        let plan = run(&["plan", "--from", &before, "--to", &after, "--allow-data-loss", "all"]).ends_with(3);
        let reason = "public.a cannot be made: something else has the name until the migration drops it";
        assert!(plan.stderr.contains(reason), "{label}: {}", plan.stderr);
    };
    refused("domain", "CREATE TABLE public.a (id int)", "CREATE DOMAIN public.a AS int");
    refused("enum", "CREATE TABLE public.a (id int)", "CREATE TYPE public.a AS ENUM ('x')");
    refused("composite", "CREATE SEQUENCE public.a", "CREATE TYPE public.a AS (id int)");
    refused("table", "CREATE DOMAIN public.a AS int", "CREATE TABLE public.a (id int)");
    let (before, after) = ("CREATE SEQUENCE public.a", "CREATE TYPE public.a AS ENUM ('x')");
    let (before, after) = (folder.write("before.sql", before), folder.write("after.sql", after));
    run(&["plan", "--from", &before, "--to", &after, "--allow-data-loss", "all"]).ends_with(0);
}

/// What goes would leave nothing in its place.
#[tokio::test]
async fn a_constraint_does_not_give_way_to_an_unmanaged_one() {
    if server().major() < 18 {
        return;
    }
    let folder = Folder::new("turned");
    let table =
        |key: &str| format!("CREATE TABLE public.t (id int4range NOT NULL, d daterange NOT NULL, CONSTRAINT k {key})");
    let (old, new) = (table("UNIQUE (id, d)"), table("UNIQUE (id, d WITHOUT OVERLAPS)"));
    let (old, new) = (folder.write("old.sql", &old), folder.write("new.sql", &new));
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(3)
        .complains("public.t.k cannot become what it is wanted as: constraint");
    run(&["plan", "--from", &new, "--to", &old])
        .ends_with(3)
        .complains("public.t.k cannot be made: there is a constraint of that name");
}

#[tokio::test]
async fn the_row_filter_of_a_publication_keeps_the_type_of_its_columns() {
    let folder = Folder::new("filter");
    let table = |pg_type: &str, of: &str| {
        format!(
            "CREATE TABLE public.t (id {pg_type} PRIMARY KEY, a int); CREATE PUBLICATION told FOR TABLE public.t {of}"
        )
    };
    let plan = |of: &str| {
        let (old, new) = (table("int", of), table("bigint", of));
        let (old, new) = (folder.write("old.sql", &old), folder.write("new.sql", &new));
        run(&["plan", "--from", &old, "--to", &new, "--allow-blocking", "all"])
    };
    plan("WHERE (id > 0)").ends_with(3).complains("row filter of publication told depends on column public.t.id\n");
    plan("(id)").ends_with(0);
}

/// Before 17 the NOT NULL of a domain is no constraint that something could be said of.
#[tokio::test]
async fn what_is_said_of_the_not_null_of_a_domain_is_named() {
    if server().major() < 17 {
        return;
    }
    let folder = Folder::new("said_of_domain");
    let domain = "CREATE DOMAIN public.given AS text CONSTRAINT is_given NOT NULL";
    let said = format!("{domain}; COMMENT ON CONSTRAINT is_given ON DOMAIN public.given IS 'why'");
    let (old, new) = (folder.write("old.sql", domain), folder.write("new.sql", &said));
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(0)
        .complains("not made: comment public.given.is_given: it is on a not-null constraint\n");
}

#[tokio::test]
async fn what_is_said_of_an_index_is_not_lost_with_it() {
    let folder = Folder::new("on_index");
    let tables = |unique: &str, key: &str| {
        format!(
            "CREATE TABLE public.u (id int PRIMARY KEY, x int, CONSTRAINT u_x UNIQUE {unique} (x));
             COMMENT ON INDEX public.u_x IS 'behind';
             CREATE TABLE public.t (id int, k int) PARTITION BY LIST (k);
             CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);
             CREATE INDEX t_id ON public.t ({key}); COMMENT ON INDEX public.t_1_id_idx IS 'of a partition';
             ALTER TABLE public.t_1 CLUSTER ON t_1_id_idx;
             CREATE TABLE public.c (id int); CREATE INDEX c_id ON public.c ({key}); ALTER TABLE public.c CLUSTER ON c_id"
        )
    };
    let old = with("plan_on_index", &tables("", "id")).await;
    let same = folder.write("same.sql", &tables("", "id"));
    run(&["plan", "--from", old.url(), "--to", &same]).ends_with(0).says("nothing to do");
    let new = folder.write("new.sql", &tables("NULLS NOT DISTINCT", "id DESC"));
    run(&["plan", "--from", old.url(), "--to", &new])
        .ends_with(3)
        .complains("comment public.u_x depends on public.u_x\n")
        .complains("comment public.t_1_id_idx depends on public.t_id\n")
        .complains("clustered index public.c_id depends on public.c_id\n")
        .complains("clustered index public.t_1_id_idx depends on public.t_id\n")
        .complains("help: take the mark off the table before, by SET WITHOUT CLUSTER")
        .complains("note: PostgreSQL would drop both, and the plan does not hold the comment");
    let none = folder.write("none.sql", "CREATE TABLE public.c (id int); CREATE INDEX c_id ON public.c (id)");
    run(&["plan", "--from", old.url(), "--to", &none, "--allow-data-loss", "all"]).ends_with(0);
}

#[tokio::test]
async fn the_state_of_a_trigger_of_a_partition_is_not_lost() {
    let folder = Folder::new("state");
    let table = |events: &str| {
        format!(
            "CREATE TABLE public.t (id int, k int) PARTITION BY LIST (k);
             CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES IN (1);
             CREATE FUNCTION public.held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER a BEFORE {events} ON public.t FOR EACH ROW EXECUTE FUNCTION public.held();
             ALTER TABLE public.t_1 DISABLE TRIGGER a"
        )
    };
    let (old, new) = (folder.write("old.sql", &table("INSERT")), folder.write("new.sql", &table("INSERT OR UPDATE")));
    run(&["plan", "--from", &old, "--to", &new])
        .ends_with(3)
        .complains("there is the trigger of a partition a ON public.t_1")
        .complains("would let it fire as the table's does");
}

/// Before 17 no partition has an identity column.
#[tokio::test]
async fn a_partition_that_has_no_identity_column_is_named() {
    if server().major() < 17 {
        return;
    }
    let folder = Folder::new("identity");
    let tables = "
        CREATE TABLE public.t (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k);
        CREATE TABLE public.t_1 (id int NOT NULL, k int) PARTITION BY LIST (k);
        CREATE TABLE public.t_1_1 PARTITION OF public.t_1 FOR VALUES IN (1);
        ALTER TABLE public.t ATTACH PARTITION public.t_1 FOR VALUES IN (1);";
    let (old, new) = (folder.write("old.sql", tables), folder.write("new.sql", "CREATE TABLE public.u (id int)"));
    run(&["plan", "--from", &old, "--to", &new, "--allow-data-loss", "all"])
        .ends_with(0)
        .complains("identity column of a partition public.t_1_1.id: it is none");
}
