use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use schema_core::layout::GeneratedFile;

use super::journal::Move;
use super::work::Work;
use super::{Edits, WORK_FOLDER, apply, is_half_done, take_back};
use crate::error::CliError;
use crate::folder_lock::WriteLock;

/// A folder with files of two folders, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("schema-cli-replace-{}-{count}", std::process::id()));
        for (file, text) in [
            ("schema.sql", "old schema"),
            ("sum", "old sum"),
            ("migrations/1/a.sql", "old a"),
            ("migrations/1/b.sql", "old b"),
            ("docs/old/only.md", "old page"),
            ("docs/kept/other.md", "kept"),
        ] {
            let target = path.join(file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, text).unwrap();
        }
        Folder(path)
    }

    /// Every file with its text and every folder, those of the work folder too.
    fn content(&self) -> BTreeMap<PathBuf, Option<String>> {
        let mut content = BTreeMap::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let below = path.strip_prefix(&self.0).unwrap().to_path_buf();
                if path.is_dir() {
                    content.insert(below, None);
                    open.push(path);
                } else {
                    content.insert(below, Some(fs::read_to_string(path).unwrap()));
                }
            }
        }
        content
    }

    fn lock(&self) -> WriteLock {
        WriteLock::acquire(&self.0, "--generated").unwrap()
    }

    fn work(&self) -> Work<'_> {
        Work::below(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// Replaces two files, makes three in new folders, removes all of one folder and some of another.
fn edits() -> Edits {
    let file = |path: &str| GeneratedFile { path: path.to_owned(), text: format!("new {path}") };
    Edits {
        write: ["schema.sql", "sum", "migrations/2/a.sql", "migrations/2/b.sql", "x/y/z"].map(file).to_vec(),
        remove: ["migrations/1/a.sql", "docs/old/only.md"].map(str::to_owned).to_vec(),
    }
}

/// What the edits lead to, and the number of moves that they take.
fn after() -> (BTreeMap<PathBuf, Option<String>>, usize) {
    let folder = Folder::new();
    let moves = folder.work().stage(&edits()).unwrap().len();
    folder.work().commit().unwrap();
    take_back(&folder.lock()).unwrap();
    apply(&folder.lock(), &edits()).unwrap();
    (folder.content(), moves)
}

fn text(error: CliError) -> String {
    match error {
        CliError::Surroundings(text) => text,
        other => panic!("{other:?}"),
    }
}

/// The folders that stay because somebody has put something into them.
fn folders_above(path: &str) -> Vec<(PathBuf, Option<String>)> {
    let above = Path::new(path).ancestors().skip(1);
    above.filter(|path| !path.as_os_str().is_empty()).map(|path| (path.to_path_buf(), None)).collect()
}

#[test]
fn edits_are_carried_out() {
    let (content, moves) = after();
    assert_eq!(
        moves, 16,
        "5 files put in, 2 of them in place of others; 3 folders made; 2 files gone; 4 folders tried"
    );
    let listed: Vec<String> = content
        .into_iter()
        .map(|(path, text)| format!("{} {}", path.display(), text.unwrap_or_else(|| "/".to_owned())))
        .collect();
    assert_eq!(
        listed,
        [
            "docs /",
            "docs/kept /",
            "docs/kept/other.md kept",
            "migrations /",
            "migrations/1 /",
            "migrations/1/b.sql old b",
            "migrations/2 /",
            "migrations/2/a.sql new migrations/2/a.sql",
            "migrations/2/b.sql new migrations/2/b.sql",
            "schema.sql new schema.sql",
            "sum new sum",
            "x /",
            "x/y /",
            "x/y/z new x/y/z",
        ]
    );
}

#[test]
fn a_run_killed_after_any_move_is_undone_exactly() {
    let (_, count) = after();
    for done in 0..=count {
        let folder = Folder::new();
        let before = folder.content();
        let moves = folder.work().stage(&edits()).unwrap();
        folder.work().carry_out(&moves[..done]).unwrap();
        assert!(is_half_done(&folder.0));
        take_back(&folder.lock()).unwrap();
        assert_eq!(folder.content(), before, "killed after {done} moves");
    }
}

#[test]
fn an_undo_killed_after_any_move_is_gone_on_with() {
    let (_, count) = after();
    for done in 0..=count {
        for undone_from in 0..=done {
            let folder = Folder::new();
            let before = folder.content();
            let moves = folder.work().stage(&edits()).unwrap();
            folder.work().carry_out(&moves[..done]).unwrap();
            folder.work().undo(&moves[undone_from..]).unwrap();
            take_back(&folder.lock()).unwrap();
            assert_eq!(folder.content(), before, "killed after {done} moves, undone down to {undone_from}");
        }
    }
}

#[test]
fn a_run_killed_before_the_journal_has_changed_nothing() {
    let folder = Folder::new();
    let before = folder.content();
    fs::create_dir_all(folder.0.join(".gen/new")).unwrap();
    fs::write(folder.0.join(".gen/new/0"), "half a te").unwrap();
    fs::write(folder.0.join(".gen/journal.part"), "put-in\0").unwrap();
    assert!(!is_half_done(&folder.0));
    take_back(&folder.lock()).unwrap();
    assert_eq!(folder.content(), before);
}

#[test]
fn a_run_killed_after_the_journal_has_changed_all() {
    let (expected, _) = after();
    let folder = Folder::new();
    let moves = folder.work().stage(&edits()).unwrap();
    folder.work().carry_out(&moves).unwrap();
    folder.work().commit().unwrap();
    // The work folder was being removed, in whatever order the file system lists it.
    fs::remove_file(folder.0.join(".gen/old/1")).unwrap();
    take_back(&folder.lock()).unwrap();
    assert_eq!(folder.content(), expected);
}

#[test]
fn each_move_that_fails_is_undone_with_all_before_it() {
    let (_, count) = after();
    for failing in 0..count {
        let folder = Folder::new();
        let mut before = folder.content();
        let moves = folder.work().stage(&edits()).unwrap();
        let target = |path: &str| folder.0.join(path);
        folder.work().carry_out(&moves[..failing]).unwrap();
        // Somebody else has been there since the journal was written.
        match &moves[failing] {
            Move::MakeFolder { path } => {
                fs::write(target(path), "theirs").unwrap();
                before.insert(PathBuf::from(path), Some("theirs".to_owned()));
                before.extend(folders_above(path));
            }
            Move::TakeAway { path, .. } => {
                fs::remove_file(target(path)).unwrap();
                before.remove(Path::new(path));
            }
            Move::PutIn { at, path } => {
                let is_new = !before.contains_key(Path::new(path));
                if is_new {
                    fs::create_dir(target(path)).unwrap();
                    fs::write(target(path).join("theirs"), "theirs").unwrap();
                    before.insert(PathBuf::from(path), None);
                    before.insert(Path::new(path).join("theirs"), Some("theirs".to_owned()));
                    before.extend(folders_above(path));
                } else {
                    fs::remove_file(folder.0.join(WORK_FOLDER).join("new").join(at.to_string())).unwrap();
                }
            }
            // A folder that cannot be removed stays, and nothing fails.
            Move::RemoveFolder { .. } => continue,
        }
        let (_, path, _) = folder.work().carry_out(&moves[failing..]).unwrap_err();
        assert!(path.starts_with(&folder.0), "{}", path.display());
        take_back(&folder.lock()).unwrap();
        assert_eq!(folder.content(), before, "{:?} failed", moves[failing]);
    }
}

#[test]
fn a_failing_apply_says_what_and_leaves_all_as_it_was() {
    let folder = Folder::new();
    fs::write(folder.0.join("x"), "a file where a folder is needed").unwrap();
    let before = folder.content();
    let text = text(apply(&folder.lock(), &edits()).unwrap_err());
    assert!(text.contains("x/y") && text.contains("is as it was before\n  help: "), "{text}");
    assert_eq!(folder.content(), before);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_left_alone() {
    let folder = Folder::new();
    fs::remove_file(folder.0.join("sum")).unwrap();
    fs::create_dir(folder.0.join("sum")).unwrap();
    fs::write(folder.0.join("sum/notes"), "theirs").unwrap();
    let before = folder.content();
    let text = text(apply(&folder.lock(), &edits()).unwrap_err());
    assert!(text.starts_with("cannot write ") && text.contains("sum: is a directory"), "{text}");
    assert_eq!(folder.content(), before);
}

#[test]
fn a_file_that_somebody_has_made_meanwhile_is_left_alone() {
    let folder = Folder::new();
    let mut before = folder.content();
    let moves = folder.work().stage(&edits()).unwrap();
    fs::create_dir_all(folder.0.join("x/y")).unwrap();
    fs::write(folder.0.join("x/y/z"), "theirs").unwrap();
    before.insert(PathBuf::from("x/y/z"), Some("theirs".to_owned()));
    before.extend(folders_above("x/y/z"));
    let without_folders: Vec<Move> =
        moves.into_iter().filter(|one| !matches!(one, Move::MakeFolder { path } if path.starts_with('x'))).collect();
    let (_, path, _) = folder.work().carry_out(&without_folders).unwrap_err();
    assert!(path.ends_with("x/y/z"), "{}", path.display());
    take_back(&folder.lock()).unwrap();
    assert_eq!(folder.content(), before);
}

#[test]
fn an_undo_that_fails_loses_nothing_and_is_tried_again() {
    let folder = Folder::new();
    let before = folder.content();
    let moves = folder.work().stage(&edits()).unwrap();
    folder.work().carry_out(&moves).unwrap();
    // What was taken away from here cannot come back while a folder with other files is in its place.
    let in_the_way = folder.0.join("migrations/1/a.sql");
    fs::create_dir(&in_the_way).unwrap();
    fs::write(in_the_way.join("theirs"), "theirs").unwrap();
    let text = text(take_back(&folder.lock()).unwrap_err());
    assert!(text.starts_with("cannot put back ") && text.contains("git checkout"), "{text}");
    assert!(is_half_done(&folder.0));
    fs::remove_dir_all(&in_the_way).unwrap();
    take_back(&folder.lock()).unwrap();
    assert_eq!(folder.content(), before);
}

#[test]
fn a_damaged_journal_is_reported_and_kept() {
    let folder = Folder::new();
    fs::create_dir(folder.0.join(WORK_FOLDER)).unwrap();
    fs::write(folder.0.join(".gen/journal"), "scribble").unwrap();
    let text = text(take_back(&folder.lock()).unwrap_err());
    assert!(text.contains("journal: it is damaged\n"), "{text}");
    assert!(is_half_done(&folder.0));
}

#[test]
fn a_folder_made_for_nothing_is_taken_away() {
    let folder = Folder::new();
    let before = folder.content();
    let deep = folder.0.join("not/there/yet");
    let lock = WriteLock::acquire(&deep, "--generated").unwrap();
    assert!(deep.is_dir());
    apply(&lock, &Edits::default()).unwrap();
    drop(lock);
    assert_eq!(folder.content(), before);
}

#[test]
fn a_second_writer_is_refused_while_the_first_is_at_work() {
    let folder = Folder::new();
    let first = folder.lock();
    let text = text(WriteLock::acquire(&folder.0, "--generated").unwrap_err());
    assert!(text.contains("at work") && text.contains("help: "), "{text}");
    drop(first);
    folder.lock();
}
