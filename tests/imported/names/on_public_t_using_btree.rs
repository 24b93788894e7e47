//! Table `on public.t USING btree (`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "on public.t USING btree (")]
#[unique(con_flict, name = "unique")]
#[index(x_using_btree_y class "text_pattern_ops", expr(r#"lower("x) USING btree (y")"#) collate "C" class "varchar_pattern_ops" desc, expr(r#"("order" || '), ('::text)"#) collate "POSIX", where = r#""order" > 'x COLLATE "C"'::text"#, name = "an index USING btree (", comment = r"\")]
pub struct OnPublicTUsingBtree {
    #[column(name = "x) USING btree (y")]
    pub x_using_btree_y: Option<String>,
    #[column(collate = "C")]
    pub order: Option<String>,
    #[references(OnPublicTUsingBtree::con_flict)]
    pub user: Option<Varchar<3>>,
    #[column(name = r#"CON"FLICT"#)]
    pub con_flict: Option<Varchar<3>>,
}
