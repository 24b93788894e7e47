//! A domain of a field with a name.

use schema_core::prelude::*;

#[derive(Domain)]
pub struct Email {
    pub text: String,
}
