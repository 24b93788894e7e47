//! The report for programs.

use schema_core::drift::Status;
use serde_json::{Value, json};

use super::environment::{Looked, Seen};
use super::report::{Report, counts};
use crate::output::harmless_json;

/// Writes the report as one JSON document.
pub(super) fn render(report: &Report) -> String {
    let environments: Vec<Value> = report
        .environments
        .iter()
        .map(|looked| match &looked.result {
            Ok(seen) => environment(report, looked, seen),
            Err(error) => json!({ "name": looked.name, "source": looked.shown, "error": error }),
        })
        .collect();
    let document = json!({
        "open_findings": report.open_findings(),
        "could_not_tell": report.unread().count(),
        "environments": environments,
    });
    let text = serde_json::to_string_pretty(&document).expect("keys are text");
    format!("{}\n", harmless_json(&text))
}

fn environment(report: &Report, looked: &Looked, seen: &Seen) -> Value {
    let findings: Vec<Value> = seen
        .drift
        .findings
        .iter()
        .map(|finding| {
            let mut value = json!({
                "status": finding.status.label(),
                "kind": finding.kind.nouns().0,
                "object": finding.object.to_string(),
            });
            let mut set = |name: &str, text: Option<String>| {
                if let Some(text) = text {
                    value[name] = text.into();
                }
            };
            let (declared, found) = texts(&finding.status);
            set("declared", declared);
            set("found", found);
            set("origin", report.origin(&finding.object).map(str::to_owned));
            set("ignored", report.reason(&looked.name, finding).map(str::to_owned));
            value
        })
        .collect();
    let kinds: serde_json::Map<String, Value> = report
        .kinds()
        .into_iter()
        .map(|kind| {
            let counts = counts(seen, kind);
            let value =
                json!({ "declared": counts.declared, "as_declared": counts.as_declared, "found": counts.found });
            (kind.nouns().1.to_owned(), value)
        })
        .collect();
    json!({
        "name": looked.name,
        "source": looked.shown,
        "postgres": seen.major,
        "counts": kinds,
        "findings": findings,
        "unmanaged": seen.unmanaged,
        "note": seen.note,
    })
}

fn texts(status: &Status) -> (Option<String>, Option<String>) {
    match status {
        Status::Missing { declared } | Status::Weak { declared, .. } => (Some(declared.clone()), None),
        Status::Unexpected { found } => (None, Some(found.clone())),
        Status::Different { declared, found } => (Some(declared.clone()), Some(found.clone())),
        Status::Renamed { declared, found, .. } => (Some(declared.clone()), Some(found.to_string())),
        Status::Comment { declared, found } => (declared.clone(), found.clone()),
    }
}
