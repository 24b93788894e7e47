//! Every attribute in every form, private structs among them.

use schema_core::{Table, TextEnum, schema};
use schema_core::types::{Date, Jsonb, Numeric, Timestamptz, Uuid};

/// A tenant.
#[derive(Table)]
#[table(name = "workspaces")]
struct Workspace {
    /// The key.
    #[column(primary_key, default = "gen_random_uuid()")]
    id: Uuid,
    #[column(unique, name = "Slug")]
    slug: String,
    name: Door,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "lowercase")]
enum Door {
    Open,
    Shut,
}

mod users {
    use super::*;

    #[derive(Table)]
    #[table(name = "users", namespace = "auth")]
    #[index(expr("lower(email)") desc nulls last, unique, name = "users_email", comment = "log in")]
    #[index(expr(unparsed("email COLLATE \"C\"", columns(email))), r#unique)]
    #[check("\"user\" <> '' AND kind IN ('a', 'b')")]
    #[check(email_has_at, "users.email ~ '^[^@]+@[^@]+$'", comment = "An address.")]
    #[check(odd, unparsed("email IS OF (text)", columns(email)), counterexample = "email = 'a@b', \"user\" = lower(email)")]
    #[immutable]
    #[frozen(name = "users_frozen", unless(mood = "in progress" | dark_red))]
    pub(crate) struct User {
        #[column(primary_key)]
        pub(crate) id: String,
        pub(crate) email: String,
        pub(crate) user: String,
        #[column(name = "kind")]
        pub(crate) r#type: String,
        pub(crate) r#unique: bool,
        pub(crate) mood: Mood,
    }

    #[derive(TextEnum)]
    #[text_enum(rename_all = "snake_case")]
    pub(crate) enum Mood {
        #[value("in progress")]
        InProgress,
        DarkRed,
        r#Type,
    }
}

/// A set of rules
/// that workflows are frozen to.
///
/// Second paragraph.
#[derive(Table)]
#[table(name = "config_versions", scoped_by = workspace_id)]
#[unique(workspace_id, id)]
#[unique(workspace_id, version, name = "config_versions_version", comment = "one of each",)]
#[index(workspace_id, created_at desc nulls last, include(id, status))]
#[index(workspace_id, unique, where = "status = 'ACTIVE'", name = "config_versions_one_active")]
#[check(version_positive, "version > 0", counterexample = "version = -1", comment = "from 1")]
#[foreign_key((workspace_id, supersedes_id) => ConfigVersion(workspace_id, id), on_delete = set_null(supersedes_id), on_update = no_action)]
#[lifecycle(status, initial = DRAFT | "ACTIVE", DRAFT => ACTIVE | ARCHIVED, "ACTIVE" => "ARCHIVED")]
#[lifecycle(r#type, name = "config_versions_types", initial = new, new => "in-use",)]
#[frozen(unless(status = DRAFT), except(status, activated_by, r#type))]
#[immutable(workspace_id, r#type, name = "config_versions_identity")]
#[immutable(created_by)]
#[insert_requires(supersedes_id, status = ACTIVE | ARCHIVED)]
pub(crate) struct ConfigVersion {
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub(crate) id: String,
    #[references(Workspace::id, on_delete = restrict)]
    pub(crate) workspace_id: Uuid,
    pub(crate) supersedes_id: Option<String>,
    #[references(users::User::id, on_delete = set_default, on_update = cascade)]
    #[column(default = "'system'")]
    pub(crate) created_by: String,
    #[references(self::users::User::id, on_delete = set_null, match = full, deferrable, name = "activated_by_user", comment = "who")]
    pub(crate) activated_by: Option<String>,
    pub(crate) version: i32,
    pub(crate) small: i16,
    pub(crate) big: Option<i64>,
    pub(crate) price: Numeric<12, 2>,
    pub(crate) settings: Option<Jsonb>,
    pub(crate) day: Option<Date>,
    #[column(default = "'DRAFT'")]
    pub(crate) status: ConfigStatus,
    #[column(name = "kind")]
    pub(crate) r#type: Kind,
    #[column(default = "now()")]
    pub(crate) created_at: Timestamptz,
}

/// The lifecycle.
#[derive(TextEnum)]
pub(crate) enum ConfigStatus {
    /// Being written.
    Draft,
    /// In use.
    #[value("ACTIVE")]
    Live,
    /// Out of use.
    Archived,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "kebab-case")]
pub(crate) enum Kind {
    New,
    InUse,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "kebab-case")]
enum Colour {
    DarkRed,
    Blue,
}

#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[primary_key(workspace_id, config_version_id, id, name = "sites_pk", comment = "the key")]
#[foreign_key((workspace_id, config_version_id) => ConfigVersion(workspace_id, id), on_delete = restrict)]
#[immutable(name = "site_never_changes")]
#[frozen_with(imported_from, except(parent_id, colour), name = "site_with_its_source")]
#[frozen_with(editor)]
#[insert_requires(imported_from, status = ACTIVE)]
#[insert_requires(name = "site_of_a_new_version", workspace_id, r#name = open)]
struct SiteMaster {
    id: String,
    #[references(Workspace::id)]
    workspace_id: Uuid,
    config_version_id: String,
    #[references(SiteMaster::id, with(workspace_id, config_version_id), on_delete = set_null(parent_id), initially_deferred)]
    parent_id: Option<String>,
    #[references(
        ConfigVersion::id,
        waive(scope, reason = "imported rows come from another workspace", until = "2028-02-29"),
    )]
    imported_from: Option<String>,
    colour: Option<Colour>,
    #[references(users::User::id)]
    editor: Option<String>,
}

schema! {
    /// The schema.
    pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"], tables = [Workspace, users::User, ConfigVersion, SiteMaster],
}

schema! { static SMALL, tables = [Workspace], postgres = 16..=16 }

/// Uses what is private.
pub fn use_small() -> usize {
    SMALL.tables.len()
}
