use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "models")]
struct Model {
    #[column(primary_key)]
    name: String,
    workspace: String,
    #[references(Model::name)]
    parent: Option<String>,
}

#[derive(Table)]
#[table(name = "versions")]
#[primary_key(name, version)]
struct Version {
    #[references(Model::name, on_update = cascade)]
    name: String,
    version: i32,
    workspace: String,
}

#[derive(Table)]
#[table(name = "tags")]
#[primary_key(name, version, key)]
#[foreign_key((name, version) => Version(name, version), name = "tags_version")]
struct Tag {
    name: String,
    version: i32,
    workspace: String,
    key: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Model, Version, Tag]
}
