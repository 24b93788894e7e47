//! Sentences that promise something about those who use a database meanwhile: each names, in `tests/claims.txt`, the
//! test that shows it.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Source, none, root, sources};

/// A sentence with one of these is a claim.
const WORDS: [&str; 16] = [
    "block",
    "blocks",
    "blocked",
    "wait",
    "waits",
    "waited",
    "waiting",
    "never",
    "safe",
    "safely",
    "scan",
    "scans",
    "scanned",
    "rewrite",
    "rewrites",
    "rewritten",
];
/// Where text stands that is rendered into generated files, or printed.
const RENDERED: [&str; 6] = [
    "schema-core/src/layout",
    "schema-core/src/sql",
    "schema-core/src/plan",
    "schema-core/src/rules",
    "schema-core/src/effects.rs",
    "schema-core/src/lock_mode.rs",
];

#[test]
fn each_claim_names_the_test_that_shows_it() {
    let claims = claims();
    let lines = documents().into_iter().chain(rendered());
    let findings: Vec<String> =
        lines.filter(|(_, text)| !is_covered(text, &claims)).map(|(place, text)| format!("{place}: {text}")).collect();
    none(
        &findings,
        "name the sentence in tests/claims.txt, and below it the test that shows it; without one, mend the sentence",
    );
}

#[test]
fn each_test_that_a_claim_names_is_there() {
    let tests = tests();
    let claims = claims();
    let mut findings: Vec<String> = Vec::new();
    for claim in &claims {
        if claim.backing.is_empty() {
            findings.push(format!("{}: no test stands below it", claim.text));
        }
        let missing = claim.backing.iter().filter(|test| !test.starts_with("none: ") && !tests.contains(*test));
        findings.extend(missing.map(|test| format!("{}: there is no test {test}", claim.text)));
    }
    none(&findings, "mend tests/claims.txt");
}

#[test]
fn each_claim_stands_somewhere() {
    let lines: Vec<String> = documents().into_iter().chain(rendered()).map(|(_, text)| text).collect();
    let gone: Vec<String> = claims()
        .into_iter()
        .filter(|claim| !lines.iter().any(|line| line.contains(&claim.text)))
        .map(|claim| claim.text)
        .collect();
    none(&gone, "tests/claims.txt names what no document says any more");
}

pub(crate) struct Claim {
    /// A part of the sentence, as it stands there.
    pub(crate) text: String,
    /// Tests, or `none: ` and why there is none.
    pub(crate) backing: Vec<String>,
}

/// Reads `tests/claims.txt`: a claim a line, and what backs it on lines of its own, indented.
fn claims() -> Vec<Claim> {
    backed("tests/claims.txt")
}

/// Reads a file of texts, each with what backs it below, indented.
pub(crate) fn backed(file: &str) -> Vec<Claim> {
    let text = fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut claims: Vec<Claim> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match (line.strip_prefix("    "), claims.last_mut()) {
            (Some(test), Some(claim)) => claim.backing.push(test.to_owned()),
            (Some(test), None) => panic!("{file}: {test} stands below nothing"),
            (None, _) => claims.push(Claim { text: line.to_owned(), backing: Vec::new() }),
        }
    }
    claims
}

/// Tells whether each claiming word of a line stands inside a claim that is registered.
fn is_covered(line: &str, claims: &[Claim]) -> bool {
    let spans: Vec<(usize, usize)> = claims
        .iter()
        .flat_map(|claim| line.match_indices(&claim.text).map(|(at, text)| (at, at + text.len())))
        .collect();
    claiming_words(line).iter().all(|word| spans.iter().any(|(from, to)| (from..to).contains(&word)))
}

/// Where the claiming words begin.
fn claiming_words(line: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut at = 0;
    for word in line.split(|c: char| !is_word(c)) {
        // Each piece is followed by the character that it was split at.
        let begin = at + line[at..].find(word).expect("a piece of the line is in it");
        at = begin + word.len();
        if WORDS.contains(&word.to_lowercase().as_str()) {
            words.push(begin);
        }
    }
    words
}

/// Lines of the documents, with where they stand. A line is a sentence, a list item, a row of a table.
fn documents() -> Vec<(String, String)> {
    let mut pages = sources("docs", ".md");
    pages.extend(sources("", ".md").into_iter().filter(|page| matches!(&*page.path, "README.md" | "ARCHITECTURE.md")));
    let lines = pages.iter().flat_map(|page| {
        let lines = page.text.lines().enumerate();
        lines.map(|(at, line)| (format!("{}:{}", page.path, at + 1), line.to_owned()))
    });
    lines.collect()
}

/// Texts in the sources that end up in generated files.
fn rendered() -> Vec<(String, String)> {
    let all = sources("schema-core/src", ".rs");
    let rendered = all.iter().filter(|source| RENDERED.iter().any(|place| source.path.starts_with(place)));
    rendered.flat_map(|source| literals(source).into_iter().map(|text| (source.path.clone(), text))).collect()
}

/// The string literals of a source, but for its comments and tests; escapes as they are written.
fn literals(source: &Source) -> Vec<String> {
    let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut rest = code.join("\n").replace("'\"'", "' '");
    let mut literals = Vec::new();
    while let Some(begin) = rest.find('"') {
        let text = &rest[begin + 1..];
        let mut escaped = false;
        let end = text.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(end) = end else { break };
        literals.push(text[..end].to_owned());
        rest = text[end + 1..].to_owned();
    }
    literals
}

/// The names of all tests; each folder of `tests/cases` is one.
pub(crate) fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let folders = [
        "tests/tests",
        "schema-core",
        "schema-macros",
        "schema-def",
        "schema-postgres",
        "schema-harness",
        "schema-cli",
    ];
    for source in folders.into_iter().flat_map(|folder| sources(folder, ".rs")) {
        let mut lines = source.text.lines().map(str::trim_start);
        while let Some(line) = lines.next() {
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                let function = lines.find_map(|line| line.trim_start_matches("async ").strip_prefix("fn "));
                names.extend(function.and_then(|rest| rest.split('(').next()).map(str::to_owned));
            }
        }
    }
    let cases = fs::read_dir(root().join("tests/cases")).expect("tests/cases is there");
    names.extend(cases.filter_map(|case| case.ok()?.file_name().into_string().ok()));
    names
}
