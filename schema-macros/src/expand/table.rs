//! `impl Table` and the checks beside it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use crate::ast::{self, Action, ActionKind};
use crate::expand::index::{deferrable, exclusion, index, key, storage_parameters};
use crate::expand::invariant::invariant;
use crate::expand::{checks, column, optional, partition, value};
use crate::valid::{Columns, Expression, Table};

/// Writes all that `#[derive(Table)]` adds.
pub(crate) fn table(table: &Table) -> TokenStream {
    let ast = table.ast;
    let ident = &ast.ident;
    let rust_name = ident.unraw().to_string();
    let Table { name, namespace, .. } = table;
    let was = optional(ast.was.as_ref().map(|was| was.value()).as_deref());
    let comment = &ast.comment;
    let unlogged = ast.unlogged_word.is_some();
    let options = storage_parameters(&ast.options);
    let scope = ast.scope.iter().map(|field| table.columns.name_of(field));
    let columns = column::columns(table);
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
    let exclusions =
        ast.exclusions.iter().zip(&table.exclusions).map(|(ast, texts)| exclusion(ast, texts, &table.columns));
    let invariants = ast.invariants.iter().map(|ast| invariant(ast, table));
    let triggers = ast.triggers.iter().map(trigger);
    let (partition_by, partitions) = partition::partitioning(table);
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
                was: #was,
                comment: #comment,
                unlogged: #unlogged,
                options: #options,
                scope: &[#(#scope),*],
                columns: &[#(#columns),*],
                primary_key: #primary_key,
                unique: &[#(#unique),*],
                foreign_keys: &[#(#foreign_keys),*],
                checks: &[#(#check_defs),*],
                exclusions: &[#(#exclusions),*],
                indexes: &[#(#indexes),*],
                invariants: &[#(#invariants),*],
                triggers: &[#(#triggers),*],
                partition_by: #partition_by,
                partitions: &[#(#partitions),*],
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

fn foreign_key(key: &ast::ForeignKey, columns: &Columns) -> TokenStream {
    let ast::ForeignKey { origin, target, options, .. } = key;
    let name = optional(options.name.as_ref().map(|name| name.value()).as_deref());
    let comment = value(options.comment.as_ref());
    let own = key.columns.iter().map(|column| columns.name_of(&column.field));
    let referenced = key.target_fields.iter().map(|field| field.unraw().to_string());
    let match_type = if options.match_full { quote!(Full) } else { quote!(Simple) };
    let on_delete = action(options.on_delete.as_ref(), columns);
    let on_update = action(options.on_update.as_ref(), columns);
    let deferrable = deferrable(options.deferrable, options.initially_deferred);
    let cross_type = options.cross_type;
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
            deferrable: #deferrable,
            cross_type: #cross_type,
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
    let name = optional(check.name.as_ref().map(|name| name.text.as_str()));
    let counterexample = optional(check.counterexample.as_ref().map(|text| text.value()).as_deref());
    let comment = value(check.comment.as_ref());
    let no_inherit = check.no_inherit;
    let expression = expression(sql);
    quote! {
        ::schema_core::def::CheckDef {
            name: #name,
            expression: #expression,
            no_inherit: #no_inherit,
            counterexample: #counterexample,
            comment: #comment,
        }
    }
}

fn trigger(trigger: &ast::Trigger) -> TokenStream {
    let ast::Trigger { name, event, execute, when, for_each_statement, comment } = trigger;
    let (name, when, comment) = (&name.text, value(when.as_ref()), value(comment.as_ref()));
    quote! {
        ::schema_core::def::TriggerDef {
            name: #name,
            event: #event,
            for_each_statement: #for_each_statement,
            when: #when,
            execute: #execute,
            comment: #comment,
        }
    }
}

pub(crate) fn expression(expression: &Expression) -> TokenStream {
    let Expression { sql, columns } = expression;
    quote!(::schema_core::def::ExpressionDef { sql: #sql, columns: &[#(#columns),*] })
}
