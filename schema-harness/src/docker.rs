//! The docker command: what testcontainers does not do, and what must work without a runtime.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::command::{Finished, join, last_lines, run, run_blocking};
use crate::{Environment, HarnessError, Owner};

/// The engine that the `docker` command talks to.
#[derive(Clone, Debug)]
pub(crate) struct Docker {
    program: PathBuf,
    /// The name of the machine the engine runs on, as the engine sees it; known once it has been asked.
    host: Option<String>,
}

impl Docker {
    /// Finds the command; whether an engine answers is [`Docker::answering`]'s question.
    pub(crate) fn find(environment: &Environment) -> Result<Docker, HarnessError> {
        match environment.find_program("docker") {
            Some(program) => Ok(Docker { program, host: None }),
            None => Err(HarnessError::message("no `docker` command on PATH")),
        }
    }

    /// Names the command without looking for it, for a container that is known to exist.
    pub(crate) fn assumed() -> Docker {
        Docker { program: PathBuf::from("docker"), host: None }
    }

    /// Finds the command, and asks the engine for its version, for ten seconds at most, and for its machine.
    pub(crate) async fn answering(environment: &Environment) -> Result<Docker, HarnessError> {
        let docker = Docker::find(environment)?;
        let mut version = docker.tokio_command(&["version", "--format", "{{.Server.Version}}"]);
        let mut name = docker.tokio_command(&["info", "--format", "{{.Name}}"]);
        let within = |seconds| Duration::from_secs(seconds);
        let version = tokio::time::timeout(within(10), run(&mut version, "docker version", b""));
        // It looks at more than its name, and without it only the way by TCP is left.
        let name = tokio::time::timeout(within(5), run(&mut name, "docker info", b""));
        let (version, name) = join(version, name).await;
        let Ok(version) = version else {
            return Err(HarnessError::message("the docker engine did not answer within 10 seconds"));
        };
        version?.success("docker version")?;
        let name = name.ok().and_then(|name| name.and_then(|name| name.success("docker info")).ok());
        Ok(Docker { host: name.map(|name| name.trim().to_owned()), ..docker })
    }

    pub(crate) fn tokio_command(&self, arguments: &[&str]) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(&self.program);
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Finished, HarnessError> {
        run_blocking(Command::new(&self.program).args(arguments), "docker")
    }

    /// Tells whether the engine's machine has the name of a process's: it is none where that is a virtual machine beside it.
    /// Two that share a name may still see other files.
    pub(crate) fn has_the_host_name_of(&self, process: &Owner) -> bool {
        self.host.as_ref() == Some(&process.host)
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
