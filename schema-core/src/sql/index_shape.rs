//! What the catalog says of an index without printing it.

use super::literal;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Index, IndexTerm, NullsOrder, SortOrder};

/// Everything about an index that does not depend on how PostgreSQL prints expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexShape {
    /// Whether it is unique.
    pub unique: bool,
    /// Whether two rows with NULL are the same to it.
    pub nulls_not_distinct: bool,
    /// Whether it has a predicate.
    pub partial: bool,
    /// The access method.
    pub method: String,
    /// The keys, in their order.
    pub keys: Vec<KeyShape>,
    /// The columns of INCLUDE.
    pub include: Vec<Ident>,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShape {
    /// The column, nothing for an expression.
    pub column: Option<Ident>,
    /// The operator class; nothing for the type's default one.
    pub operator_class: Option<QualifiedName>,
    /// The collation; nothing for one that is not compared: the column's own.
    pub collation: Option<QualifiedName>,
    /// `pg_index.indoption`: 1 for DESC, 2 for NULLS FIRST.
    pub option: u16,
}

impl IndexShape {
    /// Takes the shape of an index.
    pub fn of(index: &Index) -> IndexShape {
        let keys = index.keys.iter().map(|key| {
            let descending = key.order == SortOrder::Descending;
            let nulls_first = match key.nulls {
                NullsOrder::Default => descending,
                NullsOrder::First => true,
                NullsOrder::Last => false,
            };
            KeyShape {
                column: match &key.term {
                    IndexTerm::Column(column) => Some(column.clone()),
                    IndexTerm::Expression(_) => None,
                },
                operator_class: key.operator_class.as_ref().map(|class| class.name.clone()),
                collation: key.collation.as_deref().cloned(),
                option: u16::from(descending) + 2 * u16::from(nulls_first),
            }
        });
        IndexShape {
            unique: index.unique,
            nulls_not_distinct: index.nulls_not_distinct,
            partial: index.predicate.is_some(),
            method: index.method.as_ref().map_or("btree", Ident::as_str).to_owned(),
            keys: keys.collect(),
            include: index.include.clone(),
        }
    }

    /// Writes what selects the index, given an expression for its OID, if it has this shape.
    pub(super) fn sql(&self, oid: &str) -> String {
        let text = |ident: Option<&Ident>| ident.map_or("NULL".to_owned(), |ident| literal(ident.as_str()));
        let columns: Vec<String> = self
            .keys
            .iter()
            .map(|key| text(key.column.as_ref()))
            .chain(self.include.iter().map(|column| text(Some(column))))
            .collect();
        let options: Vec<String> = self.keys.iter().map(|key| key.option.to_string()).collect();
        let mut sql = format!(
            "pg_catalog.pg_index WHERE indexrelid = {oid} AND indisunique = {} AND indnkeyatts = {}\n                \
             AND indnullsnotdistinct = {} AND (indpred IS NOT NULL) = {} AND indoption::pg_catalog.text = '{}'\n                \
             AND EXISTS (SELECT FROM pg_catalog.pg_class JOIN pg_catalog.pg_am ON pg_am.oid = relam\n                    \
             WHERE pg_class.oid = indexrelid AND amname = {})\n                \
             AND ARRAY[{}]::pg_catalog.text[] IS NOT DISTINCT FROM ARRAY(\n                    \
             SELECT attname::pg_catalog.text FROM pg_catalog.unnest(indkey::pg_catalog.int2[]) WITH ORDINALITY AS key (attnum, place)\n                      \
             LEFT JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = key.attnum AND key.attnum <> 0\n                     \
             ORDER BY place)",
            self.unique,
            self.keys.len(),
            self.nulls_not_distinct,
            self.partial,
            options.join(" "),
            literal(&self.method),
            columns.join(", ")
        );
        for (at, key) in self.keys.iter().enumerate() {
            let is = match &key.operator_class {
                Some(class) => named("opcnamespace", "opcname", class),
                None => "opcdefault".to_owned(),
            };
            sql.push_str(&format!(
                "\n                AND EXISTS (SELECT FROM pg_catalog.pg_opclass WHERE oid = indclass[{at}] AND {is})"
            ));
            if let Some(collation) = &key.collation {
                sql.push_str(&format!(
                    "\n                AND EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid = indcollation[{at}] AND {})",
                    named("collnamespace", "collname", collation)
                ));
            }
        }
        sql
    }
}

fn named(namespace: &str, column: &str, name: &QualifiedName) -> String {
    format!(
        "{column} = {} AND {namespace} = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = {})",
        literal(name.name.as_str()),
        literal(name.namespace.as_str())
    )
}
