//! Connecting to a database that somebody names, as libpq would: by URL, keywords with values, service, environment,
//! password file; with or without TLS.

mod attempt;
mod certificate;
mod error;
mod keyword;
mod passfile;
mod service;
mod settings;
mod surroundings;
mod text;
mod tls;
mod tls_settings;
mod verifier;

use std::net::IpAddr;
use std::sync::Arc;

use tokio_postgres::Client;
use tokio_postgres::error::DbError;

use attempt::{Address, Refused};
use settings::{Host, Server, Target};
use tls::Tls;
use tls_settings::SslMode;

pub use error::{Attempt, ConnectError, SettingsError, Why};
pub use settings::Settings;
pub use text::is_connection_string;

/// Takes the notices and warnings of a session.
pub type NoticeHandler = Arc<dyn Fn(DbError) + Send + Sync>;

/// What a session is for.
enum Purpose {
    /// It can only read, and keeps nobody waiting; behind a pooler it is like any other, for nothing is set there.
    Reading,
    /// The same, and it is a session of the server: what is set in it stays there.
    ReadingAlone,
    /// It can do what its role can; its notices are handed on.
    Changes(Option<NoticeHandler>),
}

/// Connects for reading, and drives the connection on the caller's runtime until the client is dropped.
///
/// What [`Settings::warnings`] would say is left out.
///
/// # Errors
///
/// Those of [`Settings::of_process`] and [`Settings::connect`].
pub async fn connect(text: &str) -> Result<Client, ConnectError> {
    Settings::of_process(text)?.connect().await
}

impl Settings {
    /// Connects for reading, and drives the connection on the caller's runtime until the client is dropped.
    ///
    /// The session can only read. A statement may take 5 minutes, and wait 2 s for a lock, where `options` say nothing else.
    /// Behind a pooler that does not hand such settings on, none of this is so: what is set in a session there stays for
    /// whoever gets it next. Read in transactions that can only read, as [`crate::catalog::read`] does.
    ///
    /// # Errors
    ///
    /// A certificate or key that cannot be used; no server that would have it within 10 s, or `connect_timeout`.
    pub async fn connect(&self) -> Result<Client, ConnectError> {
        self.connect_for(&Purpose::Reading).await
    }

    /// Connects for reading to the server itself: the session can be given settings of its own.
    ///
    /// # Errors
    ///
    /// Those of [`Settings::connect`]; a pooler.
    pub async fn connect_alone(&self) -> Result<Client, ConnectError> {
        self.connect_for(&Purpose::ReadingAlone).await
    }

    /// Connects to do anything, without a timeout, and drives the connection on the caller's runtime until the client is
    /// dropped. What the server sends beside its answers is handed on.
    ///
    /// # Errors
    ///
    /// Those of [`Settings::connect`].
    pub async fn connect_for_changes(&self, notices: Option<NoticeHandler>) -> Result<Client, ConnectError> {
        self.connect_for(&Purpose::Changes(notices)).await
    }

    async fn connect_for(&self, purpose: &Purpose) -> Result<Client, ConnectError> {
        let is_tls =
            self.tls.mode != SslMode::Disable && self.servers.iter().any(|server| matches!(server.host, Host::Name(_)));
        let tls = if is_tls { Some(Tls::of(&self.tls)?) } else { None };
        let targets = match self.target {
            // A standby first; if there is none, whatever there is.
            Target::PreferStandby => vec![Target::Standby, Target::Any],
            target => vec![target],
        };
        let mut attempts = Vec::new();
        for target in targets {
            for server in &self.servers {
                let addresses = match addresses(server).await {
                    Ok(addresses) => addresses,
                    Err(error) => {
                        attempts.push(Attempt { place: server.place(), why: Why::Name(error) });
                        continue;
                    }
                };
                for address in addresses {
                    match self.try_address(server, &address, tls.as_ref(), (target, purpose)).await {
                        Ok(client) => return Ok(client),
                        Err(Refused { whys, is_final }) => {
                            let places = whys.into_iter().map(|why| Attempt { place: server.place(), why });
                            attempts.extend(places);
                            if is_final {
                                return Err(ConnectError::Failed(attempts));
                            }
                        }
                    }
                }
            }
        }
        Err(ConnectError::Failed(attempts))
    }
}

async fn addresses(server: &Server) -> std::io::Result<Vec<Address>> {
    match (&server.host, server.address) {
        (Host::Folder(folder), _) => Ok(vec![Address::Folder(folder.clone())]),
        (Host::Name(_), Some(address)) => Ok(vec![Address::Ip(address)]),
        (Host::Name(name), None) => {
            let found: Vec<IpAddr> =
                tokio::net::lookup_host((name.as_str(), server.port)).await?.map(|address| address.ip()).collect();
            Ok(found.into_iter().map(Address::Ip).collect())
        }
    }
}

impl Server {
    /// Host and port, for messages.
    fn place(&self) -> String {
        match &self.host {
            Host::Name(name) if name.contains(':') => format!("[{name}]:{}", self.port),
            Host::Name(name) => format!("{name}:{}", self.port),
            Host::Folder(folder) => format!("{}:{}", folder.display(), self.port),
        }
    }
}

/// Says which database a connection string names, for messages: its hosts, ports and name, or its service. Everything else
/// in it may hold a password.
pub fn place_of(text: &str) -> String {
    let Ok(values) = text::parse(text) else { return "a connection string that cannot be read".to_owned() };
    let value = |keyword: &str| values.get(keyword).map_or("", String::as_str);
    let hosts = if value("host").is_empty() { value("hostaddr") } else { value("host") };
    let ports: Vec<&str> = value("port").split(',').collect();
    let with_port = |(at, host): (usize, &str)| match ports.get(at).or(ports.first()) {
        Some(port) if !port.is_empty() => format!("{host}:{port}"),
        _ => host.to_owned(),
    };
    let hosts: Vec<String> = hosts.split(',').enumerate().map(with_port).collect();
    let url = format!("postgres://{}/{}", hosts.join(","), value("dbname"));
    match (value("service"), url.as_str()) {
        ("", _) => url,
        (service, "postgres:///") => format!("service {service}"),
        (service, _) => format!("service {service}, {url}"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::path::{Path, PathBuf};
    use std::thread::JoinHandle;
    use std::time::Duration;

    use super::surroundings::{Found, Surroundings};
    use super::*;

    /// No variables, no files.
    struct Nothing;

    impl Surroundings for Nothing {
        fn variable(&self, _: &str) -> Option<String> {
            None
        }

        fn user(&self) -> Option<String> {
            None
        }

        fn home(&self) -> Option<PathBuf> {
            None
        }

        fn file(&self, _: &Path) -> Found {
            Found::Nothing
        }

        fn is_there(&self, _: &Path) -> bool {
            false
        }
    }

    /// A server that answers one connection with an error; it returns what it was told at the beginning.
    fn refusing(sqlstate: &'static str) -> (u16, JoinHandle<String>) {
        let (port, all) = refusing_all(&[sqlstate]);
        (port, std::thread::spawn(|| all.join().unwrap().remove(0)))
    }

    /// The same for one connection after the other.
    fn refusing_all(sqlstates: &[&'static str]) -> (u16, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let sqlstates = sqlstates.to_vec();
        let refuse = move |sqlstate: &&str| {
            let (mut stream, _) = listener.accept().unwrap();
            let mut length = [0; 4];
            stream.read_exact(&mut length).unwrap();
            let mut startup = vec![0; u32::from_be_bytes(length) as usize - 4];
            stream.read_exact(&mut startup).unwrap();
            let fields = format!("SFATAL\0C{sqlstate}\0Mrefused by {sqlstate}\0\0");
            let mut answer = vec![b'E'];
            answer.extend(u32::try_from(fields.len() + 4).unwrap().to_be_bytes());
            answer.extend(fields.as_bytes());
            stream.write_all(&answer).unwrap();
            // Behind the version.
            String::from_utf8(startup[4..].to_vec()).unwrap()
        };
        (port, std::thread::spawn(move || sqlstates.iter().map(refuse).collect()))
    }

    async fn error_of(text: &str) -> String {
        Settings::complete(text, &Nothing).unwrap().connect().await.unwrap_err().to_string()
    }

    /// PgBouncer refuses parameters of the startup that it does not know: then it is asked without.
    #[tokio::test]
    async fn the_startup_says_only_what_a_pooler_knows_once_it_has_refused_another() {
        let (port, server) = refusing_all(&["08P01", "28000"]);
        let url = format!("postgres://u:p@127.0.0.1:{port}/d?sslmode=disable&application_name=n");
        assert!(error_of(&url).await.contains("refused by 28000"));
        let words = |startup: &str| {
            let mut words: Vec<String> = startup.trim_end_matches('\0').split('\0').map(str::to_owned).collect();
            words.sort_unstable();
            words
        };
        let [first, second] = <[String; 2]>::try_from(server.join().unwrap()).unwrap();
        let known = ["UTF8", "application_name", "client_encoding", "d", "database", "n", "u", "user"];
        assert_eq!(words(&second), known);
        let mut reads = known.to_vec();
        reads.splice(0..0, ["-c default_transaction_read_only=on"]);
        reads.insert(7, "options");
        assert_eq!(words(&first), reads);
        // What somebody has asked for is not left out in silence.
        let (port, server) = refusing_all(&["08P01"]);
        let error = error_of(&format!("postgres://u:p@127.0.0.1:{port}/d?sslmode=disable&options=-ca%3Db")).await;
        assert!(error.contains("refused by 08P01"), "{error}");
        assert!(server.join().unwrap()[0].contains("-ca=b -c default_transaction_read_only=on"));
    }

    #[tokio::test]
    async fn the_next_server_is_tried_until_one_answers() {
        // Nobody listens on a port that was just given back.
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (starting, first) = refusing("57P03");
        let (refusing, second) = refusing("28P01");
        let hosts =
            format!("host=127.0.0.1,127.0.0.1,127.0.0.1,127.0.0.1 port={closed},{starting},{refusing},{closed}");
        let error = error_of(&format!("{hosts} user=u dbname=d sslmode=disable")).await;
        first.join().unwrap();
        second.join().unwrap();
        let lines: Vec<&str> = error.lines().collect();
        assert!(lines.len() == 3 && lines[0].contains("error connecting to server"), "{error}");
        assert_eq!(lines[1], format!("127.0.0.1:{starting}: refused by 57P03 (SQLSTATE 57P03)"));
        assert_eq!(lines[2], format!("127.0.0.1:{refusing}: refused by 28P01 (SQLSTATE 28P01)"));
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_given_up() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = silent.local_addr().unwrap().port();
        for sslmode in ["disable", "prefer"] {
            let text = format!("postgres://u@127.0.0.1:{port}/d?sslmode={sslmode}");
            let mut settings = Settings::complete(&text, &Nothing).unwrap();
            settings.connect_timeout = Some(Duration::from_millis(20));
            let error = settings.connect().await.unwrap_err().to_string();
            assert!(error.starts_with(&format!("127.0.0.1:{port}: no answer within ")), "{error}");
        }
    }

    #[test]
    fn no_password_is_shown() {
        for (text, expected) in [
            ("postgres://me:p%40ss@host:5432/app?password=x@y", "postgres://host:5432/app"),
            ("postgres:///app?password=x", "postgres:///app"),
            ("postgres://me:p?ss@host/app", "postgres://host/app"),
            ("host=a,b port=1,2 password='p ss' dbname=app", "postgres://a:1,b:2/app"),
            ("host=a,b port=1 dbname=app", "postgres://a:1,b:1/app"),
            ("service=prod password=ss", "service prod"),
            ("service=prod dbname=app", "service prod, postgres:///app"),
            ("postgres://me:p@ss@host/app", "a connection string that cannot be read"),
            ("postgres://me:ss/p@host/app", "a connection string that cannot be read"),
            ("password=p ss", "a connection string that cannot be read"),
        ] {
            assert_eq!(place_of(text), expected, "{text}");
        }
    }
}
