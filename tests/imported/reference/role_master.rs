//! Table `role_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, Workspaces};

/// A role that people take in approvals, such as regional project manager or quality inspector. Policies name roles,
/// not people. Administrators write them into a draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(workspace_id, code, config_version_id, comment = "serves: one role in all versions, for comparing them")]
#[index(workspace_id, config_version_id, party, r#name, comment = "serves: the role picker, one party's roles by name")]
#[trigger(
    role_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.role_master_config_version_id_frozen_with()"
)]
pub struct RoleMaster {
    /// Key, generated; the same role has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the role belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the role is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// What the role answers for.
    pub description: Option<String>,
    /// Whose people take the role.
    #[column(default = "'OPERATOR'")]
    pub party: RoleMasterParty,
    /// Whether someone in this role may hand a stage to a colleague.
    #[column(default = "false")]
    pub may_delegate: bool,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum RoleMasterParty {
    Operator,
    Vendor,
}
