//! The reference schema: a telecom acceptance-test (ATP) approval system, one file per table.
//!
//! Vendors build, and submit evidence ([`AtpSubmission`]) to a workflow ([`WorkflowInstance`]), which the operator's
//! people decide stage by stage ([`WorkflowStage`], [`StageDecision`]). The rules they follow are master data, kept in
//! versions ([`ConfigVersion`]) and never changed once in force. Every foreign key between tables of a workspace
//! carries the scope that both share, so that no row can refer across workspaces.

#![expect(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates; clippy compares word by word"
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
mod site_master;
mod stage_decisions;
mod submission_documents;
mod users;
mod vendor_master;
mod workflow_instances;
mod workflow_stages;
mod workspaces;

pub use approval_policies::ApprovalPolicy;
pub use approval_policy_stages::{ApprovalPolicyStage, ApprovalRule};
pub use atp_scope_master::{AtpScopeMaster, ScopeKind};
pub use atp_submissions::{AtpSubmission, SubmissionStatus};
pub use config_versions::{ConfigStatus, ConfigVersion};
pub use document_type_master::DocumentTypeMaster;
pub use punchlist_category_master::{PunchlistCategoryMaster, Severity};
pub use punchlists::{Punchlist, PunchlistStatus};
pub use region_master::RegionMaster;
pub use role_master::{Party, RoleMaster};
use schema_core::prelude::*;
pub use site_master::{SiteKind, SiteMaster};
pub use stage_decisions::{Decision, StageDecision};
pub use submission_documents::SubmissionDocument;
pub use users::User;
pub use vendor_master::VendorMaster;
pub use workflow_instances::{WorkflowInstance, WorkflowStatus};
pub use workflow_stages::{StageStatus, WorkflowStage};
pub use workspaces::Workspace;

schema! {
    /// The whole reference schema.
    pub static SCHEMA,
    postgres = 15..=18,
    extensions = ["pgcrypto"],
    tables = [
        Workspace,
        User,
        ConfigVersion,
        AtpScopeMaster,
        VendorMaster,
        RegionMaster,
        SiteMaster,
        RoleMaster,
        DocumentTypeMaster,
        PunchlistCategoryMaster,
        ApprovalPolicy,
        ApprovalPolicyStage,
        WorkflowInstance,
        WorkflowStage,
        StageDecision,
        AtpSubmission,
        SubmissionDocument,
        Punchlist,
    ]
}

#[cfg(test)]
mod tests {
    use schema_core::def::TableDef;

    use super::*;

    fn total(count: impl Fn(&TableDef) -> usize) -> usize {
        SCHEMA.tables.iter().map(|table| count(table)).sum()
    }

    #[test]
    fn counts_are_those_of_the_reports() {
        assert_eq!(SCHEMA.tables.len(), 18, "tables");
        assert_eq!(total(|table| table.foreign_keys.len()), 1, "foreign keys");
        let of_enums = total(|table| table.columns.iter().filter(|column| !column.values.is_empty()).count());
        assert_eq!(total(|table| table.checks.len()) + of_enums, 21, "CHECK constraints, those of enums included");
        assert_eq!(total(|table| table.indexes.iter().filter(|index| !index.unique).count()), 89, "secondary indexes");
    }
}
