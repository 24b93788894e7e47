//! Table `stage_decisions`.

use schema_core::prelude::*;

use super::{Users, WorkflowStages, Workspaces};

/// What one person decided on a stage. Made when the person decides and never changed: someone who thinks again adds
/// another. A part of the stage: deleted with it.
#[derive(Table)]
#[table(scoped_by = workspace_id)]
#[index(decided_by, decided_at desc, comment = "serves: foreign key decided_by, and what a person decided")]
#[index(workspace_id, decided_at desc, comment = "serves: the audit trail of a workspace, newest first")]
#[index(workspace_id, decision, decided_at desc, comment = "serves: the report of rejections and returns")]
#[index(workspace_id, workflow_stage_id, decided_at desc, comment = "serves: foreign key workflow_stage_id, and the decisions on a stage, last one first")]
#[trigger(stage_decisions_immutable, "AFTER UPDATE", execute = "public.stage_decisions_immutable()")]
pub struct StageDecisions {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the decision belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Stage that was decided on.
    #[references(WorkflowStages::id, with(workspace_id), on_delete = cascade)]
    pub workflow_stage_id: String,
    /// What was decided.
    pub decision: StageDecisionsDecision,
    /// Why; people see it, and the application asks for it unless the stage was approved.
    pub remark: Option<String>,
    /// Person who decided.
    #[references(Users::id, on_delete = restrict)]
    pub decided_by: String,
    /// When it was decided.
    #[column(default = "now()")]
    pub decided_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum StageDecisionsDecision {
    Approve,
    ApproveWithPunchlist,
    Return,
    Reject,
}
