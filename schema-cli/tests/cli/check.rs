//! `gen --check`: exit code 1, what is wrong, and the command that mends it; nothing is written.

use std::fs;

use crate::support::{Project, Run};

/// Runs the check, which is to find something.
fn finds(project: &Project, schema: &str) -> Run {
    project.refused(schema, "gen --check").ends_with(1)
}

#[test]
fn a_stale_declaration_is_shown_as_a_diff_with_the_command() {
    let project = Project::with_second();
    finds(&project, "two_added")
        .says("--- a/schema.sql\n+++ b/schema.sql\n")
        .says("+    phone text")
        .says("+++ b/docs/tables/public.authors.md")
        .complains_only(
            "error: the declaration has 1 change that no migration carries\n  \
             help: `cargo xtask gen --name add_something`, or `cargo xtask gen --amend`",
        );
}

#[test]
fn a_project_without_a_migration_is_stale() {
    let project = Project::new();
    finds(&project, "base")
        .says("--- /dev/null\n+++ b/schema.sql")
        .complains("has 3 changes that no migration carries");
    assert!(!project.path("generated").exists());
}

#[test]
fn a_change_that_would_be_refused_is_found_with_the_reason() {
    let project = Project::with_first();
    finds(&project, "type_changed")
        .complains("error[unplannable]: ")
        .complains("has 1 change that no migration carries");
    finds(&project, "table_dropped").complains("--allow-data-loss public.tags");
}

#[test]
fn edited_and_missing_files_of_the_newest_migration_are_found() {
    let project = Project::with_second();
    project.edit("generated/migrations/0002_email/README.md", "0002_email", "0002_mail");
    finds(&project, "column_added").complains_only(
        "error: generated is not as it was generated\n  \
         edited: migrations/0002_email/README.md is not as it was generated\n  \
         help: `git checkout -- generated/migrations` brings back what gen wrote; \
         changes belong in the declaration, or in a migration of their own\n  \
         help: or `cargo xtask gen --amend`, which writes 0002_email anew as it is unreleased: edits to it are dropped",
    );
    fs::remove_file(project.path("generated/migrations/0002_email/README.md")).unwrap();
    finds(&project, "column_added").complains("missing: migrations/0002_email/README.md\n").complains("--amend");
    fs::remove_dir_all(project.path("generated/migrations/0002_email")).unwrap();
    finds(&project, "column_added")
        .complains("missing: migrations/0002_email is in migrations.sum, but not there\n")
        .complains("--amend");
}

#[test]
fn edits_of_a_released_migration_are_not_to_be_amended() {
    let project = Project::with_second();
    project.edit("generated/migrations/0001_first/rollback.sql", "DROP", "drop");
    let run = finds(&project, "column_added").complains("edited: migrations/0001_first/rollback.sql");
    assert!(!run.stderr.contains("--amend"), "{run}");
}

#[test]
fn unknown_files_and_folders_are_found() {
    let project = Project::with_second();
    project.write("generated/migrations/0002_email/notes.txt", "ours");
    project.write("generated/migrations/0003_mine/01_create.sql", "SELECT 1;");
    finds(&project, "column_added").complains_only(
        "error: generated is not as it was generated\n  \
         unknown: migrations/0003_mine is there, but not in migrations.sum\n  \
         unknown: migrations/0002_email/notes.txt is not a generated file\n  \
         help: move what is unknown out of generated/migrations; if it is your own migration, and a merge has brought \
         another one of its number, `cargo xtask gen --rebase NNNN_its_name` plans it again on top of that",
    );
}

#[test]
fn strays_are_found_wherever_they_are() {
    let project = Project::with_first();
    for path in ["notes.txt", "docs/notes.txt", "docs/tables/notes.md", "migrations/notes.txt", ".gitkeep"] {
        project.write(&format!("generated/{path}"), "ours");
        finds(&project, "base")
            .says(&format!("unknown: {path} is not a generated file\n"))
            .complains_only(&format!("error: generated is stale\n  help: move generated/{path} somewhere else"));
        fs::remove_file(project.path("generated").join(path)).unwrap();
    }
    project.is_checked("base");
}

#[test]
fn edited_files_of_the_model_are_found() {
    for path in ["schema.sql", "docs/README.md", "docs/tables/public.authors.md"] {
        let project = Project::with_first();
        project.edit(&format!("generated/{path}"), "author", "writer");
        finds(&project, "base")
            .says(&format!("--- a/{path}\n+++ b/{path}\n"))
            .complains_only("error: generated is stale\n  help: `cargo xtask gen`");
        project.run("base", "gen").succeeds();
        project.is_checked("base");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_found() {
    let project = Project::with_first();
    project.write("generated/schema.sql", b"\xff\xfe");
    finds(&project, "base").says("-(not UTF-8)\n").complains("help: `cargo xtask gen`");
    project.run("base", "gen").succeeds().says("restored schema.sql");
    project.write("generated/migrations/0001_first/rollback.sql", b"\xff\xfe");
    finds(&project, "base").complains("edited: migrations/0001_first/rollback.sql");
}

#[test]
fn a_migration_that_would_be_written_otherwise_is_found() {
    let project = Project::with_first();
    finds(&project, "struct_renamed")
        .says("-- from    Writer")
        .complains_only("error: generated is stale\n  help: `cargo xtask gen --amend`");
    project
        .run("struct_renamed", "gen")
        .succeeds()
        .says("no change to migrate, but 0001_first would be written otherwise today")
        .says("help: `cargo xtask gen --amend` writes it anew");
    project.run("struct_renamed", "gen --amend").succeeds();
    project.is_checked("struct_renamed");
}

#[test]
fn a_released_migration_may_name_structs_of_its_time() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project.is_checked("struct_renamed");
}

#[test]
fn a_long_diff_is_cut() {
    let project = Project::with_first();
    project.write("generated/schema.sql", "x\n".repeat(400));
    finds(&project, "base").says("more lines of diff\n");
}
