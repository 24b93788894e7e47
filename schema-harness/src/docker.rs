//! The docker command: what testcontainers does not do, and what must work without a runtime.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::command::{Finished, last_lines, run, run_blocking};
use crate::{Environment, HarnessError, Owner};

/// The engine that the `docker` command talks to.
#[derive(Clone, Debug)]
pub(crate) struct Docker {
    program: PathBuf,
}

impl Docker {
    /// Finds the command; whether an engine answers is [`Docker::check`]'s question.
    pub(crate) fn find(environment: &Environment) -> Result<Docker, HarnessError> {
        match environment.find_program("docker") {
            Some(program) => Ok(Docker { program }),
            None => Err(HarnessError::message("no `docker` command on PATH")),
        }
    }

    /// Names the command without looking for it, for a container that is known to exist.
    pub(crate) fn assumed() -> Docker {
        Docker { program: PathBuf::from("docker") }
    }

    /// Asks the engine for its version, for ten seconds at most.
    pub(crate) async fn check(&self) -> Result<(), HarnessError> {
        let mut command = self.tokio_command(&["version", "--format", "{{.Server.Version}}"]);
        let asked = tokio::time::timeout(Duration::from_secs(10), run(&mut command, "docker version", b"")).await;
        match asked {
            Ok(finished) => finished?.success("docker version").map(|_| ()),
            Err(_) => Err(HarnessError::message("the docker engine did not answer within 10 seconds")),
        }
    }

    pub(crate) fn tokio_command(&self, arguments: &[&str]) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(&self.program);
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Finished, HarnessError> {
        run_blocking(Command::new(&self.program).args(arguments), "docker")
    }

    /// Tells whether the engine runs where a process does, and not in a virtual machine beside it.
    pub(crate) fn is_of_this_machine(&self, process: &Owner) -> bool {
        let name = self.run(&["info", "--format", "{{.Name}}"]).and_then(|finished| finished.success("docker info"));
        name.is_ok_and(|name| name.trim() == process.host)
    }

    /// Tells whether an image is in the engine.
    pub(crate) fn has_image(&self, image: &str) -> bool {
        self.image_id(image).is_some()
    }

    /// Returns the id of an image that is in the engine.
    pub(crate) fn image_id(&self, image: &str) -> Option<String> {
        let inspected = self.run(&["image", "inspect", "--format", "{{.Id}}", image]).ok()?;
        Some(inspected.success("docker image inspect").ok()?.trim().to_owned())
    }

    /// Removes an image, unless a container or another name uses it.
    pub(crate) fn remove_unused_image(&self, image: &str) {
        // An image that stays takes space, nothing else.
        let _ = self.run(&["rmi", image]);
    }

    /// Removes containers and their anonymous volumes, running or not; one that is already gone is no error.
    pub(crate) fn remove(&self, containers: &[&str]) -> Result<(), HarnessError> {
        if containers.is_empty() {
            return Ok(());
        }
        let mut arguments = vec!["rm", "--force", "--volumes"];
        arguments.extend_from_slice(containers);
        let finished = self.run(&arguments)?;
        let is_gone = |line: &str| line.contains("No such container") || line.contains("already in progress");
        if !finished.stderr.is_empty() && finished.stderr.lines().all(is_gone) {
            return Ok(());
        }
        finished.success("docker rm").map(|_| ())
    }

    /// Lists the containers that carry a label, with the values of `fields` (names of labels) in that order.
    pub(crate) fn list(&self, label: &str, fields: &[&str]) -> Result<Vec<(String, Vec<String>)>, HarnessError> {
        let mut format = "{{.ID}}".to_owned();
        for field in fields {
            format.push_str(&format!("\t{{{{.Label \"{field}\"}}}}"));
        }
        let filter = format!("label={label}");
        let listed =
            self.run(&["ps", "--all", "--no-trunc", "--filter", &filter, "--format", &format])?.success("docker ps")?;
        Ok(listed
            .lines()
            .filter_map(|line| {
                let mut columns = line.split('\t').map(str::to_owned);
                Some((columns.next()?, columns.collect()))
            })
            .collect())
    }

    /// Tells whether a container runs.
    pub(crate) fn is_running(&self, container: &str) -> bool {
        self.run(&["inspect", "--format", "{{.State.Running}}", container])
            .is_ok_and(|finished| finished.stdout.trim() == "true")
    }

    /// Returns the end of what a container wrote.
    pub(crate) fn last_log_lines(&self, container: &str, count: usize) -> String {
        match self.run(&["logs", container]) {
            Ok(finished) => last_lines(&format!("{}{}", finished.stdout, finished.stderr), count),
            Err(error) => error.to_string(),
        }
    }
}
