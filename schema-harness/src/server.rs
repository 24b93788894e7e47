//! A server that tests use, and how they find the one that was started for them.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::admin::{AdminSession, AdminSessions};
use crate::connection::Wanted;
use crate::environment::{ATTACH, MAJOR, TEST_DATABASE_URL};
use crate::{Attempt, Environment, HarnessError, NoServer, Owner, TestDatabase, connection, state, template};

/// The database that databases are made from, and dropped from.
pub(crate) const ADMINISTRATION: &str = "postgres";

/// How a server came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServerKind {
    /// A container that the harness started.
    Container,
    /// A cluster in a temporary directory that the harness started.
    Local,
    /// Somebody else's server, named by `TEST_DATABASE_URL`.
    Url,
}

impl ServerKind {
    /// Connects to a database of a server of this kind. What the environment says to libpq counts for somebody else's alone.
    pub(crate) async fn connect(self, url: &str, wanted: Wanted<'_>) -> Result<tokio_postgres::Client, HarnessError> {
        match self {
            ServerKind::Container | ServerKind::Local => wanted.connect(url).await,
            ServerKind::Url => wanted.connect_as_libpq(url).await,
        }
    }
}

impl std::fmt::Display for ServerKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            ServerKind::Container => "container",
            ServerKind::Local => "local",
            ServerKind::Url => "url",
        })
    }
}

/// Everything that is known of a server; this is what the state file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerInfo {
    /// The major, for example 17.
    pub major: u16,
    /// The full version, for example `17.5 (Debian 17.5-1)`.
    pub version: String,
    /// How the server came to be.
    pub kind: ServerKind,
    /// A superuser's URL, with the password: of the database `postgres`, or as somebody has named their server.
    pub url: String,
    /// The container's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// The image the container was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Where the server's own psql and pg_dump are, on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bin_dir: Option<PathBuf>,
    /// The data directory, on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// The postmaster's process number, on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<u32>,
    /// The directory on this machine with the socket that the URL names, where a container shares one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sockets: Option<PathBuf>,
    /// The same by host and port, which ask for the password, where the URL names a socket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_tcp: Option<String>,
    /// The process that removes the server; none for one that stays until it is taken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
}

/// A handle to a running server; cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Server {
    info: Arc<ServerInfo>,
    admin: AdminSessions,
}

impl Server {
    /// Finds the server that was started for the tests: `SCHEMA_TEST_ATTACH`, else `TEST_DATABASE_URL`, else the state file.
    ///
    /// The answer is the same for the whole life of the process. It never starts a server.
    pub fn attach() -> Result<Server, NoServer> {
        static ATTACHED: OnceLock<Result<Server, NoServer>> = OnceLock::new();
        ATTACHED.get_or_init(|| Server::attach_in(&Environment::of_process())).clone()
    }

    /// Does what [`Server::attach`] does, in another environment than the process's, and anew at each call.
    pub fn attach_in(environment: &Environment) -> Result<Server, NoServer> {
        let mut attempts = Vec::new();
        let no_server = |attempts| NoServer {
            wanted: match environment.get(MAJOR) {
                Some(major) => format!("a running PostgreSQL {major}"),
                None => "a running PostgreSQL".to_owned(),
            },
            attempts,
            help: "run `cargo xtask test`, or `cargo xtask server up` and then `cargo test`".to_owned(),
        };

        // A server that is named, but cannot be used, is an error: another one would hide the mistake.
        if let Some(json) = environment.get(ATTACH) {
            return match serde_json::from_str(json) {
                Ok(info) => Ok(Server::from_info(info)),
                Err(error) => {
                    attempts.push(Attempt::new(ATTACH, format!("it is not the JSON of one server: {error}")));
                    Err(no_server(attempts))
                }
            };
        }
        attempts.push(Attempt::new(ATTACH, "not set"));

        let wanted_major = match environment.get(MAJOR).map(str::parse::<u16>) {
            None => None,
            Some(Ok(major)) => Some(major),
            Some(Err(_)) => {
                attempts.push(Attempt::new(MAJOR, "it is not a number such as 17"));
                return Err(no_server(attempts));
            }
        };

        if let Some(url) = environment.get(TEST_DATABASE_URL) {
            return match inspect_url(url, wanted_major) {
                Ok(info) => Ok(Server::from_info(info)),
                Err(error) => {
                    attempts.push(Attempt::new(TEST_DATABASE_URL, error));
                    Err(no_server(attempts))
                }
            };
        }
        attempts.push(Attempt::new(TEST_DATABASE_URL, "not set"));

        match state::find(environment) {
            None => {
                attempts.push(Attempt::new("the state file", "there is no target/schema-servers.json here or above"))
            }
            Some(path) => {
                let what = format!("the state file {}", path.display());
                match state::read(&path) {
                    Err(error) => attempts.push(Attempt::new(what, error)),
                    Ok(mut servers) => {
                        servers.sort_by_key(|info| std::cmp::Reverse(info.major));
                        let listed = servers.len();
                        servers.retain(|info| wanted_major.is_none_or(|major| major == info.major));
                        if servers.is_empty() {
                            let reason =
                                if listed == 0 { "it lists no server" } else { "it lists no server of that major" };
                            attempts.push(Attempt::new(what.clone(), reason));
                        }
                        for info in servers {
                            match inspect(&info.url, info.kind, Some(info.major)) {
                                Ok(_) => return Ok(Server::from_info(info)),
                                Err(error) => {
                                    let entry = format!("PostgreSQL {} ({}) of {what}", info.major, info.kind);
                                    attempts.push(Attempt::new(entry, error));
                                }
                            }
                        }
                    }
                }
            }
        }
        Err(no_server(attempts))
    }

    /// Finds the server that a URL, or libpq's keywords with values, name, of a certain major or of any. Connections are
    /// made as libpq makes them, with TLS where `sslmode` says so.
    ///
    /// # Errors
    ///
    /// It does not answer, or is of another major.
    pub fn at_url(url: &str, major: Option<u16>) -> Result<Server, HarnessError> {
        inspect(url, ServerKind::Url, major).map(Server::from_info)
    }

    /// Makes a handle of a description; whether the server answers is seen at the first connection.
    pub fn from_info(info: ServerInfo) -> Server {
        Server { info: Arc::new(info), admin: AdminSessions::default() }
    }

    /// Returns what is known of the server.
    pub fn info(&self) -> &ServerInfo {
        &self.info
    }

    /// Returns the server's major.
    pub fn major(&self) -> u16 {
        self.info.major
    }

    /// Connects to the database `postgres` as the superuser.
    pub async fn connect(&self) -> Result<tokio_postgres::Client, HarnessError> {
        self.connect_to(Wanted::of(ADMINISTRATION)).await
    }

    /// Opens a session in a database of the server.
    pub(crate) async fn connect_to(&self, wanted: Wanted<'_>) -> Result<tokio_postgres::Client, HarnessError> {
        self.info.kind.connect(&self.info.url, wanted).await
    }

    /// Takes a session of the same kind that is kept for creating and dropping databases.
    pub(crate) async fn admin(&self) -> Result<AdminSession, HarnessError> {
        self.admin.take(&self.info).await
    }

    /// Creates a database with nothing in it. Its encoding is UTF-8 and its collation `C`, whatever the server's are.
    ///
    /// `label` is a part of the database's name, for the eye.
    pub async fn empty_database(&self, label: &str) -> Result<TestDatabase, HarnessError> {
        self.database(label, "empty", async |_| Ok(())).await
    }

    /// Creates a database as `build` makes it, cloned from a template that is built once per `digest`.
    ///
    /// `digest` stands for everything that `build` puts into the database. Of any number of processes and threads that ask at once, one
    /// builds and the others wait. A build that fails, or whose process is killed, leaves nothing that is ever used.
    pub async fn database(
        &self,
        label: &str,
        digest: &str,
        build: impl AsyncFnOnce(&TestDatabase) -> Result<(), HarnessError>,
    ) -> Result<TestDatabase, HarnessError> {
        template::cloned(self, label, digest, build).await
    }

    /// Returns the command line with which a person looks into a database of this server.
    pub fn psql_command_line(&self, database: &str) -> String {
        let url = connection::with_database(&self.info.url, database);
        match (&self.info.container, &self.info.bin_dir) {
            (Some(container), _) => {
                let container: String = container.chars().take(12).collect();
                format!("docker exec -it {container} psql -U postgres {database}")
            }
            (None, Some(bin_dir)) => format!("{} '{url}'", bin_dir.join("psql").display()),
            (None, None) => format!("psql '{url}'"),
        }
    }
}

/// Describes the server behind a URL that psql, too, is to be run with. It must answer, and be of the wanted major.
pub(crate) fn inspect_url(url: &str, wanted_major: Option<u16>) -> Result<ServerInfo, HarnessError> {
    connection::parse(url)?;
    inspect(url, ServerKind::Url, wanted_major)
}

fn inspect(url: &str, kind: ServerKind, wanted_major: Option<u16>) -> Result<ServerInfo, HarnessError> {
    let (major, version) = connection::block_on(|| async {
        let client = kind.connect(url, Wanted::of(ADMINISTRATION)).await?;
        connection::server_version(&client).await
    })?;
    if let Some(wanted) = wanted_major.filter(|wanted| *wanted != major) {
        return Err(HarnessError::message(format!("the server is PostgreSQL {major}, but {wanted} was asked for")));
    }
    Ok(ServerInfo {
        major,
        version,
        kind,
        url: url.to_owned(),
        container: None,
        image: None,
        bin_dir: None,
        data_dir: None,
        pid: None,
        sockets: None,
        by_tcp: None,
        owner: None,
    })
}
