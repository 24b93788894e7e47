//! Rules that the sources keep to.

use std::path::Path;
use std::process::Command;

use crate::support::{Source, none, root, sources};

/// Lines of code with their numbers: comments and what stands behind `#[cfg(test)]` left out.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source
        .text
        .lines()
        .enumerate()
        .take_while(|(_, line)| *line != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

fn lines_with(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources {
        for (number, line) in code(source) {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                findings.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    findings
}

#[test]
fn schema_core_is_pure() {
    let words = ["std::fs", "std::env::", "std::net", "std::time", "std::process", "HashMap", "HashSet", "rand::"];
    let mut findings = lines_with(&sources("schema-core/src", ".rs"), &words);
    // Its hash table cannot be listed.
    findings.retain(|found| !(found.starts_with("schema-core/src/members.rs:") && found.ends_with("HashSet")));
    none(&findings, "schema-core takes facts as arguments");
}

#[test]
fn sql_is_made_in_schema_core_sql_only() {
    let words = [
        "ALTER TABLE ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "CREATE UNIQUE",
        "DROP TABLE ",
        "COMMENT ON ",
        "VALIDATE CONSTRAINT",
    ];
    let mut elsewhere: Vec<Source> = Vec::new();
    for folder in ["schema-core/src", "schema-cli/src", "schema-postgres/src", "schema-macros/src", "xtask/src"] {
        elsewhere
            .extend(sources(folder, ".rs").into_iter().filter(|source| !source.path.contains("schema-core/src/sql/")));
    }
    none(&lines_with(&elsewhere, &words), "write a statement in schema-core/src/sql");
}

#[test]
fn catalog_queries_stand_in_sql_files() {
    let findings = lines_with(
        &sources("schema-postgres/src", ".rs"),
        &["FROM pg_catalog.", "FROM pg_class", "information_schema"],
    );
    none(&findings, "put the query in a .sql file beside the Rust that reads it");
    let files = sources("schema-postgres/src", ".sql");
    let counts: Vec<String> = files
        .iter()
        .filter(|file| {
            file.text.lines().any(|line| !line.starts_with("--") && line.contains("FROM information_schema"))
        })
        .map(|file| file.path.clone())
        .collect();
    none(&counts, "read pg_catalog");
}

#[test]
fn nothing_is_left_to_do_later() {
    let words = ["todo!(", "unimplemented!(", "#[ignore", "#[allow(", "#![allow(", "dbg!(", "FIXME", "XXX"];
    let mut all = Vec::new();
    for folder in
        ["schema-core", "schema-macros/src", "schema-def", "schema-postgres", "schema-harness", "schema-cli", "xtask"]
    {
        all.extend(sources(folder, ".rs"));
    }
    none(&lines_with(&all, &words), "finish it, or use #[expect(..., reason = \"...\")]");
}

#[test]
fn files_hold_one_concept() {
    let mut findings = Vec::new();
    for folder in [
        "schema-core/src",
        "schema-macros/src",
        "schema-postgres/src",
        "schema-harness/src",
        "schema-cli/src",
        "tests/tests",
    ] {
        let long = |source: &Source| source.text.lines().count() > 600;
        findings.extend(sources(folder, ".rs").iter().filter(|source| long(source)).map(|source| source.path.clone()));
    }
    none(&findings, "past 600 lines there is a second concept in the file");
}

/// `cargo fmt` does not see modules that a macro declares, nor the cases' schemas.
#[test]
fn every_source_is_formatted() {
    let mut files: Vec<String> = sources("", ".rs").into_iter().map(|source| source.path).collect();
    // Some of those are written in ways that nobody would.
    files.retain(|path| !path.starts_with("schema-macros/tests/ui/"));
    let root = root().canonicalize().expect("the workspace is there");
    let check = Command::new("rustfmt").args(["--check", "--files-with-diff"]).args(&files).current_dir(&root).output();
    let check = check.expect("rustfmt can be run");
    let listed = String::from_utf8_lossy(&check.stdout);
    let mut found: Vec<String> = listed
        .lines()
        .filter_map(|path| Path::new(path).strip_prefix(&root).ok()?.to_str().map(str::to_owned))
        .collect();
    found.sort();
    found.dedup();
    none(&found, "rustfmt and the names of these files formats them");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
