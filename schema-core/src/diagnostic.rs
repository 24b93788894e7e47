//! What is wrong with a declaration, as a value.

use std::fmt;

/// One finding about the user's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops `gen`.
    pub severity: Severity,
    /// The rule's id.
    pub rule: &'static str,
    /// What is wrong, naming the Rust field and the SQL object; lower case, no full stop.
    pub message: String,
    /// What PostgreSQL would do; empty where the message says it.
    pub note: String,
    /// What to write instead; empty where nothing can be said.
    pub help: String,
    /// The hint that the help asks a declaration for.
    pub hint: Option<Hint>,
}

/// A hint, as a declaration says it and as a command line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// `#[column(backfill = "...")]`, as the help has it.
    pub attribute: String,
    /// `--backfill 'public.users.name=...'`, for a side that is no declaration.
    pub option: String,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Reported, and gone on.
    Warning,
}

impl Diagnostic {
    /// Makes an error without note and help.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            rule,
            message: message.into(),
            note: String::new(),
            help: String::new(),
            hint: None,
        }
    }

    /// Makes a warning without note and help.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(rule, message) }
    }

    /// Adds what PostgreSQL would do.
    pub fn note(self, note: impl Into<String>) -> Diagnostic {
        Diagnostic { note: note.into(), ..self }
    }

    /// Adds what to write instead.
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        Diagnostic { help: help.into(), ..self }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}", self.rule, self.message)?;
        if !self.note.is_empty() {
            write!(f, "\n  note: {}", self.note)?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
