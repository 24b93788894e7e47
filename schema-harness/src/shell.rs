//! Shells in containers, kept for whoever needs one next: a `docker exec` costs more than most of what runs in it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::command::Finished;
use crate::docker::Docker;
use crate::{HarnessError, fingerprint};

/// Those that wait for work, by container. They end with this process: their input does.
static IDLE: Mutex<BTreeMap<String, Vec<Shell>>> = Mutex::new(BTreeMap::new());

/// A shell that runs script after script.
struct Shell {
    // Waited for by nobody: it ends when its input does.
    _child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
}

/// Runs a script in a subshell of its own in the container. It must not read its standard input.
///
/// When the future is dropped the script runs to its end all the same.
pub(crate) async fn run(container: &str, script: String) -> Result<Finished, HarnessError> {
    let container = container.to_owned();
    let ran = tokio::task::spawn_blocking(move || {
        let idle = idle(|shells| shells.get_mut(&container).and_then(Vec::pop));
        let mut shell = idle.map_or_else(|| Shell::start(&container), Ok)?;
        let finished = shell.run(&script)?;
        idle_again(container, shell);
        Ok(finished)
    });
    ran.await.map_err(|error| HarnessError::message(format!("running a shell: {error}")))?
}

fn idle<T>(what: impl FnOnce(&mut BTreeMap<String, Vec<Shell>>) -> T) -> T {
    what(&mut IDLE.lock().unwrap_or_else(PoisonError::into_inner))
}

fn idle_again(container: String, shell: Shell) {
    idle(|shells| shells.entry(container).or_default().push(shell));
}

impl Shell {
    fn start(container: &str) -> Result<Shell, HarnessError> {
        let mut command = Docker::assumed().tokio_command(&["exec", "--interactive", container, "sh", "-s"]).into_std();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| HarnessError::io("starting docker exec", error))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            unreachable!("all three were asked for");
        };
        Ok(Shell { _child: child, stdin, stdout: BufReader::new(stdout), stderr: BufReader::new(stderr) })
    }

    fn run(&mut self, script: &str) -> Result<Finished, HarnessError> {
        let failed = |error| HarnessError::io("running a script in a container", error);
        let end = format!("schema-harness-end-{:016x}{:016x}", fingerprint::random(), fingerprint::random());
        // A shell reads all of a subshell before it runs it, so whatever it writes finds us reading.
        let whole = format!(
            "(\n{script}\n)\nstatus=$?\nprintf '%s %s\\n' {end} $status\nprintf '%s %s\\n' {end} $status >&2\n"
        );
        self.stdin.write_all(whole.as_bytes()).and_then(|()| self.stdin.flush()).map_err(failed)?;
        let (stdout, stderr) = (&mut self.stdout, &mut self.stderr);
        let (stdout, stderr) = std::thread::scope(|scope| {
            let stderr = scope.spawn(|| read_until(stderr, &end));
            (read_until(stdout, &end), stderr.join().expect("reading does not panic"))
        });
        let ((stdout, code), (stderr, _)) = (stdout.map_err(failed)?, stderr.map_err(failed)?);
        match code {
            // As wait() tells it: the exit code stands in the second byte.
            Some(code) => Ok(Finished { status: ExitStatus::from_raw(code << 8), stdout, stderr }),
            None => Err(HarnessError::Program {
                program: "docker exec".to_owned(),
                status: "its output has ended".to_owned(),
                output: stderr,
            }),
        }
    }
}

/// Reads what stands before the line with `end` and a number; without the number where the stream ends before.
fn read_until(stream: &mut impl BufRead, end: &str) -> std::io::Result<(String, Option<i32>)> {
    let mut text = Vec::new();
    loop {
        let line = text.len();
        if stream.read_until(b'\n', &mut text)? == 0 {
            return Ok((String::from_utf8_lossy(&text).into_owned(), None));
        }
        // The script's own output may end without a newline.
        let last = String::from_utf8_lossy(&text[line..]);
        if let Some((before, code)) = last.split_once(end) {
            let (before, code) = (before.to_owned(), code.trim().parse().ok());
            text.truncate(line);
            return Ok((String::from_utf8_lossy(&text).into_owned() + &before, code));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_read_up_to_the_end_line() {
        let read = |text: &str| read_until(&mut text.as_bytes(), "END").unwrap();
        assert_eq!(read("a\nb\nEND 3\nc\n"), ("a\nb\n".to_owned(), Some(3)));
        assert_eq!(read("a\nbEND 0\n"), ("a\nb".to_owned(), Some(0)));
        assert_eq!(read("a\nb"), ("a\nb".to_owned(), None));
    }
}
