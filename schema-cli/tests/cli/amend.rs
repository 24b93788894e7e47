//! `gen --amend`: plans the newest unreleased migration again.

use crate::support::Project;

#[test]
fn the_newest_migration_takes_in_what_is_declared_now() {
    let project = Project::with_second();
    project.run("two_added", "gen --amend").succeeds().says("wrote generated/migrations/0002_email");
    assert!(project.read("generated/migrations/0002_email/02_create.sql").contains("phone"));
    project.is_checked("two_added");
    // As if it had been planned so at once.
    let at_once = Project::with_first();
    at_once.run("base", "release").succeeds();
    at_once.run("two_added", "gen --name email").succeeds();
    assert!(project.content() == at_once.content());
}

#[test]
fn the_first_migration_can_be_planned_again() {
    let project = Project::with_first();
    project.run("column_added", "gen --amend").succeeds().says("wrote generated/migrations/0001_first");
    let at_once = Project::new();
    at_once.run("column_added", "gen --name first").succeeds();
    assert!(project.content() == at_once.content());
}

#[test]
fn it_can_be_renamed() {
    let project = Project::with_second();
    project.run("column_added", "gen --amend --name mail").succeeds().says("wrote generated/migrations/0002_mail");
    assert!(!project.path("generated/migrations/0002_email").exists());
    project.is_checked("column_added");
    project.refused("column_added", "gen --amend --name Mail").ends_with(2).complains("`Mail` is no name");
}

#[test]
fn one_without_a_step_left_is_removed() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    let before = project.content();
    project.run("column_added", "gen --name email").succeeds();
    project
        .run("base", "gen --amend --dry-run")
        .succeeds()
        .says("0002_email would have no step left, and be removed; nothing was written\n");
    let run = project.run("base", "gen --amend").succeeds();
    assert_eq!(run.stdout, "removed generated/migrations/0002_email: nothing is left to migrate\n");
    assert!(project.content() == before, "all is as before the migration");
}

#[test]
fn a_released_one_is_never_planned_again() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    for arguments in ["gen --amend", "gen --amend --dry-run", "gen --amend --name other"] {
        project.refused("column_added", arguments).ends_with(2).complains_only(
            "error: 0001_first is released: it may have run somewhere, and is never rewritten\n  \
             help: `cargo xtask gen --name ...` writes the next",
        );
    }
}

#[test]
fn there_may_be_none() {
    let project = Project::new();
    project
        .refused("base", "gen --amend")
        .ends_with(2)
        .complains_only("error: there is no migration to amend\n  help: `cargo xtask gen --name ...` writes the first");
    assert!(!project.path("generated").exists());
}

#[test]
fn what_may_be_lost_may_be_lost_again() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project.run("table_dropped", "gen --name less --allow-data-loss public.tags").succeeds();
    project.is_checked("table_dropped");
    let planned = project.content();
    project.run("table_dropped", "gen --amend").succeeds().says("nothing changed");
    assert!(project.content() == planned);
    // The allowance is for what was allowed, and for nothing else.
    project
        .refused("both_dropped", "gen --amend")
        .ends_with(3)
        .complains("help: if that is meant: --allow-data-loss public.authors.nickname\n");
    project.run("both_dropped", "gen --amend --allow-data-loss public.authors.nickname").succeeds();
    project.is_checked("both_dropped");
    project.run("both_dropped", "gen --amend").succeeds().says("nothing changed");
    project.run("table_dropped", "gen --amend").succeeds();
    assert!(project.content() == planned);
}

#[test]
fn an_allowance_is_lost_with_the_lock_file_that_has_it() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project.run("table_dropped", "gen --name less --allow-data-loss public.tags").succeeds();
    let planned = project.content();
    project.write("generated/migrations/0002_less/schema.lock", "broken");
    project.refused("table_dropped", "gen --amend").ends_with(3).complains("--allow-data-loss public.tags\n");
    project.run("table_dropped", "gen --amend --allow-data-loss public.tags").succeeds();
    assert!(project.content() == planned);
}
