//! Table `stage_decisions`.

use schema_core::prelude::*;

use crate::{User, WorkflowStage, Workspace};

/// What one person decided on a stage. Made when the person decides and never changed: someone who thinks again adds
/// another. A part of the stage: deleted with it.
#[derive(Table)]
#[table(name = "stage_decisions", scoped_by = workspace_id)]
#[immutable]
#[index(
    workspace_id,
    workflow_stage_id,
    decided_at desc,
    comment = "serves: foreign key workflow_stage_id, and the decisions on a stage, last one first"
)]
#[index(decided_by, decided_at desc, comment = "serves: foreign key decided_by, and what a person decided")]
#[index(workspace_id, decision, decided_at desc, comment = "serves: the report of rejections and returns")]
#[index(workspace_id, decided_at desc, comment = "serves: the audit trail of a workspace, newest first")]
pub struct StageDecision {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub id: String,
    /// Workspace the decision belongs to.
    #[references(Workspace::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Stage that was decided on.
    #[references(WorkflowStage::id, with(workspace_id), on_delete = cascade)]
    pub workflow_stage_id: String,
    /// What was decided.
    pub decision: Decision,
    /// Why; people see it, and the application asks for it unless the stage was approved.
    pub remark: Option<String>,
    /// Person who decided.
    #[references(User::id, on_delete = restrict)]
    pub decided_by: String,
    /// When it was decided.
    #[column(default = "now()")]
    pub decided_at: Timestamptz,
}

/// What a person decides on a stage.
#[derive(TextEnum)]
pub enum Decision {
    /// The work is good.
    Approve,
    /// The work is good but for defects that are on the punchlist.
    ApproveWithPunchlist,
    /// Evidence is missing or unreadable: the vendor is to submit again.
    Return,
    /// The work is not good.
    Reject,
}
