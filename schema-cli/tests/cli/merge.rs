//! Two branches have each added a migration: the way that the messages name leads out.

use std::fs;

use crate::support::Project;

/// Their branch with the second migration `0002_email`, into which a merge has brought mine, `0002_phone`: git leaves both
/// folders, and the markers of a conflict in what both have changed.
fn merged() -> Project {
    let theirs = Project::with_second();
    let mine = Project::with_first();
    mine.run("base", "release").succeeds();
    mine.run("two_added", "gen --name phone").succeeds();
    for file in fs::read_dir(mine.path("generated/migrations/0002_phone")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        theirs.write(&format!("generated/migrations/0002_phone/{name}"), fs::read(&path).unwrap());
    }
    for file in ["generated/migrations.sum", "generated/schema.sql"] {
        let conflict = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", mine.read(file), theirs.read(file));
        theirs.write(file, conflict);
    }
    theirs
}

#[test]
fn after_a_merge_ones_own_migration_is_planned_again_on_top_of_theirs() {
    let project = merged();
    project
        .refused("two_added", "gen")
        .ends_with(4)
        .complains("has the conflict markers of a merge\n")
        .complains("help: `cargo xtask gen --rebase NNNN_your_own` plans your own migration again, on top of theirs");
    let before = project.content();
    project.run("two_added", "gen --rebase 0002_phone --dry-run").succeeds().says("0003_phone would have 3 steps");
    assert!(project.content() == before, "a dry run writes nothing");
    project
        .run("two_added", "gen --rebase 0002_phone")
        .succeeds()
        .says("0002_phone is 0003_phone now, on top of 0002_email\n")
        .says("wrote generated/migrations/0003_phone");
    project.is_checked("two_added");
    assert!(!project.path("generated/migrations/0002_phone").exists());
    assert!(!project.read("generated/schema.sql").contains("<<<<"), "the files of the model are written anew");
    // As if it had been planned on top of theirs at once.
    let at_once = Project::with_second();
    at_once.run("two_added", "gen --name phone").succeeds();
    assert!(project.content() == at_once.content());
}

#[test]
fn it_is_the_same_where_their_sums_were_taken_already() {
    let project = merged();
    project.write("generated/migrations.sum", Project::with_second().read("generated/migrations.sum"));
    project
        .refused("two_added", "gen --name phone")
        .ends_with(4)
        .complains("unknown: migrations/0002_phone is there, but not in migrations.sum\n")
        .complains("`cargo xtask gen --rebase NNNN_its_name` plans it again on top of that");
    project
        .run("two_added", "gen --rebase 0002_phone --name mobile")
        .succeeds()
        .says("wrote generated/migrations/0003_mobile");
    project.is_checked("two_added");
}

#[test]
fn what_theirs_has_already_leaves_no_step() {
    let project = merged();
    project
        .run("column_added", "gen --rebase 0002_phone")
        .succeeds()
        .says("removed generated/migrations/0002_phone: nothing is left to migrate\n");
    project.is_checked("column_added");
}

#[test]
fn only_a_migration_of_ones_own_is_rebased() {
    let project = merged();
    let refused = |migration: &str| project.refused("two_added", &format!("gen --rebase {migration}")).ends_with(2);
    refused("0002_email_").complains("there is no generated/migrations/0002_email_");
    refused("phone").complains("`phone` is not of the form 0001_name");
    refused("0001_first").complains("0001_first is released");
    let alone = Project::with_second();
    alone
        .refused("column_added", "gen --rebase 0002_email")
        .ends_with(2)
        .complains("generated/migrations.sum has 0002_email already, and no other migration of its number\n");
    project.edit("generated/migrations/0002_email/02_create.sql", "email", "mail");
    project
        .refused("two_added", "gen --rebase 0002_phone")
        .ends_with(4)
        .complains("edited: migrations/0002_email/02_create.sql is not as it was generated");
}
