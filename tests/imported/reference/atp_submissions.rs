//! Table `atp_submissions`.

use schema_core::prelude::*;

use super::{Users, VendorMaster, WorkflowInstances, Workspaces};

/// A vendor's evidence that work is done, handed in for a workflow. Someone of the vendor puts it together and submits
/// it; one that is returned stays as it was, and the vendor hands in another attempt.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, id)]
#[unique(
    workspace_id,
    config_version_id,
    workflow_instance_id,
    attempt,
    name = "atp_submissions_workflow_instance_id_attempt_key"
)]
#[index(submitted_by, created_at desc, comment = "serves: foreign key submitted_by, and what a person handed in")]
#[index(
    workspace_id,
    config_version_id,
    vendor_id,
    status,
    name = "atp_submissions_vendor_id_status_idx",
    comment = "serves: foreign key vendor_id, and a vendor's submissions by status"
)]
#[index(workspace_id, reviewed_at desc, where = "reviewed_at IS NOT NULL", comment = "serves: the report of how long reviews took")]
#[index(workspace_id, status, created_at desc, comment = "serves: a workspace's submissions by status, newest first")]
#[index(
    workspace_id,
    submitted_at,
    where = "status = 'SUBMITTED'::text",
    name = "atp_submissions_waiting_submitted_at_idx",
    comment = "serves: the reviewers' queue, longest waiting first"
)]
#[index(workspace_id, vendor_id, submitted_at desc, comment = "serves: what a vendor handed in, over its keys in all versions")]
#[index(workspace_id, workflow_instance_id, attempt desc, comment = "serves: the last attempt of a workflow, without knowing its config version")]
#[check(attempt_positive, "attempt > 0", comment = "Attempts are counted from 1.")]
#[trigger(atp_submissions_immutable, "AFTER UPDATE", execute = "public.atp_submissions_immutable()")]
#[trigger(
    atp_submissions_status_lifecycle,
    "AFTER INSERT OR UPDATE",
    execute = "public.atp_submissions_status_lifecycle()"
)]
pub struct AtpSubmissions {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the submission belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the workflow.
    pub config_version_id: String,
    /// Workflow that it is handed in for.
    #[references(WorkflowInstances::id, with(workspace_id, config_version_id), on_delete = restrict, name = "atp_submissions_workflow_instance_id_fkey")]
    pub workflow_instance_id: String,
    /// Vendor that hands it in; not always the workflow's, where a subcontractor does the paperwork.
    #[references(VendorMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "atp_submissions_vendor_id_fkey")]
    pub vendor_id: String,
    /// Which attempt of the workflow it is, counted from 1.
    #[column(default = "1")]
    pub attempt: i32,
    /// Where the submission stands: DRAFT, SUBMITTED, then ACCEPTED or RETURNED; either of the first may be WITHDRAWN.
    #[column(default = "'DRAFT'")]
    pub status: AtpSubmissionsStatus,
    /// Person of the vendor who puts it together and answers for it.
    #[references(Users::id, on_delete = restrict)]
    pub submitted_by: String,
    /// What the vendor has to say about it.
    pub remark: Option<String>,
    /// When it was handed in; NULL while a draft.
    pub submitted_at: Option<Timestamptz>,
    /// When it was accepted or returned; NULL before that.
    pub reviewed_at: Option<Timestamptz>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum AtpSubmissionsStatus {
    Draft,
    Submitted,
    Accepted,
    Returned,
    Withdrawn,
}
