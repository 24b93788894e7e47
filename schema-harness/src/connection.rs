//! Connections, and the URLs they are made from.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use schema_postgres::{NoticeHandler, Settings, is_connection_string, place_of};
use tokio_postgres::error::DbError;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls};

use crate::HarnessError;

/// A message that the server sent beside its answers: a NOTICE, a WARNING, or the output of `RAISE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `NOTICE`, `WARNING` and so on.
    pub severity: String,
    /// The message itself.
    pub message: String,
}

/// The notices of several connections, in the order of their arrival.
pub(crate) type Notices = Arc<Mutex<Vec<Notice>>>;

fn keep(notice: &DbError, notices: &Notices) {
    let notice = Notice { severity: notice.severity().to_owned(), message: notice.message().to_owned() };
    notices.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(notice);
}

/// A session that is wanted.
#[derive(Clone)]
pub(crate) struct Wanted<'a> {
    /// The database.
    pub(crate) database: &'a str,
    /// Another role than the server's own, and its password.
    pub(crate) role: Option<(&'a str, &'a str)>,
    /// Where its notices go.
    pub(crate) notices: Option<Notices>,
}

impl Wanted<'_> {
    /// A session of the server's own role.
    pub(crate) fn of(database: &str) -> Wanted<'_> {
        Wanted { database, role: None, notices: None }
    }

    /// Connects to somebody else's server as libpq would: by a URL, or keywords with values, with TLS where it is asked for.
    pub(crate) async fn connect_as_libpq(self, text: &str) -> Result<Client, HarnessError> {
        // An empty one, of a variable that is set to nothing, would mean whatever the environment says to libpq.
        if !is_connection_string(text) {
            return Err(HarnessError::message("it is no connection string, such as postgres://user@host/postgres"));
        }
        let settings = Settings::of_process(text).map_err(|error| HarnessError::message(error.to_string()))?;
        let settings = settings.with_database(self.database);
        let settings = match self.role {
            Some((role, password)) => settings.with_role(role, password),
            None => settings,
        };
        let handler = self.notices.map(|notices| -> NoticeHandler { Arc::new(move |notice| keep(&notice, &notices)) });
        let connected = settings.connect_for_changes(handler).await;
        connected.map_err(|error| HarnessError::message(format!("connecting to {}: {error}", place_of(text))))
    }

    /// Connects to a server of ours.
    pub(crate) async fn connect(self, url: &str) -> Result<Client, HarnessError> {
        let url = match self.role {
            Some((role, password)) => with_role(url, self.database, role, password),
            None => with_database(url, self.database),
        };
        connect(&url, self.notices).await
    }
}

/// Connects to a server of ours, and drives the connection on the caller's runtime until the client is dropped.
pub(crate) async fn connect(url: &str, notices: Option<Notices>) -> Result<Client, HarnessError> {
    let mut config = parse(url)?;
    config.connect_timeout(Duration::from_secs(10)).application_name("schema-harness");
    let doing = || format!("connecting to {}", without_password(url));
    let (client, mut connection) =
        config.connect(NoTls).await.map_err(|error| HarnessError::postgres(doing(), error))?;
    tokio::spawn(async move {
        while let Some(Ok(message)) = std::future::poll_fn(|context| connection.poll_message(context)).await {
            if let (AsyncMessage::Notice(notice), Some(notices)) = (message, &notices) {
                keep(&notice, notices);
            }
        }
    });
    Ok(client)
}

/// Reads the server's version: the major, and the full text such as `17.5 (Debian 17.5-1)`.
pub(crate) async fn server_version(client: &Client) -> Result<(u16, String), HarnessError> {
    let row = client
        .query_one("SELECT current_setting('server_version_num')::int4, current_setting('server_version')", &[])
        .await
        .map_err(|error| HarnessError::postgres("reading the server's version", error))?;
    let number: i32 = row.get(0);
    let major = u16::try_from(number / 10_000).expect("a PostgreSQL major is a small number");
    Ok((major, row.get(1)))
}

/// Has the server keep the superuser's password in a form that is compared in a moment, where passwords come in the clear.
///
/// In the form that initdb keeps it in, each comparison takes 4096 rounds of hashing: more than half of the time of a
/// connection. A random password of 64 bits gains nothing by them.
pub(crate) async fn keep_password_cheaply(url: &str, password: &str, major: u16) -> Result<(), HarnessError> {
    // `scram_iterations` came with 16.
    let setting = if major >= 16 { "scram_iterations = 1" } else { "password_encryption = 'md5'" };
    let statements = format!("SET {setting}; ALTER ROLE CURRENT_USER PASSWORD '{password}'");
    let client = connect(url, None).await?;
    client.batch_execute(&statements).await.map_err(|error| HarnessError::postgres("keeping the password", error))
}

/// Runs a future to its end on a thread and a runtime of its own; callable inside and outside of other runtimes.
pub(crate) fn block_on<T, F>(future: impl FnOnce() -> F + Send) -> Result<T, HarnessError>
where
    T: Send,
    F: Future<Output = Result<T, HarnessError>>,
{
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| HarnessError::io("starting a runtime", error))?;
            runtime.block_on(future())
        });
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Parses a URL as libpq spells it; the `key=value` form is refused, because databases are chosen by rewriting the path.
pub(crate) fn parse(url: &str) -> Result<Config, HarnessError> {
    if !is_url(url) {
        return Err(HarnessError::message(
            "the server must be named by a URL such as postgres://user:password@host:5432/postgres, not by key=value pairs",
        ));
    }
    url.parse().map_err(|error| HarnessError::postgres("reading the server's URL", error))
}

/// The pieces of a URL that are replaced: who connects, and to which database.
struct Parts<'url> {
    scheme: &'url str,
    userinfo: Option<&'url str>,
    hosts: &'url str,
    query: &'url str,
}

impl Parts<'_> {
    /// The query with its question mark, without these keywords: what a query says counts more than the rest of a URL.
    fn query_without(&self, keywords: &[&str]) -> String {
        let parameters = self.query.split('&').filter(|parameter| {
            !parameter.is_empty() && !keywords.contains(&parameter.split('=').next().unwrap_or_default())
        });
        let query = parameters.collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

fn split(url: &str) -> Parts<'_> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(authority_end);
    let query = tail.split_once('?').map_or("", |(_, query)| query);
    let (userinfo, hosts) = match authority.rsplit_once('@') {
        Some((userinfo, hosts)) => (Some(userinfo), hosts),
        None => (None, authority),
    };
    Parts { scheme, userinfo, hosts, query }
}

fn is_url(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// Returns the same keywords with values, and one more, which counts where it was there already.
fn with_value(text: &str, keyword: &str, value: &str) -> String {
    format!("{text} {keyword}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Returns the same URL, or the same keywords with values, for another database.
pub(crate) fn with_database(url: &str, database: &str) -> String {
    if !is_url(url) {
        return with_value(url, "dbname", database);
    }
    let parts = split(url);
    let userinfo = parts.userinfo.map(|userinfo| format!("{userinfo}@")).unwrap_or_default();
    let query = parts.query_without(&["dbname"]);
    format!("{}://{userinfo}{}/{}{query}", parts.scheme, parts.hosts, percent_encoded(database))
}

/// Returns the same for another role.
pub(crate) fn with_role(url: &str, database: &str, role: &str, password: &str) -> String {
    if !is_url(url) {
        let with_role = with_value(&with_value(url, "dbname", database), "user", role);
        return with_value(&with_role, "password", password);
    }
    let parts = split(url);
    let userinfo = format!("{}:{}", percent_encoded(role), percent_encoded(password));
    let query = parts.query_without(&["dbname", "user", "password"]);
    format!("{}://{userinfo}@{}/{}{query}", parts.scheme, parts.hosts, percent_encoded(database))
}

/// Returns the URL as it may be shown in errors.
pub(crate) fn without_password(url: &str) -> String {
    if !is_url(url) {
        return place_of(url);
    }
    let parts = split(url);
    let user = parts.userinfo.map(|userinfo| userinfo.split(':').next().unwrap_or_default());
    let userinfo = user.map(|user| format!("{user}@")).unwrap_or_default();
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let database = path.split('?').next().unwrap_or_default().split_once('/').map_or("", |(_, database)| database);
    format!("{}://{userinfo}{}/{database}", parts.scheme, parts.hosts)
}

/// Returns a text as it may stand anywhere in a URL.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_rewritten_for_another_database_and_role() {
        let url = "postgres://me:p%40ss@host:5433/postgres?connect_timeout=3";
        assert_eq!(with_database(url, "other"), "postgres://me:p%40ss@host:5433/other?connect_timeout=3");
        assert_eq!(with_database("postgres://host", "other"), "postgres://host/other");
        let in_query = "postgres:///?host=/run&dbname=app&user=me";
        assert_eq!(with_database(in_query, "other"), "postgres:///other?host=/run&user=me");
        assert_eq!(with_role(in_query, "other", "a", "b"), "postgres://a:b@/other?host=/run");
        assert_eq!(with_role(url, "other", "a b", "x:y"), "postgres://a%20b:x%3Ay@host:5433/other?connect_timeout=3");
        assert_eq!(without_password(url), "postgres://me@host:5433/postgres");
        assert!(parse("host=here").is_err());
        assert_eq!(with_database("service=prod dbname=app", "it's"), r"service=prod dbname=app dbname='it\'s'");
        assert_eq!(with_role("host=h", "d", "r", "p"), "host=h dbname='d' user='r' password='p'");
        assert_eq!(without_password("host=h password=secret dbname=d"), "postgres://h/d");
    }
}
