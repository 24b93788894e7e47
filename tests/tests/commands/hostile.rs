//! Names that somebody chose to do harm, drawn at random: they end no string, identifier, comment or line of what is
//! generated, and act on no terminal.

use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use schema_core::ident::Ident;
use schema_core::sql::literal;
use schema_harness::TestDatabase;

use crate::support::{Folder, Run, run, server};

/// Databases that are drawn.
const DATABASES: usize = 4;

/// What has a meaning to SQL, psql, Rust, Markdown, JSON or a terminal.
const TOKENS: [&str; 44] = [
    "\"",
    "\"\"",
    "'",
    "''",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\u{1b}[31m",
    "\u{1b}]0;x\u{7}",
    "\u{202e}",
    "\u{85}",
    "--",
    "/*",
    "*/",
    ";",
    "$$",
    "$x$",
    "{",
    "}",
    "{}",
    "{0}",
    "r#\"",
    "\"#",
    "//",
    "///",
    "/**",
    "#[",
    "]",
    "`",
    "```",
    "|",
    "<b>",
    "${x}",
    "%I",
    "%s",
    "\\!",
    "\\q",
    "COMMIT;",
    "self",
    "ä",
    "漢字",
    "🦀",
    "a",
];

/// Draws names, each of its own.
struct Names {
    runner: TestRunner,
    count: usize,
}

impl Names {
    fn text(&mut self) -> String {
        let tokens = vec(select(&TOKENS[..]), 1..24).new_tree(&mut self.runner).unwrap().current();
        self.count += 1;
        let mut text = format!("{}{}", self.count, tokens.concat());
        while text.len() > 63 {
            text.pop();
        }
        text
    }

    /// A name as SQL has it.
    fn name(&mut self) -> Ident {
        Ident::new(&self.text()).unwrap()
    }
}

/// A database of such names, and how many tables it has.
async fn database(names: &mut Names) -> TestDatabase {
    let database = server().empty_database("hostile").await.unwrap();
    let [namespace, domain, enumeration, function] = [(); 4].map(|()| names.name());
    let [parent, child, id, label, flag] = [(); 5].map(|()| names.name());
    let [key, check, index, foreign_key, other] = [(); 5].map(|()| names.name());
    let mut text = || literal(&names.text());
    let [one, two, comment, default, body] = [(); 5].map(|()| text());
    let sql = format!(
        "CREATE SCHEMA {namespace};
         CREATE TYPE {namespace}.{enumeration} AS ENUM ({one}, {two});
         CREATE DOMAIN {namespace}.{domain} AS text CHECK (VALUE <> {body});
         CREATE FUNCTION {namespace}.{function}() RETURNS text LANGUAGE sql AS {};
         CREATE TABLE {namespace}.{parent} ({id} bigint CONSTRAINT {key} PRIMARY KEY, {label} text DEFAULT {default},
             {flag} {namespace}.{enumeration} DEFAULT {one}, CONSTRAINT {check} CHECK ({label} <> {two}));
         CREATE TABLE {namespace}.{child} ({id} bigint PRIMARY KEY, {other} bigint, {label} {namespace}.{domain},
             CONSTRAINT {foreign_key} FOREIGN KEY ({other}) REFERENCES {namespace}.{parent} ({id}));
         CREATE INDEX {index} ON {namespace}.{child} ({other}) WHERE {label} <> {one};
         COMMENT ON TABLE {namespace}.{parent} IS {comment};
         COMMENT ON COLUMN {namespace}.{child}.{label} IS {body};
         COMMENT ON INDEX {namespace}.{index} IS {default};",
        literal("SELECT 'x'::text"),
    );
    database.execute(&sql).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
    database
}

/// Asserts that nothing in a text acts on a terminal.
fn is_safe(run: Run) -> Run {
    for text in [&run.stdout, &run.stderr] {
        let acts = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
        assert!(!text.contains(acts), "{text:?}");
    }
    run
}

/// Asserts that Rust sees in a source what import writes, and nothing else.
fn has_only_declarations(file: &str, text: &str) {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}\n{text}"));
    for item in &parsed.items {
        let is_known = match item {
            syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Use(_) | syn::Item::Mod(_) => true,
            syn::Item::Macro(item) => item.mac.path.is_ident("schema"),
            syn::Item::Const(_) | syn::Item::Static(_) => file == "routines.rs",
            _ => false,
        };
        assert!(is_known, "{file} has something that no database may bring along\n{text}");
    }
    let tables = parsed.items.iter().filter(|item| matches!(item, syn::Item::Struct(_))).count();
    assert!(tables <= 1, "{file}\n{text}");
}

#[tokio::test]
async fn names_break_out_of_nothing() {
    let mut names = Names { runner: TestRunner::deterministic(), count: 0 };
    for number in 0..DATABASES {
        let folder = Folder::new(&format!("hostile_{number}"));
        let database = database(&mut names).await;
        let url = database.url();

        let out = folder.path("out");
        let imported = is_safe(run(&["import", "--database-url", url, "--out", &out]).ends_with(0));
        assert!(!imported.stderr.contains("rustfmt"), "{imported}");
        imported.says("2 tables");
        for entry in std::fs::read_dir(&out).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with(".rs") {
                has_only_declarations(&name, &std::fs::read_to_string(&path).unwrap());
            }
        }

        // Another database is made by the plan, is as this one, and is taken down by the plan.
        let made = server().empty_database("hostile_made").await.unwrap();
        let empty = folder.write("empty.sql", "");
        let plan = |from: &str, to: &str, more: &[&str]| run(&[&["plan", "--from", from, "--to", to], more].concat());
        let there = plan(&empty, url, &["--sql"]).ends_with(0).stdout;
        made.psql(&[("there.sql".to_owned(), there)]).await.unwrap();
        is_safe(plan(made.url(), url, &[])).ends_with(0).says("nothing to do");
        let table = is_safe(plan(made.url(), &empty, &["--allow-data-loss", "all"]).ends_with(0));
        let rows = table.stdout.lines().filter(|line| line.starts_with("| "));
        assert!(rows.clone().count() > 5 && rows.clone().all(|row| row.ends_with('|')), "{table}");
        let back = plan(made.url(), &empty, &["--sql", "--allow-data-loss", "all"]).ends_with(0).stdout;
        made.psql(&[("back.sql".to_owned(), back)]).await.unwrap();
        is_safe(plan(made.url(), &empty, &[])).ends_with(0).says("nothing to do");

        let saved = run(&["snapshot", "--database-url", url]).ends_with(0);
        let saved = folder.write("saved.lock", &saved.stdout);
        is_safe(plan(&saved, url, &[])).ends_with(0).says("nothing to do");
        for format in ["text", "json", "markdown"] {
            is_safe(run(&["drift", "--env", &format!("odd={url}"), "--format", format])).ends_with(1);
        }
    }
}
