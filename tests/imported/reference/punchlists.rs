//! Table `punchlists`.

use schema_core::prelude::*;

use super::{PunchlistCategoryMaster, Users, WorkflowInstances, Workspaces};

/// One defect found in the work of a workflow, an item of its punchlist. An approver or inspector raises it, the vendor
/// resolves it, and the role that its category names closes it.
#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id))]
#[unique(
    workspace_id,
    config_version_id,
    workflow_instance_id,
    item_number,
    name = "punchlists_workflow_instance_id_item_number_key"
)]
#[index(
    due_on,
    where = "status = 'OPEN'::text",
    name = "punchlists_open_due_on_idx",
    comment = "serves: the reminder job, overdue defects of all workspaces"
)]
#[index(raised_by, created_at desc, comment = "serves: foreign key raised_by, and the defects a person raised")]
#[index(workspace_id, closed_at desc, where = "closed_at IS NOT NULL", comment = "serves: the report of how long defects stayed open")]
#[index(
    workspace_id,
    config_version_id,
    category_id,
    status,
    name = "punchlists_category_id_status_idx",
    comment = "serves: foreign key category_id, and a version's defects of a category by status"
)]
#[index(workspace_id, created_at desc, comment = "serves: a workspace's newest defects")]
#[index(workspace_id, status, due_on, comment = "serves: a workspace's defects by status, most urgent first")]
#[index(workspace_id, updated_at, comment = "serves: the export to the data warehouse, what changed since last time")]
#[index(
    workspace_id,
    workflow_instance_id,
    where = "status IN ('OPEN', 'RESOLVED')",
    name = "punchlists_open_workflow_instance_id_idx",
    comment = "serves: whether open defects still keep a workflow from being approved"
)]
#[trigger(punchlists_immutable, "AFTER UPDATE", execute = "public.punchlists_immutable()")]
#[trigger(punchlists_status_lifecycle, "AFTER INSERT OR UPDATE", execute = "public.punchlists_status_lifecycle()")]
pub struct Punchlists {
    /// Key, generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Workspace the defect belongs to.
    #[references(Workspaces::id, on_delete = restrict)]
    pub workspace_id: Uuid,
    /// Config version of the workflow.
    pub config_version_id: String,
    /// Workflow whose work is defective.
    #[references(WorkflowInstances::id, with(workspace_id, config_version_id), on_delete = restrict, name = "punchlists_workflow_instance_id_fkey")]
    pub workflow_instance_id: String,
    /// Category of the same version: how grave it is, and who closes it.
    #[references(PunchlistCategoryMaster::id, with(workspace_id, config_version_id), on_delete = restrict, name = "punchlists_category_id_fkey")]
    pub category_id: String,
    /// Number that people quote, counted from 1 in each workflow.
    pub item_number: i32,
    /// What is wrong, and where to find it.
    pub description: String,
    /// Where the defect stands: OPEN, RESOLVED, then CLOSED, or OPEN again; an open one may be WAIVED.
    #[column(default = "'OPEN'")]
    pub status: PunchlistsStatus,
    /// Person who raised it.
    #[references(Users::id, on_delete = restrict)]
    pub raised_by: String,
    /// Day by which it is to be fixed, in the workspace's time zone; NULL for no limit.
    pub due_on: Option<Date>,
    /// What the vendor did about it; NULL before that.
    pub resolution: Option<String>,
    /// When the vendor last declared it fixed; NULL before that.
    pub resolved_at: Option<Timestamptz>,
    /// When it was closed or waived; NULL before that.
    pub closed_at: Option<Timestamptz>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}

#[derive(TextEnum)]
pub enum PunchlistsStatus {
    Open,
    Resolved,
    Closed,
    Waived,
}
