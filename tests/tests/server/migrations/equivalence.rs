//! The audit finds a row exactly where VALIDATE CONSTRAINT fails because of it.

use std::sync::Arc;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Deferrable, ForeignKey, MatchType, ReferentialAction, Validity};
use schema_core::sql::{
    AddForeignKeyNotValid, AuditForeignKey, Comparison, Referring, RowsIn, Statement, ValidateConstraint, orphans,
};
use schema_postgres::catalog;
use tokio_postgres::Client;

use crate::support;

/// What each column of a referencing row may hold.
const VALUES: [&str; 7] = ["NULL", "'p'", "'q'", "'P'", "'p '", "'pp'", "'gone'"];

/// A shape of foreign key, over columns `x`, `y`, `z` of the child to `a`, `b`, `c` of the parent.
struct Shape {
    name: &'static str,
    child: &'static str,
    parent: &'static str,
    width: usize,
    match_type: MatchType,
}

const SHAPES: [Shape; 11] = [
    Shape { name: "single", child: "child", parent: "parent", width: 1, match_type: MatchType::Simple },
    Shape { name: "single_full", child: "child", parent: "parent", width: 1, match_type: MatchType::Full },
    Shape { name: "composite", child: "child", parent: "parent", width: 2, match_type: MatchType::Simple },
    Shape { name: "composite_full", child: "child", parent: "parent", width: 2, match_type: MatchType::Full },
    Shape { name: "three_full", child: "child", parent: "parent", width: 3, match_type: MatchType::Full },
    Shape { name: "self", child: "node", parent: "node", width: 1, match_type: MatchType::Simple },
    Shape { name: "self_composite", child: "node", parent: "node", width: 2, match_type: MatchType::Simple },
    Shape { name: "cast_to_the_key", child: "child", parent: "padded", width: 2, match_type: MatchType::Simple },
    Shape { name: "operator_of_a_type", child: "folding", parent: "folded", width: 2, match_type: MatchType::Full },
    Shape { name: "domain_over_it", child: "folding", parent: "folded_slugs", width: 1, match_type: MatchType::Simple },
    Shape { name: "cast_from_it", child: "folding", parent: "exact", width: 1, match_type: MatchType::Simple },
];

/// The parent has a row with a NULL in its key. `character` has no spaces at its end, and `citext` no capitals, whatever
/// values of other types say.
const SETUP: &str = "
    CREATE TABLE public.parent (a text UNIQUE, b text, c text, UNIQUE (a, b), UNIQUE (a, b, c));
    INSERT INTO public.parent VALUES ('p', 'p', 'p'), ('q', 'q', NULL);
    CREATE TABLE public.child (x text, y text, z text);
    CREATE TABLE public.node (a text UNIQUE, b text, c text, x text, y text, z text, UNIQUE (a, b));
    INSERT INTO public.node VALUES ('p', 'p', NULL), ('q', 'q', NULL);
    CREATE TABLE public.padded (a character(3), b text, UNIQUE (a, b));
    INSERT INTO public.padded VALUES ('p', 'p'), ('q', 'q');
    CREATE EXTENSION citext SCHEMA public;
    CREATE DOMAIN public.slug AS citext;
    CREATE TABLE public.folded (a citext, b text, UNIQUE (a, b));
    INSERT INTO public.folded VALUES ('p', 'p'), ('Q', 'q');
    CREATE TABLE public.folded_slugs (a slug UNIQUE);
    INSERT INTO public.folded_slugs VALUES ('P');
    CREATE TABLE public.exact (a text UNIQUE);
    INSERT INTO public.exact VALUES ('p'), ('Q');
    CREATE TABLE public.folding (x citext, y character varying(10));
";

/// The parent's heir and the child's belong to no foreign key: RI asks ONLY the tables themselves. The operator in front of
/// the search path would find every parent.
const TRAPS: &str = "
    CREATE TABLE public.parent_heir () INHERITS (public.parent);
    INSERT INTO public.parent_heir VALUES ('gone', 'gone', 'gone');
    CREATE TABLE public.child_heir () INHERITS (public.child);
    INSERT INTO public.child_heir VALUES ('nowhere', 'nowhere', 'nowhere');
    CREATE FUNCTION public.always(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
    CREATE OPERATOR public.= (FUNCTION = public.always, LEFTARG = text, RIGHTARG = text);
    SET search_path = public, pg_catalog;
";

/// Bits of other lengths than the key's, which a cast would cut off.
#[tokio::test]
async fn the_audit_of_bits_is_zero_exactly_where_validation_succeeds() {
    let database = support::server().empty_database("equivalence_of_bits").await.unwrap();
    let client = database.connect().await.unwrap();
    let tables = "CREATE TABLE public.bits (a bit(3) UNIQUE); INSERT INTO public.bits VALUES ('101'), ('000');
                  CREATE TABLE public.flags (x bit varying);";
    client.batch_execute(tables).await.unwrap();
    let model = catalog::read(&client).await.unwrap().model;
    let shape = Shape { name: "bits", child: "flags", parent: "bits", width: 1, match_type: MatchType::Simple };
    let foreign_key = shape.foreign_key();
    let comparison = Comparison::of(&model, &model.tables[&public(shape.child)], &foreign_key);
    let of =
        Referring { table: public(shape.child), name: ident("it"), foreign_key: Arc::new(foreign_key), comparison };
    let mut orphans = Vec::new();
    for row in ["('101')", "('000')", "('1')", "('0')", "('1010')", "('111')"] {
        orphans.push(try_rows(&client, &shape, &of, &[row.to_owned()]).await);
    }
    assert_eq!(orphans, [0, 0, 1, 1, 1, 1]);
}

#[tokio::test]
async fn the_audit_is_zero_exactly_where_validation_succeeds() {
    let database = support::server().empty_database("equivalence").await.unwrap();
    let client = database.connect().await.unwrap();
    client.batch_execute(SETUP).await.unwrap();
    let model = catalog::read(&client).await.unwrap().model;
    client.batch_execute(TRAPS).await.unwrap();
    for shape in SHAPES {
        let foreign_key = shape.foreign_key();
        let comparison = Comparison::of(&model, &model.tables[&public(shape.child)], &foreign_key);
        let of =
            Referring { table: public(shape.child), name: ident("it"), foreign_key: Arc::new(foreign_key), comparison };
        let rows = shape.rows();
        let mut bad = 0;
        for row in &rows {
            let found = try_rows(&client, &shape, &of, std::slice::from_ref(row)).await;
            bad += found;
        }
        // All at once: as many as one by one, and without them the constraint is valid.
        let found = try_rows(&client, &shape, &of, &rows).await;
        assert_eq!(found, bad, "{}", shape.name);
        assert!(
            0 < bad && bad < rows.len(),
            "{}: {bad} of {} rows are orphans, which shows nothing",
            shape.name,
            rows.len()
        );
    }
}

/// Inserts the rows, compares audit and validation, and returns the number of orphans; all is rolled back.
async fn try_rows(client: &Client, shape: &Shape, of: &Referring, rows: &[String]) -> usize {
    let Referring { table, name, foreign_key, comparison } = of;
    let columns: Vec<String> = shape.columns(["x", "y", "z"]).iter().map(Ident::to_string).collect();
    let insert = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), rows.join(", "));
    client.batch_execute(&format!("BEGIN; {insert}; SAVEPOINT rows")).await.unwrap();

    let condition = orphans(table, foreign_key, comparison, RowsIn::Itself);
    let count: i64 = client.query_one(&format!("SELECT count(*) {condition}"), &[]).await.unwrap().get(0);
    let audit = AuditForeignKey {
        table: table.clone(),
        name: name.clone(),
        foreign_key: Arc::clone(foreign_key),
        comparison: comparison.clone(),
        referenced: RowsIn::Itself,
    };
    let audit_succeeds = client.batch_execute(&Statement::from(audit).sql()).await.is_ok();
    client.batch_execute("ROLLBACK TO rows").await.unwrap();

    let validation_succeeds = validate(client, table, name, foreign_key).await;
    assert_eq!((count == 0, audit_succeeds), (validation_succeeds, validation_succeeds), "{}: {rows:?}", shape.name);

    client.batch_execute("ROLLBACK TO rows").await.unwrap();
    let remove = format!("DELETE FROM ONLY {table} WHERE ctid IN (SELECT child.ctid {condition})");
    assert_eq!(client.execute(&remove, &[]).await.unwrap() as i64, count);
    assert!(validate(client, table, name, foreign_key).await, "{}: the audit misses one of {rows:?}", shape.name);
    client.batch_execute("ROLLBACK").await.unwrap();
    usize::try_from(count).unwrap()
}

async fn validate(client: &Client, table: &QualifiedName, name: &Ident, foreign_key: &ForeignKey) -> bool {
    let add =
        AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key: Arc::new(foreign_key.clone()) };
    client.batch_execute(&Statement::from(add).sql()).await.unwrap();
    let validate = ValidateConstraint {
        table: table.clone(),
        name: name.clone(),
        foreign_key: Some(Arc::new(foreign_key.clone())),
    };
    match client.batch_execute(&Statement::from(validate).sql()).await {
        Ok(()) => true,
        Err(error) => {
            assert_eq!(error.code().map(|code| code.code()), Some("23503"), "{error}");
            false
        }
    }
}

impl Shape {
    fn columns(&self, names: [&str; 3]) -> Vec<Ident> {
        names[..self.width].iter().map(|name| ident(name)).collect()
    }

    fn foreign_key(&self) -> ForeignKey {
        ForeignKey {
            columns: self.columns(["x", "y", "z"]),
            references: public(self.parent),
            referenced_columns: self.columns(["a", "b", "c"]),
            match_type: self.match_type,
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrable: Deferrable::Not,
            validity: Validity::Valid,
            comment: None,
        }
    }

    /// Every combination of the values.
    fn rows(&self) -> Vec<String> {
        let mut rows = vec![Vec::new()];
        for _ in 0..self.width {
            let longer = |row: &Vec<&'static str>| VALUES.map(|value| [row.as_slice(), &[value]].concat());
            rows = rows.iter().flat_map(longer).collect();
        }
        rows.iter().map(|row| format!("({})", row.join(", "))).collect()
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name).unwrap()
}

fn public(name: &str) -> QualifiedName {
    QualifiedName::new(ident("public"), ident(name))
}
