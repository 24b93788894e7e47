//! `export`: migrations as a runner's files, beside what the runner has already.

use crate::support::Project;

/// The names in a folder of the project, sorted.
fn names(project: &Project, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(project.path(folder)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn each_runner_gets_its_names_in_its_folder() {
    for (format, folder, first) in [
        ("psql", "migrations", "0001_first.down.sql"),
        ("sqlx", "migrations", "0001_0001_01_001_look_for_privileges_that_the_role_lacks.down.sql"),
        ("refinery", "migrations", "V1__0001_01_001_look_for_privileges_that_the_role_lacks.sql"),
        ("flyway", "sql", "U1__0001_01_001_look_for_privileges_that_the_role_lacks.sql"),
        ("prisma", "prisma/migrations", "00000000000001_0001_01_001_look_for_privileges_that_the_role_lacks"),
        ("diesel", "migrations", "00000000000001_0001_01_001_look_for_privileges_that_the_role_lacks"),
        ("dbmate", "db/migrations", "00000000000001_0001_01_001_look_for_privileges_that_the_role_lacks.sql"),
    ] {
        let project = Project::with_first();
        let export = format!("export --format {format}");
        let check = format!("{export} --check");
        project.run("base", &check).ends_with(1).complains(&format!("{folder} is stale"));
        project.run("base", &export).succeeds().says("wrote 0001_first to ").says("it is not released");
        assert_eq!(names(&project, folder)[0], first, "{format}");
        project.run("base", &check).succeeds();
        let before = project.content();
        project.run("base", &export).succeeds().says("nothing changed");
        assert!(project.content() == before);
    }
}

#[test]
fn what_is_new_comes_behind_all_that_is_there() {
    let project = Project::with_first();
    project.write("migrations/20240101120000_by_hand.sql", "SELECT 1;\n");
    project.run("base", "export --format sqlx").succeeds();
    let first = names(&project, "migrations");
    assert_eq!(first[0], "20240101120000_by_hand.sql");
    assert!(first[1].starts_with("20240101120001_0001_01_001_"), "{first:?}");
    project.run("base", "release").succeeds();
    project.run("column_added", "gen --name email").succeeds();
    project.write("migrations/20250101120000_by_hand_too.sql", "SELECT 1;\n");
    project
        .run("column_added", "export --format sqlx --first 20250101120000")
        .ends_with(2)
        .complains("has version 20250101120000 already");
    let run = project.run("column_added", "export --format sqlx --first 20260101000000").succeeds();
    assert!(run.stdout.starts_with("wrote 0002_email to "), "{}", run.stdout);
    let all = names(&project, "migrations");
    assert_eq!(all[..first.len()], first);
    assert!(all[first.len() + 1].starts_with("20260101000000_0002_01_001_"), "{all:?}");
    project.run("column_added", "export --format sqlx --check").succeeds();
}

#[test]
fn an_unreleased_migration_is_written_again_and_a_released_one_is_not() {
    let project = Project::with_first();
    project.run("base", "export --format diesel").succeeds();
    project.run("column_added", "gen --amend").succeeds();
    project.run("column_added", "export --format diesel").succeeds().says("wrote again 0001_first");
    project.run("column_added", "export --format diesel --check").succeeds();
    // What is behind it keeps its place.
    project.run("base", "gen --amend").succeeds();
    project.run("base", "export --format diesel").succeeds();
    let folder = names(&project, "migrations").pop().unwrap();
    project.write("migrations/20990101000000_by_hand/up.sql", "SELECT 1;\n");
    project.run("column_added", "gen --amend").succeeds();
    project.run("column_added", "export --format diesel").succeeds();
    project.run("column_added", "release").succeeds();
    let edited = format!("migrations/{folder}/up.sql");
    project.write(&edited, project.read(&edited).replace("DO $verify$", "DO $other$"));
    project
        .run("column_added", "export --format diesel")
        .ends_with(4)
        .complains("which is released, is not in")
        .complains("git checkout");
}

#[test]
fn what_cannot_be_exported_says_so() {
    let project = Project::new();
    project.refused("base", "export --format sqlx").ends_with(2).complains("there is no migration to export");
    assert!(!project.path("migrations").exists());
    let project = Project::with_first();
    project.run("base", "export --format liquibase").ends_with(2).complains("sqlx, refinery, flyway");
    project.run("base", "export --format sqlx").succeeds();
    for other in ["diesel", "psql", "dbmate"] {
        project
            .run("base", &format!("export --format {other} --out migrations"))
            .ends_with(2)
            .complains("has files for sqlx");
    }
    project.edit("generated/migrations/0001_first/02_create.sql", "CREATE", "create");
    project.run("base", "export --format sqlx").ends_with(4).complains("edited: ");
}

#[test]
fn what_was_reviewed_is_exported_whatever_would_be_planned_today() {
    let project = Project::with_first();
    let file = "generated/migrations/0001_first/02_create.sql";
    let sums = "generated/migrations.sum";
    let (text, old) = (project.read(file), project.read(sums));
    // As an older version of the tool might have written it.
    project.write(file, text.replace("CREATE TABLE", "CREATE  TABLE"));
    let digest = |text: &str| schema_core::digest::sha256(text.as_bytes());
    let mut read = schema_core::layout::Sums::read(&old).unwrap();
    read.folders[0].files.insert("02_create.sql".to_owned(), digest(&project.read(file)));
    project.write(sums, read.write().text);
    project.run("base", "release").succeeds();
    project.run("base", "export --format sqlx").succeeds();
    let find = |ending: &str| {
        let names = names(&project, "migrations");
        let name = names.into_iter().find(|name| name.contains("_0001_02_001_") && name.ends_with(ending)).unwrap();
        project.read(&format!("migrations/{name}"))
    };
    assert!(find(".up.sql").contains("CREATE  TABLE"));
    assert!(find(".down.sql").contains("was planned by another version of the tool"));
}

#[test]
fn versions_come_behind_others_as_the_runner_sorts_them() {
    let first_is = |format: &str, there: &str, first: &str| {
        let project = Project::with_first();
        project.write(&format!("out/{there}"), "SELECT 1;\n");
        project.run("base", &format!("export --format {format} --out out")).succeeds();
        project.run("base", &format!("export --format {format} --out out --check")).succeeds();
        let names = names(&project, "out");
        let is_first = |name: &&String| name.contains("_0001_01_001_");
        let found: Vec<&String> = names.iter().filter(is_first).collect();
        assert!(found[0].starts_with(first), "{format}, {there}: {found:?}");
    };
    first_is("dbmate", "001_init.sql", "00200000000000");
    first_is("prisma", "0_init/migration.sql", "10000000000000");
    first_is("diesel", "2024-01-31-235959_init/up.sql", "20240131235960");
    first_is("refinery", "V3__init.rs", "V4__");
    first_is("refinery", "of_others/V7__init.sql", "V8__");
    first_is("flyway", "B100__init.sql", "U101__");
    let project = Project::with_first();
    project.write("out/9_init.sql", "SELECT 1;\n");
    project.run("base", "export --format dbmate --out out").ends_with(2).complains("`--first VERSION` says");
    let project = Project::with_first();
    project.run("base", "export --format sqlx --first 9998").succeeds();
    project.run("base", "export --format sqlx --check").succeeds();
}

#[test]
fn files_of_others_are_neither_written_over_nor_removed() {
    let project = Project::with_first();
    project.write("migrations/0001_first.up.sql", "SELECT 1;\n");
    project.refused("base", "export --format psql").ends_with(2).complains("is there already, and was not exported");
    let project = Project::with_first();
    project.run("base", "export --format diesel").succeeds();
    let folder = names(&project, "migrations").pop().unwrap();
    let notes = format!("migrations/{folder}/notes/why.md");
    project.write(&notes, "Because.\n");
    project.run("base", "export --format diesel --check").succeeds();
    project.run("column_added", "gen --amend").succeeds();
    project.run("column_added", "export --format diesel").succeeds();
    assert_eq!(project.read(&notes), "Because.\n");
}

#[test]
fn what_is_new_comes_behind_all_where_another_one_is_written_again() {
    let project = Project::with_first();
    project.run("base", "export --format sqlx").succeeds();
    project.write("migrations/0500_by_hand.sql", "SELECT 1;\n");
    // As many versions as before: what comes behind them need not move.
    project.run("struct_renamed", "gen --amend").succeeds();
    project.run("column_added", "gen --name email").succeeds();
    project
        .run("column_added", "export --format sqlx")
        .succeeds()
        .says("wrote again 0001_first")
        .says("wrote 0002_email");
    let names = names(&project, "migrations");
    let second = names.iter().find(|name| name.contains("_0002_01_001_")).unwrap();
    assert!(second.starts_with("0501_"), "{second}");
    project.run("column_added", "export --format sqlx --check").succeeds();
}
