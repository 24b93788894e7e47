//! The order in which a server for a major is looked for.

use std::time::Duration;

use crate::docker::Docker;
use crate::environment::{SERVER_KIND, TEST_DATABASE_URL};
use crate::owned::OwnedServer;
use crate::server::inspect_url;
use crate::{Attempt, Environment, HarnessError, NoServer, ServerKind, container, image, local, sweep};

/// Which images a container may be made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageSource {
    /// The official image where it is present or can be pulled, else the one built from Debian's packages.
    #[default]
    OfficialOrBuilt,
    /// Only the one built from Debian's packages, which has pg_cron.
    Built,
}

/// What kind of server is wanted.
#[derive(Clone, Debug)]
pub struct FindOptions {
    /// The major, for example 17.
    pub major: u16,
    /// Whether the server is meant to stay when this process ends: it then has no owner, and a sweep leaves it.
    pub keep: bool,
    /// Which images a container may be made from.
    pub image: ImageSource,
    /// Settings beside, or in place of, those for tests; for example `shared_preload_libraries`.
    pub settings: Vec<(String, String)>,
    /// How long the registry may take to begin with the official image, once the engine has to ask for it.
    pub pull_timeout: Duration,
    /// Where variables and programs are looked up.
    pub environment: Environment,
}

impl FindOptions {
    /// Asks for a server of a major, to be removed by this process, in this process's environment.
    pub fn new(major: u16) -> FindOptions {
        FindOptions {
            major,
            keep: false,
            image: ImageSource::default(),
            settings: Vec::new(),
            pull_timeout: Duration::from_secs(15),
            environment: Environment::of_process(),
        }
    }
}

/// Finds or starts a server: `TEST_DATABASE_URL`, else a container, else local binaries.
///
/// What killed runs left is removed first. Long work says what it does through `progress`. Dropping the future removes what it started.
pub async fn start(options: &FindOptions, progress: &dyn Fn(&str)) -> Result<OwnedServer, NoServer> {
    let mut attempts = Vec::new();
    let forced = match forced_kind(&options.environment) {
        Ok(forced) => forced,
        Err(reason) => return Err(no_server(options.major, vec![Attempt::new(SERVER_KIND, reason)])),
    };
    let is_tried = |kind| forced.is_none_or(|forced| forced == kind);

    if is_tried(ServerKind::Url) {
        match options.environment.get(TEST_DATABASE_URL) {
            None => attempts.push(Attempt::new(TEST_DATABASE_URL, "not set")),
            Some(url) => match inspect_url(url, Some(options.major)) {
                Ok(info) => return Ok(OwnedServer::new(info)),
                // A server that was named is the one that is meant.
                Err(error) => {
                    attempts.push(Attempt::new(TEST_DATABASE_URL, error));
                    return Err(no_server(options.major, attempts));
                }
            },
        }
    }

    let swept = sweep(&options.environment);
    for removed in &swept.removed {
        progress(&format!("removed {removed}, left by a run that was killed"));
    }
    for problem in &swept.problems {
        progress(&format!("could not remove {problem}"));
    }

    if is_tried(ServerKind::Container) {
        match start_container(options, progress).await {
            Ok(server) => return Ok(server),
            Err(error) => attempts.push(Attempt::new("a container", error)),
        }
    }

    if is_tried(ServerKind::Local) {
        match local::find_binaries(&options.environment, options.major) {
            Err(tried) => attempts.extend(tried),
            Ok(bin_dir) => {
                progress(&format!("starting PostgreSQL {} from {}", options.major, bin_dir.display()));
                match local::start(&bin_dir, options).await {
                    Ok(info) => return Ok(OwnedServer::new(info)),
                    Err(error) => attempts.push(Attempt::new(format!("a cluster by {}", bin_dir.display()), error)),
                }
            }
        }
    }

    if let Some(forced) = forced {
        attempts.push(Attempt::new("no other kind", format!("{SERVER_KIND}={forced} forbids it")));
    }
    Err(no_server(options.major, attempts))
}

async fn start_container(options: &FindOptions, progress: &dyn Fn(&str)) -> Result<OwnedServer, HarnessError> {
    let docker = Docker::answering(&options.environment).await?;
    let image = image::find(&docker, options, progress).await?;
    progress(&format!("starting PostgreSQL {} in a container of {image}", options.major));
    Ok(OwnedServer::new(container::start(&docker, &image, options).await?))
}

fn forced_kind(environment: &Environment) -> Result<Option<ServerKind>, String> {
    match environment.get(SERVER_KIND) {
        None => Ok(None),
        Some("container") => Ok(Some(ServerKind::Container)),
        Some("local") => Ok(Some(ServerKind::Local)),
        Some("url") => Ok(Some(ServerKind::Url)),
        Some(other) => Err(format!("`{other}` is none of container, local and url")),
    }
}

fn no_server(major: u16, attempts: Vec<Attempt>) -> NoServer {
    NoServer {
        wanted: format!("PostgreSQL {major}"),
        attempts,
        help: format!(
            "start docker, or install PostgreSQL {major} (postgres, initdb, pg_ctl, psql and pg_dump), \
             or set {TEST_DATABASE_URL} to a superuser's URL of a PostgreSQL {major}"
        ),
    }
}
