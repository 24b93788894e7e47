//! Composite type `address`.

use schema_core::prelude::*;
use schema_core::types::{ColumnType, TypeDef};

use super::Mood;

/// Where.
#[derive(Composite)]
pub struct Address {
    pub street: String,
    #[attribute(name = "Number")]
    pub number: Numeric<4, 0>,
    /// An attribute.
    #[attribute(collate = "C")]
    pub city: String,
    pub mood: Vec<Mood>,
    #[attribute(name = "größe")]
    pub gr_e: AddressGrE,
}

pub struct AddressGrE;

impl ColumnType for AddressGrE {
    const TYPE: TypeDef = TypeDef::of(r#""Other".code"#);
}
