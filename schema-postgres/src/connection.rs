//! Connecting to a database that somebody names by its URL.

use std::time::Duration;

use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, Error, NoTls};

/// Connects, and drives the connection on the caller's runtime until the client is dropped. Without TLS.
///
/// # Errors
///
/// The URL is none, or the server cannot be reached within 10 s, or refuses.
pub async fn connect(url: &str) -> Result<Client, Error> {
    let mut config: Config = url.parse()?;
    config.connect_timeout(Duration::from_secs(10)).application_name("schema");
    let (client, connection) = config.connect(NoTls).await?;
    tokio::spawn(async move {
        // Whoever waits for an answer is told of the error; here it has no reader.
        connection.await.ok();
    });
    Ok(client)
}

/// Says which database a URL names, for messages: its host, port and name. Everything else in it may hold a password.
pub fn place_of(url: &str) -> String {
    let Ok(config) = url.parse::<Config>() else { return "a URL that cannot be read".to_owned() };
    let hosts = config.get_hosts().iter().enumerate().map(|(at, host)| {
        let host = match host {
            // A password with an @ in it is taken for the beginning of the name.
            Host::Tcp(name) => name.rsplit('@').next().unwrap_or_default().to_owned(),
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
        };
        match config.get_ports().get(at) {
            Some(port) => format!("{host}:{port}"),
            None => host,
        }
    });
    let hosts: Vec<String> = hosts.collect();
    format!("postgres://{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        assert_eq!(place_of("postgres://me:p%40ss@host:5432/app?password=x@y"), "postgres://host:5432/app");
        assert_eq!(place_of("postgres:///app?password=x"), "postgres:///app");
        for url in ["postgres://me:p?ss@host/app", "postgres://me:p@ss@host/app", "postgres://me:ss/p@host/app"] {
            assert!(!place_of(url).contains("ss"), "{url}: {}", place_of(url));
        }
    }
}
