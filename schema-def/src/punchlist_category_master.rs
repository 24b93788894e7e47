//! Table `punchlist_category_master`.

use schema_core::prelude::*;

use crate::{ConfigVersion, RoleMaster, Workspace};

/// A category of defect, which says how grave it is and who may declare it fixed. Administrators write them into a
/// draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(name = "punchlist_category_master", scoped_by(workspace_id, config_version_id))]
#[frozen_with(config_version_id)]
#[unique(workspace_id, config_version_id, id)]
#[unique(workspace_id, config_version_id, code, name = "punchlist_category_master_code_key")]
#[index(
    workspace_id,
    config_version_id,
    closing_role_id,
    name = "punchlist_category_master_closing_role_id_idx",
    comment = "serves: foreign key closing_role_id"
)]
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
    severity,
    name,
    name = "punchlist_category_master_severity_name_idx",
    comment = "serves: the category picker when a defect is raised"
)]
pub struct PunchlistCategoryMaster {
    /// Key, generated; the same category has another in each config version.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace the category belongs to.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the category is part of.
    #[references(ConfigVersion::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// How grave a defect of this category is.
    #[column(default = "'MINOR'")]
    pub severity: Severity,
    /// Role of the same version that may close such a defect; NULL for any, also after the role was deleted.
    #[references(
        RoleMaster::id,
        with(workspace_id, config_version_id),
        on_delete = set_null(closing_role_id),
        name = "punchlist_category_master_closing_role_id_fkey"
    )]
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

/// How grave a defect is.
#[derive(TextEnum)]
pub enum Severity {
    /// To be fixed, but the work is accepted meanwhile.
    Minor,
    /// To be fixed before the final stage.
    Major,
    /// Stops the workflow at once: a danger to people or to the network.
    Critical,
}
