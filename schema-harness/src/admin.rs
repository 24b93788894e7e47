//! Sessions that create and drop databases, kept for whoever needs one next: tests make a database or several each, and a
//! session for each of those took a good part of their time.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::{Builder, Handle};
use tokio_postgres::Client;

use crate::connection::Wanted;
use crate::server::ADMINISTRATION;
use crate::{HarnessError, ServerInfo};

/// The sessions of one server that nobody uses at the moment. They end with this process, or the server.
#[derive(Clone, Debug, Default)]
pub(crate) struct AdminSessions {
    idle: Arc<Mutex<Vec<Client>>>,
}

/// A superuser's session in the database `postgres`; dropped, it waits for the next use. Whoever takes it leaves neither a
/// transaction nor a setting nor a lock behind.
pub(crate) struct AdminSession {
    client: Option<Client>,
    sessions: AdminSessions,
}

impl AdminSessions {
    /// Takes a session that is idle, else opens one.
    pub(crate) async fn take(&self, server: &ServerInfo) -> Result<AdminSession, HarnessError> {
        let idle = self.with_idle(|idle| {
            idle.retain(|client| !client.is_closed());
            idle.pop()
        });
        let client = match idle {
            Some(client) => client,
            None => {
                let (kind, url) = (server.kind, server.url.clone());
                // Driven by a runtime that outlives the test's.
                let connected =
                    runtime()?.spawn(async move { kind.connect(&url, Wanted::of(ADMINISTRATION)).await }).await;
                connected.map_err(|error| HarnessError::message(format!("opening a session: {error}")))??
            }
        };
        Ok(AdminSession { client: Some(client), sessions: self.clone() })
    }

    fn with_idle<T>(&self, what: impl FnOnce(&mut Vec<Client>) -> T) -> T {
        what(&mut self.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Deref for AdminSession {
    type Target = Client;

    fn deref(&self) -> &Client {
        self.client.as_ref().expect("the session is there until it is dropped")
    }
}

impl Drop for AdminSession {
    fn drop(&mut self) {
        let client = self.client.take();
        self.sessions.with_idle(|idle| idle.extend(client));
    }
}

/// The runtime of all sessions, on a thread of its own for as long as the process lives.
fn runtime() -> Result<&'static Handle, HarnessError> {
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    let handle = RUNTIME.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let handle = runtime.handle().clone();
        std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
        Ok(handle)
    });
    handle.as_ref().map_err(|error| HarnessError::message(format!("starting a runtime: {error}")))
}
