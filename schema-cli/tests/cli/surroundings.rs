//! Disks, folders and other runs that fail: exit code 4, nothing is lost, and nothing is left behind.

use std::fs::{self, File};
use std::process::Stdio;
use std::time::Duration;

use crate::support::{Project, Run};

#[test]
fn a_folder_that_cannot_be_made_is_reported() {
    let project = Project::new();
    // Nobody makes folders below /proc, root neither.
    for arguments in ["gen --name first --generated /proc/nowhere/generated", "release --generated /proc/nowhere"] {
        project
            .refused("base", arguments)
            .ends_with(4)
            .complains("error: cannot make /proc/nowhere")
            .complains("help: make the folder above it writable, or name another folder with `--generated DIR`\n");
    }
}

#[test]
fn a_file_in_the_place_of_the_folder_is_reported() {
    let project = Project::new();
    project.write("generated", "ours");
    for arguments in ["gen --name first", "gen --amend", "release"] {
        let run = project.refused("base", arguments).ends_with(4);
        let run = run.complains("generated is a file, and the generated files need a folder\n");
        run.complains("help: move the file away, or name another folder with `--generated DIR`\n");
    }
    for arguments in ["gen --check", "gen --dry-run"] {
        project.refused("base", arguments).ends_with(4).complains("error: cannot read ");
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_left_alone() {
    let project = Project::new();
    project.write("generated/schema.sql/notes.txt", "ours");
    let run = project.refused("base", "gen --name first").ends_with(4);
    run.complains("error: cannot write ").complains("schema.sql: is a directory\n").complains("is as it was before\n");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::with_first();
    let folder = project.path("generated");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Permissions do not keep root from writing: then there is nothing here to see.
    if File::create(folder.join("probe")).is_ok() {
        fs::remove_file(folder.join("probe")).unwrap();
    } else {
        let run = project.refused("column_added", "gen --name email").ends_with(4);
        run.complains("error: cannot make ").complains("is as it was before\n  help: ");
        project.is_checked("base");
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn no_working_project_is_a_surrounding() {
    let project = Project::new();
    fs::remove_file(project.path("Cargo.toml")).unwrap();
    let run = project.refused("base", "gen --check").ends_with(4);
    run.complains("error: no Cargo.toml in ").complains("\n  help: run `cargo xtask` inside the project\n");
}

/// Writes fail with EFBIG once a file has reached the limit, as they do with ENOSPC on a full disk: after some files,
/// and in the middle of one.
fn under_limits(project: &Project, schema: &str, arguments: &str) {
    let before = project.content();
    for blocks in 0.. {
        let setup = format!("ulimit -f {blocks}; trap '' XFSZ");
        let run = Run::of(&mut project.command_under(&setup, schema, arguments));
        if run.code == 0 {
            assert!(blocks > 2, "`{arguments}` has met no limit");
            return;
        }
        let run =
            run.ends_with(4).complains("error: cannot write ").complains("/generated is as it was before\n  help: ");
        assert!(project.content() == before, "a limit of {blocks} blocks: {run}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_half_way_changes_nothing() {
    under_limits(&Project::new(), "base", "gen --name first");
    let project = Project::with_second();
    under_limits(&project, "two_added", "gen --name phone");
    project.is_checked("two_added");
    under_limits(&project, "column_added", "gen --amend --name nothing_left");
    under_limits(&project, "column_added", "release");
    project.is_checked("column_added");
}

#[test]
fn what_a_killed_run_left_half_done_is_taken_back() {
    let project = Project::with_first();
    let before = project.content();
    // As src/replace leaves it: schema.sql is taken away and not replaced yet, a new page is in place.
    project.write(
        "generated/.gen/journal",
        "put-in\x000\0docs/new.md\0take-away\x001\0schema.sql\0put-in\x001\0schema.sql\0",
    );
    project.write("generated/docs/new.md", "new");
    project.write("generated/.gen/new/1", "new");
    fs::create_dir(project.path("generated/.gen/old")).unwrap();
    fs::rename(project.path("generated/schema.sql"), project.path("generated/.gen/old/1")).unwrap();
    for (arguments, code) in [("gen --check", 1), ("gen --dry-run", 4)] {
        project.refused("base", arguments).ends_with(code).complains_only(
            "error: a run of gen was ended half-way in generated\n  help: `cargo xtask gen` takes back what it had begun",
        );
    }
    let run = project.run("base", "gen").succeeds().says("nothing changed");
    run.complains("note: took back what a run that was ended half-way had begun in ");
    assert!(project.content() == before);
}

#[test]
fn a_run_killed_at_any_moment_has_written_all_or_nothing() {
    let expected = Project::with_second().content();
    for step in 0..40 {
        let project = Project::with_first();
        project.run("base", "release").succeeds();
        let before = project.content();
        let mut command = project.command("column_added", "gen --name email");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(150 * step));
        child.kill().unwrap();
        child.wait().unwrap();
        // Without a name, a run takes back what was begun, and adds nothing.
        let run = project.run("column_added", "gen");
        let after = project.content();
        match run.code {
            0 => assert!(after == expected, "{run}"),
            2 => assert!(after == before, "{run}"),
            _ => panic!("{run}"),
        }
    }
}

#[test]
fn a_run_is_refused_while_another_is_at_work() {
    let project = Project::with_first();
    let other = File::open(project.path("generated")).unwrap();
    other.lock().unwrap();
    for arguments in ["gen --name email", "gen --dry-run", "gen --check", "release"] {
        project
            .refused("column_added", arguments)
            .ends_with(4)
            .complains("error: another run of `cargo xtask` is at work in ")
            .complains("\n  help: run this again when it is done\n");
    }
    // Of one that has ended nothing is left, however it ended.
    drop(other);
    project.is_checked("base");
    // Those that only read do not disturb each other.
    let reader = File::open(project.path("generated")).unwrap();
    reader.lock_shared().unwrap();
    project.is_checked("base");
    project.refused("column_added", "gen --name email").ends_with(4).complains("is at work in ");
}

#[test]
fn of_runs_at_once_one_writes() {
    let project = Project::with_first();
    let spawn = |name: &str| {
        let mut command = project.command("column_added", &format!("gen --name {name}"));
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = ["a", "b", "c", "d"].map(spawn).into();
    for mut child in children {
        let code = child.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 4)), "{code:?}");
    }
    project.is_checked("column_added");
    let sums = project.read("generated/migrations.sum");
    assert_eq!(sums.lines().filter(|line| line.starts_with("000")).count(), 2, "{sums}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::with_first();
    let run = |schema: &str, arguments: &str| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        // As under `cargo xtask gen --check 2>&1 | head`, once head has seen enough.
        let mut command = project.command(schema, arguments);
        command.stdout(writer.try_clone().unwrap()).stderr(writer).status().unwrap().code()
    };
    assert_eq!(run("column_added", "gen --dry-run"), Some(0));
    assert_eq!(run("column_added", "gen --check"), Some(1));
    assert_eq!(run("column_added", "gen --name email"), Some(0));
    project.is_checked("column_added");
}

#[cfg(target_os = "linux")]
#[test]
fn lines_that_are_lost_are_a_failure() {
    let project = Project::with_first();
    let run = Run::of(&mut project.command_under("exec > /dev/full", "column_added", "gen --dry-run"));
    run.ends_with(4).complains_only("error: done, but standard output could not be written in full");
}
