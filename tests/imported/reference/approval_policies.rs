//! Table `approval_policies`.

use schema_core::prelude::*;

use super::{AtpScopeMaster, ConfigVersions, Users, Workspaces};

/// The way that workflows of one scope take to acceptance: a named sequence of stages. Administrators write policies
/// into a draft config version; they are fixed once it is active. When a workflow starts, its stages are copied from
/// the policy chosen.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(created_by, comment = "serves: foreign key created_by")]
#[index(workspace_id, code, config_version_id, comment = "serves: one policy in all versions, for comparing them")]
#[index(workspace_id, config_version_id, r#name, comment = "serves: a version's policies by name")]
#[index(
    workspace_id,
    config_version_id,
    scope_id,
    priority,
    name = "approval_policies_scope_id_priority_idx",
    comment = "serves: foreign key scope_id, and choosing a scope's policy by priority"
)]
#[trigger(
    approval_policies_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.approval_policies_config_version_id_frozen_with()"
)]
pub struct ApprovalPolicies {
    /// Key, generated; the same policy has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the policy belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the policy is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// Scope of the same version that the policy is for.
    #[references(AtpScopeMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "approval_policies_scope_id_fkey")]
    pub scope_id: String,
    /// Which of a scope's policies is tried first, smallest first.
    #[column(default = "0")]
    pub priority: i32,
    /// When the policy applies, as conditions on the workflow that the application reads; empty for always.
    #[column(default = "'{}'")]
    pub conditions: Jsonb,
    /// Person who wrote the policy.
    #[references(Users::id, on_delete = restrict)]
    pub created_by: String,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
