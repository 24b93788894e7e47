//! Has squawk look at the generated SQL; what it finds is either accepted with a reason, or an error.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::setup;
use crate::CliResult;
use crate::error::CliError;
use crate::output::say;
use crate::process;
use crate::project::Project;

/// The file of accepted findings, in the project's root.
const EXCEPTIONS: &str = "squawk.exceptions";

/// An accepted kind of finding.
#[derive(Debug, PartialEq, Eq)]
struct Exception {
    rule: String,
    files: String,
}

/// Runs squawk on every SQL file of every migration.
pub(super) fn run(project: &Project) -> CliResult {
    let migrations = project.generated.join("migrations");
    let mut files = Vec::new();
    sql_files(&migrations, &mut files)?;
    files.sort();
    if files.is_empty() {
        say!("there is no migration yet");
        return Ok(());
    }
    let mut command = Command::new(setup::squawk(project));
    command.args(["--reporter", "json", "--pg-version", "15.0"]).args(&files).current_dir(&project.generated);
    let output = command.output().map_err(|error| process::cannot_run(&command, &error))?;
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).map_err(|error| {
        let text = String::from_utf8_lossy(&output.stderr);
        CliError::Surroundings(format!("squawk printed no JSON: {error}; {}", text.trim()))
    })?;
    let path = project.root.join(EXCEPTIONS);
    let exceptions = match fs::read_to_string(&path) {
        Ok(text) => {
            parse_exceptions(&text).map_err(|reason| CliError::Found(format!("{}: {reason}", path.display())))?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(CliError::io("read", &path, &error)),
    };
    judge(&project.generated, &findings, &exceptions)
}

fn judge(generated: &Path, findings: &[serde_json::Value], exceptions: &[Exception]) -> CliResult {
    let mut used = vec![false; exceptions.len()];
    let mut open = 0;
    for finding in findings {
        let text = |key: &str| finding[key].as_str().unwrap_or_default();
        let (rule, file) = (text("rule_name"), text("file"));
        let file = Path::new(file).strip_prefix(generated).unwrap_or(Path::new(file)).display().to_string();
        match exceptions.iter().position(|exception| exception.rule == rule && matches(&exception.files, &file)) {
            Some(at) => used[at] = true,
            None => {
                open += 1;
                say!("{file}:{}: {rule}: {}", finding["line"].as_u64().unwrap_or(0) + 1, text("message"));
            }
        }
    }
    let idle: Vec<&Exception> = exceptions.iter().zip(&used).filter(|(_, used)| !**used).map(|(e, _)| e).collect();
    for exception in &idle {
        say!("{EXCEPTIONS}: no finding of {} in {}", exception.rule, exception.files);
    }
    say!("{} findings, {open} of them not accepted in {EXCEPTIONS}", findings.len());
    if open == 0 && idle.is_empty() {
        return Ok(());
    }
    Err(CliError::Found(format!(
        "squawk's findings and {EXCEPTIONS} disagree\n  help: mend the SQL, or accept the finding there with a reason"
    )))
}

/// Reads lines of `rule | files | reason`.
fn parse_exceptions(text: &str) -> Result<Vec<Exception>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(at, line)| {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            match parts[..] {
                [rule, files, reason] if !rule.is_empty() && !files.is_empty() && !reason.is_empty() => {
                    Ok(Exception { rule: rule.to_owned(), files: files.to_owned() })
                }
                _ => Err(format!("line {} is not of the form rule | files | reason", at + 1)),
            }
        })
        .collect()
}

/// Tells whether a path is of a pattern, in which `*` stands for any text.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((start, rest)) => path.strip_prefix(start).is_some_and(|path| {
            (0..=path.len()).filter(|at| path.is_char_boundary(*at)).any(|at| matches(rest, &path[at..]))
        }),
    }
}

fn sql_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> CliResult {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(|error| CliError::io("read", folder, &error))? {
        let path = entry.map_err(|error| CliError::io("read", folder, &error))?.path();
        if path.is_dir() {
            sql_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_paths() {
        assert!(matches("migrations/*/rollback.sql", "migrations/0001_a/rollback.sql"));
        assert!(!matches("migrations/*/rollback.sql", "migrations/0001_a/rollback.sql.orig"));
        assert!(matches("migrations/*", "migrations/0001_a/01.sql"));
        assert!(!matches("a", "ab"));
    }

    #[test]
    fn an_exception_needs_a_reason() {
        assert!(parse_exceptions("# comment\n\nrule | files | reason\n").is_ok());
        assert!(parse_exceptions("rule | files |\n").is_err());
        assert!(parse_exceptions("rule | files\n").is_err());
    }

    #[test]
    fn findings_and_exceptions_must_agree() {
        let finding = serde_json::json!({"rule_name": "r", "file": "/g/migrations/a.sql", "line": 1, "message": "m"});
        let exception = |rule: &str| Exception { rule: rule.to_owned(), files: "migrations/*".to_owned() };
        let judged = |exceptions: &[Exception]| judge(Path::new("/g"), std::slice::from_ref(&finding), exceptions);
        assert!(judged(&[exception("r")]).is_ok());
        assert!(judged(&[]).is_err(), "an open finding");
        assert!(judged(&[exception("r"), exception("idle")]).is_err(), "an exception that matches nothing");
    }
}
