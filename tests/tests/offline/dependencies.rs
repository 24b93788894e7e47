//! Which crate may use which.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::{none, root};

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo, which runs this test, can be run");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo prints UTF-8")
}

/// Our crates, and those of ours that each needs to be built; what only its tests need is not counted.
fn ours() -> BTreeMap<String, BTreeSet<String>> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&text).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    let all: BTreeSet<String> = packages.iter().map(name).collect();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("a package has a list of dependencies");
            let needed = dependencies.iter().filter(|dependency| dependency["kind"].as_str() != Some("dev"));
            (name(package), needed.map(name).filter(|name| all.contains(name)).collect())
        })
        .collect()
}

#[test]
fn crates_use_only_those_that_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("schema-core", &["schema-macros"] as &[&str]),
        ("schema-macros", &[]),
        ("schema-def", &["schema-core"]),
        ("schema-postgres", &["schema-core"]),
        ("schema-harness", &["schema-core", "schema-postgres"]),
        ("schema-cli", &["schema-core", "schema-postgres", "schema-harness"]),
        ("xtask", &["schema-cli", "schema-def"]),
        ("schema-tests", &["schema-core"]),
    ]);
    let mut findings = Vec::new();
    for (name, needed) in ours() {
        let Some(allowed) = allowed.get(name.as_str()) else {
            findings.push(format!("{name} is not in the table of this test"));
            continue;
        };
        findings.extend(
            needed
                .iter()
                .filter(|other| !allowed.contains(&other.as_str()))
                .map(|other| format!("{name} uses {other}")),
        );
    }
    none(&findings, "see \"Crates\" in ARCHITECTURE.md");
}

#[test]
fn gen_builds_without_tokio_and_testcontainers() {
    let tree = cargo(&["tree", "--package", "xtask", "--edges", "normal,build", "--prefix", "none"]);
    let heavy: Vec<String> = tree
        .lines()
        .filter(|line| {
            ["tokio", "testcontainers", "bollard", "insta", "rustls", "ring"].iter().any(|name| line.starts_with(name))
        })
        .map(str::to_owned)
        .collect();
    none(&heavy, "a command that needs these belongs behind schema-cli's feature `server`");
}

#[test]
fn the_macros_are_built_with_schema_core_only_where_they_are_asked_for() {
    let tree = cargo(&["tree", "--package", "schema-core", "--edges", "normal,build", "--prefix", "none"]);
    let parsers: Vec<String> = tree.lines().filter(|line| line.starts_with("sqlparser")).map(str::to_owned).collect();
    none(&parsers, "sqlparser belongs to schema-macros alone");
}
