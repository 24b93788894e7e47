//! Domain `rule_text`.

use schema_core::prelude::*;

#[derive(Domain)]
#[domain(check("VALUE <> ''::text"))]
pub struct RuleText(pub String);
