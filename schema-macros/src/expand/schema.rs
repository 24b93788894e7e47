//! The static that `schema!` declares.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;
use syn::ext::IdentExt;

use crate::ast::{Deed, FieldPath, Routine, Schema, Sequence, Step, Undo};
use crate::attr::pascal_case;
use crate::expand::column::sequence_options;
use crate::expand::optional;
use crate::expand::value;
use crate::region::Region;
use crate::valid::postgres_range;

/// Writes the static and the checks in its initializer.
pub(crate) fn schema(schema: &Schema) -> TokenStream {
    let Schema { attributes, visibility, ident, extensions, routines, tables, .. } = schema;
    let routines = routines.iter().map(|Routine { name, definition, comment }| {
        let comment = value(comment.as_ref());
        quote!(::schema_core::def::RoutineDef { name: #name, definition: #definition, comment: #comment })
    });
    let namespaces = schema.namespaces.iter().map(|(name, comment)| quote!((#name, #comment)));
    let sequences = schema.sequences.iter().map(sequence);
    let types = schema
        .types
        .iter()
        .map(|path| Region::of(path).call(quote!(::schema_core::def::UserTypeDef::of::<#path>), TokenStream::new()));
    let steps = schema.steps.iter().map(step);
    let (oldest, newest) = postgres_range(schema);
    let number = tables.len();
    let checks = tables.iter().enumerate().map(|(index, path)| {
        let region = Region::of(path);
        let name =
            region.call(quote!(::schema_core::def::directory::Directory::name_is_free), quote!(DIRECTORY, #index));
        let targets = region
            .call(quote!(::schema_core::def::directory::Directory::targets_are_listed), quote!(DIRECTORY, #index));
        // A table listed twice has said already what it lacks.
        quote!(const _: () = { #name; #targets; };)
    });
    let owners = schema.sequences.iter().filter_map(|sequence| sequence.owned_by.as_ref()).map(owner_checks);
    quote! {
        #(#attributes)*
        #visibility static #ident: ::schema_core::def::SchemaDef = {
            // By reference: every mention of a constant copies it, and a copy for every table would be quadratic.
            const DIRECTORY: &::schema_core::def::directory::Directory<#number> =
                &::schema_core::def::directory::Directory::new([#(::schema_core::def::directory::Listed::of::<#tables>()),*]);
            const TABLES: &[&::schema_core::def::TableDef] = &DIRECTORY.defs();
            #(#checks)*
            #(#owners)*
            ::schema_core::def::SchemaDef {
                postgres_min: #oldest,
                postgres_max: #newest,
                extensions: &[#(#extensions),*],
                routines: &[#(#routines),*],
                namespaces: &[#(#namespaces),*],
                sequences: &[#(#sequences),*],
                types: &[#(#types),*],
                steps: &[#(#steps),*],
                tables: TABLES,
            }
        };
    }
}

fn sequence(sequence: &Sequence) -> TokenStream {
    let Sequence { name, was, options, .. } = sequence;
    let was = optional(was.as_ref().map(|was| was.value()).as_deref());
    let pg_type = sequence.pg_type.as_ref().map_or_else(|| "bigint".to_owned(), LitStr::value);
    let (options, comment) = (sequence_options(options), value(sequence.comment.as_ref()));
    let owned_by = match &sequence.owned_by {
        Some(FieldPath { table, field, .. }) => {
            let field = field.unraw().to_string();
            quote!(Some((<#table as ::schema_core::def::Table>::DEF, #field)))
        }
        None => quote!(None),
    };
    quote! {
        ::schema_core::def::SequenceDef {
            name: #name,
            was: #was,
            pg_type: #pg_type,
            options: #options,
            owned_by: #owned_by,
            comment: #comment,
        }
    }
}

fn owner_checks(FieldPath { table, field, region }: &FieldPath) -> TokenStream {
    let def = quote!(<#table as ::schema_core::def::Table>::DEF);
    let is_listed =
        region.call(quote!(::schema_core::def::directory::Directory::owner_is_listed), quote!(DIRECTORY, #def));
    let name = field.unraw().to_string();
    let is_there = Region::of(field).check("owner_field", quote!(#def, #name));
    quote!(const _: () = { #is_listed; #is_there; };)
}

fn step(step: &Step) -> TokenStream {
    let Step { name, title, done, .. } = step;
    let (behind, deed) = (pascal_case(&step.behind), deed(&step.deed));
    let undo = match &step.undo {
        Undo::By(undo) => {
            let undo = self::deed(undo);
            quote!(By(#undo))
        }
        Undo::Irreversible(reason) => quote!(Irreversible(#reason)),
    };
    quote! {
        ::schema_core::def::StepDef {
            name: #name,
            title: #title,
            behind: ::schema_core::def::StepPlace::#behind,
            deed: #deed,
            done: #done,
            undo: ::schema_core::def::UndoDef::#undo,
        }
    }
}

fn deed(deed: &Deed) -> TokenStream {
    let Deed { sql, locks, scans, rewrites } = deed;
    let locks = locks.iter().map(|(relation, mode)| {
        let mode = pascal_case(mode);
        quote!((#relation, ::schema_core::lock_mode::LockMode::#mode))
    });
    quote! {
        ::schema_core::def::DeedDef {
            sql: #sql,
            locks: &[#(#locks),*],
            scans: &[#(#scans),*],
            rewrites: &[#(#rewrites),*],
        }
    }
}
