//! A server and the duty to remove it.

use crate::docker::Docker;
use crate::environment::{ATTACH, MAJOR};
use crate::{HarnessError, Server, ServerInfo, ServerKind, local, sockets};

/// A server that this process started, or was given by URL.
///
/// Dropping it removes it: a container, or a cluster with its directory. A server by URL is somebody else's and stays.
#[derive(Debug)]
pub struct OwnedServer {
    server: Server,
    is_ours: bool,
}

impl OwnedServer {
    pub(crate) fn new(info: ServerInfo) -> OwnedServer {
        OwnedServer { is_ours: info.kind != ServerKind::Url, server: Server::from_info(info) }
    }

    /// Returns a handle; it does not keep the server alive.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Returns what is known of the server.
    pub fn info(&self) -> &ServerInfo {
        self.server.info()
    }

    /// Returns the environment variables with which tests find this server.
    pub fn attach_variables(&self) -> [(&'static str, String); 2] {
        let json = serde_json::to_string(self.info()).expect("a server's description is plain data");
        [(ATTACH, json), (MAJOR, self.info().major.to_string())]
    }

    /// Removes the server.
    pub async fn stop(mut self) -> Result<(), HarnessError> {
        self.remove_now()
    }

    /// Removes the server without a runtime, for a signal's last moments. A second call does nothing.
    pub fn remove_now(&mut self) -> Result<(), HarnessError> {
        if !self.is_ours {
            return Ok(());
        }
        remove(self.server.info())?;
        self.is_ours = false;
        Ok(())
    }

    /// Gives up the duty to remove the server; for one that was started with [`crate::FindOptions::keep`] and has been written to the
    /// state file.
    pub fn release(mut self) -> ServerInfo {
        self.is_ours = false;
        self.server.info().clone()
    }
}

impl Drop for OwnedServer {
    fn drop(&mut self) {
        if let Err(error) = self.remove_now() {
            eprintln!("the test server could not be removed: {error}");
        }
    }
}

/// Removes a server by its description, for example one of the state file. One that is gone is no error; one by URL stays.
pub fn remove(info: &ServerInfo) -> Result<(), HarnessError> {
    match info.kind {
        ServerKind::Url => Ok(()),
        ServerKind::Container => match &info.container {
            Some(container) => {
                Docker::assumed().remove(&[container])?;
                info.sockets.as_deref().map_or(Ok(()), sockets::remove)
            }
            None => Err(HarnessError::message("the server is a container, but its id is not known")),
        },
        ServerKind::Local => {
            let directory = info.data_dir.as_deref().and_then(std::path::Path::parent);
            let is_a_cluster_of_ours = directory
                .and_then(std::path::Path::file_name)
                .is_some_and(|name| name.to_string_lossy().starts_with(local::DIRECTORY_PREFIX));
            match directory {
                Some(directory) if is_a_cluster_of_ours => local::remove(directory, info.bin_dir.as_deref()),
                _ => Err(HarnessError::message(
                    "the server is local, but its data directory is not one that the harness made",
                )),
            }
        }
    }
}
