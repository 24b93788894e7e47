//! `release`: from then on a migration is never rewritten.

use crate::support::Project;

#[test]
fn released_migrations_are_followed_by_the_next() {
    let project = Project::with_first();
    let sql = |project: &Project| project.read("generated/migrations/0001_first/02_create.sql");
    let before = sql(&project);
    let run = project.run("base", "release").succeeds();
    assert_eq!(run.stdout, "released 0001_first\n");
    assert!(project.read("generated/migrations.sum").contains("0001_first released "));
    project.is_checked("base");
    project.run("two_added", "gen --name email").succeeds().says("0002_email");
    project.run("column_added", "gen --amend").succeeds();
    assert_eq!(sql(&project), before);
    project.is_checked("column_added");
}

#[test]
fn several_are_released_at_once() {
    let project = Project::with_first();
    project.run("column_added", "gen --name email").succeeds();
    let run = project.run("column_added", "release").succeeds();
    assert_eq!(run.stdout, "released 0001_first, 0002_email\n");
    let before = project.content();
    let run = project.run("column_added", "release").succeeds();
    assert_eq!(run.stdout, "every migration is released already; nothing was written\n");
    assert!(project.content() == before);
}

#[test]
fn there_may_be_none() {
    let project = Project::new();
    project.refused("base", "release").ends_with(2).complains_only(
        "error: there is no migration to release\n  help: `cargo xtask gen --name ...` writes the first",
    );
    assert!(!project.path("generated").exists());
}
