//! Why a command did not do what it was asked to, and the exit code that says so.

use schema_core::diagnostic::Diagnostic;

use crate::output::say_error;

/// A failed command. A text says what is wrong, lower case and without a full stop; then come lines of `  note: ` and
/// `  help: `, the last with what to do.
#[derive(Debug)]
pub(crate) enum CliError {
    /// A check found something.
    Found(String),
    /// The command line asks for something that makes no sense here.
    Usage(String),
    /// The declaration is wrong, or the change is refused.
    Refused(Vec<Diagnostic>),
    /// Generated files are not as they were generated, and the command rests on them.
    Damaged(String),
    /// Files, programs or servers failed.
    Surroundings(String),
    /// A command that was run in turn ended with this code, and has said why.
    Passed(u8),
}

impl CliError {
    /// Makes an error of the file system, naming the path.
    pub(crate) fn io(action: &str, path: &std::path::Path, error: &std::io::Error) -> CliError {
        CliError::Surroundings(format!("cannot {action} {}: {error}", path.display()))
    }

    /// To a check, damaged files are what it looks for.
    pub(crate) fn or_found(self) -> CliError {
        match self {
            CliError::Damaged(text) => CliError::Found(text),
            other => other,
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            CliError::Found(_) => 1,
            CliError::Usage(_) => 2,
            CliError::Refused(_) => 3,
            CliError::Damaged(_) | CliError::Surroundings(_) => 4,
            CliError::Passed(code) => *code,
        }
    }

    pub(crate) fn print(&self) {
        match self {
            CliError::Found(text) | CliError::Usage(text) | CliError::Damaged(text) | CliError::Surroundings(text) => {
                say_error!("error: {text}")
            }
            CliError::Refused(diagnostics) => {
                for diagnostic in diagnostics {
                    say_error!("{diagnostic}");
                }
                say_error!("error: refused, for {} above; nothing was written", count(diagnostics.len(), "reason"));
            }
            CliError::Passed(_) => {}
        }
    }
}

/// Writes a number of things: `1 step`, `2 steps`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_help() {
        let errors = [
            (CliError::Found(String::new()), 1),
            (CliError::Usage(String::new()), 2),
            (CliError::Refused(Vec::new()), 3),
            (CliError::Damaged(String::new()), 4),
            (CliError::Damaged(String::new()).or_found(), 1),
            (CliError::Surroundings(String::new()), 4),
            (CliError::Surroundings(String::new()).or_found(), 4),
            (CliError::Passed(9), 9),
        ];
        for (error, code) in errors {
            assert_eq!(error.exit_code(), code, "{error:?}");
        }
    }
}
