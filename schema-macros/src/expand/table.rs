//! `impl Table` and the checks beside it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use crate::ast::{self, Action, ActionKind, IndexTerm};
use crate::expand::invariant::invariant;
use crate::expand::{checks, optional, value};
use crate::valid::{Columns, Expression, IndexTexts, Table};

/// Writes all that `#[derive(Table)]` adds.
pub(crate) fn table(table: &Table) -> TokenStream {
    let ast = table.ast;
    let ident = &ast.ident;
    let rust_name = ident.unraw().to_string();
    let Table { name, namespace, .. } = table;
    let comment = &ast.comment;
    let scope = ast.scope.iter().map(|field| table.columns.name_of(field));
    let columns = ast.fields.iter().zip(table.columns.iter()).map(|(field, column)| {
        let (ty, comment) = (&field.ty, &field.comment);
        let (field_name, column_name) = (&column.field, &column.name);
        let default = optional(field.default.as_ref().map(|sql| sql.text.value()).as_deref());
        quote! {
            ::schema_core::def::ColumnDef::of::<#ty>(#field_name, #column_name, #default, #comment)
        }
    });
    let primary_key = match ast.primary_keys.first() {
        Some(primary_key) => {
            let primary_key = key(primary_key, &table.columns);
            quote!(::core::option::Option::Some(#primary_key))
        }
        None => quote!(::core::option::Option::None),
    };
    let unique = ast.unique.iter().map(|unique| key(unique, &table.columns));
    let foreign_keys = ast.foreign_keys.iter().map(|key| foreign_key(key, &table.columns));
    let check_defs = ast.checks.iter().zip(&table.checks).map(|(ast, sql)| check(ast, sql));
    let indexes = ast.indexes.iter().zip(&table.indexes).map(|(ast, texts)| index(ast, texts, &table.columns));
    let invariants = ast.invariants.iter().map(|ast| invariant(ast, table));
    let targets = ast.foreign_keys.iter().map(|key| &key.target);
    let checks = checks::checks(table);
    let fields_are_read = fields_are_read(ast);
    quote! {
        #[automatically_derived]
        impl ::schema_core::def::Table for #ident {
            const DEF: &'static ::schema_core::def::TableDef = &::schema_core::def::TableDef {
                rust_name: #rust_name,
                namespace: #namespace,
                name: #name,
                comment: #comment,
                scope: &[#(#scope),*],
                columns: &[#(#columns),*],
                primary_key: #primary_key,
                unique: &[#(#unique),*],
                foreign_keys: &[#(#foreign_keys),*],
                checks: &[#(#check_defs),*],
                indexes: &[#(#indexes),*],
                invariants: &[#(#invariants),*],
                is_stub: false,
            };
            const TARGETS: &'static [&'static ::schema_core::def::TableDef] =
                &[#(<#targets as ::schema_core::def::Table>::DEF),*];
        }
        #fields_are_read
        #checks
    }
}

/// Reads every field once: the structs are declarations, never built, and rustc would warn of each field.
pub(crate) fn fields_are_read(ast: &ast::Table) -> TokenStream {
    let ident = &ast.ident;
    let fields = ast.fields.iter().map(|field| &field.ident);
    let names = (0..ast.fields.len()).map(|at| format_ident!("_{at}"));
    quote! {
        const _: fn(&#ident) = |#ident { #(#fields: #names),* }| {};
    }
}

fn key(key: &ast::Key, columns: &Columns) -> TokenStream {
    let name = optional(key.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(key.comment.as_ref());
    let columns = key.columns.iter().map(|field| columns.name_of(field));
    quote! {
        ::schema_core::def::KeyDef { name: #name, columns: &[#(#columns),*], comment: #comment }
    }
}

fn foreign_key(key: &ast::ForeignKey, columns: &Columns) -> TokenStream {
    let ast::ForeignKey { origin, target, options, .. } = key;
    let name = optional(options.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(options.comment.as_ref());
    let own = key.columns.iter().map(|column| columns.name_of(&column.field));
    let referenced = key.target_fields.iter().map(|field| field.unraw().to_string());
    let match_type = if options.match_full { quote!(Full) } else { quote!(Simple) };
    let on_delete = action(options.on_delete.as_ref(), columns);
    let on_update = action(options.on_update.as_ref(), columns);
    let deferrable = match (options.deferrable, options.initially_deferred) {
        (_, true) => quote!(InitiallyDeferred),
        (true, false) => quote!(InitiallyImmediate),
        (false, false) => quote!(Not),
    };
    let waivers = options.waivers.iter().map(|waiver| {
        let (rule, reason, until) = (waiver.rule.to_string(), &waiver.reason, &waiver.until);
        quote!(::schema_core::def::WaiverDef { rule: #rule, reason: #reason, until: #until })
    });
    quote! {
        ::schema_core::def::ForeignKeyDef {
            name: #name,
            columns: &[#(#own),*],
            references: <#target as ::schema_core::def::Table>::def,
            referenced_fields: &[#(#referenced),*],
            match_type: ::schema_core::def::MatchType::#match_type,
            on_delete: #on_delete,
            on_update: #on_update,
            deferrable: ::schema_core::def::Deferrable::#deferrable,
            waivers: &[#(#waivers),*],
            origin: #origin,
            comment: #comment,
        }
    }
}

fn action(action: Option<&Action>, columns: &Columns) -> TokenStream {
    let Some(action) = action else {
        return quote!(::schema_core::def::ActionDef::NoAction);
    };
    let names = action.columns.iter().map(|field| columns.name_of(field));
    match action.kind {
        ActionKind::NoAction => quote!(::schema_core::def::ActionDef::NoAction),
        ActionKind::Restrict => quote!(::schema_core::def::ActionDef::Restrict),
        ActionKind::Cascade => quote!(::schema_core::def::ActionDef::Cascade),
        ActionKind::SetNull => quote!(::schema_core::def::ActionDef::SetNull(&[#(#names),*])),
        ActionKind::SetDefault => quote!(::schema_core::def::ActionDef::SetDefault(&[#(#names),*])),
    }
}

fn check(check: &ast::Check, sql: &Expression) -> TokenStream {
    let name = optional(check.name.as_ref().map(|name| name.unraw().to_string()).as_deref());
    let counterexample = optional(check.counterexample.as_ref().map(|text| text.value()).as_deref());
    let comment = value(check.comment.as_ref());
    let expression = expression(sql);
    quote! {
        ::schema_core::def::CheckDef {
            name: #name,
            expression: #expression,
            counterexample: #counterexample,
            comment: #comment,
        }
    }
}

fn index(index: &ast::Index, texts: &IndexTexts, columns: &Columns) -> TokenStream {
    let name = optional(index.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(index.comment.as_ref());
    let unique = index.unique;
    let include = index.include.iter().map(|field| columns.name_of(field));
    let predicate = match &texts.predicate {
        Some(predicate) => {
            let predicate = expression(predicate);
            quote!(::core::option::Option::Some(#predicate))
        }
        None => quote!(::core::option::Option::None),
    };
    let keys = index.keys.iter().zip(&texts.keys).map(|(key, text)| index_key(key, text.as_ref(), columns));
    quote! {
        ::schema_core::def::IndexDef {
            name: #name,
            unique: #unique,
            keys: &[#(#keys),*],
            include: &[#(#include),*],
            predicate: #predicate,
            comment: #comment,
        }
    }
}

fn index_key(key: &ast::IndexKey, text: Option<&Expression>, columns: &Columns) -> TokenStream {
    let term = match (&key.term, text) {
        (IndexTerm::Expression(_), Some(text)) => {
            let expression = expression(text);
            quote!(::schema_core::def::IndexTermDef::Expression(#expression))
        }
        (IndexTerm::Column(field), _) => {
            let name = columns.name_of(field);
            quote!(::schema_core::def::IndexTermDef::Column(#name))
        }
        (IndexTerm::Expression(_), None) => unreachable!("validation reads the text of every expression"),
    };
    let order = if key.descending { quote!(Descending) } else { quote!(Ascending) };
    let nulls = match key.nulls_first {
        None => quote!(Default),
        Some(true) => quote!(First),
        Some(false) => quote!(Last),
    };
    quote! {
        ::schema_core::def::IndexKeyDef {
            term: #term,
            order: ::schema_core::def::SortOrder::#order,
            nulls: ::schema_core::def::NullsOrder::#nulls,
        }
    }
}

fn expression(expression: &Expression) -> TokenStream {
    let Expression { sql, columns } = expression;
    quote!(::schema_core::def::ExpressionDef { sql: #sql, columns: &[#(#columns),*] })
}
