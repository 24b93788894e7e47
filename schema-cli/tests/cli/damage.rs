//! Generated files that are not what gen wrote: exit code 4, or 1 for a check, a way out, and nothing lost.

use std::fs;

use schema_core::layout::{Folder, GeneratedFile, Sums};

use crate::support::Project;

const LOCK: &str = "generated/migrations/0001_first/schema.lock";
const SUMS: &str = "generated/migrations.sum";

/// What happens to a file's text.
type Damage = fn(&str) -> String;

/// Asserts that no command goes on, and that each says why; returns what was said.
fn stops_all(project: &Project, reason: &str) -> String {
    for arguments in ["gen --name email", "gen --dry-run", "gen --amend", "release"] {
        project.refused("column_added", arguments).ends_with(4).complains(reason);
    }
    let run = project.refused("column_added", "gen --check").ends_with(1).complains(reason);
    assert!(run.stderr.contains("\n  help: "), "{run}");
    run.stderr
}

#[test]
fn a_broken_lock_file_stops_all_with_the_reason() {
    let released = || {
        let project = Project::with_first();
        project.run("base", "release").succeeds();
        project.run("column_added", "gen --name email").succeeds();
        project
    };
    let damages: [(&str, Damage); 5] = [
        ("it is truncated: its last line is missing", |text| text[..text.len() / 2].to_owned()),
        ("it is truncated: its last line is missing", |_| String::new()),
        ("its digest does not match its lines: it was edited or merged by hand", |text| {
            text.replace("authors", "writers")
        }),
        ("line 1: ", |text| format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n")),
        ("its format is 2, this version of the tool reads 1: it was written by a newer one, use that", |text| {
            text.replace("\"schema_lock\":1", "\"schema_lock\":2")
        }),
    ];
    for (reason, damage) in damages {
        let project = released();
        project.write(LOCK, damage(&project.read(LOCK)));
        let said = stops_all(&project, "edited: migrations/0001_first/schema.lock is not as it was generated: ");
        assert!(said.contains(reason), "{said}");
        assert!(said.contains("`git checkout -- generated/migrations` brings back what gen wrote"), "{said}");
    }
}

/// A migration that a newer tool has written: all digests are right.
fn written_by_newer() -> Project {
    let project = Project::with_first();
    project.edit(LOCK, "\"schema_lock\":1", "\"schema_lock\":2");
    let mut sums = Sums::read(&project.read(SUMS)).unwrap();
    let old = sums.folders.pop().unwrap();
    let file = |name: &String| {
        let path = format!("migrations/{}/{name}", old.name);
        GeneratedFile { text: project.read(&format!("generated/{path}")), path }
    };
    let files: Vec<GeneratedFile> = old.files.keys().map(file).collect();
    sums.folders.push(Folder::new(old.name.clone(), old.release, &files));
    project.write(SUMS, sums.write().text);
    project
}

#[test]
fn a_lock_file_of_a_newer_tool_asks_for_that_tool() {
    let project = written_by_newer();
    for arguments in ["gen --name email", "gen --dry-run", "gen --check"] {
        project.refused("column_added", arguments).ends_with(4).complains_only(
            "error: cannot read generated/migrations/0001_first/schema.lock: its format is 2, this version of the tool \
             reads 1: it was written by a newer one, use that\n  \
             help: update schema-cli and schema-core to the version that the project uses",
        );
    }
}

#[test]
fn broken_sums_stop_all_with_the_line() {
    let damages: [(&str, Damage); 6] = [
        ("is not as it was generated: line 2: the digest of 0001_first does not match", |text| {
            text.replace("rollback.sql ", "rollback.sql 0")
        }),
        ("line 2: the digest of 0002_email does not match: edited or reordered", |text| {
            let second = text.find("0002_email").unwrap();
            let first = text.find("0001_first").unwrap();
            format!("{}{}{}", &text[..first], &text[second..], &text[first..second])
        }),
        ("`half` is no line of this file", |text| format!("{text}half\n")),
        ("`deployed` is no state of a migration", |text| text.replace(" released", " deployed")),
        ("line 2: the digest of 0001_first does not match: edited or reordered", |text| {
            text.replace("first released", "first unreleased").replace("email unreleased", "email released")
        }),
        ("has the conflict markers of a merge", |text| format!("{text}<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")),
    ];
    for (reason, damage) in damages {
        let project = Project::with_second();
        project.write(SUMS, damage(&project.read(SUMS)));
        stops_all(&project, reason);
    }
}

#[test]
fn truncated_or_missing_sums_stop_all() {
    let whole = Project::with_second().read(SUMS);
    let second = whole.find("0002_email").unwrap();
    for (end, reason) in [
        (0, "unknown: migrations/0001_first is there, but not in migrations.sum"),
        (second, "unknown: migrations/0002_email is there, but not in migrations.sum"),
        (second + 20, "is not as it was generated: line "),
        (whole.len() - 9, "the digest of 0002_email does not match"),
    ] {
        let project = Project::with_second();
        project.write(SUMS, &whole[..end]);
        let reached = ["gen --name email", "gen --dry-run", "release"];
        for arguments in reached {
            project.refused("two_added", arguments).ends_with(4).complains(reason).complains("help: ");
        }
        project.refused("two_added", "gen --check").ends_with(1).complains(reason);
    }
    let project = Project::with_second();
    fs::remove_file(project.path(SUMS)).unwrap();
    let said = stops_all(&project, "generated/migrations.sum is missing, and there are migrations");
    assert!(said.contains("help: `git checkout -- generated/migrations.sum` brings it back"), "{said}");
}

#[test]
fn sums_that_lack_their_last_line_feed_are_mended() {
    let project = Project::with_first();
    let whole = project.read(SUMS);
    project.write(SUMS, whole.trim_end());
    project.refused("base", "gen --check").ends_with(1).complains("help: `cargo xtask gen`");
    project.run("base", "gen").succeeds().says("restored migrations.sum");
    assert_eq!(project.read(SUMS), whole);
}

#[test]
fn an_edited_old_migration_stops_all() {
    let project = Project::with_second();
    project.edit("generated/migrations/0001_first/rollback.sql", "DROP", "drop");
    let said = stops_all(&project, "edited: migrations/0001_first/rollback.sql is not as it was generated\n");
    assert!(!said.contains("--amend"), "{said}");
}

#[test]
fn a_missing_or_renamed_old_migration_stops_all() {
    let project = Project::with_second();
    fs::rename(project.path("generated/migrations/0001_first"), project.path("generated/migrations/0001_zero"))
        .unwrap();
    let said = stops_all(&project, "missing: migrations/0001_first is in migrations.sum, but not there\n");
    assert!(said.contains("unknown: migrations/0001_zero is there, but not in migrations.sum\n"), "{said}");
}

#[test]
fn a_file_that_is_not_utf_8_stops_all() {
    let project = Project::with_second();
    project.write("generated/migrations/0001_first/rollback.sql", b"\xff\xfe");
    stops_all(&project, "edited: migrations/0001_first/rollback.sql is not as it was generated\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_not_utf_8_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::with_first();
    fs::write(project.path("generated").join(std::ffi::OsStr::from_bytes(b"odd\xff")), "").unwrap();
    stops_all(&project, "is not UTF-8\n  help: gen has not written it: move it out of ");
}

#[test]
fn a_newest_migration_that_is_broken_is_mended_by_amend() {
    let damages: [fn(&Project); 5] = [
        |project| project.edit("generated/migrations/0002_email/rollback.sql", "DROP", "drop"),
        |project| project.write("generated/migrations/0002_email/schema.lock", "{"),
        |project| project.write("generated/migrations/0002_email/README.md", b"\xff"),
        |project| fs::remove_file(project.path("generated/migrations/0002_email/rollback.sql")).unwrap(),
        |project| fs::remove_dir_all(project.path("generated/migrations/0002_email")).unwrap(),
    ];
    for damage in damages {
        let project = Project::with_second();
        let before = project.content();
        damage(&project);
        project.refused("column_added", "gen").ends_with(4).complains("help: or `cargo xtask gen --amend`");
        project.refused("column_added", "release").ends_with(4);
        project
            .run("column_added", "gen --amend")
            .succeeds()
            .complains("note: mended: ")
            .complains(": migrations/0002_email");
        assert!(project.content() == before);
    }
}
