//! Connecting to a database that somebody names by its URL.

use std::time::Duration;

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
