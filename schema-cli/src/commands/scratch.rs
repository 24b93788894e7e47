//! The server that copies and scratch databases are made on.

use schema_harness::{FindOptions, OwnedServer, Server};

use super::servers::progress;
use crate::arguments::CERTIFIED_MAJORS;

/// The variable that names one, where the command line does not.
pub(super) const VARIABLE: &str = "SCRATCH_DATABASE_URL";

/// A server for databases that go again.
pub(super) enum Scratch {
    /// Somebody's.
    Given(Server),
    /// Ours; it goes with this.
    Owned(OwnedServer),
}

impl Scratch {
    /// Finds a server of a major: the one at the URL, else one of its own, as for `test`. Where any major will do, that is
    /// the newest.
    pub(super) async fn find(major: Option<u16>, url: Option<&str>) -> Result<Scratch, String> {
        let Some(url) = url else {
            let newest = CERTIFIED_MAJORS.iter().filter_map(|major| major.parse().ok()).max();
            let major = major.or(newest).ok_or("no major is certified")?;
            let server = schema_harness::start(&FindOptions::new(major), &progress).await;
            return server.map(Scratch::Owned).map_err(|missing| format!("no scratch server: {missing}"));
        };
        let server = Server::at_url(url, major);
        server.map(Scratch::Given).map_err(|error| format!("the scratch server: {error}"))
    }

    pub(super) fn server(&self) -> &Server {
        match self {
            Scratch::Given(server) => server,
            Scratch::Owned(server) => server.server(),
        }
    }
}
