//! Primary keys get another column, and the foreign keys that rest on them get it too: under their names, under another name;
//! one goes, one is new. Met in MLflow, whose tables got a workspace.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "models")]
#[primary_key(workspace, name)]
struct Model {
    name: String,
    workspace: String,
    parent: Option<String>,
}

#[derive(Table)]
#[table(name = "versions")]
#[primary_key(workspace, name, version, name = "versions_key")]
#[foreign_key((workspace, name) => Model(workspace, name), on_update = cascade, name = "versions_name_fkey", comment = "kept by name")]
struct Version {
    name: String,
    version: i32,
    workspace: String,
}

#[derive(Table)]
#[table(name = "tags")]
#[primary_key(workspace, name, version, key)]
#[foreign_key((workspace, name, version) => Version(workspace, name, version), comment = "new")]
struct Tag {
    name: String,
    version: i32,
    workspace: String,
    key: String,
}

#[derive(Table)]
#[table(name = "aliases")]
#[index(workspace, name)]
#[foreign_key((workspace, name) => Model(workspace, name))]
struct Alias {
    #[column(primary_key)]
    alias: String,
    workspace: String,
    name: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Model, Version, Tag, Alias]
}
