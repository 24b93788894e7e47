//! Table `workflow_instances`.

use schema_core::prelude::*;

use super::{ApprovalPolicies, AtpScopeMaster, ConfigVersions, SiteMaster, Users, VendorMaster, Workspaces};

/// One piece of work on its way to acceptance: a vendor's work of one scope, mostly at one site. A coordinator starts
/// it on the workspace's active config version, and it stays on that version to its end, whatever is activated later.
/// It changes as its stages are decided.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(workspace_id, config_version_id, id)]
#[unique(workspace_id, reference_number)]
#[index(created_by, created_at desc, comment = "serves: foreign key created_by, and the workflows a person started")]
#[index(workspace_id, closed_at desc, where = "closed_at IS NOT NULL", comment = "serves: the monthly report of what was accepted and what was not")]
#[index(
    workspace_id,
    config_version_id,
    approval_policy_id,
    name = "workflow_instances_approval_policy_id_idx",
    comment = "serves: foreign key approval_policy_id"
)]
#[index(
    workspace_id,
    config_version_id,
    scope_id,
    comment = "serves: foreign key scope_id, and the workflows of a scope"
)]
#[index(workspace_id, config_version_id, site_id, comment = "serves: foreign key site_id, and the workflows at a site")]
#[index(
    workspace_id,
    config_version_id,
    status,
    comment = "serves: how much open work a replaced config version still carries"
)]
#[index(workspace_id, config_version_id, vendor_id, created_at desc, name = "workflow_instances_vendor_id_created_at_idx", comment = "serves: foreign key vendor_id, and a vendor's workflows, newest first")]
#[index(workspace_id, created_at desc, comment = "serves: the main list with no filter, newest first")]
#[index(
    workspace_id,
    due_on,
    where = "status IN ('PENDING', 'IN_PROGRESS')",
    name = "workflow_instances_open_due_on_idx",
    comment = "serves: open work by due date, overdue first"
)]
#[index(workspace_id, site_id, created_at desc, comment = "serves: a site's history, over its keys in all versions")]
#[index(workspace_id, status, created_at desc, include(reference_number), name = "workflow_instances_workspace_id_status_created_at_idx", comment = "serves: the main list, by status, newest first, with the numbers")]
#[index(workspace_id, updated_at, comment = "serves: the export to the data warehouse, what changed since last time")]
#[index(workspace_id, vendor_id, status, comment = "serves: a vendor's score card, over its keys in all versions")]
#[check(
    closed_not_before_started,
    "closed_at >= started_at",
    comment = "Work cannot end before it began; what has not begun or not ended is not compared."
)]
#[trigger(
    workflow_instances_config_version_id_requires,
    "AFTER INSERT OR UPDATE",
    execute = "public.workflow_instances_config_version_id_requires()"
)]
#[trigger(workflow_instances_immutable, "AFTER UPDATE", execute = "public.workflow_instances_immutable()")]
#[trigger(
    workflow_instances_status_lifecycle,
    "AFTER INSERT OR UPDATE",
    execute = "public.workflow_instances_status_lifecycle()"
)]
pub struct WorkflowInstances {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the workflow belongs to. Never changes.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version the workflow is frozen to: the one active when it started. Never changes.
    #[references(ConfigVersions::id, with(workspace_id), on_delete = restrict)]
    pub config_version_id: String,
    /// Number that people quote, unique in the workspace, for example ATP-2025-00042.
    pub reference_number: String,
    /// What the work is, in one line.
    pub title: String,
    /// Where the workflow stands: PENDING, IN_PROGRESS, then APPROVED, REJECTED or CANCELLED. A rejected one may resume
    /// as IN_PROGRESS.
    #[column(default = "'PENDING'")]
    pub status: WorkflowInstancesStatus,
    /// Scope that is tested.
    #[references(AtpScopeMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_instances_scope_id_fkey")]
    pub scope_id: String,
    /// Vendor that did the work.
    #[references(VendorMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_instances_vendor_id_fkey")]
    pub vendor_id: String,
    /// Site of the work; NULL for a scope that has none, such as software of the whole network.
    #[references(SiteMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_instances_site_id_fkey")]
    pub site_id: Option<String>,
    /// Policy its stages were copied from; NULL until one is chosen.
    #[references(ApprovalPolicies::id, with(workspace_id, config_version_id), on_delete = restrict, name = "workflow_instances_approval_policy_id_fkey")]
    pub approval_policy_id: Option<String>,
    /// Person who started the workflow; NULL if another system did, or after the person was deleted.
    #[references(Users::id, on_delete = set_null)]
    pub created_by: Option<String>,
    /// Day by which it should be decided, in the workspace's time zone; NULL for none.
    pub due_on: Option<Date>,
    /// When the first stage began; NULL while PENDING.
    pub started_at: Option<Timestamptz>,
    /// When it was approved, rejected or cancelled; NULL while open, and again after a rejected one resumed.
    pub closed_at: Option<Timestamptz>,
    /// Further facts that the workspace wants recorded, such as a purchase order.
    #[column(default = "'{}'")]
    pub attributes: Jsonb,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum WorkflowInstancesStatus {
    Pending,
    InProgress,
    Approved,
    Rejected,
    Cancelled,
}
