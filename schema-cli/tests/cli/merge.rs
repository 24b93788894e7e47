//! Two branches have each added a migration: the way that the messages name leads out.

use std::fs;

use crate::support::Project;

#[test]
fn after_a_merge_ones_own_migration_is_planned_again_on_top_of_theirs() {
    let theirs = Project::with_second();
    let mine = Project::with_first();
    mine.run("base", "release").succeeds();
    mine.run("two_added", "gen --name phone").succeeds();

    // Git leaves both folders, and conflict markers in what both have changed.
    for file in fs::read_dir(mine.path("generated/migrations/0002_phone")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        theirs.write(&format!("generated/migrations/0002_phone/{name}"), fs::read(&path).unwrap());
    }
    let their_sums = theirs.read("generated/migrations.sum");
    let conflict =
        format!("<<<<<<< HEAD\n{}=======\n{their_sums}>>>>>>> theirs\n", mine.read("generated/migrations.sum"));
    theirs.write("generated/migrations.sum", conflict);
    let conflict = format!("<<<<<<< HEAD\n{}=======\n>>>>>>> theirs\n", mine.read("generated/schema.sql"));
    theirs.write("generated/schema.sql", conflict);
    theirs.refused("two_added", "gen").ends_with(4).complains("has the conflict markers of a merge\n").complains(
        "help: take the file and the migrations of the other branch, delete the folder of your own migration",
    );

    theirs.write("generated/migrations.sum", their_sums);
    theirs
        .refused("two_added", "gen --name phone")
        .ends_with(4)
        .complains("unknown: migrations/0002_phone is there, but not in migrations.sum\n")
        .complains("delete it and plan it again: `cargo xtask gen --name ...`");

    fs::remove_dir_all(theirs.path("generated/migrations/0002_phone")).unwrap();
    theirs.run("two_added", "gen --name phone").succeeds().says("wrote generated/migrations/0003_phone");
    theirs.is_checked("two_added");
    assert!(!theirs.read("generated/schema.sql").contains("<<<<"), "the files of the model are written anew");
}
