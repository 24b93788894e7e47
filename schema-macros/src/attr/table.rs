//! The struct: `#[table(name = "...", namespace = "...", was = "...", scoped_by = a, partition_by = range(b))]` and the attributes of its constraints.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Token, token};

use crate::ast::Table;
use crate::attr::list::{Keys, any_ident, field_list, read_attribute, value};
use crate::attr::storage::storage_parameters;
use crate::attr::{
    check, column, docs, exclude, foreign_key, frozen, frozen_with, immutable, index, insert_requires, key, lifecycle,
    partition, trigger,
};
use crate::errors::Errors;

/// Reads the struct; `None` where it cannot be a table.
pub(crate) fn table(input: &DeriveInput, errors: &mut Errors) -> Option<Table> {
    let fields = named_fields(input, errors)?;
    let mut table = Table {
        ident: input.ident.clone(),
        comment: docs::comment(&input.attrs),
        name: None,
        namespace: None,
        was: None,
        unlogged_word: None,
        options: Vec::new(),
        scope: Vec::new(),
        primary_keys: Vec::new(),
        unique: Vec::new(),
        foreign_keys: Vec::new(),
        lacks_foreign_key: false,
        checks: Vec::new(),
        exclusions: Vec::new(),
        indexes: Vec::new(),
        invariants: Vec::new(),
        triggers: Vec::new(),
        partition_by: None,
        lacks_partition_by: false,
        partitions: Vec::new(),
        fields: Vec::new(),
    };
    for field in &fields.named {
        column::field(field, &mut table, errors);
    }
    let mut keys = Keys::new(&["name", "namespace", "comment", "was", "scoped_by", "unlogged", "with", "partition_by"]);
    for attribute in &input.attrs {
        let Some(name) = attribute.path().get_ident().map(|ident| ident.unraw().to_string()) else { continue };
        match name.as_str() {
            "table" => table_attribute(attribute, &mut keys, &mut table, errors),
            "primary_key" => table.primary_keys.push(key::key(attribute, errors)),
            "unique" => table.unique.push(key::key(attribute, errors)),
            "index" => table.indexes.push(index::index(attribute, errors)),
            "exclude" => table.exclusions.push(exclude::exclude(attribute, errors)),
            "check" => table.checks.extend(check::check(attribute, errors)),
            "foreign_key" => {
                let key = foreign_key::foreign_key(attribute, errors);
                table.lacks_foreign_key |= key.is_none();
                table.foreign_keys.extend(key);
            }
            "lifecycle" => table.invariants.extend(lifecycle::lifecycle(attribute, errors)),
            "immutable" => table.invariants.extend(immutable::immutable(attribute, errors)),
            "frozen" => table.invariants.extend(frozen::frozen(attribute, errors)),
            "frozen_with" => table.invariants.extend(frozen_with::frozen_with(attribute, errors)),
            "insert_requires" => table.invariants.extend(insert_requires::insert_requires(attribute, errors)),
            "partition" => table.partitions.extend(partition::partition(attribute, errors)),
            "trigger" => table.triggers.extend(trigger::trigger(attribute, errors)),
            "column" | "references" => {
                errors.spanned(&attribute.meta, format!("`#[{name}(...)]` stands on a field, not on the struct"));
            }
            _ => {}
        }
    }
    Some(table)
}

fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a syn::FieldsNamed> {
    if !input.generics.params.is_empty() {
        errors.spanned(&input.generics.params, "a table has no generic parameters");
        return None;
    }
    if let Some(clause) = &input.generics.where_clause {
        errors.spanned(clause, "a table has no where clause");
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            Fields::Unnamed(fields) => errors.spanned(fields, "a table has named fields: `struct Name { id: Uuid }`"),
            Fields::Unit => errors.spanned(&input.ident, "a table has fields: `struct Name { id: Uuid }`"),
        },
        Data::Enum(data) => errors.spanned(data.enum_token, "a table is a struct; for an enum derive `TextEnum`"),
        Data::Union(data) => errors.spanned(data.union_token, "a table is a struct"),
    }
    None
}

fn table_attribute(attribute: &Attribute, keys: &mut Keys, table: &mut Table, errors: &mut Errors) {
    read_attribute(attribute, errors, |input: ParseStream, _| {
        let word = input.call(any_ident)?;
        keys.once(&word)?;
        match word.to_string().as_str() {
            "name" => table.name = Some(value(input)?),
            "namespace" => table.namespace = Some(value(input)?),
            "comment" => table.comment = docs::text(input)?,
            "was" => table.was = Some(value(input)?),
            "unlogged" => table.unlogged_word = Some(word),
            "partition_by" => {
                let by = partition::partition_by(input);
                table.lacks_partition_by = by.is_err();
                table.partition_by = Some(by?);
            }
            "with" => table.options = storage_parameters(input)?,
            "scoped_by" if input.peek(token::Paren) => table.scope = field_list(input)?,
            "scoped_by" => {
                input.parse::<Token![=]>()?;
                table.scope = vec![input.call(any_ident)?];
            }
            _ => return Err(keys.unknown(&word)),
        }
        Ok(())
    });
}
