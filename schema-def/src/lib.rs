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
    use schema_core::def::{IndexDef, IndexTermDef, TableDef};

    use super::*;

    /// The keys of an index: a column's name, or an expression, which no column is named like.
    fn terms(index: &IndexDef) -> Vec<&'static str> {
        let term = |term: &IndexTermDef| match term {
            IndexTermDef::Column(column) => *column,
            IndexTermDef::Expression(expression) => expression.sql,
        };
        index.keys.iter().map(|key| term(&key.term)).collect()
    }

    /// What finds any row of the table: keys, and indexes that are not partial.
    fn access_paths(table: &TableDef) -> Vec<Vec<&'static str>> {
        let keys = table.primary_key.iter().chain(table.unique).map(|key| key.columns.to_vec());
        let indexes = table.indexes.iter().filter(|index| index.predicate.is_none()).map(terms);
        keys.chain(indexes).collect()
    }

    #[test]
    fn one_unique_index_holds_one_active_version_per_workspace() {
        let unique: Vec<&IndexDef> =
            SCHEMA.tables.iter().flat_map(|table| table.indexes).filter(|index| index.unique).collect();
        let [index] = unique[..] else { panic!("{} unique indexes", unique.len()) };
        assert_eq!(index.name, Some("config_versions_one_active_per_workspace"));
        assert_eq!(terms(index), ["workspace_id"]);
        assert_eq!(index.predicate.map(|predicate| predicate.sql), Some("status = 'ACTIVE'"));
    }

    #[test]
    fn every_foreign_key_has_a_supporting_index() {
        for table in SCHEMA.tables {
            for foreign_key in table.foreign_keys {
                let wanted = foreign_key.columns;
                let found = access_paths(table).iter().any(|path| {
                    path.get(..wanted.len()).is_some_and(|prefix| wanted.iter().all(|column| prefix.contains(column)))
                });
                assert!(found, "{}: no index begins with {wanted:?}", table.name);
            }
        }
    }

    #[test]
    fn no_index_is_the_beginning_of_another() {
        for table in SCHEMA.tables {
            let paths = access_paths(table);
            for (place, path) in paths.iter().enumerate() {
                let longer =
                    paths.iter().enumerate().find(|(other, longer)| *other != place && longer.starts_with(path));
                assert!(longer.is_none(), "{}: {path:?} is the beginning of {longer:?}", table.name);
            }
        }
    }

    #[test]
    fn everything_says_what_it_is_for() {
        for table in SCHEMA.tables {
            assert!(!table.comment.is_empty(), "{}", table.name);
            for column in table.columns {
                assert!(!column.comment.is_empty(), "{}.{}", table.name, column.name);
            }
            for index in table.indexes {
                let comment = index.comment;
                assert!(
                    comment.starts_with("serves: ") || comment.starts_with("holds: "),
                    "{}: an index on {:?} says {comment:?}",
                    table.name,
                    terms(index)
                );
            }
        }
    }
}
