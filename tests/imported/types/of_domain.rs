//! Domain `of_domain`.

use schema_core::prelude::*;

use super::Email;

#[derive(Domain)]
#[domain(default = "('a@'::text || 'b'::text)")]
pub struct OfDomain(pub Email);
