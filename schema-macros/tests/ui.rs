//! Mistakes, and what the user is told: `ui/<mistake>.rs` is compiled, `ui/<mistake>.expected` has the errors.
//!
//! A line an error: primary span, code, message. What rustc draws around them may change with the compiler.
//! `UI_ACCEPT=1 cargo test -p schema-macros --test ui` writes what there is; look at the difference before committing it.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::compile;

/// The one file with more than one mistake.
const SEVERAL: &str = "several";

#[test]
fn each_mistake_has_its_error() {
    let accept = std::env::var_os("UI_ACCEPT").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    let files = files("tests/ui");
    assert!(files.len() >= 25, "{} mistakes", files.len());
    for file in files {
        let compiled = compile(&file);
        let actual: String = compiled.errors.iter().map(|line| format!("{line}\n")).collect();
        let expected_file = file.with_extension("expected");
        if accept {
            fs::write(&expected_file, &actual).expect("the folder of the mistakes is writable");
        }
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        // One mistake is one error.
        let is_one = compiled.errors.len() == 1 || file.file_stem().is_some_and(|stem| stem == SEVERAL);
        if actual != expected || compiled.success || !is_one {
            wrong.push(format!("{}\n  expected:\n{expected}\n  actual:\n{actual}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nto accept: UI_ACCEPT=1 cargo test -p schema-macros --test ui", wrong.join("\n"));
}

#[test]
fn what_is_right_compiles_without_a_warning() {
    for file in files("tests/ui/right") {
        let compiled = compile(&file);
        let said = [compiled.errors, compiled.warnings].concat();
        assert!(compiled.success && said.is_empty(), "{}:\n{}", file.display(), said.join("\n"));
    }
}

/// The Rust files of a folder, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
}
