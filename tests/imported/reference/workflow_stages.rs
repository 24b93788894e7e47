//! Table `workflow_stages`.

use schema_core::prelude::*;

use super::{ApprovalPolicyStages, RoleMaster, Users, WorkflowInstances, Workspaces};

/// One step of one workflow: a role's turn to decide. Copied from the policy when the workflow starts, and a part of
/// the workflow: deleted with it. It changes as it is assigned and decided.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(
    workspace_id,
    config_version_id,
    workflow_instance_id,
    stage_order,
    name = "workflow_stages_workflow_instance_id_stage_order_key"
)]
#[unique(workspace_id, id)]
#[index(assigned_to, status, due_at, comment = "serves: foreign key assigned_to, and a person's work everywhere")]
#[index(
    due_at,
    where = "status = 'IN_PROGRESS'::text",
    name = "workflow_stages_running_due_at_idx",
    comment = "serves: the escalation job, overdue stages of all workspaces"
)]
#[index(workflow_instance_id, status, comment = "serves: the stage that a workflow is at, by the workflow's key alone")]
#[index(
    workspace_id,
    assigned_to,
    due_at,
    where = "status IN ('PENDING', 'IN_PROGRESS')",
    name = "workflow_stages_open_assigned_to_due_at_idx",
    comment = "serves: a person's inbox in a workspace: open work by assignee, most urgent first"
)]
#[index(workspace_id, completed_at desc, where = "completed_at IS NOT NULL", comment = "serves: the report of how long stages took")]
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
#[index(workspace_id, created_at desc, comment = "serves: a workspace's newest stages")]
#[index(
    workspace_id,
    role_id,
    created_at,
    where = "(assigned_to IS NULL) AND (status = 'IN_PROGRESS'::text)",
    name = "workflow_stages_unassigned_role_id_created_at_idx",
    comment = "serves: a role's work that nobody has taken, oldest first"
)]
#[index(workspace_id, status, due_at, comment = "serves: a workspace's stages by status, most urgent first")]
#[check(workflow_stage_order_positive, "stage_order > 0", comment = "Stages are counted from 1.")]
#[trigger(workflow_stages_immutable, "AFTER UPDATE", execute = "public.workflow_stages_immutable()")]
#[trigger(
    workflow_stages_status_lifecycle,
    "AFTER INSERT OR UPDATE",
    execute = "public.workflow_stages_status_lifecycle()"
)]
pub struct WorkflowStages {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the stage belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the workflow.
    pub config_version_id: String,
    /// Workflow that the stage is a step of.
    #[references(WorkflowInstances::id, with(workspace_id, config_version_id), on_delete = cascade, name = "workflow_stages_workflow_instance_id_fkey")]
    pub workflow_instance_id: String,
    /// Policy stage of the same version that this one was copied from.
    #[references(ApprovalPolicyStages::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_stages_policy_stage_id_fkey")]
    pub policy_stage_id: String,
    /// Role of the same version that decides.
    #[references(RoleMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_stages_role_id_fkey")]
    pub role_id: String,
    /// Place in the workflow, counted from 1.
    pub stage_order: i32,
    /// Where the stage stands: PENDING, IN_PROGRESS, then APPROVED, REJECTED or SKIPPED; a rejected one may resume.
    #[column(default = "'PENDING'")]
    pub status: WorkflowStagesStatus,
    /// Person who has taken the stage; NULL while nobody has, and after the person was deleted.
    #[references(Users::id, on_delete = set_null)]
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

#[derive(TextEnum)]
pub enum WorkflowStagesStatus {
    Pending,
    InProgress,
    Approved,
    Rejected,
    Skipped,
}
