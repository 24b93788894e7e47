//! Table `region_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, Workspaces};

/// A part of the network's area, such as a province and the clusters in it. Regions form a tree that sites hang on.
/// Administrators write them into a draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(workspace_id, code, config_version_id, comment = "serves: one region in all versions, for comparing them")]
#[index(
    workspace_id,
    config_version_id,
    parent_region_id,
    r#name,
    name = "region_master_parent_region_id_name_idx",
    comment = "serves: foreign key parent_region_id, and the regions within one by name"
)]
#[index(workspace_id, config_version_id, r#name, comment = "serves: a version's regions by name")]
#[check(region_parent_is_another, "parent_region_id <> id", comment = "A region cannot be a part of itself.")]
#[trigger(
    region_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.region_master_config_version_id_frozen_with()"
)]
pub struct RegionMaster {
    /// Key, generated; the same region has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the region belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the region is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// Region of the same version that this one lies in; NULL at the top.
    #[references(RegionMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "region_master_parent_region_id_fkey")]
    pub parent_region_id: Option<String>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
