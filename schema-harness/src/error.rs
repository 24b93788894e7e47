//! Everything that can go wrong, in words that say what to do next.

use std::fmt;

/// One way to a server that was tried, and why it led nowhere.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What was tried, for example `TEST_DATABASE_URL`.
    pub what: String,
    /// Why it gave no server.
    pub reason: String,
}

impl Attempt {
    pub(crate) fn new(what: impl Into<String>, reason: impl fmt::Display) -> Attempt {
        Attempt { what: what.into(), reason: reason.to_string() }
    }
}

/// No PostgreSQL server was found. Its text lists what was tried, why each failed, and how to get a server.
#[derive(Clone)]
pub struct NoServer {
    /// What was asked for, for example `PostgreSQL 17`.
    pub wanted: String,
    /// What was tried, in order.
    pub attempts: Vec<Attempt>,
    /// How to get a server.
    pub help: String,
}

impl fmt::Display for NoServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no server for the tests: {} was not found", self.wanted)?;
        for attempt in &self.attempts {
            write!(formatter, "\n  tried {}: {}", attempt.what, attempt.reason.trim_end().replace('\n', "\n      "))?;
        }
        write!(formatter, "\nhelp: {}", self.help)
    }
}

/// A test that unwraps, or returns the error, shows this form: it is the same text, made for people.
impl fmt::Debug for NoServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for NoServer {}

/// An error of the harness.
pub enum HarnessError {
    /// The server answered with an error, or the connection broke.
    Postgres {
        /// What was being done.
        doing: String,
        /// The client's error; its text is in ours, with detail, hint and SQLSTATE.
        source: tokio_postgres::Error,
    },
    /// A file or a program could not be used.
    Io {
        /// What was being done.
        doing: String,
        /// The reason.
        source: std::io::Error,
    },
    /// A program ended with another status than zero.
    Program {
        /// The program, and its arguments where they hold no secret.
        program: String,
        /// How it ended, for example `exit status: 1`.
        status: String,
        /// The end of what it wrote.
        output: String,
    },
    /// No server.
    NoServer(NoServer),
    /// Anything else, in a sentence.
    Message(String),
}

impl HarnessError {
    /// Makes an error of a sentence; for the callers' own failures inside a template's build.
    pub fn message(message: impl Into<String>) -> HarnessError {
        HarnessError::Message(message.into())
    }

    pub(crate) fn postgres(doing: impl Into<String>, source: tokio_postgres::Error) -> HarnessError {
        HarnessError::Postgres { doing: doing.into(), source }
    }

    pub(crate) fn io(doing: impl Into<String>, source: std::io::Error) -> HarnessError {
        HarnessError::Io { doing: doing.into(), source }
    }

    /// Returns the SQLSTATE, when the server raised the error.
    pub fn sqlstate(&self) -> Option<&str> {
        match self {
            HarnessError::Postgres { source, .. } => source.code().map(tokio_postgres::error::SqlState::code),
            HarnessError::Io { .. }
            | HarnessError::Program { .. }
            | HarnessError::NoServer(_)
            | HarnessError::Message(_) => None,
        }
    }
}

impl fmt::Display for HarnessError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HarnessError::Postgres { doing, source } => write!(formatter, "{doing}: {}", postgres_text(source)),
            HarnessError::Io { doing, source } => write!(formatter, "{doing}: {source}"),
            HarnessError::Program { program, status, output } => {
                write!(formatter, "{program} ended with {status}")?;
                if !output.trim().is_empty() {
                    write!(formatter, ":\n{}", output.trim_end())?;
                }
                Ok(())
            }
            HarnessError::NoServer(no_server) => no_server.fmt(formatter),
            HarnessError::Message(message) => formatter.write_str(message),
        }
    }
}

/// A test that unwraps, or returns the error, shows this form: it is the same text, made for people.
impl fmt::Debug for HarnessError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for HarnessError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            HarnessError::Postgres { source, .. } => Some(source),
            HarnessError::Io { source, .. } => Some(source),
            HarnessError::NoServer(no_server) => Some(no_server),
            HarnessError::Program { .. } | HarnessError::Message(_) => None,
        }
    }
}

impl From<tokio_postgres::Error> for HarnessError {
    fn from(source: tokio_postgres::Error) -> HarnessError {
        HarnessError::postgres("running a statement", source)
    }
}

impl From<NoServer> for HarnessError {
    fn from(no_server: NoServer) -> HarnessError {
        HarnessError::NoServer(no_server)
    }
}

/// Spells a client error as psql does; its own Display is only `db error`.
fn postgres_text(error: &tokio_postgres::Error) -> String {
    let Some(server_error) = error.as_db_error() else {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            let inner_text = inner.to_string();
            if !text.contains(&inner_text) {
                text.push_str(": ");
                text.push_str(&inner_text);
            }
            source = inner.source();
        }
        return text;
    };
    let mut text =
        format!("{}: {} (SQLSTATE {})", server_error.severity(), server_error.message(), server_error.code().code());
    for (label, part) in
        [("DETAIL", server_error.detail()), ("HINT", server_error.hint()), ("CONTEXT", server_error.where_())]
    {
        if let Some(part) = part {
            text.push_str(&format!("\n{label}: {part}"));
        }
    }
    text
}
