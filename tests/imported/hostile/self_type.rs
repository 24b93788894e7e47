//! Enum `self`.

use schema_core::prelude::*;

#[derive(PgEnum)]
#[pg_enum(name = "self", comment = " begins with a space")]
pub enum SelfType {
    #[label("Self")]
    SelfValue,
    #[label(r#""]"#)]
    Value,
    #[label("a\nb")]
    AB,
    #[label(r#"r#""#)]
    R,
    #[label("self")]
    SelfValue2,
    #[label("2")]
    Value2,
    #[label("3")]
    Value3,
    #[label(r"\")]
    Value4,
    #[label("表")]
    Value5,
}
