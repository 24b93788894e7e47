//! `gen`: the first migration, the next, none.

use std::fs;

use crate::support::{Project, Run};

#[test]
fn the_first_run_writes_everything() {
    let project = Project::new();
    let run = project.run("base", "gen --name first").succeeds();
    assert!(run.stdout.starts_with("wrote generated/migrations/0001_first: "), "{run}");
    let run = run.says("  rollback.sql\n").says("`cargo xtask gen --amend` plans it again");
    assert_eq!(run.stderr, "");
    let there = project.generated();
    for path in [
        "docs/README.md",
        "docs/tables/public.authors.md",
        "docs/tables/public.books.md",
        "docs/tables/public.tags.md",
        "migrations.sum",
        "migrations/0001_first/01_preflight.sql",
        "migrations/0001_first/README.md",
        "migrations/0001_first/rollback.sql",
        "migrations/0001_first/schema.lock",
        "schema.sql",
    ] {
        assert!(there.iter().any(|file| file == path), "{path} is not among {there:#?}");
    }
    assert!(!there.iter().any(|path| path.starts_with(".gen")), "{there:#?}");
    project.is_checked("base");
}

#[test]
fn a_run_without_a_change_writes_nothing() {
    let project = Project::with_first();
    let times = || {
        let paths = project.generated();
        let modified = |path: &String| fs::metadata(project.path("generated").join(path)).unwrap().modified().unwrap();
        paths.iter().map(|path| (path.clone(), modified(path))).collect::<Vec<_>>()
    };
    let (bytes, modified) = (project.content(), times());
    for arguments in ["gen", "gen --name unused", "gen --dry-run"] {
        let run = project.run("base", arguments).succeeds();
        assert_eq!(run.stdout, "nothing changed: generated is up to date\n", "{arguments}");
    }
    let run = project.run("base", "gen --amend").succeeds();
    assert_eq!(run.stdout, "nothing changed: 0001_first is as it would be planned now\n");
    assert!(project.content() == bytes);
    assert_eq!(times(), modified);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (Project::with_second(), Project::with_second());
    assert!(one.content() == other.content());
}

#[test]
fn the_folder_may_be_named() {
    let project = Project::new();
    project
        .run("base", "gen --name first --generated some/other")
        .succeeds()
        .says("wrote some/other/migrations/0001_first");
    assert!(project.path("some/other/schema.sql").is_file());
    assert!(!project.path("generated").exists());
    project.run("base", "--generated some/other gen --check").succeeds().says("some/other is up to date");
}

#[test]
fn changes_without_a_name_are_a_wrong_command_line() {
    let project = Project::new();
    project.refused("base", "gen").ends_with(2).complains_only(
        "error: the migration has no name; it has 3 changes\n  \
         help: `cargo xtask gen --name add_something` writes it; `cargo xtask gen --dry-run` shows the plan",
    );
    assert!(!project.path("generated").exists());
    let project = Project::with_first();
    project
        .refused("column_added", "gen")
        .ends_with(2)
        .complains("it has 1 change\n")
        .complains("help: or `cargo xtask gen --amend` takes this into 0001_first, which is unreleased");
}

#[test]
fn a_name_is_checked() {
    let project = Project::new();
    for name in ["Add", "add-email", "../up", "a/b", "émail", "", &"x".repeat(61)] {
        let mut command = project.command("base", "gen");
        let run = Run::of(command.args(["--name", name])).ends_with(2);
        run.complains("is no name for a migration: 1 to 60 lower-case letters, digits and underscores");
    }
    assert!(!project.path("generated").exists());
}

#[test]
fn a_second_migration_leaves_the_first_as_it_is() {
    let project = Project::with_first();
    let first = |path: &std::path::PathBuf| path.starts_with("generated/migrations/0001_first");
    let before = project.content();
    project.run("column_added", "gen --name email").succeeds().says("wrote generated/migrations/0002_email");
    project.run("two_added", "gen --name phone").succeeds().says("wrote generated/migrations/0003_phone");
    let after = project.content();
    assert!(before.iter().filter(|(path, _)| first(path)).eq(after.iter().filter(|(path, _)| first(path))));
    project.is_checked("two_added");
    let sums = project.read("generated/migrations.sum");
    let names: Vec<&str> = sums.lines().filter(|line| line.contains(" unreleased ")).map(|line| &line[..4]).collect();
    assert_eq!(names, ["0001", "0002", "0003"]);
    // Of several unreleased ones, the newest is the one that is planned again.
    project.run("column_added", "gen --amend").succeeds().says("removed generated/migrations/0003_phone");
    project.is_checked("column_added");
}

#[test]
fn a_dry_run_prints_the_plan_and_writes_nothing() {
    let project = Project::new();
    let run = project.run("base", "gen --dry-run").succeeds();
    assert!(!project.path("generated").exists());
    let run = run.says("public.authors").says("0001_next would have ").says("; nothing was written\n");
    assert_eq!(run.stderr, "");
    let project = Project::with_first();
    let before = project.content();
    project.run("column_added", "gen --dry-run --name email").succeeds().says("0002_email would have ");
    project.run("column_added", "gen --dry-run --amend").succeeds().says("0001_first would have ");
    assert!(project.content() == before);
}

#[test]
fn files_of_the_model_are_restored() {
    let project = Project::with_first();
    let before = project.content();
    project.edit("generated/schema.sql", "authors", "writers");
    fs::remove_file(project.path("generated/docs/tables/public.books.md")).unwrap();
    project.write("generated/docs/tables/public.gone.md", "<!-- Generated by `cargo xtask gen`; do not edit. -->\n");
    let would = project.run("base", "gen --dry-run").succeeds();
    assert_eq!(
        would.stdout,
        "would have restored docs/tables/public.books.md\nwould have restored schema.sql\n\
         would have removed docs/tables/public.gone.md\n"
    );
    let run = project.run("base", "gen").succeeds();
    assert_eq!(run.stdout, would.stdout.replace("would have ", ""));
    assert!(project.content() == before);
}

#[test]
fn a_file_of_somebody_else_is_never_removed() {
    let project = Project::with_first();
    project.write("generated/docs/tables/NOTES.md", "ours\n");
    project.run("table_dropped", "gen --name no_tags --allow-data-loss public.tags").succeeds();
    assert!(!project.path("generated/docs/tables/public.tags.md").exists());
    assert_eq!(project.read("generated/docs/tables/NOTES.md"), "ours\n");
}
