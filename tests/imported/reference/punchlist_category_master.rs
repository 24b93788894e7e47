//! Table `punchlist_category_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, RoleMaster, Workspaces};

/// A category of defect, which says how grave it is and who may declare it fixed. Administrators write them into a
/// draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code, name = "punchlist_category_master_code_key")]
#[unique(workspace_id, config_version_id, id)]
#[index(
    workspace_id,
    code,
    config_version_id,
    name = "punchlist_category_master_code_across_versions_idx",
    comment = "serves: one category in all versions, for comparing them"
)]
#[index(
    workspace_id,
    config_version_id,
    closing_role_id,
    name = "punchlist_category_master_closing_role_id_idx",
    comment = "serves: foreign key closing_role_id"
)]
#[index(
    workspace_id,
    config_version_id,
    severity,
    r#name,
    name = "punchlist_category_master_severity_name_idx",
    comment = "serves: the category picker when a defect is raised"
)]
#[trigger(
    punchlist_category_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.punchlist_category_master_config_version_id_frozen_with()"
)]
pub struct PunchlistCategoryMaster {
    /// Key, generated; the same category has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the category belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the category is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// How grave a defect of this category is.
    #[column(default = "'MINOR'")]
    pub severity: PunchlistCategoryMasterSeverity,
    /// Role of the same version that may close such a defect; NULL for any, also after the role was deleted.
    #[references(RoleMaster::id, with(workspace_id, config_version_id), on_delete = set_null(closing_role_id), name = "punchlist_category_master_closing_role_id_fkey")]
    pub closing_role_id: Option<String>,
    /// Days that the vendor has to fix it; NULL where there is no limit.
    pub days_to_fix: Option<i32>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum PunchlistCategoryMasterSeverity {
    Minor,
    Major,
    Critical,
}
