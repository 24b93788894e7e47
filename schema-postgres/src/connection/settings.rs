//! Settings, completed as libpq completes them: what the connection string leaves out comes from the service, then from the
//! environment, then from defaults; a password last from the password file.
//!
//! Nothing is read here but through [`Surroundings`].

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::SettingsError;
use super::keyword::{Fate, KEYWORDS, Keyword, Values};
use super::surroundings::{Found, Process, Surroundings};
use super::tls_settings::TlsSettings;
use super::{passfile, service, text};

/// Folders where servers have their Unix sockets: Debian's and Red Hat's, and PostgreSQL's own.
const SOCKET_FOLDERS: [&str; 2] = ["/var/run/postgresql", "/tmp"];
/// Folders of the service file of a whole machine, where PGSYSCONFDIR names none: Debian's, Red Hat's.
const SYSTEM_FOLDERS: [&str; 2] = ["/etc/postgresql-common", "/etc/sysconfig/pgsql"];
const DEFAULT_PORT: u16 = 5432;
/// libpq waits without an end; a command that answers nothing is of no use.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const APPLICATION_NAME: &str = "schema";

/// Everything that it takes to connect. Neither `Debug` nor any other text of it shows a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub(super) servers: Vec<Server>,
    pub(super) user: String,
    pub(super) dbname: String,
    pub(super) options: Option<String>,
    pub(super) application_name: String,
    /// Nothing waits without an end.
    pub(super) connect_timeout: Option<Duration>,
    pub(super) target: Target,
    pub(super) channel_binding: ChannelBinding,
    pub(super) keepalive: Keepalive,
    pub(super) tls: TlsSettings,
    warnings: Vec<String>,
}

/// A server that may be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: Host,
    /// Spares the look-up of the name.
    pub(super) address: Option<IpAddr>,
    pub(super) port: u16,
    pub(super) password: Option<Secret>,
}

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Host {
    /// A name, or an address as text.
    Name(String),
    /// A folder with a Unix socket in it.
    Folder(PathBuf),
}

/// A text that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(pub(super) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What `target_session_attrs` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

/// What `channel_binding` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChannelBinding {
    Disable,
    Prefer,
    Require,
}

/// How a connection that is silent is kept; nothing is the operating system's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keepalive {
    pub(super) is_on: bool,
    pub(super) idle: Option<Duration>,
    pub(super) interval: Option<Duration>,
    pub(super) count: Option<u32>,
    pub(super) user_timeout: Option<Duration>,
}

impl Settings {
    /// Completes a connection string, a URL or keywords with values, from this process's environment and its user's files.
    ///
    /// # Errors
    ///
    /// The string, a variable, or the service file makes no sense; the service is nowhere defined.
    pub fn of_process(text: &str) -> Result<Settings, SettingsError> {
        Settings::complete(text, &Process)
    }

    /// Returns the variables by which a program with libpq in it connects in the same way. They may hold a password.
    ///
    /// # Errors
    ///
    /// Those of [`Settings::of_process`].
    pub fn variables_of_process(text: &str) -> Result<Vec<(&'static str, String)>, SettingsError> {
        let mut values = values(text, &Process)?;
        // What the service says is among the others.
        values.retain(|name, _| !matches!(*name, "service" | "servicefile"));
        let settings = Settings::of_process(text)?;
        if let Some(Server { password: Some(password), .. }) = settings.servers.first() {
            values.entry("password").or_insert_with(|| password.0.clone());
        }
        let variable = |keyword: &Keyword| Some((keyword.variable?, values.get(keyword.name)?.clone()));
        Ok(KEYWORDS.iter().filter_map(variable).collect())
    }

    /// Returns the same for another database. Whatever else was found for the one before, as its password, stays.
    pub fn with_database(mut self, name: &str) -> Settings {
        name.clone_into(&mut self.dbname);
        self
    }

    /// Returns the same for another role.
    pub fn with_role(mut self, role: &str, password: &str) -> Settings {
        role.clone_into(&mut self.user);
        for server in &mut self.servers {
            server.password = Some(Secret(password.to_owned()));
        }
        self
    }

    /// What was passed over, for people: a password file that others can read.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    pub(super) fn complete(text: &str, around: &dyn Surroundings) -> Result<Settings, SettingsError> {
        let values = values(text, around)?;
        let user = match values.get("user") {
            Some(user) => user.clone(),
            None => around.user().ok_or(SettingsError::NoUser)?,
        };
        let dbname = values.get("dbname").unwrap_or(&user).clone();
        let mut servers = servers(&values, around)?;
        let mut warnings = Vec::new();
        match values.get("password") {
            Some(password) => {
                servers.iter_mut().for_each(|server| server.password = Some(Secret(password.clone())));
            }
            None => add_passwords(&mut servers, &values, (&dbname, &user), around, &mut warnings),
        }
        let application_name = values.get("application_name").or(values.get("fallback_application_name"));
        Ok(Settings {
            servers,
            user,
            dbname,
            options: values.get("options").cloned(),
            application_name: application_name.map_or(APPLICATION_NAME, String::as_str).to_owned(),
            connect_timeout: match integer(&values, "connect_timeout")? {
                None => Some(CONNECT_TIMEOUT),
                Some(seconds) => duration(seconds),
            },
            target: choice(&values, "target_session_attrs", TARGETS, TARGET_WORDS)?.unwrap_or(Target::Any),
            channel_binding: choice(&values, "channel_binding", CHANNEL_BINDINGS, "disable, prefer or require")?
                .unwrap_or(ChannelBinding::Prefer),
            keepalive: keepalive(&values)?,
            tls: TlsSettings::of(&values, around.home().as_deref())?,
            warnings,
        })
    }
}

/// Every setting that has a value: from the string, its service, the environment.
fn values(text: &str, around: &dyn Surroundings) -> Result<Values, SettingsError> {
    let mut values = text::parse(text)?;
    add_service(&mut values, around)?;
    for keyword in KEYWORDS {
        if let Some(value) = keyword.variable.and_then(|variable| around.variable(variable)) {
            values.entry(keyword.name).or_insert(value);
        }
    }
    // An empty value is as none.
    values.retain(|_, value| !value.is_empty());
    refuse_unsupported(&values)?;
    Ok(values)
}

const TARGETS: &[(&str, Target)] = &[
    ("any", Target::Any),
    ("read-write", Target::ReadWrite),
    ("read-only", Target::ReadOnly),
    ("primary", Target::Primary),
    ("standby", Target::Standby),
    ("prefer-standby", Target::PreferStandby),
];
const TARGET_WORDS: &str = "any, read-write, read-only, primary, standby or prefer-standby";

const CHANNEL_BINDINGS: &[(&str, ChannelBinding)] =
    &[("disable", ChannelBinding::Disable), ("prefer", ChannelBinding::Prefer), ("require", ChannelBinding::Require)];

/// Adds what a service says and the connection string does not.
fn add_service(values: &mut Values, around: &dyn Surroundings) -> Result<(), SettingsError> {
    let given = |keyword: &'static str, variable: &str| {
        let value = values.get(keyword).cloned().or_else(|| around.variable(variable));
        value.filter(|value| !value.is_empty())
    };
    let Some(service) = given("service", "PGSERVICE") else { return Ok(()) };
    let named = given("servicefile", "PGSERVICEFILE").map(PathBuf::from);
    let own = around.home().map(|home| home.join(".pg_service.conf"));
    let system: Vec<PathBuf> = match around.variable("PGSYSCONFDIR") {
        Some(folder) => vec![PathBuf::from(folder)],
        None => SYSTEM_FOLDERS.iter().map(PathBuf::from).collect(),
    };
    let files = named.clone().or(own).into_iter();
    let files: Vec<PathBuf> = files.chain(system.iter().map(|folder| folder.join("pg_service.conf"))).collect();
    for path in &files {
        let unreadable = |what: String| SettingsError::ServiceFile { path: path.clone(), what };
        let text = match around.file(path) {
            Found::Nothing if named.as_ref() == Some(path) => return Err(unreadable("it is not there".to_owned())),
            Found::Nothing => continue,
            Found::Unreadable(what) => return Err(unreadable(what)),
            Found::Private(text) | Found::Open(text) => text,
        };
        if let Some(found) = service::find(&text, path, &service)? {
            for (name, value) in found {
                values.entry(name).or_insert(value);
            }
            return Ok(());
        }
    }
    Err(SettingsError::NoService { service, files })
}

fn refuse_unsupported(values: &Values) -> Result<(), SettingsError> {
    for keyword in KEYWORDS {
        if let (Fate::OnlyAs(takes), Some(value)) = (keyword.fate, values.get(keyword.name))
            && !takes.contains(&value.as_str())
        {
            return Err(SettingsError::Unsupported { keyword: keyword.name, takes });
        }
    }
    Ok(())
}

/// Makes the list of servers of the lists of hosts, addresses and ports.
fn servers(values: &Values, around: &dyn Surroundings) -> Result<Vec<Server>, SettingsError> {
    let list =
        |keyword: &str| -> Vec<&str> { values.get(keyword).map(|list| list.split(',').collect()).unwrap_or_default() };
    let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
    let count = hosts.len().max(addresses.len()).max(1);
    let lengths = |keyword, number| SettingsError::Lengths { hosts: count, keyword, number };
    if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(SettingsError::Lengths { hosts: hosts.len(), keyword: "hostaddr", number: addresses.len() });
    }
    if ports.len() > 1 && ports.len() != count {
        return Err(lengths("port", ports.len()));
    }
    let server = |at: usize| {
        let port = match ports.get(at).or(ports.first()).map(|port| port.trim()) {
            None | Some("") => DEFAULT_PORT,
            Some(port) => port.parse().ok().filter(|port| *port > 0).ok_or(SettingsError::Port)?,
        };
        let address = match addresses.get(at).filter(|address| !address.is_empty()) {
            None => None,
            Some(text) => Some(text.parse::<IpAddr>().map_err(|_| SettingsError::Value {
                keyword: "hostaddr",
                value: (*text).to_owned(),
                takes: "an IP address; names are given as host",
            })?),
        };
        let host = match (hosts.get(at).filter(|host| !host.is_empty()), address) {
            (Some(folder), _) if folder.starts_with('/') => Host::Folder(PathBuf::from(folder)),
            (Some(name), _) => Host::Name((*name).to_owned()),
            (None, Some(address)) => Host::Name(address.to_string()),
            (None, None) => default_host(port, around),
        };
        Ok(Server { host, address, port, password: None })
    };
    (0..count).map(server).collect()
}

/// The first of the usual folders that has a socket for the port.
fn default_host(port: u16, around: &dyn Surroundings) -> Host {
    let folders = SOCKET_FOLDERS.iter().map(Path::new);
    let mut with_socket = folders.filter(|folder| around.is_there(&folder.join(format!(".s.PGSQL.{port}"))));
    with_socket.next().map_or_else(|| Host::Name("localhost".to_owned()), |folder| Host::Folder(folder.to_owned()))
}

/// Looks passwords up in the password file. One that others can read is passed over, as libpq does.
fn add_passwords(
    servers: &mut [Server],
    values: &Values,
    (dbname, user): (&str, &str),
    around: &dyn Surroundings,
    warnings: &mut Vec<String>,
) {
    let given = values.get("passfile").map(PathBuf::from);
    let Some(path) = given.or_else(|| around.home().map(|home| home.join(".pgpass"))) else { return };
    let text = match around.file(&path) {
        Found::Nothing => return,
        Found::Private(text) => text,
        Found::Unreadable(what) => return warnings.push(format!("password file {}: {what}", path.display())),
        Found::Open(_) => {
            return warnings.push(format!(
                "password file {} has group or world access, and is passed over; permissions should be u=rw (0600) or less",
                path.display()
            ));
        }
    };
    for server in servers {
        let host = match &server.host {
            Host::Name(name) => name.clone(),
            Host::Folder(folder) if SOCKET_FOLDERS.iter().any(|usual| folder == Path::new(usual)) => {
                "localhost".to_owned()
            }
            Host::Folder(folder) => folder.display().to_string(),
        };
        let wanted = passfile::Wanted { host: &host, port: server.port, dbname, user };
        server.password = passfile::find(&text, wanted).filter(|password| !password.is_empty()).map(Secret);
    }
}

fn keepalive(values: &Values) -> Result<Keepalive, SettingsError> {
    let seconds = |keyword| Ok(integer(values, keyword)?.and_then(duration));
    Ok(Keepalive {
        is_on: integer(values, "keepalives")? != Some(0),
        idle: seconds("keepalives_idle")?,
        interval: seconds("keepalives_interval")?,
        count: integer(values, "keepalives_count")?
            .and_then(|count| u32::try_from(count).ok())
            .filter(|count| *count > 0),
        // The only one in milliseconds.
        user_timeout: seconds("tcp_user_timeout")?.map(|timeout| timeout / 1000),
    })
}

fn integer(values: &Values, keyword: &'static str) -> Result<Option<i32>, SettingsError> {
    let Some(value) = values.get(keyword) else { return Ok(None) };
    let wrong = |_| SettingsError::Value { keyword, value: value.clone(), takes: "a whole number" };
    value.trim().parse().map(Some).map_err(wrong)
}

/// A number of seconds; nothing for none.
fn duration(seconds: i32) -> Option<Duration> {
    u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Duration::from_secs)
}

/// Reads a setting that is one of a few words.
pub(super) fn choice<T: Copy>(
    values: &Values,
    keyword: &'static str,
    choices: &[(&str, T)],
    takes: &'static str,
) -> Result<Option<T>, SettingsError> {
    let Some(value) = values.get(keyword) else { return Ok(None) };
    match choices.iter().find(|(word, _)| word == value) {
        Some((_, choice)) => Ok(Some(*choice)),
        None => Err(SettingsError::Value { keyword, value: value.clone(), takes }),
    }
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
