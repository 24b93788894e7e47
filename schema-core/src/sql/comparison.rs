//! How a foreign key compares its columns with those that it refers to.

use crate::ident::Ident;
use crate::model::{ForeignKey, SchemaModel, Table, UserTypeKind};
use crate::types::{BaseType, Builtin, PgType};

/// How a foreign key compares each of its columns with the one that it refers to: the audits ask as the constraint does.
/// Empty where all of them are compared by `=` of `pg_catalog`, as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison(Vec<Pair>);

/// What is said of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pair {
    /// Where the type's operators stand, if not in `pg_catalog`.
    operators: Option<Ident>,
    /// The type of the key, where values are cast to it first.
    cast: Option<PgType>,
}

impl Comparison {
    /// Finds it from the types of the columns: those of a domain are the type's underneath. The operators of a type that the
    /// model does not hold stand where the type does, as those of extensions do.
    pub fn of(model: &SchemaModel, table: &Table, foreign_key: &ForeignKey) -> Comparison {
        let Some(target) = model.tables.get(&foreign_key.references) else { return Comparison::default() };
        let pair = |(own, key): (&Ident, &Ident)| -> Option<Pair> {
            Some(Pair::of(model, &table.column(own)?.pg_type, &target.column(key)?.pg_type))
        };
        let pairs = foreign_key.columns.iter().zip(&foreign_key.referenced_columns);
        let pairs: Vec<Pair> = pairs.map(|names| pair(names).unwrap_or_default()).collect();
        if pairs.iter().all(|pair| *pair == Pair::default()) { Comparison::default() } else { Comparison(pairs) }
    }

    /// Tells whether there is nothing to say of any column.
    pub fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// The condition that the column at this place of the key is the one that it refers to.
    pub(super) fn condition(&self, at: usize, column: &Ident, referenced: &Ident) -> String {
        let pair = self.0.get(at);
        let cast = match pair.and_then(|pair| pair.cast.as_ref()) {
            Some(to) => format!("::{}", of_any_length(to)),
            None => String::new(),
        };
        match pair.and_then(|pair| pair.operators.as_ref()) {
            Some(namespace) => format!("parent.{referenced} OPERATOR({namespace}.=) child.{column}{cast}"),
            None => format!("parent.{referenced} OPERATOR(pg_catalog.=) child.{column}{cast}"),
        }
    }
}

impl Pair {
    fn of(model: &SchemaModel, own: &PgType, key: &PgType) -> Pair {
        let (own, key) = (underneath(model, own), underneath(model, key));
        let operators = match &key.base {
            BaseType::Named(name) if !key.is_array => {
                // Enums, composite types and the rows of tables are compared by what is there for all of them.
                let is_general = model.types.contains_key(name) || model.tables.contains_key(name);
                (!is_general).then(|| name.namespace.clone())
            }
            _ => None,
        };
        let cast = (!own.is_compared_with(key)).then(|| PgType { modifiers: None, ..key.clone() });
        Pair { operators: operators.filter(|namespace| namespace.as_str() != "pg_catalog"), cast }
    }
}

/// The type without a length, which is 1 where SQL says none.
fn of_any_length(pg_type: &PgType) -> String {
    match pg_type.builtin() {
        Some(Builtin::Char) => "pg_catalog.bpchar".to_owned(),
        Some(Builtin::Bit) => "pg_catalog.\"bit\"".to_owned(),
        _ => pg_type.to_string(),
    }
}

/// The type whose operators count.
fn underneath<'a>(model: &'a SchemaModel, pg_type: &'a PgType) -> &'a PgType {
    let domain = match &pg_type.base {
        BaseType::Named(name) if !pg_type.is_array => model.types.get(name),
        _ => None,
    };
    match domain.map(|domain| &domain.is) {
        Some(UserTypeKind::Domain(domain)) => underneath(model, &domain.pg_type),
        _ => pg_type,
    }
}
