//! A model as a list of objects, each with its definition in one line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::ident::QualifiedName;
use crate::model::{
    Attribute, Column, Constraint, Index, ObjectName, PartitionBy, SchemaModel, StorageParameters, Table, Trigger,
    TriggerState, UserType, UserTypeKind, Validity,
};
use crate::sql::{
    column_definition, constraint_definition, domain_definition, index_definition, literal, partition_by_definition,
    sequence_definition, storage_parameters,
};

/// What a reader of drift calls an object. Ordered as a report lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A namespace; PostgreSQL also calls it a schema.
    Namespace,
    /// An extension.
    Extension,
    /// An enum, domain or composite type.
    Type,
    /// A sequence that is no identity column's.
    Sequence,
    /// A function or procedure.
    Routine,
    /// A table.
    Table,
    /// A partition of a table.
    Partition,
    /// A column.
    Column,
    /// `PRIMARY KEY`
    PrimaryKey,
    /// `UNIQUE`
    Unique,
    /// `FOREIGN KEY`
    ForeignKey,
    /// `CHECK`
    Check,
    /// `EXCLUDE`
    Exclusion,
    /// An index that backs no constraint.
    Index,
    /// A trigger.
    Trigger,
}

impl ObjectKind {
    /// The name of one, and of several.
    pub fn nouns(self) -> (&'static str, &'static str) {
        match self {
            ObjectKind::Namespace => ("namespace", "namespaces"),
            ObjectKind::Extension => ("extension", "extensions"),
            ObjectKind::Type => ("type", "types"),
            ObjectKind::Sequence => ("sequence", "sequences"),
            ObjectKind::Routine => ("routine", "routines"),
            ObjectKind::Table => ("table", "tables"),
            ObjectKind::Partition => ("partition", "partitions"),
            ObjectKind::Column => ("column", "columns"),
            ObjectKind::PrimaryKey => ("primary key", "primary keys"),
            ObjectKind::Unique => ("unique constraint", "unique constraints"),
            ObjectKind::ForeignKey => ("foreign key", "foreign keys"),
            ObjectKind::Check => ("CHECK", "CHECKs"),
            ObjectKind::Exclusion => ("exclusion constraint", "exclusion constraints"),
            ObjectKind::Index => ("index", "indexes"),
            ObjectKind::Trigger => ("trigger", "triggers"),
        }
    }
}

/// How far an object of the right definition does what it is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// In full.
    Whole,
    /// A constraint that holds for new rows alone: `NOT VALID`.
    NotValidated,
    /// A constraint that holds for no row: `NOT ENFORCED`.
    NotEnforced,
    /// An index whose build has failed: no query uses it.
    Invalid,
    /// A trigger that does not fire.
    Disabled,
}

/// One object, as two servers of one major would both print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: ObjectKind,
    /// All of it in one line of SQL, but for its name, its comment and what `state` says.
    pub definition: String,
    /// How far it does what it is there for.
    pub state: State,
    /// COMMENT ON.
    pub comment: Option<String>,
}

/// What is said of a type, and of its attributes or CHECKs.
fn said_of_type(name: &QualifiedName, user_type: &UserType) -> Option<String> {
    let parts = user_type.comments(name).into_iter().filter_map(|(object, comment)| match object {
        ObjectName::Attribute(_, part) | ObjectName::DomainCheck(_, part) => {
            Some(format!("{part}: {}", literal(&comment)))
        }
        _ => None,
    });
    let said: Vec<String> = user_type.comment.iter().cloned().chain(parts).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Every object of a schema by its name.
pub type Inventory = BTreeMap<ObjectName, Entry>;

/// Lists every object of a schema that a server has printed: invariants are there as triggers and routines. Hand-written
/// steps are none of a catalog's, and the order of columns is left out, for nobody can change it.
pub fn inventory(model: &SchemaModel) -> Inventory {
    let mut inventory = Inventory::new();
    let mut add = |name, kind, definition, comment: &Option<String>| {
        inventory.insert(name, Entry { kind, definition, state: State::Whole, comment: comment.clone() });
    };
    for (name, namespace) in &model.namespaces {
        add(ObjectName::Namespace(name.clone()), ObjectKind::Namespace, String::new(), &namespace.comment);
    }
    for (name, extension) in &model.extensions {
        let definition = format!("SCHEMA {}", extension.namespace);
        add(ObjectName::Extension(name.clone()), ObjectKind::Extension, definition, &None);
    }
    for (name, user_type) in &model.types {
        let definition = type_definition(user_type);
        add(ObjectName::Type(name.clone()), ObjectKind::Type, definition, &said_of_type(name, user_type));
    }
    for (name, sequence) in &model.sequences {
        let definition = sequence_definition(sequence);
        add(ObjectName::Sequence(name.clone()), ObjectKind::Sequence, definition, &sequence.comment);
    }
    for (name, routine) in &model.routines {
        let definition = routine.definition.clone();
        add(ObjectName::Routine(name.clone()), ObjectKind::Routine, definition, &routine.comment);
    }
    for (name, table) in &model.tables {
        add_table(&mut inventory, name, table);
    }
    inventory
}

fn add_table(inventory: &mut Inventory, name: &QualifiedName, table: &Table) {
    let by = table.partitioning.as_ref().map(|partitioning| &partitioning.by);
    let definition = relation_definition("", table.unlogged, by, &table.options);
    let mut add = |name, entry| inventory.insert(name, entry);
    let whole = |kind, definition, comment: &Option<String>| Entry {
        kind,
        definition,
        state: State::Whole,
        comment: comment.clone(),
    };
    add(ObjectName::Table(name.clone()), whole(ObjectKind::Table, definition, &table.comment));
    for placed in table.partitions(name) {
        let partition = placed.partition;
        let bound = format!("PARTITION OF {} {}", placed.of, partition.bound);
        let by = partition.partitioning.as_ref().map(|partitioning| &partitioning.by);
        let definition = relation_definition(&bound, partition.unlogged, by, &partition.options);
        add(ObjectName::Table(placed.name.clone()), whole(ObjectKind::Partition, definition, &partition.comment));
    }
    for column in &table.columns {
        add(ObjectName::Column(name.clone(), column.name.clone()), of_column(name, column));
    }
    for (own, constraint) in &table.constraints {
        add(ObjectName::Constraint(name.clone(), own.clone()), of_constraint(constraint));
    }
    for (own, index) in &table.indexes {
        add(ObjectName::Index(name.clone(), own.clone()), of_index(index));
    }
    for (own, trigger) in &table.triggers {
        add(ObjectName::Trigger(name.clone(), own.clone()), of_trigger(trigger));
    }
}

fn relation_definition(
    bound: &str,
    is_unlogged: bool,
    by: Option<&PartitionBy>,
    options: &StorageParameters,
) -> String {
    let unlogged = if is_unlogged { "UNLOGGED" } else { "" };
    let by = by.map(partition_by_definition).unwrap_or_default();
    let options = storage_parameters(&options.sorted());
    let parts = [unlogged, bound, by.as_str(), options.trim_start()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn type_definition(user_type: &UserType) -> String {
    match &user_type.is {
        UserTypeKind::Enum(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| literal(label)).collect();
            format!("ENUM ({})", labels.join(", "))
        }
        UserTypeKind::Domain(domain) => domain_definition(domain),
        UserTypeKind::Composite(attributes) => {
            let attribute = |attribute: &Attribute| {
                let collation = attribute.collation.as_ref().map(|collation| format!(" COLLATE {collation}"));
                format!("{} {}{}", attribute.name, attribute.pg_type, collation.unwrap_or_default())
            };
            format!("({})", attributes.iter().map(attribute).collect::<Vec<_>>().join(", "))
        }
    }
}

fn of_column(table: &QualifiedName, column: &Column) -> Entry {
    let definition = column_definition(table, column);
    let definition = definition.strip_prefix(&format!("{} ", column.name)).unwrap_or(&definition).to_owned();
    let state = if column.not_valid.is_some() { State::NotValidated } else { State::Whole };
    let is_not_null = if column.not_valid.is_some() { " NOT NULL" } else { "" };
    Entry { kind: ObjectKind::Column, definition: definition + is_not_null, state, comment: column.comment.clone() }
}

fn of_constraint(constraint: &Constraint) -> Entry {
    let (kind, state) = match constraint {
        Constraint::PrimaryKey(_) => (ObjectKind::PrimaryKey, State::Whole),
        Constraint::Unique(_) => (ObjectKind::Unique, State::Whole),
        Constraint::ForeignKey(key) => (ObjectKind::ForeignKey, of_validity(key.validity)),
        Constraint::Check(check) => (ObjectKind::Check, of_validity(check.validity)),
        Constraint::Exclusion(_) => (ObjectKind::Exclusion, State::Whole),
    };
    let mut constraint = constraint.with_validity(Validity::Valid);
    match &mut constraint {
        Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.options = key.options.sorted(),
        Constraint::Exclusion(exclusion) => exclusion.index = in_order(&exclusion.index).into_owned(),
        Constraint::ForeignKey(_) | Constraint::Check(_) => {}
    }
    let definition = constraint_definition(&constraint);
    Entry { kind, definition, state, comment: constraint.comment().map(str::to_owned) }
}

fn of_validity(validity: Validity) -> State {
    match validity {
        Validity::Valid => State::Whole,
        Validity::NotValid => State::NotValidated,
        Validity::NotEnforced => State::NotEnforced,
    }
}

fn of_index(index: &Index) -> Entry {
    let unique = if index.unique { "UNIQUE " } else { "" };
    Entry {
        kind: ObjectKind::Index,
        definition: format!("{unique}{}", index_definition(&in_order(index))),
        state: if index.is_invalid { State::Invalid } else { State::Whole },
        comment: index.comment.clone(),
    }
}

/// The same index, with storage parameters in the order of their names: they say the same in any.
fn in_order(index: &Index) -> Cow<'_, Index> {
    let classes = index.keys.iter().filter_map(|key| key.operator_class.as_deref());
    if index.options.is_sorted() && classes.map(|class| &class.parameters).all(StorageParameters::is_sorted) {
        return Cow::Borrowed(index);
    }
    let mut index = Index { options: index.options.sorted(), ..index.clone() };
    for class in index.keys.iter_mut().filter_map(|key| key.operator_class.as_mut()) {
        class.parameters = class.parameters.sorted();
    }
    Cow::Owned(index)
}

fn of_trigger(trigger: &Trigger) -> Entry {
    let (state, fires) = match trigger.state {
        TriggerState::Enabled => (State::Whole, ""),
        TriggerState::Disabled => (State::Disabled, ""),
        TriggerState::Replica => (State::Whole, " ENABLE REPLICA"),
        TriggerState::Always => (State::Whole, " ENABLE ALWAYS"),
    };
    Entry {
        kind: ObjectKind::Trigger,
        definition: format!("{}{fires}", trigger.definition),
        state,
        comment: trigger.comment.clone(),
    }
}
