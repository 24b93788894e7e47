//! Table `config_versions`.

use schema_core::prelude::*;

use super::{Users, Workspaces};

/// One edition of a workspace's rules: which tests there are, who delivers, who approves, in what order. Administrators
/// fill a draft and activate it; from then on it and all its master rows stay as they are, because workflows are frozen
/// to the version they started on. A change of the rules is a new version. At most one per workspace is ACTIVE.
#[derive(Table)]
#[table(scoped_by = workspace_id)]
#[unique(workspace_id, id)]
#[unique(workspace_id, version)]
#[index(activated_by, comment = "serves: foreign key activated_by")]
#[index(created_by, created_at desc, comment = "serves: foreign key created_by, and the versions a person drew up")]
#[index(
    updated_at,
    where = "status = 'DRAFT'::text",
    comment = "serves: the job that reminds of drafts long untouched"
)]
#[index(workspace_id, activated_at desc, include(version), name = "config_versions_workspace_id_activated_at_idx", comment = "serves: which version was in force on a given day")]
#[index(workspace_id, status, created_at desc, include(version), name = "config_versions_workspace_id_status_created_at_idx", comment = "serves: a workspace's versions by status, newest first, with their numbers")]
#[index(workspace_id, supersedes_id, comment = "serves: foreign key supersedes_id, and the history of a version")]
#[index(
    workspace_id,
    unique,
    where = "status = 'ACTIVE'::text",
    name = "config_versions_one_active_per_workspace",
    comment = "holds: one ACTIVE version per workspace"
)]
#[check(supersedes_another, "supersedes_id <> id", comment = "A version cannot replace itself.")]
#[check(version_positive, "version > 0", comment = "Versions are counted from 1.")]
#[trigger(config_versions_frozen, "AFTER DELETE OR UPDATE", execute = "public.config_versions_frozen()")]
#[trigger(config_versions_immutable, "AFTER UPDATE", execute = "public.config_versions_immutable()")]
#[trigger(
    config_versions_status_lifecycle,
    "AFTER INSERT OR UPDATE",
    execute = "public.config_versions_status_lifecycle()"
)]
pub struct ConfigVersions {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace whose rules these are.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Number that people see, counted from 1 in each workspace.
    pub version: i32,
    /// What the version is about, in one line.
    pub title: String,
    /// Where the version stands: DRAFT, then ACTIVE, then ARCHIVED; a draft may be archived unused.
    #[column(default = "'DRAFT'")]
    pub status: ConfigVersionsStatus,
    /// Version of the same workspace that this one was copied from and is to replace; NULL for the first.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub supersedes_id: Option<String>,
    /// What changed against the version before, for those who approve it.
    pub change_note: Option<String>,
    /// Settings of the version that have no table of their own.
    #[column(default = "'{}'")]
    pub settings: Jsonb,
    /// Person who drew the version up.
    #[references(Users::id, on_delete = restrict)]
    pub created_by: String,
    /// Person who activated it; NULL before that, and after the person was deleted.
    #[references(Users::id, on_delete = set_null)]
    pub activated_by: Option<String>,
    /// When it was activated; NULL before that.
    pub activated_at: Option<Timestamptz>,
    /// When it was archived; NULL before that.
    pub archived_at: Option<Timestamptz>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum ConfigVersionsStatus {
    Draft,
    Active,
    Archived,
}
