//! Table `site_master`.

use schema_core::prelude::*;

use crate::{ConfigVersion, RegionMaster, Workspace};

/// A place where equipment stands: a mast, a rooftop, a building, an exchange. Imported from the network inventory
/// into a draft config version; fixed once it is active.
#[derive(Table)]
#[table(name = "site_master", scoped_by(workspace_id, config_version_id))]
#[frozen_with(config_version_id)]
#[unique(workspace_id, config_version_id, id)]
#[unique(workspace_id, config_version_id, code)]
#[index(
    workspace_id,
    config_version_id,
    region_id,
    name,
    comment = "serves: foreign key region_id, and the sites of a region by name"
)]
#[index(workspace_id, code, config_version_id, comment = "serves: one site in all versions, for comparing them")]
#[index(workspace_id, config_version_id, name, comment = "serves: the site picker when a workflow is started")]
#[index(
    workspace_id,
    config_version_id,
    latitude,
    longitude,
    name = "site_master_latitude_longitude_idx",
    comment = "serves: the map, sites within a band of latitude"
)]
#[index(workspace_id, inventory_id, comment = "serves: the import, finding a site by its key in the inventory")]
#[check(
    coordinates_on_earth,
    "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
    comment = "Catches coordinates that were swapped or given in other units; unknown ones are NULL."
)]
pub struct SiteMaster {
    /// Key, generated; the same site has another in each config version.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace the site belongs to.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the site is part of.
    #[references(ConfigVersion::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name painted on the gate, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// Region of the same version that the site lies in.
    #[references(
        RegionMaster::id,
        with(workspace_id, config_version_id),
        on_delete = restrict,
        name = "site_master_region_id_fkey"
    )]
    pub region_id: String,
    /// Kind of site.
    #[column(default = "'MACRO'")]
    pub kind: SiteKind,
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

/// What kind of place a site is.
#[derive(TextEnum)]
pub enum SiteKind {
    /// A mast or rooftop that covers kilometres.
    Macro,
    /// A street cabinet or lamp post that covers a block.
    SmallCell,
    /// Antennas inside a building.
    Indoor,
    /// An exchange or data centre without antennas.
    Core,
}
