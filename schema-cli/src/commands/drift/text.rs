//! The report for a terminal.

use schema_core::drift::Status;
use schema_harness::text_table::{Row, table};

use super::report::{Report, counts, definitions, name};
use super::words::marked;
use crate::error::count;

/// Objects of the matrix that are shown; the rest is counted.
const ROWS: usize = 200;

/// Writes the report: what was looked at, how many of each kind, the matrix, and the definitions behind it.
pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for looked in &report.environments {
        let is = match &looked.result {
            Ok(seen) => format!("PostgreSQL {}", seen.major),
            Err(error) => format!("could not be told: {}", error.replace('\n', "\n  ")),
        };
        text.push_str(&format!("{}  {}  {is}\n", looked.name, looked.shown));
    }
    if report.seen().next().is_none() {
        return text;
    }
    text.push('\n');
    text.push_str(&summary(report));
    let rows = report.rows();
    if rows.is_empty() {
        text.push_str("\nno drift\n");
    } else {
        text.push('\n');
        let mut header = vec!["object"];
        header.extend(report.environments.iter().map(|looked| looked.name.as_str()));
        let shown: Vec<Row> = rows
            .iter()
            .take(ROWS)
            .map(|((kind, object), cells)| (name(*kind, object), cells.iter().map(|cell| vec![cell.word()]).collect()))
            .collect();
        text.push_str(&table(&header, &shown));
        if rows.len() > ROWS {
            text.push_str(&format!("... and {}; --format json has all\n", count(rows.len() - ROWS, "more object")));
        }
        text.push_str("= as declared, ? could not be told, in parentheses: ignored\n");
    }
    for (looked, _) in report.seen() {
        text.push_str(&details(report, &looked.name));
    }
    text
}

fn summary(report: &Report) -> String {
    let mut header = vec!["as declared", "declared"];
    header.extend(report.environments.iter().map(|looked| looked.name.as_str()));
    let row = |kind: schema_core::drift::ObjectKind| {
        let mut cells = vec![vec![report.declared(kind).to_string()]];
        cells.extend(report.environments.iter().map(|looked| match &looked.result {
            Ok(seen) => {
                let counts = counts(seen, kind);
                let others = counts.found.saturating_sub(counts.as_declared);
                let others = if others > 0 { format!(" + {others} other") } else { String::new() };
                vec![format!("{}{others}", counts.as_declared)]
            }
            Err(_) => vec!["?".to_owned()],
        }));
        (kind.nouns().1.to_owned(), cells)
    };
    let rows: Vec<Row> = report.kinds().into_iter().map(row).collect();
    table(&header, &rows)
}

fn details(report: &Report, environment: &str) -> String {
    let mut text = String::new();
    let Some((looked, seen)) = report.seen().find(|(looked, _)| looked.name == environment) else { return text };
    let findings = &seen.drift.findings;
    if findings.is_empty() && seen.unmanaged.is_empty() {
        return text;
    }
    text.push_str(&format!("\n{}\n{}\n", looked.name, "-".repeat(looked.name.chars().count())));
    for finding in findings.iter().take(ROWS) {
        text.push_str(&format!("{}: {}\n", finding.status.label(), name(finding.kind, &finding.object)));
        if let Some(reason) = report.reason(environment, finding) {
            text.push_str(&format!("  ignored: {reason}\n"));
        }
        let lines = match &finding.status {
            Status::Different { declared, found } => {
                let (declared, found) = marked(declared, found, ("[", "]"));
                vec![("declared", declared), ("found", found)]
            }
            status => definitions(status),
        };
        for (what, definition) in lines.into_iter().filter(|(_, definition)| !definition.is_empty()) {
            text.push_str(&format!("  {what:<8}  {}\n", definition.replace('\n', "\n            ")));
        }
        if let Some(origin) = report.origin(&finding.object) {
            text.push_str(&format!("  declared by {origin}\n"));
        }
    }
    if findings.len() > ROWS {
        text.push_str(&format!("... and {}; --format json has all\n", count(findings.len() - ROWS, "more finding")));
    }
    for object in &seen.unmanaged {
        text.push_str(&format!("not managed: {object}\n"));
    }
    text
}
