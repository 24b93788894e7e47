//! Table `document_type_master`.

use schema_core::prelude::*;

use crate::{ConfigVersion, Workspace};

/// A kind of evidence that a submission carries, such as a test report, photographs or a licence file. Administrators
/// write them into a draft config version; they are fixed once it is active.
#[derive(Table)]
#[table(name = "document_type_master", scoped_by(workspace_id, config_version_id))]
#[frozen_with(config_version_id)]
#[unique(workspace_id, config_version_id, id)]
#[unique(workspace_id, config_version_id, code)]
#[index(
    workspace_id,
    code,
    config_version_id,
    comment = "serves: one document type in all versions, for comparing them"
)]
#[index(workspace_id, config_version_id, name, comment = "serves: a version's document types by name")]
#[index(
    workspace_id,
    config_version_id,
    sort_order,
    where = "is_mandatory",
    name = "document_type_master_mandatory_sort_order_idx",
    comment = "serves: the checklist of a submission, what must not be missing"
)]
pub struct DocumentTypeMaster {
    /// Key, generated; the same document type has another in each config version.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace the document type belongs to.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the document type is part of.
    #[references(ConfigVersion::id, with(workspace_id), on_delete = restrict)]
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
    #[column(default = "'[]'::jsonb")]
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
