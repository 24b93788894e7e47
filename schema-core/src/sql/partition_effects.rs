//! What a statement about a partitioned table does to its partitions.

use super::definition_text::is_row_trigger;
use super::{ReplacedTrigger, Statement};
use crate::effects::{Effects, Major, RelationLock};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::PartitionTree;

/// Which of the locks that a statement takes on tables it takes on their partitions too.
enum Reach<'a> {
    /// All.
    All,
    /// None.
    Named,
    /// All but those on these tables.
    AllBut(Vec<&'a QualifiedName>),
    /// Those on the partitions alone, for the tables hold no rows.
    RowsOnly,
}

impl Statement {
    /// Returns what it does to others while it runs on `major`, where these tables are partitioned.
    pub fn effects_among(&self, major: &Major, tree: &PartitionTree) -> Effects {
        let effects = self.effects(major);
        if tree.is_empty() {
            return effects;
        }
        let reach = self.reach();
        let mut wider = Effects { transaction: effects.transaction, ..Effects::none() };
        for RelationLock { relation, mode } in &effects.locks {
            let below = match &reach {
                Reach::Named => None,
                Reach::AllBut(tables) if tables.contains(&relation) => None,
                Reach::AllBut(_) | Reach::All | Reach::RowsOnly => tree.below(relation),
            };
            if !matches!((&reach, &below), (Reach::RowsOnly, Some(_))) {
                wider = wider.and_lock(relation, *mode);
            }
            // What locks single rows says so of the table that it names alone.
            let mode = if *mode == LockMode::RowShare { LockMode::AccessShare } else { *mode };
            let below = below.into_iter().flatten();
            let below: Vec<&QualifiedName> = match reach {
                Reach::RowsOnly => tree.leaves(relation).into_iter().flatten().collect(),
                Reach::All | Reach::Named | Reach::AllBut(_) => below.collect(),
            };
            wider = below.into_iter().fold(wider, |wider, partition| wider.and_lock(partition, mode));
        }
        let holders = |table: &QualifiedName| -> Vec<QualifiedName> {
            tree.leaves(table).map_or_else(|| vec![table.clone()], |leaves| leaves.cloned().collect())
        };
        wider = effects.scans.iter().flat_map(holders).fold(wider, |wider, table| wider.and_scan(&table));
        effects.rewrites.iter().flat_map(holders).fold(wider, |wider, table| wider.and_rewrite(&table))
    }

    fn reach(&self) -> Reach<'_> {
        match self {
            Statement::AttachPartition(attach) => Reach::AllBut(attach.above.iter().chain([&attach.of]).collect()),
            Statement::DetachPartition(detach) => Reach::AllBut(vec![&detach.of]),
            Statement::AddDomainCheck(_) | Statement::SetDomainNotNull(_) | Statement::ValidateDomainCheck(_) => {
                Reach::RowsOnly
            }
            // One that is dropped for it fires for each row.
            Statement::AddTrigger(add) if add.replaces == ReplacedTrigger::Dropped => Reach::All,
            Statement::AddTrigger(add) if !is_row_trigger(&add.trigger.definition) => Reach::Named,
            Statement::DropTrigger(drop) if drop.is_of_statement => Reach::Named,
            Statement::RenameConstraint(rename) if !rename.is_check => Reach::Named,
            Statement::AddPartitionedKey(_)
            | Statement::Comment(_)
            | Statement::CommentOnObject(_)
            | Statement::CreateIndexConcurrently(_)
            | Statement::CreatePartition(_)
            | Statement::CreatePartitionedIndex(_)
            | Statement::CreateRoutine(_)
            | Statement::CreateTable(_)
            | Statement::CreateTableLike(_)
            | Statement::DropIndexConcurrently(_)
            | Statement::FillColumn(_)
            | Statement::RenameTable(_)
            | Statement::RunByHand(_)
            | Statement::SetSequenceOwner(_) => Reach::Named,
            Statement::AddCheckNotValid(_)
            | Statement::AddColumn(_)
            | Statement::AddEnumValue(_)
            | Statement::AddExclusion(_)
            | Statement::AddForeignKeyNotValid(_)
            | Statement::AddKeyUsingIndex(_)
            | Statement::AddNotNullNotValid(_)
            | Statement::AddPartitionedForeignKey(_)
            | Statement::AddTrigger(_)
            | Statement::AlterAttributeType(_)
            | Statement::AlterColumnType(_)
            | Statement::AlterCompositeType(_)
            | Statement::AlterConstraint(_)
            | Statement::AlterDomain(_)
            | Statement::AlterIndexOptions(_)
            | Statement::AlterSequence(_)
            | Statement::AlterTableOptions(_)
            | Statement::AuditForeignKey(_)
            | Statement::CheckDuplicates(_)
            | Statement::CheckPrivileges(_)
            | Statement::CheckRows(_)
            | Statement::CreateExtension(_)
            | Statement::CreateFillTrigger(_)
            | Statement::CreateIndex(_)
            | Statement::CreateNamespace(_)
            | Statement::CreateSequence(_)
            | Statement::CreateTrigger(_)
            | Statement::CreateTriggerFunction(_)
            | Statement::CreateType(_)
            | Statement::DropColumn(_)
            | Statement::DropConstraint(_)
            | Statement::DropDefault(_)
            | Statement::DropDomainCheck(_)
            | Statement::RenameDomainCheck(_)
            | Statement::DropExpression(_)
            | Statement::DropExtension(_)
            | Statement::DropFillTrigger(_)
            | Statement::DropIdentity(_)
            | Statement::DropNamespace(_)
            | Statement::DropNotNull(_)
            | Statement::DropPartitionedIndex(_)
            | Statement::DropRoutine(_)
            | Statement::DropSequence(_)
            | Statement::DropTable(_)
            | Statement::DropTrigger(_)
            | Statement::DropTriggerFunction(_)
            | Statement::DropType(_)
            | Statement::RenameAttribute(_)
            | Statement::RenameColumn(_)
            | Statement::RenameConstraint(_)
            | Statement::RenameEnumValue(_)
            | Statement::RenameIndex(_)
            | Statement::RenameNotNulls(_)
            | Statement::RenameSequence(_)
            | Statement::RenameType(_)
            | Statement::ReplaceColumn(_)
            | Statement::ReplacePrimaryKey(_)
            | Statement::ReportOrphans(_)
            | Statement::SetDefault(_)
            | Statement::SetExpression(_)
            | Statement::SetIdentity(_)
            | Statement::SetNotNull(_)
            | Statement::SetPersistence(_)
            | Statement::SetSerialDefault(_)
            | Statement::ValidateConstraint(_)
            | Statement::ValidateNotNull(_)
            | Statement::Verify(_) => Reach::All,
        }
    }
}
