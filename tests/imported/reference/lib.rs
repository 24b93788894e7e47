//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod approval_policies;
mod approval_policy_stages;
mod atp_scope_master;
mod atp_submissions;
mod config_versions;
mod document_type_master;
mod punchlist_category_master;
mod punchlists;
mod region_master;
mod role_master;
mod routines;
mod site_master;
mod stage_decisions;
mod submission_documents;
mod users;
mod vendor_master;
mod workflow_instances;
mod workflow_stages;
mod workspaces;

pub use approval_policies::ApprovalPolicies;
pub use approval_policy_stages::{ApprovalPolicyStages, ApprovalPolicyStagesApprovalRule};
pub use atp_scope_master::{AtpScopeMaster, AtpScopeMasterKind};
pub use atp_submissions::{AtpSubmissions, AtpSubmissionsStatus};
pub use config_versions::{ConfigVersions, ConfigVersionsStatus};
pub use document_type_master::DocumentTypeMaster;
pub use punchlist_category_master::{PunchlistCategoryMaster, PunchlistCategoryMasterSeverity};
pub use punchlists::{Punchlists, PunchlistsStatus};
pub use region_master::RegionMaster;
pub use role_master::{RoleMaster, RoleMasterParty};
use schema_core::prelude::*;
pub use site_master::{SiteMaster, SiteMasterKind};
pub use stage_decisions::{StageDecisions, StageDecisionsDecision};
pub use submission_documents::SubmissionDocuments;
pub use users::Users;
pub use vendor_master::VendorMaster;
pub use workflow_instances::{WorkflowInstances, WorkflowInstancesStatus};
pub use workflow_stages::{WorkflowStages, WorkflowStagesStatus};
pub use workspaces::Workspaces;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    extensions = ["pgcrypto"],
    routines = {
        "public.approval_policies_config_version_id_frozen_with()" = routines::APPROVAL_POLICIES_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.approval_policy_stages_approval_policy_id_frozen_with()" = routines::APPROVAL_POLICY_STAGES_APPROVAL_POLICY_ID_FROZEN_WITH,
        "public.atp_scope_master_config_version_id_frozen_with()" = routines::ATP_SCOPE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.atp_submissions_immutable()" = routines::ATP_SUBMISSIONS_IMMUTABLE,
        "public.atp_submissions_status_lifecycle()" = routines::ATP_SUBMISSIONS_STATUS_LIFECYCLE,
        "public.config_versions_frozen()" = routines::CONFIG_VERSIONS_FROZEN,
        "public.config_versions_immutable()" = routines::CONFIG_VERSIONS_IMMUTABLE,
        "public.config_versions_status_lifecycle()" = routines::CONFIG_VERSIONS_STATUS_LIFECYCLE,
        "public.document_type_master_config_version_id_frozen_with()" = routines::DOCUMENT_TYPE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.punchlist_category_master_config_version_id_frozen_with()" = routines::PUNCHLIST_CATEGORY_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.punchlists_immutable()" = routines::PUNCHLISTS_IMMUTABLE,
        "public.punchlists_status_lifecycle()" = routines::PUNCHLISTS_STATUS_LIFECYCLE,
        "public.region_master_config_version_id_frozen_with()" = routines::REGION_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.role_master_config_version_id_frozen_with()" = routines::ROLE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.site_master_config_version_id_frozen_with()" = routines::SITE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.stage_decisions_immutable()" = routines::STAGE_DECISIONS_IMMUTABLE,
        "public.submission_documents_immutable()" = routines::SUBMISSION_DOCUMENTS_IMMUTABLE,
        "public.vendor_master_config_version_id_frozen_with()" = routines::VENDOR_MASTER_CONFIG_VERSION_ID_FROZEN_WITH,
        "public.workflow_instances_config_version_id_requires()" = routines::WORKFLOW_INSTANCES_CONFIG_VERSION_ID_REQUIRES,
        "public.workflow_instances_immutable()" = routines::WORKFLOW_INSTANCES_IMMUTABLE,
        "public.workflow_instances_status_lifecycle()" = routines::WORKFLOW_INSTANCES_STATUS_LIFECYCLE,
        "public.workflow_stages_immutable()" = routines::WORKFLOW_STAGES_IMMUTABLE,
        "public.workflow_stages_status_lifecycle()" = routines::WORKFLOW_STAGES_STATUS_LIFECYCLE,
    },
    tables = [
        ApprovalPolicies,
        ApprovalPolicyStages,
        AtpScopeMaster,
        AtpSubmissions,
        ConfigVersions,
        DocumentTypeMaster,
        PunchlistCategoryMaster,
        Punchlists,
        RegionMaster,
        RoleMaster,
        SiteMaster,
        StageDecisions,
        SubmissionDocuments,
        Users,
        VendorMaster,
        WorkflowInstances,
        WorkflowStages,
        Workspaces,
    ]
}
