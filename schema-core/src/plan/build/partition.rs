//! Steps that add partitions to tables in use, drop them, and do leaf by leaf what PostgreSQL does not do to a partitioned
//! table while others use it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::rename::own_not_null;
use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Constraint, DEFAULT_BOUND, ForeignKey, Index, Key, ObjectName, Partition, Partitioning, PlacedPartition,
    SchemaModel, Table,
};
use crate::plan::bound::{bound_check, bound_check_name};
use crate::plan::divisions::{Divisions, identity_stays_above};
use crate::plan::part::{Label, indexes, parts};
use crate::plan::proof::key_index;
use crate::plan::{Undo, undo};
use crate::sql::{
    AddKeyUsingIndex, AddPartitionedForeignKey, AddPartitionedKey, AttachPartition, AuditForeignKey, Comment,
    CreateIndexConcurrently, CreatePartition, CreatePartitionedIndex, CreateTableLike, DetachPartition, DropConstraint,
    DropIndexConcurrently, DropNotNull, DropPartitionedIndex, DropTable, KeyKind, Postcondition, RenameConstraint,
    RenameIndex, Verify,
};

/// The rank of what comes once the default partition is dropped, beside which nothing is detached concurrently.
const BEHIND_DEFAULT: u8 = 9;

/// Where a partition is one.
pub(super) struct Place<'a> {
    pub(super) table: &'a QualifiedName,
    /// The table, or a partition of it.
    pub(super) of: &'a QualifiedName,
    pub(super) name: &'a QualifiedName,
}

impl Builder<'_> {
    /// A table that is there and is partitioned.
    pub(super) fn partitioned(&self, table: &QualifiedName) -> Option<&Table> {
        self.input.before.tables.get(table).filter(|table| table.partitioning.is_some())
    }

    /// The partitions of a table that this migration makes, or those of a new partition.
    pub(super) fn create_partitions(
        &mut self,
        (stage, rank, table): (Stage, u8, &QualifiedName),
        name: &QualifiedName,
        partitioning: &Partitioning,
    ) {
        let object = ObjectName::Table(name.clone());
        let placed = partitioning.placed(name);
        let defaults = placed.iter().filter(|placed| placed.partition.is_default());
        let defaults: BTreeMap<&QualifiedName, &QualifiedName> = defaults.map(|it| (it.of, it.name)).collect();
        let mut made: BTreeSet<&QualifiedName> = BTreeSet::new();
        for PlacedPartition { of, name: partition_name, partition } in placed {
            self.privileges.create_in.insert(partition_name.namespace.clone());
            made.insert(partition_name);
            let default = defaults.get(of).filter(|default| **default != partition_name && made.contains(*default));
            let statement = CreatePartition {
                name: partition_name.clone(),
                of: of.clone(),
                partition: partition.clone(),
                default: default.map(|default| (*default).clone()),
            };
            let origin = ObjectName::Table(partition_name.clone());
            self.step(stage, rank, Some(table), statement, Undo::WithObject(object.clone()), Some(&origin));
        }
    }

    /// It comes last of all: with the columns that the table then has, where a dropped partition has been.
    pub(super) fn add_partition(
        &mut self,
        table: &QualifiedName,
        of: QualifiedName,
        name: QualifiedName,
        partition: Partition,
    ) {
        self.privileges.own.insert(table.clone());
        // The default partition comes last: beside it, PostgreSQL would look into it for each of the others.
        let rank = u8::from(partition.is_default());
        self.add_partition_at(rank, table, of, name, partition);
    }

    fn add_partition_at(
        &mut self,
        rank: u8,
        table: &QualifiedName,
        of: QualifiedName,
        name: QualifiedName,
        partition: Partition,
    ) {
        self.privileges.create_in.insert(name.namespace.clone());
        let after = self.input.after;
        let object = ObjectName::Table(name.clone());
        let origin = Some(&object);
        let Partition { bound, unlogged, options, comment, partitioning } = partition;
        let by = partitioning.as_ref().map(|partitioning| partitioning.by.clone());
        let create = CreateTableLike { name: name.clone(), like: of.clone(), by, unlogged, options };
        let drop = Undo::Statements(vec![DropTable { name: name.clone() }.into()]);
        self.step(Stage::Attach, rank, Some(table), create, drop, origin);
        let attaches_below = after.tables.get(table).is_some_and(identity_stays_above);
        if let Some(partitioning) = partitioning.as_ref().filter(|_| !attaches_below) {
            self.create_partitions((Stage::Attach, rank, table), &name, partitioning);
        }
        let default = self.default_that_stays(table, &of).filter(|_| bound != DEFAULT_BOUND);
        let at = Place { table, of: &of, name: &name };
        let (detach, attach) = apart(&at, bound, default, after, &self.divisions);
        let detach = DetachPartition { is_kept: false, ..detach };
        self.step(Stage::Attach, rank, Some(table), attach, Undo::Statements(vec![detach.into()]), origin);
        if comment.is_some() {
            let statement = Comment { table: name.clone(), comments: vec![(object.clone(), comment)] };
            self.step(Stage::Attach, rank, Some(table), statement, Undo::WithObject(object.clone()), origin);
        }
        if let Some(partitioning) = partitioning.filter(|_| attaches_below) {
            let (defaults, others): (Vec<_>, Vec<_>) =
                partitioning.partitions.into_iter().partition(|(_, partition)| partition.is_default());
            for (below, partition) in others.into_iter().chain(defaults) {
                self.add_partition_at(rank, table, name.clone(), below, partition);
            }
        }
    }

    /// Readers and writers of the other partitions go on, unless there is a default partition.
    pub(super) fn drop_partition(
        &mut self,
        table: &QualifiedName,
        of: QualifiedName,
        name: QualifiedName,
        partition: &Partition,
    ) {
        self.privileges.own.extend([table.clone(), name.clone()]);
        let after = self.input.after;
        let rank = if partition.is_default() { 8 } else { BEHIND_DEFAULT };
        let default = match partition.is_default() {
            true => Some(name.clone()),
            false => self.default_that_stays(table, &of),
        };
        let (references, referring) = (referenced_by(after, table), self.divisions.referring_to(table));
        let detach = DetachPartition { of, name: name.clone(), default, is_kept: false, references, referring };
        let gone = || Undo::Irreversible(format!("the rows of {name} are gone"));
        self.step(Stage::Drop, rank, Some(table), detach, gone(), None);
        let foreign_keys = after.tables.get(table).into_iter().flat_map(Table::foreign_keys);
        for (foreign_key, ForeignKey { references, .. }) in foreign_keys {
            let (table_name, references) = (name.clone(), Some(references.clone()));
            let statement = DropConstraint { table: table_name, name: foreign_key.clone(), references };
            self.step(Stage::Drop, rank, Some(table), statement, gone(), None);
        }
        self.step(Stage::Drop, rank, Some(table), DropTable { name: name.clone() }, gone(), None);
    }

    /// Before all else: it counts for a table of its own from then on.
    pub(super) fn detach_partition(&mut self, at: &Place<'_>, bound: String) {
        self.privileges.own.extend([at.table.clone(), at.name.clone()]);
        let default = self.divisions_before.default_of(at.table, at.of).cloned();
        let (detach, attach) = apart(at, bound, default, self.input.before, &self.divisions_before);
        self.verify_parts(at.name);
        let alone = self.input.before.tables.get(at.name);
        let is_divided = alone.is_some_and(|alone| alone.partitioning.is_some());
        let loses_identity = is_divided && self.partitioned(at.table).is_some_and(identity_stays_above);
        let undo = match bound_check(self.input.before, at.table, at.of, &attach.bound) {
            _ if loses_identity => Undo::Irreversible(format!(
                "PostgreSQL would give the partitions of {} no identity columns when it is attached again",
                at.name
            )),
            Some(check) => {
                let name = bound_check_name(at.name);
                let drop = DropConstraint { table: at.name.clone(), name: name.clone(), references: None };
                let mut back = undo::add_constraint(self.input, at.name, &name, &Constraint::Check(check));
                back.extend([AttachPartition { is_proven: true, ..attach }.into(), drop.into()]);
                Undo::Statements(back)
            }
            None => Undo::Irreversible(format!(
                "to attach {} again takes a migration that reads all its rows while all wait",
                at.name
            )),
        };
        self.step(Stage::Rename, 0, None, detach, undo, None);
        if let Some((rename, back)) = alone
            .and_then(|alone| self.not_nulls(at.name, alone, |column| self.old_not_null(at.table, column), at.name))
        {
            let undo = Undo::Statements(vec![back.into()]);
            self.step(Stage::Rename, 0, None, rename, undo, None);
        }
    }

    /// What a partition has is known by what its table has: it fails here where PostgreSQL, or somebody, has given another
    /// name to it, and an index of that name may be another table's.
    fn verify_parts(&mut self, partition: &QualifiedName) {
        let Some(alone) = self.input.before.tables.get(partition) else { return };
        let constraints = alone.constraints.iter().map(|(name, constraint)| {
            let contype = match constraint {
                Constraint::PrimaryKey(_) => 'p',
                Constraint::Unique(_) => 'u',
                Constraint::ForeignKey(_) => 'f',
                Constraint::Check(_) => 'c',
                Constraint::Exclusion(_) => 'x',
            };
            let (table, name) = (partition.clone(), name.clone());
            let validated = constraint.validity().is_valid();
            let subject = format!("constraint {name} of {table}");
            (subject, Postcondition::ConstraintExists { table, name, contype, validated, definition: None })
        });
        let indexes = alone.indexes.keys().map(|name| {
            let (table, name) = (partition.clone(), name.clone());
            (format!("index {}", table.sibling(&name)), Postcondition::IndexValid { table, name })
        });
        let facts: Vec<(String, Postcondition)> = constraints.chain(indexes).collect();
        if !facts.is_empty() {
            self.step(Stage::Rename, 0, None, Verify { facts, is_before: true }, Undo::Nothing, None);
        }
    }

    /// Behind all else: it has the columns, constraints and indexes of the other partitions by then.
    pub(super) fn attach_partition(&mut self, at: &Place<'_>, bound: String) {
        let old = [at.table, at.name].into_iter().filter(|table| self.input.before.tables.contains_key(*table));
        self.privileges.own.extend(old.cloned());
        let is_new = *at.of != *at.table && self.created.contains(at.of);
        let rank = u8::from(bound == DEFAULT_BOUND || is_new);
        let default = match self.input.before.tables.contains_key(at.table) {
            true => self.default_that_stays(at.table, at.of),
            false => self.divisions.default_of(at.table, at.of).cloned(),
        };
        let check = bound_check(self.input.after, at.table, at.of, &bound);
        let (detach, attach) = apart(at, bound, default, self.input.after, &self.divisions);
        let (attach, undo) =
            (AttachPartition { is_proven: check.is_some(), ..attach }, Undo::Statements(vec![detach.into()]));
        let origin = ObjectName::Table(at.name.clone());
        let alone = self.input.after.tables.get(at.name);
        if let Some((rename, back)) =
            alone.and_then(|alone| self.not_nulls(at.name, alone, |column| own_not_null(at.name, column), at.table))
        {
            let undo = Undo::Statements(vec![back.into()]);
            self.step(Stage::Attach, rank, Some(at.table), rename, undo, Some(&origin));
        }
        self.step(Stage::Attach, rank, Some(at.table), attach, undo, Some(&origin));
        if let Some(check) = check {
            let (name, check) = (bound_check_name(at.name), Constraint::Check(check));
            self.add_constraint_as(at.name, &name, &name, &check);
            let undo = Undo::Statements(undo::add_constraint(self.input, at.name, &name, &check));
            let drop = DropConstraint { table: at.name.clone(), name, references: None };
            self.step(Stage::Attach, rank, Some(at.table), drop, undo, Some(&origin));
        }
    }

    /// PostgreSQL builds the index of a partitioned table while its writers wait; those of its partitions need not be.
    pub(super) fn add_partitioned_index(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
        let Some(of) = self.partitioned(table) else { return };
        let parts = parts(table, of, name, index, Label::Index);
        let origin = ObjectName::Index(table.clone(), name.clone());
        let mut again = vec![DropPartitionedIndex { table: table.clone(), name: name.clone() }.into()];
        for part in parts.iter().filter(|part| !part.is_divided) {
            self.own_part(&part.table);
            let (part_table, part_name) = (part.table.clone(), part.name.clone());
            let drop = DropIndexConcurrently { table: part_table.clone(), name: part_name.clone() };
            let create = CreateIndexConcurrently { table: part_table, name: part_name, index: index.clone() };
            again.push(create.clone().into());
            self.step(Stage::Index, 0, Some(table), create, Undo::Statements(vec![drop.into()]), Some(&origin));
        }
        let make = CreatePartitionedIndex { table: table.clone(), name: name.clone(), index: index.clone(), parts };
        // DROP INDEX takes those of the partitions along, so they are built again for the undo of the steps that built them.
        self.step(Stage::Index, 0, Some(table), make, Undo::Statements(again), Some(&origin));
    }

    /// The same for a primary key or unique constraint.
    pub(super) fn add_partitioned_key(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        key: &Key,
        kind: KeyKind,
        origin: &ObjectName,
    ) {
        let Some(of) = self.partitioned(table) else { return };
        let index = key_index(key);
        let label = if kind == KeyKind::PrimaryKey { Label::PrimaryKey } else { Label::Unique };
        let parts = parts(table, of, name, &index, label);
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
        let mut again = vec![drop.into()];
        for part in parts.iter().filter(|part| !part.is_divided) {
            self.own_part(&part.table);
            let (part_table, part_name) = (part.table.clone(), part.name.clone());
            let drop_index = DropIndexConcurrently { table: part_table.clone(), name: part_name.clone() };
            let drop = DropConstraint { table: part_table.clone(), name: part_name.clone(), references: None };
            let create =
                CreateIndexConcurrently { table: part_table.clone(), name: part_name.clone(), index: index.clone() };
            let (index, key) = (part_name.clone(), key.clone());
            let add = AddKeyUsingIndex { table: part_table, name: part_name, index, kind, key };
            again.extend([create.clone().into(), add.clone().into()]);
            let undo = Undo::Statements(vec![drop_index.into()]);
            self.step(Stage::Index, 1, Some(table), create.clone(), undo, Some(origin));
            let undo = Undo::Statements(vec![drop.into(), create.into()]);
            self.step(Stage::Key, 0, Some(table), add, undo, Some(origin));
        }
        let make = AddPartitionedKey { table: table.clone(), name: name.clone(), kind, key: key.clone(), parts };
        self.step(Stage::Key, 0, Some(table), make, Undo::Statements(again), Some(origin));
    }

    /// Before 18 PostgreSQL has no NOT VALID for a partitioned table, but for its partitions.
    pub(super) fn add_foreign_key_by_parts(
        &mut self,
        table: &QualifiedName,
        name: &Ident,
        foreign_key: &Arc<ForeignKey>,
        origin: Option<&ObjectName>,
    ) {
        let holders: Vec<QualifiedName> =
            self.partitioned(table).into_iter().flat_map(|of| of.row_holders(table)).cloned().collect();
        let references = Some(foreign_key.references.clone());
        let drop = |table: &QualifiedName| DropConstraint {
            table: table.clone(),
            name: name.clone(),
            references: references.clone(),
        };
        let comparison = self.comparison(table, foreign_key);
        let mut again = vec![drop(table).into()];
        for holder in &holders {
            self.own_part(holder);
            let (add, validate) = undo::foreign_key_of_part(holder, name, foreign_key);
            let (part, name, foreign_key) = (holder.clone(), name.clone(), Arc::clone(foreign_key));
            let (comparison, referenced) = (comparison.clone(), self.rows_in(&foreign_key.references));
            let audit = AuditForeignKey { table: part, name, foreign_key, comparison, referenced };
            again.extend([add.clone().into(), validate.clone().into()]);
            let back = Undo::Statements(vec![drop(holder).into()]);
            self.step(Stage::AddNotValid, 1, Some(table), add, back, origin);
            self.step(Stage::Audit, 1, Some(table), audit, Undo::Nothing, origin);
            self.step(Stage::Validate, 1, Some(table), validate, Undo::Nothing, origin);
        }
        let foreign_key = Arc::clone(foreign_key);
        let parts = undo::adopted(self.input, &holders, &foreign_key);
        let add = AddPartitionedForeignKey { table: table.clone(), name: name.clone(), foreign_key, parts };
        // DROP CONSTRAINT takes those of the partitions along.
        self.step(Stage::Validate, 2, Some(table), add, Undo::Statements(again), origin);
    }

    /// Gives the foreign keys of partitions the name that their table's has got.
    pub(super) fn rename_in_partitions(
        &mut self,
        table: &QualifiedName,
        (from, to): (&Ident, &Ident),
        origin: &ObjectName,
    ) {
        for partition in undo::partitions_of(self.input, table) {
            self.privileges.own.insert(partition.clone());
            let rename = |from: &Ident, to: &Ident| RenameConstraint {
                table: partition.clone(),
                from: from.clone(),
                to: to.clone(),
                is_check: false,
            };
            let undo = Undo::Statements(vec![rename(to, from).into()]);
            self.step(Stage::Finish, 0, Some(table), rename(from, to), undo, Some(origin));
        }
    }

    /// The parts of an index that was made beside others of its columns get the names that they would have without these.
    pub(super) fn rename_parts(
        &mut self,
        table: &QualifiedName,
        (helper, name): (&Ident, &Ident),
        (index, label): (&Index, Label),
        origin: &ObjectName,
    ) {
        let (Some(before), Some(after)) = (self.partitioned(table), self.input.after.tables.get(table)) else { return };
        let wanted: BTreeMap<QualifiedName, Ident> =
            parts(table, after, name, index, label).into_iter().map(|part| (part.table, part.name)).collect();
        // Behind all that may have the names so far: the other ones that are replaced, and those that go.
        let going: BTreeSet<QualifiedName> = going_parts(table, before, after);
        for part in parts(table, before, helper, index, label) {
            let Some(to) = wanted.get(&part.table).filter(|to| **to != part.name) else { continue };
            let rename = |from: &Ident, to: &Ident| RenameIndex {
                table: part.table.clone(),
                from: from.clone(),
                to: to.clone(),
                is_part: true,
            };
            self.own_part(&part.table);
            let undo = Undo::Statements(vec![rename(to, &part.name).into()]);
            let is_taken = going.contains(&part.table.sibling(to));
            let (stage, rank) = if is_taken { (Stage::Drop, BEHIND_DEFAULT + 1) } else { (Stage::Finish, 3) };
            self.step(stage, rank, Some(table), rename(&part.name, to), undo, Some(origin));
        }
    }

    pub(super) fn drop_not_null_of_partitions(
        &mut self,
        (stage, rank): (Stage, u8),
        table: &QualifiedName,
        column: &Ident,
    ) {
        let object = ObjectName::Column(table.clone(), column.clone());
        for statement in self.not_nulls_of_partitions(table, column) {
            self.step(stage, rank, Some(table), statement, Undo::WithObject(object.clone()), Some(&object));
        }
    }

    /// From 18 on a partition whose primary key was made of an index has the NOT NULL for its own, and keeps it.
    pub(super) fn not_nulls_of_partitions(&self, table: &QualifiedName, column: &Ident) -> Vec<DropNotNull> {
        let old = self.input.before.tables.get(table).filter(|_| self.input.after.postgres.max >= 18);
        let placed = old.into_iter().flat_map(|of| of.partitions(table));
        placed.map(|placed| DropNotNull { table: placed.name.clone(), column: column.clone() }).collect()
    }

    /// The default partition that is there before and after.
    fn default_that_stays(&self, table: &QualifiedName, of: &QualifiedName) -> Option<QualifiedName> {
        let default = self.divisions.default_of(table, of);
        default.filter(|default| self.divisions_before.default_of(table, of) == Some(default)).cloned()
    }

    fn own_part(&mut self, partition: &QualifiedName) {
        self.privileges.own.insert(partition.clone());
        self.privileges.create_in.insert(partition.namespace.clone());
    }
}

/// What makes a table of its own of a partition, and what makes it one again beside the default partition that is there, in
/// the model in which it stands alone.
fn apart(
    &Place { table, of, name }: &Place<'_>,
    bound: String,
    default: Option<QualifiedName>,
    model: &SchemaModel,
    divisions: &Divisions<'_>,
) -> (DetachPartition, AttachPartition) {
    let is_default = bound == DEFAULT_BOUND;
    let above = divisions.above(of).cloned().collect();
    let (references, referring) = (referenced_by(model, table), divisions.referring_to(table));
    let linked: BTreeSet<QualifiedName> = references.iter().chain(&referring).cloned().collect();
    let (of, name, linked) = (of.clone(), name.clone(), linked.into_iter().collect());
    let detach = DetachPartition {
        of: of.clone(),
        name: name.clone(),
        default: if is_default { Some(name.clone()) } else { default.clone() },
        is_kept: true,
        references,
        referring,
    };
    (detach, AttachPartition { above, of, name, bound, is_proven: false, default, linked })
}

/// The parts of indexes and keys that a table has no more.
fn going_parts(name: &QualifiedName, before: &Table, after: &Table) -> BTreeSet<QualifiedName> {
    let gone = indexes(before)
        .into_iter()
        .filter(|(index, _)| !after.indexes.contains_key(index) && !after.constraints.contains_key(index));
    let parts = gone.flat_map(|(index_name, (index, label))| parts(name, before, &index_name, &index, label));
    parts.map(|part| part.table.sibling(&part.name)).collect()
}

/// The other tables that foreign keys of a table refer to.
fn referenced_by(model: &SchemaModel, table: &QualifiedName) -> Vec<QualifiedName> {
    let foreign_keys = model.tables.get(table).into_iter().flat_map(Table::foreign_keys);
    let names: BTreeSet<&QualifiedName> = foreign_keys.map(|(_, foreign_key)| &foreign_key.references).collect();
    names.into_iter().filter(|name| *name != table).cloned().collect()
}
