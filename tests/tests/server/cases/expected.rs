//! Expected files, which stand in the case's folder and are written anew when asked to.

use std::path::Path;

use schema_core::layout::step_block;
use schema_core::plan::{Plan, rollback};

/// Writes a plan for reviewers: the steps by file, then the way back.
pub(crate) fn plan_text(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return "-- no steps\n".to_owned();
    }
    let mut text = String::new();
    for steps in plan.steps.chunk_by(|a, b| a.id.file == b.id.file) {
        text.push_str(&format!("---- {:02}_{}.sql\n\n", steps[0].id.file, steps[0].phase.slug()));
        for step in steps {
            text.push_str(&step_block(plan, step));
            text.push_str("\n\n");
        }
    }
    text.push_str("---- rollback.sql\n");
    for (step, reason) in plan.irreversible() {
        text.push_str(&format!("\n-- {}  irreversible: {reason}\n", step.id));
    }
    for step in rollback(plan, plan.steps.len()) {
        text.push_str(&format!("\n-- {}  undone: {}\n{}\n", step.undoes, step.statement.title(), step.statement.sql()));
    }
    text
}

/// Compares a file with what it should hold; `INSTA_UPDATE=always` writes it.
pub(crate) fn compare(path: &Path, actual: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(path, actual).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs:\n{}\nLook at the difference; if it is right: INSTA_UPDATE=always cargo xtask test",
        path.display(),
        difference(&expected, actual)
    );
}

/// Returns the lines that differ, `-` for expected and `+` for actual ones.
pub(crate) fn difference(expected: &str, actual: &str) -> String {
    similar::TextDiff::from_lines(expected, actual).unified_diff().context_radius(3).to_string()
}
