//! Composite type `rule_parts`.

use schema_core::prelude::*;

use super::Weekday;

/// A rule, taken apart.
#[derive(Composite)]
pub struct RuleParts {
    pub until: Timestamptz,
    pub every: i32,
    pub days: Vec<Weekday>,
}
