//! Steps that are known once all others are: privileges and orphans first, comments and verification last.

use std::collections::{BTreeMap, BTreeSet};

use super::{Builder, Draft, Privileges, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::ObjectName;
use crate::parallel::in_parallel_chunks;
use crate::plan::Undo;
use crate::sql::{
    AlterColumnType, CheckPrivileges, Comment, CreateTriggerFunction, Numbering, ObjectFact, Postcondition,
    RenameDomainCheck, ReportOrphans, RowsIn, Statement, Verify, is_constraint_trigger,
};

impl Builder<'_> {
    pub(super) fn comments_of_tables(&mut self) {
        for (table, comments) in std::mem::take(&mut self.comments) {
            let object = ObjectName::Table(table.clone());
            let undo = if self.created.contains(&table) {
                Undo::WithObject(object.clone())
            } else {
                let back = comments.iter().map(|(object, from, _)| (object.clone(), from.clone())).collect();
                Undo::Statements(vec![Comment { table: table.clone(), comments: back }.into()])
            };
            let comments = comments.into_iter().map(|(object, _, to)| (object, to)).collect();
            let statement = Comment { table: table.clone(), comments };
            self.step(Stage::Finish, 2, Some(&table), statement, undo, Some(&object));
        }
    }

    pub(super) fn preflight(&mut self) {
        let Privileges { mut create_in, own, reference, lock } = std::mem::take(&mut self.privileges);
        let (before, after) = (self.input.before, self.input.after);
        // What it makes itself, it owns.
        create_in.retain(|name| before.namespaces.contains_key(name) || !after.namespaces.contains_key(name));
        // They are asked for before anything is renamed.
        let old_names = |tables: BTreeSet<QualifiedName>| -> Vec<QualifiedName> {
            let old_name = |table: QualifiedName| self.renamed.get(&table).cloned().unwrap_or(table);
            tables.into_iter().map(old_name).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let statement = CheckPrivileges {
            create_in: create_in.into_iter().collect(),
            own: old_names(own),
            reference: old_names(reference),
            lock: old_names(lock),
        };
        if statement != CheckPrivileges::default() {
            self.step(Stage::Preflight, 0, None, statement, Undo::Nothing, None);
        }
        let order = &self.table_order;
        self.orphans.sort_by_key(|referring| (order.get(&referring.table).copied(), referring.name.clone()));
        let foreign_keys = std::mem::take(&mut self.orphans);
        if !foreign_keys.is_empty() {
            let referenced = foreign_keys.iter().map(|referring| &referring.foreign_key.references);
            let is_partitioned = |table: &&QualifiedName| self.rows_in(table) == RowsIn::Partitions;
            let partitioned = referenced.filter(is_partitioned).cloned().collect();
            let statement = ReportOrphans { foreign_keys, partitioned };
            self.step(Stage::Preflight, 9, None, statement, Undo::Nothing, None);
        }
    }

    /// The facts that hold at the end: a later step may undo an earlier one's, as a helper's drop does.
    pub(super) fn verify(&mut self) {
        for (stages, stage) in [
            (Stage::Preflight..=Stage::ByHandAfterAll, Stage::Verify),
            (Stage::Drop..=Stage::Attach, Stage::VerifyDropped),
        ] {
            let mut drafts: Vec<&Draft> = self.drafts.iter().filter(|draft| stages.contains(&draft.stage)).collect();
            drafts.sort_by_key(|draft| (draft.stage, draft.order));
            let mut facts: BTreeMap<String, Postcondition> = BTreeMap::new();
            let left: Vec<_> = in_parallel_chunks(&drafts, |draft| final_facts(&draft.statement)).collect();
            for (draft, fact) in drafts.into_iter().zip(left) {
                match &draft.statement {
                    Statement::RenameConstraint(rename) => {
                        rename_facts(&mut facts, &rename.table, &rename.from, &rename.to);
                    }
                    Statement::RenameColumn(rename) => facts.extend(function_facts(&rename.functions)),
                    Statement::RenameTable(rename) => facts.extend(function_facts(&rename.functions)),
                    Statement::AlterColumnType(alter) => facts.extend(facts_with_type(alter)),
                    Statement::RenameDomainCheck(rename) => rename_domain_fact(&mut facts, rename),
                    Statement::RenameIndex(rename) => {
                        rename_facts(&mut facts, &rename.table, &rename.from, &rename.to);
                    }
                    Statement::CreateTable(create) => {
                        for (name, _) in create.table.constraints.iter().filter(|(_, is)| is.has_index()) {
                            remove_absent_index(&mut facts, &create.name, name);
                        }
                    }
                    // No default is left of what is gone, nor a column to have none.
                    Statement::DropTable(drop) => facts.retain(|_, fact| !is_default_of(fact, &drop.name, None)),
                    Statement::DropColumn(drop) => {
                        facts.retain(|_, fact| !is_default_of(fact, &drop.table, Some(&drop.column)));
                    }
                    // PostgreSQL counts it among the constraints, and one of the name may have gone.
                    Statement::AddTrigger(add) if is_constraint_trigger(&add.trigger.definition) => {
                        facts.remove(&constraint_subject(&add.table, &add.name));
                    }
                    // It has copies of its table's triggers from then on.
                    Statement::AttachPartition(attach) => facts.retain(|_, fact| !is_trigger_of(fact, &attach.name)),
                    // The old name may be one that it had meanwhile.
                    Statement::RenameSequence(rename) => {
                        facts.remove(&ObjectFact::SequenceName { name: rename.from.clone() }.subject());
                    }
                    Statement::SetIdentity(set) => {
                        if let Numbering::Sequence { name, .. } = &set.so_far {
                            facts.remove(&ObjectFact::SequenceName { name: name.clone() }.subject());
                        }
                    }
                    Statement::ReplacePrimaryKey(replace) => {
                        let (table, name) = (replace.table.clone(), replace.from.clone());
                        rename_facts(&mut facts, &table, &replace.index, &replace.name);
                        facts
                            .insert(constraint_subject(&table, &name), Postcondition::ConstraintAbsent { table, name });
                    }
                    _ => {}
                }
                if let Some((subject, fact)) = fact {
                    if let Postcondition::ConstraintExists { table, name, contype: 'p' | 'u' | 'x', .. } = &fact {
                        remove_absent_index(&mut facts, table, name);
                    }
                    facts.insert(subject, fact);
                }
            }
            if !facts.is_empty() {
                let statement = Verify { facts: facts.into_iter().collect(), is_before: false };
                self.step(stage, 0, None, statement, Undo::Nothing, None);
            }
        }
    }
}

/// Tells whether a fact is about a trigger of the table.
fn is_trigger_of(fact: &Postcondition, of: &QualifiedName) -> bool {
    matches!(fact, Postcondition::Trigger { table, .. } | Postcondition::NamedTrigger { table, .. } if table == of)
}

/// Tells whether a fact is about the default of a column, or of any column of the table.
fn is_default_of(fact: &Postcondition, of: &QualifiedName, of_column: Option<&Ident>) -> bool {
    matches!(fact, Postcondition::Default { table, column, .. } if table == of && of_column.is_none_or(|of| column == of))
}

/// What the functions leave behind that a rename makes anew.
fn function_facts(functions: &[CreateTriggerFunction]) -> impl Iterator<Item = (String, Postcondition)> {
    functions.iter().filter_map(|function| final_facts(&function.clone().into()))
}

/// What a change of type leaves behind: the types, and the CHECKs that change with them.
fn facts_with_type(alter: &AlterColumnType) -> impl Iterator<Item = (String, Postcondition)> {
    let table = || alter.table.clone();
    let gone = alter
        .drops_checks
        .iter()
        .map(move |name| Postcondition::ConstraintAbsent { table: table(), name: name.clone() });
    let come = alter.adds_checks.iter().map(move |(name, check)| Postcondition::ConstraintExists {
        table: table(),
        name: name.clone(),
        contype: 'c',
        validated: check.validity.is_valid(),
        definition: None,
    });
    let types = alter.columns.iter().map(|one| one.fact(&alter.table));
    types.chain(gone).chain(come).filter_map(|fact| Some((subject(&fact)?, fact)))
}

/// What a statement leaves behind, by what the fact is about: of two facts about one thing the later counts.
fn final_facts(statement: &Statement) -> Option<(String, Postcondition)> {
    let fact = statement.postcondition();
    Some((subject(&fact)?, fact))
}

fn subject(fact: &Postcondition) -> Option<String> {
    let subject = match fact {
        // What is written by hand has asked for itself.
        Postcondition::Nothing | Postcondition::Comments(_) | Postcondition::Query(_) => return None,
        Postcondition::Object(fact) => fact.subject(),
        Postcondition::Extension { name, .. } => format!("extension {name}"),
        Postcondition::Table { name, .. } => format!("table {name}"),
        Postcondition::Column { table, name, .. } | Postcondition::ColumnType { table, name, .. } => {
            format!("column {table}.{name}")
        }
        Postcondition::Default { table, column, .. } => format!("default of {table}.{column}"),
        Postcondition::NotNull { table, column, .. } => format!("not null of {table}.{column}"),
        Postcondition::ConstraintExists { table, name, .. }
        | Postcondition::ConstraintAbsent { table, name }
        | Postcondition::ForeignKeyEnabled { table, name } => constraint_subject(table, name),
        Postcondition::IndexValid { table, name } | Postcondition::IndexShape { table, name, .. } => {
            index_subject(table, name)
        }
        Postcondition::StorageParameters { relation, .. } => format!("storage parameters of {relation}"),
        Postcondition::Persistence { table, .. } => format!("persistence of {table}"),
        Postcondition::IndexAbsent { name } => format!("index {name}"),
        Postcondition::Function { name, .. } => format!("function {name}()"),
        Postcondition::Trigger { table, name, .. } | Postcondition::NamedTrigger { table, name, .. } => {
            format!("trigger {name} of {table}")
        }
        Postcondition::Routine { name, .. } => format!("routine {name}"),
    };
    Some(subject)
}

/// What is known of a constraint or index is known of it under its new name. A key's index is renamed with it.
fn rename_facts(facts: &mut BTreeMap<String, Postcondition>, table: &QualifiedName, from: &Ident, to: &Ident) {
    for subject in [constraint_subject, index_subject] {
        // What had the name before has another one too, or is gone.
        if let Some(Postcondition::ConstraintAbsent { .. } | Postcondition::IndexAbsent { .. }) =
            facts.get(&subject(table, to))
        {
            facts.remove(&subject(table, to));
        }
        let Some(mut fact) = facts.remove(&subject(table, from)) else { continue };
        if let Postcondition::ConstraintExists { name, .. } | Postcondition::IndexValid { name, .. } = &mut fact {
            *name = to.clone();
        }
        facts.insert(subject(table, to), fact);
    }
}

/// The index of a constraint may have the name of one that has another name by now.
fn remove_absent_index(facts: &mut BTreeMap<String, Postcondition>, table: &QualifiedName, constraint: &Ident) {
    let subject = index_subject(table, constraint);
    if let Some(Postcondition::IndexAbsent { .. }) = facts.get(&subject) {
        facts.remove(&subject);
    }
}

fn rename_domain_fact(facts: &mut BTreeMap<String, Postcondition>, rename: &RenameDomainCheck) {
    let fact = |name: &Ident, is| ObjectFact::DomainCheck { domain: rename.domain.clone(), name: name.clone(), is };
    // What had the name before has another one too, or is gone.
    facts.remove(&fact(&rename.to, None).subject());
    let Some(Postcondition::Object(old)) = facts.remove(&fact(&rename.from, None).subject()) else { return };
    if let ObjectFact::DomainCheck { is, .. } = *old {
        let renamed = fact(&rename.to, is);
        facts.insert(renamed.subject(), renamed.into());
    }
}

fn constraint_subject(table: &QualifiedName, name: &Ident) -> String {
    format!("constraint {name} of {table}")
}

fn index_subject(table: &QualifiedName, name: &Ident) -> String {
    format!("index {}", table.sibling(name))
}
