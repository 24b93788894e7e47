//! Table `approval_policy_stages`.

use schema_core::prelude::*;

use super::{ApprovalPolicies, RoleMaster, Workspaces};

/// One step of an approval policy: whose turn it is, and how many of them must agree. A part of its policy, written and
/// deleted with it, and fixed with it once the config version is active.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(
    workspace_id,
    config_version_id,
    approval_policy_id,
    stage_order,
    name = "approval_policy_stages_approval_policy_id_stage_order_key"
)]
#[unique(workspace_id, config_version_id, id)]
#[index(
    workspace_id,
    config_version_id,
    escalate_after_hours,
    where = "escalate_after_hours IS NOT NULL",
    name = "approval_policy_stages_escalate_after_hours_idx",
    comment = "serves: the escalation job, the stages that have a limit"
)]
#[index(
    workspace_id,
    config_version_id,
    role_id,
    name = "approval_policy_stages_role_id_idx",
    comment = "serves: foreign key role_id, and where a role has a say"
)]
#[check(
    escalation_positive,
    "escalate_after_hours > 0",
    comment = "A limit of no time would escalate every stage as it starts; NULL means no limit."
)]
#[check(policy_stage_order_positive, "stage_order > 0", comment = "Stages are counted from 1.")]
#[trigger(
    approval_policy_stages_approval_policy_id_frozen_with,
    "AFTER INSERT OR DELETE OR UPDATE",
    execute = "public.approval_policy_stages_approval_policy_id_frozen_with()"
)]
pub struct ApprovalPolicyStages {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the stage belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the policy.
    pub config_version_id: String,
    /// Policy that the stage is a step of.
    #[references(ApprovalPolicies::id, with(workspace_id, config_version_id), on_delete = cascade, name = "approval_policy_stages_approval_policy_id_fkey")]
    pub approval_policy_id: String,
    /// Place in the policy, counted from 1; stages are passed in this order.
    pub stage_order: i32,
    /// Name that people see.
    pub name: String,
    /// Role of the same version that decides.
    #[references(RoleMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "approval_policy_stages_role_id_fkey")]
    pub role_id: String,
    /// How many of the role's people must approve.
    #[column(default = "'ANY_ONE'")]
    pub approval_rule: ApprovalPolicyStagesApprovalRule,
    /// Hours without a decision after which the role's superiors are told; NULL for never.
    pub escalate_after_hours: Option<i32>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum ApprovalPolicyStagesApprovalRule {
    AnyOne,
    Majority,
    All,
}
