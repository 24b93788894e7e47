//! Table `document_type_master`.

use schema_core::prelude::*;

use super::{ConfigVersions, Workspaces};

/// A kind of evidence that a submission carries, such as a test report, photographs or a licence file. Administrators
/// write them into a draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, code)]
#[unique(workspace_id, config_version_id, id)]
#[index(
    workspace_id,
    code,
    config_version_id,
    comment = "serves: one document type in all versions, for comparing them"
)]
#[index(workspace_id, config_version_id, r#name, comment = "serves: a version's document types by name")]
#[index(
    workspace_id,
    config_version_id,
    sort_order,
    where = "is_mandatory",
    name = "document_type_master_mandatory_sort_order_idx",
    comment = "serves: the checklist of a submission, what must not be missing"
)]
#[trigger(
    document_type_master_config_version_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.document_type_master_config_version_id_frozen_with()"
)]
pub struct DocumentTypeMaster {
    /// Key, generated; the same document type has another in each config version.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the document type belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the document type is part of.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Short name, unique in the version and kept from version to version.
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// What a good document of this type shows.
    pub description: Option<String>,
    /// Whether a submission is incomplete without one.
    #[column(default = "false")]
    pub is_mandatory: bool,
    /// Media types that may be uploaded, as a JSON array; empty for any.
    #[column(default = "'[]'")]
    pub accepted_media_types: Jsonb,
    /// Place in checklists, smallest first.
    #[column(default = "0")]
    pub sort_order: i32,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
