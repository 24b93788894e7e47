//! SQL text: the only place where it is made. A closed set of statements, one file each.

mod comparison;
mod definition;
mod definition_text;
mod facts;
mod function_facts;
mod in_transaction;
mod index_shape;
mod label_text;
mod literal;
mod null_test;
mod partition_effects;
mod postcondition;
pub(crate) mod printed_text;
mod query;
mod relation_text;
mod routine_signature;
mod script;
mod sequence_position;
mod split;
mod trigger_function;

use crate::effects::{Effects, Major};

pub use add_enum_value::LabelPlace;
pub use add_key_using_index::KeyKind;
pub use add_partitioned_foreign_key::ForeignKeyParts;
pub use add_trigger::ReplacedTrigger;
pub use alter_column_type::{NewType, TypeWork};
pub use comparison::Comparison;
pub use create_partitioned_index::IndexPart;
pub use create_routine::Replaces;
pub use definition::{
    column_definition, constraint_catalog_text, constraint_definition, foreign_key_catalog_text, identity_sequence,
    index_definition, nextval, own_sequence_name, partition_by_definition,
};
use definition::{default_expression, foreign_key_definition};
pub(crate) use definition::{domain_definition, sequence_definition, storage_parameters, usual_sequence};
pub(crate) use definition_text::{body, calls, casts_to, is_constraint_trigger, text_with_needs};
pub use definition_text::{is_parsed_at_once, is_row_trigger, mentions, parsed_text};
pub use facts::{Fact, FactKind, facts, facts_amiss};
pub use function_facts::FunctionFacts;
pub(crate) use in_transaction::{in_transaction, keeping_search_path, nothing, require_no_timeouts};
pub use index_shape::{IndexShape, KeyShape};
pub(crate) use label_text::{Bare, RenamedLabel, compares_only, is_constant, with_label};
pub use literal::{dollar_quoted, literal};
pub use null_test::NullTest;
pub use postcondition::{ObjectFact, Postcondition};
pub use query::{RowsIn, orphans};
pub(crate) use relation_text::{
    RelationKind, RenamedRelation, may_name_type, with_own_relation, with_relations, with_relations_in_routine,
};
pub use rename_not_nulls::NotNullName;
pub use report_orphans::Referring;
pub(crate) use routine_signature::{behind_name, can_be_replaced, may_be_confused, types_in_signature};
pub use script::{invariant_script, schema_script};
pub(crate) use sequence_position::Counting;
pub use sequence_position::{LastNumber, SequencePosition};
pub use set_identity::Numbering;
pub use set_persistence::Persistence;
pub use split::statements;
pub(crate) use split::{first_words, pieces};
pub use trigger_function::has_same_events;

/// What every kind of statement answers.
trait Kind {
    /// What it does, for a reviewer: lower case, no full stop.
    fn title(&self) -> String;
    /// Writes the statement, or several of one transaction, each with its semicolon, without a trailing newline.
    fn write(&self, sql: &mut String);
    /// What it does to others while it runs, on one major.
    fn effects(&self, major: &Major) -> Effects;
    /// What the catalog says once it is done.
    fn postcondition(&self) -> Postcondition;
}

/// Declares the kinds: a module and a variant each, and the list that the suite certifies.
macro_rules! statements {
    ($($module:ident :: $kind:ident,)*) => {
        $(mod $module; pub use $module::$kind;)*

        /// A statement that the planner can emit. A pointer to its kind: a plan holds thousands, of very different size.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each variant is documented at the struct of its name")]
        pub enum Statement { $($kind(Box<$kind>),)* }

        impl Statement {
            /// The names of all kinds, for the test that wants a certificate of each.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($kind),)*];

            /// The name of this kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Statement::$kind(_) => stringify!($kind),)* }
            }

            fn as_kind(&self) -> &dyn Kind {
                match self { $(Statement::$kind(kind) => kind.as_ref(),)* }
            }
        }

        $(impl From<$kind> for Statement {
            fn from(kind: $kind) -> Statement { Statement::$kind(Box::new(kind)) }
        })*
    };
}

statements! {
    add_check_not_valid::AddCheckNotValid,
    add_column::AddColumn,
    add_domain_check::AddDomainCheck,
    add_enum_value::AddEnumValue,
    add_exclusion::AddExclusion,
    add_foreign_key_not_valid::AddForeignKeyNotValid,
    add_key_using_index::AddKeyUsingIndex,
    add_not_null_not_valid::AddNotNullNotValid,
    add_partitioned_foreign_key::AddPartitionedForeignKey,
    add_partitioned_key::AddPartitionedKey,
    add_trigger::AddTrigger,
    alter_attribute_type::AlterAttributeType,
    alter_column_type::AlterColumnType,
    alter_composite_type::AlterCompositeType,
    alter_constraint::AlterConstraint,
    alter_domain::AlterDomain,
    alter_index_options::AlterIndexOptions,
    alter_sequence::AlterSequence,
    alter_table_options::AlterTableOptions,
    attach_partition::AttachPartition,
    audit_foreign_key::AuditForeignKey,
    check_duplicates::CheckDuplicates,
    check_privileges::CheckPrivileges,
    check_rows::CheckRows,
    comment::Comment,
    comment_on_object::CommentOnObject,
    create_extension::CreateExtension,
    create_fill_trigger::CreateFillTrigger,
    create_index::CreateIndex,
    create_index_concurrently::CreateIndexConcurrently,
    create_namespace::CreateNamespace,
    create_partition::CreatePartition,
    create_partitioned_index::CreatePartitionedIndex,
    create_routine::CreateRoutine,
    create_sequence::CreateSequence,
    create_table::CreateTable,
    create_table_like::CreateTableLike,
    create_trigger::CreateTrigger,
    create_trigger_function::CreateTriggerFunction,
    create_type::CreateType,
    detach_partition::DetachPartition,
    drop_column::DropColumn,
    drop_constraint::DropConstraint,
    drop_default::DropDefault,
    drop_domain_check::DropDomainCheck,
    drop_expression::DropExpression,
    drop_extension::DropExtension,
    drop_fill_trigger::DropFillTrigger,
    drop_identity::DropIdentity,
    drop_index_concurrently::DropIndexConcurrently,
    drop_namespace::DropNamespace,
    drop_not_null::DropNotNull,
    drop_partitioned_index::DropPartitionedIndex,
    drop_routine::DropRoutine,
    drop_sequence::DropSequence,
    drop_table::DropTable,
    drop_trigger::DropTrigger,
    drop_trigger_function::DropTriggerFunction,
    drop_type::DropType,
    fill_column::FillColumn,
    rename_attribute::RenameAttribute,
    rename_column::RenameColumn,
    rename_constraint::RenameConstraint,
    rename_domain_check::RenameDomainCheck,
    rename_enum_value::RenameEnumValue,
    rename_index::RenameIndex,
    rename_not_nulls::RenameNotNulls,
    rename_sequence::RenameSequence,
    rename_table::RenameTable,
    rename_type::RenameType,
    replace_column::ReplaceColumn,
    replace_primary_key::ReplacePrimaryKey,
    report_orphans::ReportOrphans,
    run_by_hand::RunByHand,
    set_default::SetDefault,
    set_domain_not_null::SetDomainNotNull,
    set_expression::SetExpression,
    set_identity::SetIdentity,
    set_not_null::SetNotNull,
    set_persistence::SetPersistence,
    set_sequence_owner::SetSequenceOwner,
    set_serial_default::SetSerialDefault,
    validate_constraint::ValidateConstraint,
    validate_domain_check::ValidateDomainCheck,
    validate_not_null::ValidateNotNull,
    verify::Verify,
}

impl Statement {
    /// Says what it does, for a reviewer: lower case, no full stop.
    pub fn title(&self) -> String {
        self.as_kind().title()
    }

    /// Tells whether it is several statements, which run in one transaction.
    pub fn is_block(&self) -> bool {
        match self {
            Statement::Comment(comment) => comment.comments.len() > 1,
            Statement::CreateFillTrigger(_)
            | Statement::CreateTriggerFunction(_)
            | Statement::CreateRoutine(_)
            | Statement::DropFillTrigger(_)
            | Statement::RunByHand(_) => true,
            Statement::AddTrigger(_) | Statement::SetIdentity(_) | Statement::SetSerialDefault(_) => {
                self.sql().matches(";\n").next().is_some()
            }
            Statement::RenameColumn(rename) => !rename.functions.is_empty(),
            Statement::RenameTable(rename) => !rename.functions.is_empty(),
            Statement::CreatePartitionedIndex(create) => !create.parts.is_empty(),
            Statement::AddPartitionedKey(add) => !add.parts.is_empty(),
            _ => false,
        }
    }

    /// Returns the SQL, each statement with its semicolon, without a trailing newline.
    pub fn sql(&self) -> String {
        let mut sql = String::new();
        self.push_sql(&mut sql);
        sql
    }

    /// Appends what [`Statement::sql`] returns.
    pub(crate) fn push_sql(&self, sql: &mut String) {
        self.as_kind().write(sql);
    }

    /// Returns what it does to others while it runs on `major`.
    pub fn effects(&self, major: &Major) -> Effects {
        self.as_kind().effects(major)
    }

    /// Returns what the catalog says once it is done.
    pub fn postcondition(&self) -> Postcondition {
        self.as_kind().postcondition()
    }
}

/// Writes a statement that fails with a message, and does nothing else.
pub fn refusal(message: &str) -> String {
    let body = format!("\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = {};\nEND\n", literal(message));
    format!("DO {};", dollar_quoted("refuse", &body))
}

/// Joins names with commas.
pub(crate) fn list<T: std::fmt::Display>(names: &[T]) -> String {
    let mut list = String::new();
    for (at, name) in names.iter().enumerate() {
        use std::fmt::Write;
        let separator = if at == 0 { "" } else { ", " };
        write!(list, "{separator}{name}").expect("a String takes all text");
    }
    list
}

/// Appends formatted text to SQL.
macro_rules! push {
    ($sql:expr, $($format:tt)*) => {{
        use std::fmt::Write;
        write!($sql, $($format)*).expect("a String takes all text");
    }};
}
use push;
