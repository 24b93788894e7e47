//! What a declaration must keep to, beyond what the compiler checks: one file a rule, each listed here.

mod duplicate_function_name;
mod duplicate_key;
mod duplicate_relation_name;
mod enum_default;
mod expired_waiver;
mod foreign_key_action;
mod foreign_key_index;
mod foreign_key_target;
mod foreign_key_types;
mod invariant_action;
mod lifecycle_column;
mod not_null_name;
mod nullable_primary_key;
mod partitioned_exclusion;
mod primary_key;
mod rename_hint;
mod virtual_column;

use std::collections::BTreeMap;

use crate::def::SchemaDef;
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, QualifiedName};
use crate::model::{ObjectName, SchemaModel};
use crate::resolve::Declared;

/// A rule.
pub struct Rule {
    /// The id, as diagnostics show it.
    pub id: &'static str,
    /// What it asks, in one sentence.
    pub sentence: &'static str,
    check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// What a rule may look at.
pub struct Context<'a> {
    /// The declaration.
    pub schema: &'a SchemaDef,
    /// What it resolves to.
    pub model: &'a SchemaModel,
    /// Where each object is declared.
    pub origins: &'a BTreeMap<ObjectName, String>,
    /// The day, `YYYY-MM-DD`: waivers expire.
    pub today: &'a str,
}

impl Context<'_> {
    /// Names a constraint for a message: the Rust field, then the SQL object.
    fn constraint(&self, table: &QualifiedName, name: &Ident) -> String {
        let object = ObjectName::Constraint(table.clone(), name.clone());
        match self.origins.get(&object) {
            Some(origin) => format!("{origin}: {name} of {table}"),
            None => format!("{name} of {table}"),
        }
    }
}

impl Context<'_> {
    /// Names an invariant for a message: the attribute, or else the SQL object.
    fn invariant(&self, table: &QualifiedName, name: &Ident) -> String {
        let object = ObjectName::Invariant(table.clone(), name.clone());
        self.origins.get(&object).cloned().unwrap_or_else(|| format!("{name} of {table}"))
    }
}

/// Every rule, by id.
pub const RULES: &[Rule] = &[
    duplicate_function_name::RULE,
    duplicate_key::RULE,
    duplicate_relation_name::RULE,
    enum_default::RULE,
    expired_waiver::RULE,
    foreign_key_action::RULE,
    foreign_key_index::RULE,
    foreign_key_target::RULE,
    foreign_key_types::RULE,
    invariant_action::RULE,
    lifecycle_column::RULE,
    not_null_name::RULE,
    nullable_primary_key::RULE,
    partitioned_exclusion::RULE,
    primary_key::RULE,
    rename_hint::RULE,
    virtual_column::RULE,
];

/// Checks every rule and returns all findings. `today` is `YYYY-MM-DD`.
pub fn check(schema: &SchemaDef, declared: &Declared, today: &str) -> Vec<Diagnostic> {
    let context = Context { schema, model: &declared.model, origins: &declared.origins, today };
    let mut diagnostics = Vec::new();
    for rule in RULES {
        (rule.check)(&context, &mut diagnostics);
    }
    diagnostics
}
