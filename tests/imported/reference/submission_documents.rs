//! Table `submission_documents`.

use schema_core::prelude::*;

use super::{AtpSubmissions, DocumentTypeMaster, Workspaces};

/// One file of a submission. The row says what it is and where it lies; the content is in the object store. Made when
/// the vendor uploads it, and a part of the submission: deleted with it.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(
    workspace_id,
    config_version_id,
    submission_id,
    document_type_id,
    file_name,
    name = "submission_documents_submission_id_type_file_name_key"
)]
#[index(
    workspace_id,
    config_version_id,
    document_type_id,
    name = "submission_documents_document_type_id_idx",
    comment = "serves: foreign key document_type_id"
)]
#[index(workspace_id, created_at desc, comment = "serves: a workspace's newest uploads")]
#[index(
    workspace_id,
    expr("lower(file_name)"),
    name = "submission_documents_workspace_id_lower_file_name_idx",
    comment = "serves: finding a file by name, in whatever case it is asked for"
)]
#[index(workspace_id, sha256, comment = "serves: finding the same file handed in twice, for two sites say")]
#[check(size_not_negative, "size_bytes >= 0", comment = "An empty file is possible, a negative one is a bug.")]
#[trigger(submission_documents_immutable, "AFTER UPDATE", execute = "public.submission_documents_immutable()")]
pub struct SubmissionDocuments {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the document belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the submission.
    pub config_version_id: String,
    /// Submission that the document is part of.
    #[references(AtpSubmissions::id, with(workspace_id, config_version_id), on_delete = cascade, name = "submission_documents_submission_id_fkey")]
    pub submission_id: String,
    /// Document type of the same version.
    #[references(DocumentTypeMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "submission_documents_document_type_id_fkey")]
    pub document_type_id: String,
    /// Name of the file as it was uploaded.
    pub file_name: String,
    /// Media type, for example application/pdf.
    pub media_type: String,
    /// Size of the content in bytes.
    pub size_bytes: i64,
    /// SHA-256 of the content, 64 hexadecimal digits.
    pub sha256: String,
    /// Where the content lies in the object store.
    pub storage_key: String,
    /// When it was uploaded.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
}
