//! The matrix as text for reviewers.

use schema_core::ident::QualifiedName;

use super::{Line, Matrix, Outcome};

impl Matrix {
    /// Prints one table: the lines of each rule under its name, the same on every major.
    pub fn text_of(&self, table: &QualifiedName) -> String {
        let lines = self.tables.get(table).map(Vec::as_slice).unwrap_or_default();
        let mut rules: Vec<&str> = Vec::new();
        for line in lines {
            if !rules.contains(&line.rule.as_str()) {
                rules.push(&line.rule);
            }
        }
        let mut text = format!("table {table}\n");
        for rule in rules {
            text.push_str(&format!("\n{}\n", if rule.is_empty() { "rows" } else { rule }));
            for line in lines.iter().filter(|line| line.rule == rule) {
                text.push_str(&format!("    {}: {}\n", line.attempt, line.outcome_text()));
            }
        }
        text
    }
}

impl Line {
    /// Prints the outcome, the same on every major.
    pub fn outcome_text(&self) -> String {
        match &self.outcome {
            Outcome::Accepted { note: None } => "accepted".to_owned(),
            Outcome::Accepted { note: Some(note) } => format!("accepted, {note}"),
            Outcome::Refused { sqlstate, constraint } => {
                let sqlstate = match sqlstate.as_str() {
                    // Which of the two it is says the server's major alone.
                    "23001" | "23503" if self.restricts => "23001 (23503 before 18)",
                    other => other,
                };
                let by = match constraint {
                    Some(constraint) if *constraint != self.rule => format!(" by {constraint}"),
                    _ => String::new(),
                };
                format!("refused {sqlstate}{by}")
            }
            Outcome::State(state) => state.clone(),
            Outcome::NoCandidate(missing) => format!("NOT TRIED: {missing}"),
        }
    }
}
