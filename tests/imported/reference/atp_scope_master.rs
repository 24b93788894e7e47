//! Table `atp_scope_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, Users, Workspaces};

/// A scope of acceptance testing (ATP): a body of work that is tested and accepted as one, such as the physical
/// installation of a site or the performance of a cluster. Scopes form a tree. Administrators write them into a draft
/// config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(created_by, comment = "serves: foreign key created_by")]
#[index(workspace_id, code, config_version_id, comment = "serves: one scope in all versions, for comparing them")]
#[index(
    workspace_id,
    config_version_id,
    kind,
    sort_order,
    name = "atp_scope_master_kind_sort_order_idx",
    comment = "serves: the scopes of one kind when a workflow is started"
)]
#[index(
    workspace_id,
    config_version_id,
    parent_scope_id,
    sort_order,
    name = "atp_scope_master_parent_scope_id_sort_order_idx",
    comment = "serves: foreign key parent_scope_id, and the parts of a scope in order"
)]
#[index(workspace_id, config_version_id, r#name, comment = "serves: a version's scopes by name")]
#[check(scope_parent_is_another, "parent_scope_id <> id", comment = "A scope cannot be a part of itself.")]
#[trigger(
    atp_scope_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.atp_scope_master_config_version_id_frozen_with()"
)]
pub struct AtpScopeMaster {
    /// Key, generated; the same scope has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the scope belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the scope is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version, for example ATP11A.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// What is tested and when it counts as passed.
    pub description: Option<String>,
    /// Kind of test.
    pub kind: AtpScopeMasterKind,
    /// Scope of the same version that this one is a part of; NULL at the top.
    #[references(AtpScopeMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "atp_scope_master_parent_scope_id_fkey")]
    pub parent_scope_id: Option<String>,
    /// Place among its siblings in lists, smallest first.
    #[column(default = "0")]
    pub sort_order: i32,
    /// Whether a workflow of this scope must name a site.
    #[column(default = "true")]
    pub requires_site: bool,
    /// Person who wrote the scope.
    #[references(Users::id, on_delete = restrict)]
    pub created_by: String,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum AtpScopeMasterKind {
    Physical,
    Software,
    Performance,
}
