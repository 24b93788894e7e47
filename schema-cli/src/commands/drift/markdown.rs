//! The report as a comment on a pull request.

use schema_core::drift::Status;

use super::report::{Report, counts, definitions, name};
use super::words::marked;
use crate::error::count;
use crate::output::harmless;

/// What fits into a comment: a forge takes 65,536 letters.
const ROWS: usize = 100;

/// Writes the report.
pub(super) fn render(report: &Report) -> String {
    let open = report.open_findings();
    let unread = report.unread().count();
    let verdict = match (open, unread) {
        (0, 0) => "no drift".to_owned(),
        (0, _) => format!("{} could not be told", count(unread, "environment")),
        _ => format!("{} of drift", count(open, "finding")),
    };
    let mut text = format!("### Schema drift: {verdict}\n\n");
    let names: Vec<String> = report.environments.iter().map(|looked| cell(&looked.name)).collect();
    text.push_str(&format!("| as declared | declared | {} |\n", names.join(" | ")));
    text.push_str(&format!("|---|---|{}\n", "---|".repeat(names.len())));
    for kind in report.kinds() {
        let cells = report.environments.iter().map(|looked| match &looked.result {
            Ok(seen) => counts(seen, kind).as_declared.to_string(),
            Err(_) => "?".to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(&format!("| {} | {} | {} |\n", kind.nouns().1, report.declared(kind), cells.join(" | ")));
    }
    for (looked, error) in report.unread() {
        text.push_str(&format!("\n**{}** could not be told: {}\n", cell(&looked.name), cell(error)));
    }
    let rows = report.rows();
    if !rows.is_empty() {
        text.push_str(&format!("\n| object | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len())));
        for ((kind, object), cells) in rows.iter().take(ROWS) {
            let cells: Vec<String> = cells.iter().map(|cell| cell.word()).collect();
            text.push_str(&format!("| {} | {} |\n", code(&name(*kind, object)), cells.join(" | ")));
        }
        if rows.len() > ROWS {
            text.push_str(&format!("\n... and {}\n", count(rows.len() - ROWS, "more object")));
        }
        text.push_str("\n`=` as declared, `?` could not be told, in parentheses: ignored\n");
    }
    for (looked, seen) in report.seen() {
        let findings = &seen.drift.findings;
        if findings.is_empty() && seen.unmanaged.is_empty() {
            continue;
        }
        let title = cell(&looked.name);
        text.push_str(&format!("\n<details><summary>{title}: {}</summary>\n\n", count(findings.len(), "finding")));
        for finding in findings.iter().take(ROWS) {
            text.push_str(&format!("- **{}** {}", finding.status.label(), code(&name(finding.kind, &finding.object))));
            if let Some(reason) = report.reason(&looked.name, finding) {
                text.push_str(&format!(", ignored: {}", cell(reason)));
            }
            text.push('\n');
            let lines = match &finding.status {
                Status::Different { declared, found } => {
                    let (declared, found) = marked(declared, found, ("⟦", "⟧"));
                    vec![("declared", declared), ("found", found)]
                }
                status => definitions(status),
            };
            for (what, definition) in lines.into_iter().filter(|(_, definition)| !definition.is_empty()) {
                text.push_str(&format!("  - {what}: {}\n", code(&definition)));
            }
        }
        for object in seen.unmanaged.iter().take(ROWS) {
            text.push_str(&format!("- not managed: {}\n", code(&object.to_string())));
        }
        text.push_str("\n</details>\n");
    }
    text
}

/// Text in a cell of a table: nothing in it is markup.
fn cell(text: &str) -> String {
    let text = harmless(text);
    let escaped = text.chars().map(|c| match c {
        '\n' => " ".to_owned(),
        '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => format!("\\{c}"),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '&' => "&amp;".to_owned(),
        // Nobody is called by a comment.
        '@' => "&#64;".to_owned(),
        c => c.to_string(),
    });
    escaped.collect()
}

/// Text as code, in a fence that is longer than any in it.
fn code(text: &str) -> String {
    let text = harmless(text).replace('\n', " ").replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markup() {
        assert_eq!(cell("a|b*c_@me<b>"), "a\\|b\\*c\\_&#64;me&lt;b&gt;");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`x|"), "`` `x\\| ``");
        assert_eq!(code("plain\nline"), "`plain line`");
    }
}
