//! Why a command did not do what it was asked to, and the exit code that says so.

use schema_core::diagnostic::Diagnostic;

/// A failed command.
#[derive(Debug)]
pub(crate) enum CliError {
    /// A check found something; what, is printed already or is this text.
    Found(String),
    /// The command line asks for something that makes no sense here.
    Usage(String),
    /// The declaration is wrong, or the change is refused.
    Refused(Vec<Diagnostic>),
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

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            CliError::Found(_) => 1,
            CliError::Usage(_) => 2,
            CliError::Refused(_) => 3,
            CliError::Surroundings(_) => 4,
            CliError::Passed(code) => *code,
        }
    }

    pub(crate) fn print(&self) {
        match self {
            CliError::Found(text) | CliError::Usage(text) | CliError::Surroundings(text) => eprintln!("error: {text}"),
            CliError::Refused(diagnostics) => {
                for diagnostic in diagnostics {
                    eprintln!("{diagnostic}");
                }
                eprintln!("nothing was written");
            }
            CliError::Passed(_) => {}
        }
    }
}
