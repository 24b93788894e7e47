//! Table `workflow_stages`.

use schema_core::prelude::*;

use crate::{ApprovalPolicyStage, RoleMaster, User, WorkflowInstance, Workspace};

/// One step of one workflow: a role's turn to decide. Copied from the policy when the workflow starts, and a part of
/// the workflow: deleted with it. It changes as it is assigned and decided.
#[derive(Table)]
#[table(name = "workflow_stages", scoped_by(workspace_id, config_version_id))]
#[lifecycle(
    status,
    initial = PENDING,
    PENDING => IN_PROGRESS | SKIPPED,
    IN_PROGRESS => APPROVED | REJECTED | SKIPPED,
    REJECTED => IN_PROGRESS
)]
#[immutable(workspace_id, config_version_id)]
#[unique(workspace_id, id)]
#[unique(
    workspace_id,
    config_version_id,
    workflow_instance_id,
    stage_order,
    name = "workflow_stages_workflow_instance_id_stage_order_key"
)]
#[index(
    workspace_id,
    config_version_id,
    policy_stage_id,
    name = "workflow_stages_policy_stage_id_idx",
    comment = "serves: foreign key policy_stage_id"
)]
#[index(
    workspace_id,
    config_version_id,
    role_id,
    status,
    name = "workflow_stages_role_id_status_idx",
    comment = "serves: foreign key role_id, and the queue of a role"
)]
#[index(assigned_to, status, due_at, comment = "serves: foreign key assigned_to, and a person's work everywhere")]
#[index(workspace_id, status, due_at, comment = "serves: a workspace's stages by status, most urgent first")]
#[index(
    workspace_id,
    assigned_to,
    due_at,
    where = "status IN ('PENDING', 'IN_PROGRESS')",
    name = "workflow_stages_open_assigned_to_due_at_idx",
    comment = "serves: a person's inbox in a workspace: open work by assignee, most urgent first"
)]
#[index(
    workspace_id,
    role_id,
    created_at,
    where = "assigned_to IS NULL AND status = 'IN_PROGRESS'",
    name = "workflow_stages_unassigned_role_id_created_at_idx",
    comment = "serves: a role's work that nobody has taken, oldest first"
)]
#[index(workspace_id, created_at desc, comment = "serves: a workspace's newest stages")]
#[index(
    due_at,
    where = "status = 'IN_PROGRESS'",
    name = "workflow_stages_running_due_at_idx",
    comment = "serves: the escalation job, overdue stages of all workspaces"
)]
#[index(
    workspace_id,
    completed_at desc,
    where = "completed_at IS NOT NULL",
    comment = "serves: the report of how long stages took"
)]
#[index(workflow_instance_id, status, comment = "serves: the stage that a workflow is at, by the workflow's key alone")]
#[check(workflow_stage_order_positive, "stage_order > 0", comment = "Stages are counted from 1.")]
pub struct WorkflowStage {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace the stage belongs to.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the workflow.
    pub config_version_id: String,
    /// Workflow that the stage is a step of.
    #[references(
        WorkflowInstance::id,
        with(workspace_id, config_version_id),
        on_delete = cascade,
        name = "workflow_stages_workflow_instance_id_fkey"
    )]
    pub workflow_instance_id: String,
    /// Policy stage of the same version that this one was copied from.
    #[references(
        ApprovalPolicyStage::id,
        with(workspace_id, config_version_id),
        on_delete = restrict,
        name = "workflow_stages_policy_stage_id_fkey"
    )]
    pub policy_stage_id: String,
    /// Role of the same version that decides.
    #[references(
        RoleMaster::id,
        with(workspace_id, config_version_id),
        on_delete = restrict,
        name = "workflow_stages_role_id_fkey"
    )]
    pub role_id: String,
    /// Place in the workflow, counted from 1.
    pub stage_order: i32,
    /// Where the stage stands: PENDING, IN_PROGRESS, then APPROVED, REJECTED or SKIPPED; a rejected one may resume.
    #[column(default = "'PENDING'")]
    pub status: StageStatus,
    /// Person who has taken the stage; NULL while nobody has, and after the person was deleted.
    #[references(User::id, on_delete = set_null)]
    pub assigned_to: Option<String>,
    /// When a decision is expected; NULL before the stage begins, or for no limit.
    pub due_at: Option<Timestamptz>,
    /// When its turn came; NULL before that.
    pub started_at: Option<Timestamptz>,
    /// When it was approved, rejected or skipped; NULL before that.
    pub completed_at: Option<Timestamptz>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

/// Where a stage stands: `PENDING → IN_PROGRESS → APPROVED | REJECTED`, `REJECTED → IN_PROGRESS`; `PENDING` or
/// `IN_PROGRESS → SKIPPED`.
#[derive(TextEnum)]
pub enum StageStatus {
    /// Its turn has not come.
    Pending,
    /// Waiting for decisions.
    InProgress,
    /// Passed.
    Approved,
    /// Failed; resumes when the workflow does.
    Rejected,
    /// Never decided, because the workflow was cancelled or the stage did not apply.
    Skipped,
}
