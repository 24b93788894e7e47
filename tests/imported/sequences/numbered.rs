//! Table `numbered`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Numbered {
    #[column(primary_key, default = "nextval('public.numbered_id_seq'::regclass)")]
    pub id: i64,
    #[column(serial)]
    pub small: i16,
    #[column(default = "nextval('public.plain'::regclass)")]
    pub by_hand: Option<i64>,
    pub first: Option<String>,
}
