//! Table `site_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, RegionMaster, Workspaces};

/// A place where equipment stands: a mast, a rooftop, a building, an exchange. Imported from the network inventory into
/// a draft config version; fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(workspace_id, code, config_version_id, comment = "serves: one site in all versions, for comparing them")]
#[index(
    workspace_id,
    config_version_id,
    latitude,
    longitude,
    name = "site_master_latitude_longitude_idx",
    comment = "serves: the map, sites within a band of latitude"
)]
#[index(workspace_id, config_version_id, r#name, comment = "serves: the site picker when a workflow is started")]
#[index(
    workspace_id,
    config_version_id,
    region_id,
    r#name,
    comment = "serves: foreign key region_id, and the sites of a region by name"
)]
#[index(workspace_id, inventory_id, comment = "serves: the import, finding a site by its key in the inventory")]
#[check(
    coordinates_on_earth,
    "(latitude BETWEEN ('-90'::integer)::numeric AND (90)::numeric) AND (longitude BETWEEN ('-180'::integer)::numeric AND (180)::numeric)",
    comment = "Catches coordinates that were swapped or given in other units; unknown ones are NULL."
)]
#[trigger(
    site_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.site_master_config_version_id_frozen_with()"
)]
pub struct SiteMaster {
    /// Key, generated; the same site has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the site belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the site is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name painted on the gate, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// Region of the same version that the site lies in.
    #[references(RegionMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "site_master_region_id_fkey")]
    pub region_id: String,
    /// Kind of site.
    #[column(default = "'MACRO'")]
    pub kind: SiteMasterKind,
    /// The site's key in the operator's network inventory; NULL until it is entered there.
    pub inventory_id: Option<String>,
    /// Postal address or a description of the way.
    pub address: Option<String>,
    /// Degrees north of the equator, WGS 84.
    pub latitude: Option<Numeric<9, 6>>,
    /// Degrees east of Greenwich, WGS 84.
    pub longitude: Option<Numeric<9, 6>>,
    /// Day the first equipment went on air; NULL for a site still being built.
    pub on_air_on: Option<Date>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum SiteMasterKind {
    Macro,
    SmallCell,
    Indoor,
    Core,
}
