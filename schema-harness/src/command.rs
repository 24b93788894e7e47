//! Runs programs and keeps what they wrote.

use std::process::{Output, Stdio};

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::HarnessError;

/// What a program wrote, as text; bytes that are not UTF-8 are replaced.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: std::process::ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    /// Returns standard output, or the program's own words as the error.
    pub(crate) fn success(self, program: &str) -> Result<String, HarnessError> {
        if self.status.success() {
            return Ok(self.stdout);
        }
        let output = if self.stderr.trim().is_empty() { self.stdout } else { self.stderr };
        Err(HarnessError::Program {
            program: program.to_owned(),
            status: self.status.to_string(),
            output: last_lines(&output, 40),
        })
    }
}

impl From<Output> for Finished {
    fn from(output: Output) -> Finished {
        Finished {
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs a program to its end, feeding it `input`. Dropping the future kills the program.
pub(crate) async fn run(command: &mut Command, program: &str, input: &[u8]) -> Result<Finished, HarnessError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| HarnessError::io(format!("starting {program}"), error))?;
    let stdin = child.stdin.take();
    let feed = async {
        if let Some(mut stdin) = stdin {
            // A program that ends without reading breaks the pipe; its exit status tells the story.
            let _ = stdin.write_all(input).await;
            let _ = stdin.shutdown().await;
        }
    };
    // Reading and writing at once: a program that fills its output pipe while we still write would wait for ever.
    let (output, ()) = join(child.wait_with_output(), feed).await;
    Ok(output.map_err(|error| HarnessError::io(format!("running {program}"), error))?.into())
}

/// Runs a program to its end without a runtime. In a process group of its own: the interrupt that makes us remove a server, or the
/// user's second one, must not end the program that removes it.
pub(crate) fn run_blocking(command: &mut std::process::Command, program: &str) -> Result<Finished, HarnessError> {
    std::os::unix::process::CommandExt::process_group(command.stdin(Stdio::null()), 0);
    Ok(command.output().map_err(|error| HarnessError::io(format!("starting {program}"), error))?.into())
}

/// Drives two futures to their ends on one task.
pub(crate) async fn join<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let mut first = std::pin::pin!(first);
    let mut second = std::pin::pin!(second);
    let (mut first_output, mut second_output) = (None, None);
    std::future::poll_fn(move |context| {
        if first_output.is_none()
            && let std::task::Poll::Ready(output) = first.as_mut().poll(context)
        {
            first_output = Some(output);
        }
        if second_output.is_none()
            && let std::task::Poll::Ready(output) = second.as_mut().poll(context)
        {
            second_output = Some(output);
        }
        if first_output.is_some() && second_output.is_some() {
            let outputs = first_output.take().zip(second_output.take()).expect("both were just seen");
            return std::task::Poll::Ready(outputs);
        }
        std::task::Poll::Pending
    })
    .await
}

/// Returns the last lines of a text.
pub(crate) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
