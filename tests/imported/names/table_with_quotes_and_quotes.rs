//! Table `Table with "quotes" and 'quotes'`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = r#"Table with "quotes" and 'quotes'"#)]
#[index(a_b_2, column, expr(r#"("a,b" || "(")"#), expr(r#"("$1" || ''''::text)"#) desc nulls last)]
#[check(r#"a "check", so to speak"#, r#"("größe" > 0) AND ("%s" <> 3) AND ("Upper" <> '"a b"'::text)"#)]
pub struct TableWithQuotesAndQuotes {
    #[column(primary_key)]
    pub select: i32,
    #[column(name = "Upper")]
    pub upper: Option<String>,
    #[column(name = "a b")]
    pub a_b: Option<String>,
    /// new
    ///
    /// line
    #[column(name = "new\nline")]
    pub new_line: Option<String>,
    #[column(name = "größe")]
    #[references(TableWithQuotesAndQuotes::select, name = "größe", comment = "$$")]
    pub gr_e: Option<i32>,
    #[column(name = "%s")]
    pub s: Option<i32>,
    #[column(name = r"back\slash")]
    pub back_slash: Option<i32>,
    #[column(name = "a,b")]
    pub a_b_2: Option<String>,
    #[column(name = "(")]
    pub column: Option<String>,
    #[column(name = "$1")]
    pub column_1: Option<String>,
    #[column(name = "a_name_of_sixty_three_bytes_which_is_as_long_as_PostgreSQL_keep")]
    pub a_name_of_sixty_three_bytes_which_is_as_long_as_postgre_sql_keep: Option<i32>,
}
