//! What a declaration says of rows: hints, and steps by hand.

use crate::support::Project;

#[test]
fn a_hint_is_kept_with_the_migration_and_may_go_from_the_struct() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project.run("filled", "gen --name born").succeeds().says("wrote generated/migrations/0002_born");
    assert!(project.read("generated/migrations/0002_born/schema.lock").contains("{\"rows\":{\"backfill\":"));
    assert!(project.read("generated/migrations/0002_born/03_backfill.sql").contains("SET born = 1999"));
    project.is_checked("filled");
    project.run("filled", "gen --amend").succeeds().says("nothing changed");
    // The migration cannot be planned again without it, as long as it is to be planned again.
    project.refused("not_null_added", "gen --amend").ends_with(3).complains("#[column(backfill = \"...\")]");
    project.run("filled", "release").succeeds();
    project.is_checked("filled");
    project.is_checked("not_null_added");
}

#[test]
fn a_step_by_hand_belongs_to_one_migration() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    project.run("step_added", "gen --name capitals").succeeds().says("wrote generated/migrations/0002_capitals");
    let file = "generated/migrations/0002_capitals/01_by_hand.sql";
    assert!(project.read(file).contains("UPDATE public.tags SET word = upper(word);\nDO $done$"));
    project.is_checked("step_added");
    project.run("step_added", "gen --amend").succeeds().says("nothing changed");
    project.run("step_changed", "gen --amend").succeeds().says("wrote generated/migrations/0002_capitals");
    assert!(project.read(file).contains("upper(trim(word))"));
    project.is_checked("step_changed");
    project.run("step_changed", "release").succeeds();
    // It has run, or may have: now it stays as it is, or goes.
    project.is_checked("step_changed");
    project.is_checked("base");
    project.refused("step_added", "gen").ends_with(3).complains("step capitals says something else now, and has run");
}

#[test]
fn a_step_by_hand_goes_with_its_unreleased_migration() {
    let project = Project::with_first();
    project.run("base", "release").succeeds();
    let before = project.content();
    project.run("step_added", "gen --name capitals").succeeds();
    project.run("base", "gen --amend").succeeds().says("removed generated/migrations/0002_capitals");
    assert!(project.content() == before);
}
