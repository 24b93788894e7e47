//! Writes one test per folder of `cases`, so that adding a folder adds a test; and one module per folder of `imported`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What may stand in a case's folder.
const KNOWN: &[&str] = &["before.rs", "after.rs", "setup.sql", "rows.sql", "allow.txt", "plan.sql", "refused.txt"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=cases");
    let cases = Path::new(&variable("CARGO_MANIFEST_DIR")).join("cases");
    let mut text = String::new();
    for folder in entries(&cases) {
        let name = file_name(&folder);
        let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        assert!(plain, "cases/{name}: a case's name is lower-case letters, digits and underscores");
        let files: Vec<String> = entries(&folder).iter().map(|file| file_name(file)).collect();
        for required in ["before.rs", "after.rs"] {
            assert!(files.iter().any(|file| file == required), "cases/{name} has no {required}");
        }
        for file in &files {
            assert!(KNOWN.contains(&file.as_str()), "cases/{name}/{file} is none of {}", KNOWN.join(", "));
        }
        write_case(&mut text, &name, &folder);
    }
    let out = Path::new(&variable("OUT_DIR")).join("cases.rs");
    std::fs::write(out, text).expect("OUT_DIR can be written to");
    write_imported();
}

/// Writes the modules of what was imported, and a list of their schemas.
fn write_imported() {
    println!("cargo::rerun-if-changed=imported");
    let imported = Path::new(&variable("CARGO_MANIFEST_DIR")).join("imported");
    let (mut modules, mut list) = (String::new(), String::new());
    for folder in entries(&imported) {
        let (name, path) = (file_name(&folder), folder.join("lib.rs"));
        writeln!(modules, "#[path = {path:?}]\npub mod {name}_database;").expect("a String takes all text");
        writeln!(list, "    ({name:?}, &{name}_database::SCHEMA),").expect("a String takes all text");
    }
    let text = format!(
        "{modules}\n/// Every schema that was imported, by the name of its database.\n\
         pub const ALL: &[(&str, &schema_core::def::SchemaDef)] = &[\n{list}];\n"
    );
    let out = Path::new(&variable("OUT_DIR")).join("imported.rs");
    std::fs::write(out, text).expect("OUT_DIR can be written to");
}

fn write_case(text: &mut String, name: &str, folder: &Path) {
    let path = folder.display();
    write!(
        text,
        r##"pub(crate) mod {name} {{
    #[path = "{path}/before.rs"]
    #[allow(dead_code, clippy::duplicated_attributes, reason = "as in schema-def; what is declared is read by the macros alone")]
    pub(crate) mod before;
    #[path = "{path}/after.rs"]
    #[allow(dead_code, clippy::duplicated_attributes, reason = "as in schema-def; what is declared is read by the macros alone")]
    pub(crate) mod after;
}}

#[tokio::test]
async fn {name}() {{
    let case = Case {{
        name: "{name}",
        folder: "{path}",
        before: &{name}::before::SCHEMA,
        after: &{name}::after::SCHEMA,
    }};
    case.run().await;
}}

"##
    )
    .expect("a String takes all text");
}

/// What is in a directory, sorted.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a directory can be read to its end").path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("an entry has a name").to_string_lossy().into_owned()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}
