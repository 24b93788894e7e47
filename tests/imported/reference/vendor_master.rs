//! Table `vendor_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, Users, Workspaces};

/// A company that builds for the operator and submits its work for acceptance. Administrators write vendors into a
/// draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(created_by, comment = "serves: foreign key created_by")]
#[index(workspace_id, code, config_version_id, comment = "serves: one vendor in all versions, for comparing them")]
#[index(
    workspace_id,
    config_version_id,
    r#name,
    where = "accepts_new_work",
    comment = "serves: the vendor picker when a workflow is started"
)]
#[index(
    workspace_id,
    expr("lower(contact_email)"),
    name = "vendor_master_workspace_id_lower_contact_email_idx",
    comment = "serves: finding the vendor that a mail came from"
)]
#[trigger(
    vendor_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.vendor_master_config_version_id_frozen_with()"
)]
pub struct VendorMaster {
    /// Key, generated; the same vendor has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the vendor belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the vendor is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// Name of the company in contracts, where it differs.
    pub legal_name: Option<String>,
    /// Mail address for questions about a submission.
    pub contact_email: Option<String>,
    /// Whether new workflows may name the vendor; one whose contract ends keeps those it has.
    #[column(default = "true")]
    pub accepts_new_work: bool,
    /// Person who wrote the row.
    #[references(Users::id, on_delete = restrict)]
    pub created_by: String,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
