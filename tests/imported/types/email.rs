//! Domain `email`.

use schema_core::prelude::*;

/// Where to write.
#[derive(Domain)]
#[domain(
    collate = "C",
    default = "'nobody@example.org'",
    not_null,
    check(has_at, "VALUE ~~ '%@%'::text", comment = "One at least."),
    check(short, "length(VALUE) < 100")
)]
pub struct Email(pub String);
