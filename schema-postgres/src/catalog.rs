//! The catalog as a model: what a live database has, in the words of [`schema_core::model`], and by name what the model
//! cannot hold.
//!
//! All comes from one snapshot of `pg_catalog`, keyed by OID, in four round trips whatever the number of objects: the
//! version, the catalogs, those few indexes that PostgreSQL itself must print, and the end. With a second session it is one
//! more, and about half of the time. Any role may read.

mod constraints;
mod definitions;
mod dependents;
mod dictionary;
mod error;
mod followed_partitions;
mod indexes;
mod not_nulls;
mod partitions;
mod routines;
mod rows;
mod snapshot;
mod tables;
mod text;
mod types;

use std::collections::BTreeSet;

use schema_core::ident::QualifiedName;
pub use schema_core::model::{Dependent, DependsOn, Unmanaged};
use schema_core::model::{MajorRange, SchemaModel};
use schema_core::plan::NotNullNames;
use tokio_postgres::Client;

use constraints::Constraints;
use definitions::Definitions;
use dictionary::{Class, Dictionary};
use indexes::{BuiltIndex, Indexes};
use partitions::Partitions;
use snapshot::Snapshot;
use tables::{TableRows, Tables};
use types::UserTypes;

pub use dependents::{Hindered, hindered};
pub use error::CatalogError;
pub use followed_partitions::FollowedPartitions;
pub use not_nulls::not_null_names;

/// The majors whose catalogs are known.
const SUPPORTED: MajorRange = MajorRange { min: 15, max: 18 };

/// The oldest major that is tried at all.
const OLDEST: u16 = 13;

/// `pg_get_expr()` and its like see what others commit meanwhile, whatever the snapshot; where that shows, all is read anew.
/// Often enough for a database that others change all the time.
const ATTEMPTS: usize = 8;

/// A database's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// What the model holds; `invariants` are empty, for their functions and triggers are read as such.
    pub model: SchemaModel,
    /// What it does not hold, sorted.
    pub unmanaged: Vec<Unmanaged>,
    /// What it does not hold that hangs on what it holds, sorted.
    pub dependents: Vec<Dependent>,
    /// The unique indexes, and those of keys, that no foreign key rests on, of those that have their columns in common;
    /// nothing where they are not known, as of a catalog that was saved.
    pub spare_indexes: Option<BTreeSet<QualifiedName>>,
    /// What [`not_null_names`] returns; empty where that was not asked for.
    pub not_null_names: NotNullNames,
    /// `server_version_num`: 180001 is 18.1.
    pub version: u32,
}

impl Catalog {
    /// Returns the server's major.
    pub fn major(&self) -> u16 {
        major(self.version)
    }

    /// Says what is to be known of a major that is not supported, and read all the same.
    pub fn note(&self) -> Option<String> {
        let major = self.major();
        let is_supported = SUPPORTED.majors().any(|supported| supported == major);
        (!is_supported).then(|| {
            format!(
                "PostgreSQL {major} is read as well as it goes: supported are {} to {}",
                SUPPORTED.min, SUPPORTED.max
            )
        })
    }
}

/// Reads the schema of a database.
///
/// The client must be in no transaction; it is in none afterwards, and has the settings that it had.
///
/// # Errors
///
/// The connection's and the server's; a server older than 13; a schema that others keep changing.
pub async fn read(client: &Client) -> Result<Catalog, CatalogError> {
    read_snapshot(&Snapshot::of(client, None), client).await
}

/// Does what [`read`] does through two sessions at once, which see one snapshot.
///
/// Both clients must be of one database, and in no transaction.
///
/// # Errors
///
/// Those of [`read`]; sessions of different databases.
pub async fn read_by_two(client: &Client, second: &Client) -> Result<Catalog, CatalogError> {
    read_snapshot(&Snapshot::of(client, Some(second)), client).await
}

async fn read_snapshot(snapshot: &Snapshot<'_>, client: &Client) -> Result<Catalog, CatalogError> {
    let version = snapshot::version(client).await?;
    if major(version) < OLDEST {
        return Err(CatalogError::TooOld { major: major(version), oldest: OLDEST });
    }
    let mut attempt = 1;
    loop {
        match read_once(snapshot, version).await {
            Err(error) if error.is_of_concurrent_change() && attempt < ATTEMPTS => attempt += 1,
            Err(error) if error.is_of_concurrent_change() => {
                return Err(CatalogError::KeepsChanging(error.to_string()));
            }
            result => return result,
        }
    }
}

async fn read_once(snapshot: &Snapshot<'_>, version: u32) -> Result<Catalog, CatalogError> {
    let result = read_in(snapshot, version).await;
    // The first error is the one to report; if this fails too, the connection is gone.
    let ended = snapshot.end().await;
    let catalog = result?;
    ended.map(|()| catalog)
}

async fn read_in(snapshot: &Snapshot<'_>, version: u32) -> Result<Catalog, CatalogError> {
    let major = major(version);
    let (mut results, oldest) = snapshot.read(major).await?;
    let mut unmanaged = Vec::new();
    let mut model =
        SchemaModel { printed_by: Some(major), ..SchemaModel::empty(MajorRange { min: major, max: major }) };

    let constraints = Constraints::read(&mut results)?;
    let table_rows = TableRows::read(&mut results);
    let indexes = Indexes::read(&mut results)?;
    let partitions = Partitions::read(&mut results)?;
    let mut dictionary = Dictionary::read(&mut results, &mut model, &mut unmanaged)?;
    let mut tables = Tables::read(&table_rows, &dictionary)?;
    let user_types = UserTypes::read(&mut results)?;
    routines::read(&mut results, &mut model, &mut tables, &mut unmanaged)?;
    let dependents = dependents::read(&mut results)?;
    unmanaged.extend(text::unmanaged(&mut results)?);

    let odd = indexes.to_be_printed(&constraints, &tables, &dictionary)?;
    let mut last = snapshot.last_query(&Definitions::query(&odd), oldest).await?;
    let definitions = Definitions::read(&mut last)?;
    for row in last.take() {
        tables.assert_same(&row)?;
        user_types.assert_same(&row)?;
    }

    user_types.assemble(&mut model, &mut tables, &mut dictionary, &mut unmanaged)?;
    let mut indexes = indexes.assemble(&tables, &dictionary, &definitions)?;
    let spare_indexes = Some(constraints.spare_indexes(&indexes, &tables)?);
    constraints.assemble(&mut indexes, &mut tables, &mut dictionary, &mut unmanaged)?;
    for (oid, BuiltIndex { table, name, mut index }) in indexes {
        index.comment = dictionary.take_comment(Class::Relation, oid, 0);
        if let Some(read) = tables.managed_mut(table) {
            read.table.indexes.insert(name, index);
        }
    }
    partitions.assemble(&mut tables, &mut dictionary, &mut unmanaged)?;
    tables.finish(&mut model, &mut dictionary, &mut unmanaged);
    unmanaged.sort();
    unmanaged.dedup();
    Ok(Catalog { model, unmanaged, dependents, spare_indexes, not_null_names: NotNullNames::new(), version })
}

fn major(version: u32) -> u16 {
    u16::try_from(version / 10_000).unwrap_or(u16::MAX)
}
