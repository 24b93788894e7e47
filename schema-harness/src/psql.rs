//! Files through the server's own psql, by a shell that is there already where the server is in a container.

use std::fmt;

use crate::{HarnessError, TestDatabase, client, fingerprint};

/// What psql wrote, all files having succeeded.
#[derive(Clone, Debug, Default)]
pub struct PsqlOutput {
    /// Standard output of all files.
    pub stdout: String,
    /// Standard error of all files; notices are here.
    pub stderr: String,
    /// The same, by file.
    pub files: Vec<PsqlFileOutput>,
}

/// What psql wrote for one file.
#[derive(Clone, Debug)]
pub struct PsqlFileOutput {
    /// The file's name, as it was given.
    pub name: String,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// A file failed, or psql could not be run at all.
#[derive(Clone)]
pub struct PsqlFailure {
    /// The failing file; none when psql could not be run.
    pub file: Option<String>,
    /// psql's exit status: 3 when a statement failed.
    pub status: Option<i32>,
    /// What psql wrote until then, the failing file's output last.
    pub output: PsqlOutput,
    /// The failing file's standard error, or why psql could not be run.
    pub message: String,
}

impl fmt::Display for PsqlFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.status) {
            (Some(file), Some(status)) => {
                write!(formatter, "psql -f {file} ended with exit status {status}:\n{}", self.message)
            }
            (Some(file), None) => write!(formatter, "psql -f {file} was killed:\n{}", self.message),
            (None, _) => write!(formatter, "psql could not be run: {}", self.message),
        }
    }
}

/// A test that unwraps, or returns the error, shows this form: it is the same text, made for people.
impl fmt::Debug for PsqlFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for PsqlFailure {}

impl From<PsqlFailure> for HarnessError {
    fn from(failure: PsqlFailure) -> HarnessError {
        HarnessError::Message(failure.to_string())
    }
}

/// How many processes run the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Processes {
    /// One for each.
    PerFile,
    /// One for all, which leaves all state of the session behind after each file.
    One,
}

/// Runs the files one after the other.
pub(crate) async fn run(
    database: &TestDatabase,
    files: &[(String, String)],
    processes: Processes,
) -> Result<PsqlOutput, PsqlFailure> {
    let not_run = |message: String| PsqlFailure { file: None, status: None, output: PsqlOutput::default(), message };
    let marker = format!("schema-harness-{:016x}{:016x}", fingerprint::random(), fingerprint::random());
    let script = script(files, &marker, processes).map_err(not_run)?;
    let finished = client::script_beside_server(database, script).await;
    let finished = finished.map_err(|error| not_run(error.to_string()))?;

    let stdout = parts(&finished.stdout, &marker);
    let stderr = parts(&finished.stderr, &marker);
    let mut output = PsqlOutput::default();
    for ((name, _), (stdout, stderr)) in files.iter().zip(stdout.iter().zip(&stderr)) {
        let Some(status) = stdout.status else { break };
        output.stdout.push_str(&stdout.text);
        output.stderr.push_str(&stderr.text);
        output.files.push(PsqlFileOutput {
            name: name.clone(),
            stdout: stdout.text.clone(),
            stderr: stderr.text.clone(),
        });
        if status != 0 {
            return Err(PsqlFailure {
                file: Some(name.clone()),
                status: Some(status),
                output,
                message: stderr.text.clone(),
            });
        }
    }
    match files.get(output.files.len()) {
        None if finished.status.success() => Ok(output),
        // The shell or `docker exec` ended between files: its last words say why.
        next => {
            let message = format!("{} ({})", finished.stderr.trim().replace(&marker, ""), finished.status);
            let file = next.filter(|_| !output.files.is_empty()).map(|(name, _)| name.clone());
            Err(PsqlFailure { file, status: finished.status.code(), output, message })
        }
    }
}

/// Writes the shell script: all files first, so that `\ir` finds them, then what runs them.
fn script(files: &[(String, String)], marker: &str, processes: Processes) -> Result<String, String> {
    let mut script =
        "directory=$(mktemp -d) || exit 120\ntrap 'rm -rf \"$directory\"' EXIT\ncd \"$directory\" || exit 120\n"
            .to_owned();
    for (name, text) in files {
        let is_plain = !name.is_empty()
            && !name.starts_with(['/', '-'])
            && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
            && !name.contains(['\'', '\n', '\0']);
        if !is_plain {
            return Err(format!("`{name}` is not a relative path of plain names"));
        }
        if text.contains('\0') {
            return Err(format!("{name} contains a NUL character, which PostgreSQL refuses in every text"));
        }
        if let Some((folder, _)) = name.rsplit_once('/') {
            script.push_str(&format!("mkdir -p '{folder}' || exit 120\n"));
        }
        script.push_str(&written(name, text));
    }
    match processes {
        Processes::PerFile => {
            files.iter().for_each(|(name, _)| script.push_str(&psql(&format!("-f '{name}'"), marker)))
        }
        Processes::One => {
            // An open transaction is an error of the file that has left it open: DISCARD ALL runs in none.
            let end = format!("-c 'DISCARD ALL' -c '\\echo {marker} 0' -c '\\warn {marker} 0'");
            let actions: Vec<String> = files.iter().map(|(name, _)| format!("-f '{name}' {end}")).collect();
            script.push_str(&psql(&actions.join(" "), marker));
        }
    }
    Ok(script)
}

/// Writes a file, by a command of the shell's own: a program for each would take its time.
fn written(name: &str, text: &str) -> String {
    let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("printf %s {} > '{name}' || exit 120\n", client::quoted(&format!("{text}{newline}")))
}

/// Runs psql, marks the end of what it writes, and ends the script where it has failed.
fn psql(actions: &str, marker: &str) -> String {
    // The script comes from standard input, so psql must not read it.
    format!(
        "psql -X -v ON_ERROR_STOP=1 {actions} </dev/null\n\
         status=$?\n\
         printf '%s %s\\n' {marker} $status\n\
         printf '%s %s\\n' {marker} $status >&2\n\
         [ $status = 0 ] || exit $status\n"
    )
}

/// One file's part of an output stream.
struct Part {
    text: String,
    status: Option<i32>,
}

/// Splits a stream at the markers; what follows the last one has no status.
fn parts(stream: &str, marker: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = stream;
    while let Some((text, after)) = rest.split_once(marker) {
        let (status, after) = after.split_once('\n').unwrap_or((after, ""));
        parts.push(Part { text: text.to_owned(), status: status.trim().parse().ok() });
        rest = after;
    }
    parts.push(Part { text: rest.to_owned(), status: None });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_directory_are_refused() {
        for name in ["/etc/x.sql", "../x.sql", "a//b.sql", "", "it's.sql", "-f"] {
            assert!(script(&[(name.to_owned(), String::new())], "m", Processes::PerFile).is_err(), "{name}");
        }
        assert!(script(&[("0001_a/01_b.sql".to_owned(), String::new())], "m", Processes::PerFile).is_ok());
    }

    #[test]
    fn streams_are_split_by_file() {
        let parts = parts("one\nM 0\ntwoM 3\n", "M");
        let seen: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.status)).collect();
        assert_eq!(seen, [("one\n", Some(0)), ("two", Some(3)), ("", None)]);
    }
}
