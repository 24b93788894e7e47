//! The declaration as servers print it: once for each major.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use schema_core::model::SchemaModel;
use schema_harness::Server;
use schema_postgres::catalog::Catalog;

use crate::commands::plan::side::{Source, rendered, sweep};
use crate::commands::scratch::{self, Scratch};
use crate::commands::servers::progress;

/// Scratch servers and what they have printed, by major.
pub(super) struct Scratches<'a> {
    written: &'a SchemaModel,
    url: Option<String>,
    on_target: bool,
    servers: BTreeMap<u16, Scratch>,
    declared: BTreeMap<u16, Catalog>,
    time: Duration,
}

impl<'a> Scratches<'a> {
    pub(super) fn new(written: &'a SchemaModel, matches: &ArgMatches) -> Scratches<'a> {
        let url = matches.get_one::<String>("scratch-url").cloned().or_else(|| std::env::var(scratch::VARIABLE).ok());
        Scratches {
            written,
            url,
            on_target: matches.get_flag("scratch-on-target"),
            servers: BTreeMap::new(),
            declared: BTreeMap::new(),
            time: Duration::ZERO,
        }
    }

    /// How long the declaration has taken to build.
    pub(super) fn time(&self) -> Duration {
        self.time
    }

    /// A server of a major: the one that is named; else one of its own; else, where that is allowed, the target itself.
    pub(super) async fn server(&mut self, major: u16, target: &Source) -> Result<&Server, String> {
        if !self.servers.contains_key(&major) {
            let scratch = self.find(major, target).await?;
            sweep(scratch.server()).await;
            self.servers.insert(major, scratch);
        }
        Ok(self.servers[&major].server())
    }

    async fn find(&self, major: u16, target: &Source) -> Result<Scratch, String> {
        let error = match Scratch::find(Some(major), self.url.as_deref()).await {
            Ok(scratch) => return Ok(scratch),
            Err(error) => error,
        };
        match target {
            Source::Database(url) if self.on_target => {
                let server = Server::at_url(url, Some(major)).map_err(|error| format!("as scratch server: {error}"))?;
                Ok(Scratch::Given(server))
            }
            _ => Err(format!(
                "{error}\n  help: `--scratch-url` names a server of PostgreSQL {major} that the declaration can be built on; \
                 with `--scratch-on-target` that is the environment's own, in a database that goes again"
            )),
        }
    }

    /// The declaration as a major prints it, and what of it the model does not hold: privileges of an invariant's function.
    pub(super) async fn declared(&mut self, major: u16, target: &Source) -> Result<Catalog, String> {
        if let Some(declared) = self.declared.get(&major) {
            return Ok(declared.clone());
        }
        let written = self.written;
        let server = self.server(major, target).await?;
        progress(&format!("building the declaration on PostgreSQL {major}"));
        let began = Instant::now();
        let catalog = rendered(written, server).await.map_err(|error| format!("the declaration: {error}"))?;
        self.time += began.elapsed();
        self.declared.insert(major, catalog.clone());
        Ok(catalog)
    }

    /// A lock file's model as the newest certified major prints it.
    pub(super) async fn printed(&mut self, model: &SchemaModel) -> Result<Catalog, String> {
        let scratch = Scratch::find(None, self.url.as_deref()).await?;
        sweep(scratch.server()).await;
        let major = scratch.server().major();
        let scratch = self.servers.entry(major).or_insert(scratch);
        rendered(model, scratch.server()).await
    }
}
