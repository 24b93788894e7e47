//! Table `config_versions`.

use schema_core::prelude::*;

use crate::{User, Workspace};

/// One edition of a workspace's rules: which tests there are, who delivers, who approves, in what order.
/// Administrators fill a draft and activate it; from then on it and all its master rows stay as they are, because
/// workflows are frozen to the version they started on. A change of the rules is a new version. At most one per
/// workspace is ACTIVE.
#[derive(Table)]
#[table(name = "config_versions", scoped_by = workspace_id)]
#[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE | ARCHIVED, ACTIVE => ARCHIVED)]
#[frozen(unless(status = DRAFT), except(activated_by, activated_at, archived_at, updated_at))]
#[immutable(workspace_id)]
#[unique(workspace_id, id)]
#[unique(workspace_id, version)]
#[index(
    workspace_id,
    unique,
    where = "status = 'ACTIVE'",
    name = "config_versions_one_active_per_workspace",
    comment = "holds: one ACTIVE version per workspace"
)]
#[index(workspace_id, supersedes_id, comment = "serves: foreign key supersedes_id, and the history of a version")]
#[index(created_by, created_at desc, comment = "serves: foreign key created_by, and the versions a person drew up")]
#[index(activated_by, comment = "serves: foreign key activated_by")]
#[index(
    workspace_id,
    status,
    created_at desc,
    include(version),
    name = "config_versions_workspace_id_status_created_at_idx",
    comment = "serves: a workspace's versions by status, newest first, with their numbers"
)]
#[index(
    workspace_id,
    activated_at desc,
    include(version),
    name = "config_versions_workspace_id_activated_at_idx",
    comment = "serves: which version was in force on a given day"
)]
#[index(updated_at, where = "status = 'DRAFT'", comment = "serves: the job that reminds of drafts long untouched")]
#[check(version_positive, "version > 0", comment = "Versions are counted from 1.")]
#[check(supersedes_another, "supersedes_id <> id", comment = "A version cannot replace itself.")]
pub struct ConfigVersion {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace whose rules these are.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Number that people see, counted from 1 in each workspace.
    pub version: i32,
    /// What the version is about, in one line.
    pub title: String,
    /// Where the version stands: DRAFT, then ACTIVE, then ARCHIVED; a draft may be archived unused.
    #[column(default = "'DRAFT'")]
    pub status: ConfigStatus,
    /// Version of the same workspace that this one was copied from and is to replace; NULL for the first.
    #[references(ConfigVersion::id, with(workspace_id), on_delete = restrict)]
    pub supersedes_id: Option<String>,
    /// What changed against the version before, for those who approve it.
    pub change_note: Option<String>,
    /// Settings of the version that have no table of their own.
    #[column(default = "'{}'::jsonb")]
    pub settings: Jsonb,
    /// Person who drew the version up.
    #[references(User::id, on_delete = restrict)]
    pub created_by: String,
    /// Person who activated it; NULL before that, and after the person was deleted.
    #[references(User::id, on_delete = set_null)]
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

/// Where a config version stands: `DRAFT → ACTIVE → ARCHIVED`, or `DRAFT → ARCHIVED`.
#[derive(TextEnum)]
pub enum ConfigStatus {
    /// Being written: its master rows may change, no workflow may start on it.
    Draft,
    /// In force: workflows start on it, its content is fixed.
    Active,
    /// Replaced, or given up as a draft: running workflows stay on it, none starts.
    Archived,
}
