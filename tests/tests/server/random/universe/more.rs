//! What a schema may have besides plain columns, keys and indexes: types and sequences of its own, columns whose values
//! come from elsewhere, exclusion constraints, storage parameters.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName, default_name};
use schema_core::model::{
    Attribute, Check, Column, Constraint, Deferrable, Domain, Exclusion, Expression, ForeignKey, Generated, Identity,
    Index, IndexKey, IndexTerm, MatchType, Namespace, OperatorClass, ReferentialAction, Routine, RoutineName,
    SchemaModel, Sequence, SequenceOptions, StorageParameters, Table, UserType, UserTypeKind, Validity,
};
use schema_core::sql::{identity_sequence, nextval, own_sequence_name};
use schema_core::types::Builtin;

use super::{Renamed, comment, has, ident, idents, is_keyed_by_id, public};
use crate::random::choices::Choices;

/// A namespace besides `public`.
const APART: &str = "Apart, by itself";

/// Adds an enum, a domain, a composite type and a sequence, as the choices have it.
pub(super) fn add_objects(choices: &mut Choices<'_>, model: &mut SchemaModel, renamed: Renamed) {
    if choices.chance(1, 2) {
        // A label that goes, or changes places, is refused: mostly one comes.
        let labels: &[&str] = choices.one_of(&[
            &["sad", "it's \"fair\""][..],
            &["sad", "it's \"fair\"", "glad"],
            &["sad", "so so", "it's \"fair\""],
            &["so so", "sad"],
        ]);
        let labels = labels.iter().map(|label| renamed.value(label).to_owned()).collect();
        let mood = UserType { is: UserTypeKind::Enum(labels), comment: comment(choices) };
        model.types.insert(renamed.object("mood"), mood);
    }
    if choices.chance(1, 2) {
        let texts = ["(length(VALUE) < 100)", "(VALUE <> ''::text)"];
        let check = Check::new(Expression::new(choices.one_of(&texts), Vec::new()));
        let check = Check { comment: comment(choices), ..check };
        let domain = Domain {
            pg_type: Builtin::Text.into(),
            collation: None,
            default: choices.one_of(&[None, None, Some("'a'::text")]).map(str::to_owned),
            nullable: choices.chance(5, 6),
            checks: if choices.chance(2, 3) { [(ident("word_check"), check)].into() } else { BTreeMap::new() },
        };
        let word = UserType { is: UserTypeKind::Domain(domain), comment: comment(choices) };
        model.types.insert(renamed.object("Word"), word);
    }
    if choices.chance(1, 2) {
        // An attribute that goes takes values along, which is refused: mostly one comes.
        let attributes: &[(&'static str, &str)] = choices.one_of(&[
            &[("number", "integer"), ("Text", "text")][..],
            &[("number", "integer"), ("Text", "text"), ("more", "character varying(20)")],
            &[("number", "bigint"), ("Text", "text")],
            &[("number", "integer")],
        ]);
        // Another one is refused while columns are of the type, which they mostly are.
        let is_collated = choices.chance(1, 8);
        let attribute = |(name, pg_type): &(&'static str, &str)| Attribute {
            name: ident(renamed.attribute(name)),
            pg_type: pg_type.parse().expect("a type"),
            collation: (is_collated && *pg_type == "text").then(|| "pg_catalog.\"C\"".parse().expect("a name")),
            comment: comment(choices),
        };
        let is = UserTypeKind::Composite(attributes.iter().map(attribute).collect());
        model.types.insert(renamed.object("pair"), UserType { is, comment: comment(choices) });
    }
    if choices.chance(1, 3) {
        // No row has a number from it, so it may begin anew. Where bounds overlap, the way back leaves it where it is.
        let (min, max) = choices.one_of(&[(Some(2), Some(400)), (Some(500), Some(900)), (Some(-900), Some(-9))]);
        let options = SequenceOptions {
            min,
            max,
            increment: choices.one_of(&[None, Some(5)]),
            cache: choices.one_of(&[None, Some(10)]),
            cycle: choices.chance(1, 3),
            ..SequenceOptions::default()
        };
        let pg_type = choices.one_of(&[Builtin::BigInt, Builtin::Integer]).into();
        let sequence = Sequence { pg_type, options, owned_by: None, comment: comment(choices) };
        model.sequences.insert(renamed.object("numbers"), sequence);
    }
}

/// Adds columns of types of the schema's own, an identity column, one that is computed, one of ranges.
pub(super) fn add_columns(
    choices: &mut Choices<'_>,
    name: &QualifiedName,
    table: &mut Table,
    model: &SchemaModel,
    renamed: Renamed,
) {
    let mut add = |column: Column| table.columns.push(column);
    let mood = renamed.object("mood");
    if model.types.contains_key(&mood) && choices.chance(1, 2) {
        let default = choices.chance(1, 2).then(|| format!("'{}'::{mood}", renamed.value("sad")));
        add(Column { default, ..Column::new(ident("mood"), mood.into()) });
    }
    let word = renamed.object("Word");
    if model.types.contains_key(&word) && choices.chance(1, 2) {
        add(Column::new(ident("word"), word.into()));
    }
    if choices.chance(1, 4) {
        let always = choices.chance(1, 2);
        let sequence = sequence_name(choices, name, model);
        let identity = Identity { always, sequence, options: SequenceOptions::default() };
        let column = Column::new(ident("counter"), Builtin::Integer.into());
        let identity = choices.chance(2, 3).then(|| Box::new(identity));
        add(Column { nullable: identity.is_none(), identity, ..column });
    }
    if choices.chance(1, 3) {
        let column = Column::new(ident("numbered"), Builtin::Integer.into());
        let default = nextval(&QualifiedName::new(name.namespace.clone(), numbered_sequence(name)));
        let identity = Identity { always: false, sequence: None, options: SequenceOptions::default() };
        add(match choices.below(5) {
            0 => column,
            1 => Column { nullable: false, identity: Some(Box::new(identity)), ..column },
            _ => Column { nullable: false, default: Some(default), ..column },
        });
    }
    let pair = renamed.object("pair");
    if model.types.contains_key(&pair) && choices.chance(1, 2) {
        add(Column::new(ident("pair"), pair.into()));
    }
    if choices.chance(1, 2) {
        let default = Some("'open'::text".to_owned());
        add(Column { nullable: false, default, ..Column::new(ident("state"), Builtin::Text.into()) });
    }
    if choices.chance(1, 2) {
        let pg_type = choices.one_of(&["character varying(20)", "character varying(40)", "text"]);
        let column = Column::new(ident("code"), pg_type.parse().expect("a type"));
        let collation = choices.one_of(&[None, None, Some("pg_catalog.\"C\"")]);
        add(Column { collation: collation.map(|name| Box::new(name.parse().expect("a name"))), ..column });
    }
    if choices.chance(1, 3) {
        add(Column::new(ident("during"), Builtin::TstzRange.into()));
    }
    if choices.chance(1, 3) {
        let pg_type = choices.one_of(&["text[]", "integer[]"]);
        add(Column::new(ident("list"), pg_type.parse().expect("a type")));
    }
    if has(table, "amount") && choices.chance(1, 4) {
        let text = choices.one_of(&["(amount * 2)", "(amount + 1)"]);
        let expression = Expression::new(text, idents(&["amount"]));
        // Virtual ones are there from 18 on.
        let stored = model.postgres.min < 18 || choices.chance(1, 2);
        let generated = choices.chance(4, 5).then(|| Box::new(Generated { expression, stored }));
        table.columns.push(Column { generated, ..Column::new(ident("twice"), Builtin::Integer.into()) });
    }
}

/// The name that PostgreSQL gives the sequence of the serial column.
fn numbered_sequence(table: &QualifiedName) -> Ident {
    default_name(table.name.as_str(), "numbered", "seq").expect("a name")
}

/// Adds the sequences of the serial columns that are there, and may give the one that stands by itself to a column.
pub(super) fn add_sequences_of_columns(choices: &mut Choices<'_>, model: &mut SchemaModel, renamed: Renamed) {
    if choices.chance(1, 2) {
        let column = ident("code");
        let mut owners = model.tables.iter().filter(|(_, table)| table.column(&column).is_some());
        let owner = owners.find(|(name, _)| name.namespace.as_str() == "public").map(|(name, _)| name.clone());
        if let Some(numbers) = model.sequences.get_mut(&renamed.object("numbers")) {
            numbers.owned_by = owner.map(|table| (table, column));
        }
    }
    for (name, table) in &model.tables {
        let column = ident("numbered");
        if table.column(&column).is_some_and(|column| column.default.is_some()) {
            let (pg_type, owned_by) = (Builtin::Integer.into(), Some((name.clone(), column)));
            let sequence = Sequence { pg_type, options: SequenceOptions::default(), owned_by, comment: None };
            model.sequences.insert(QualifiedName::new(name.namespace.clone(), numbered_sequence(name)), sequence);
        }
    }
}

/// Adds a function that takes rows of a table, and what of the table calls it: each of them needs the other.
pub(super) fn add_routine_of_rows(choices: &mut Choices<'_>, model: &mut SchemaModel) {
    let name = public("alpha");
    let Some(table) = model.tables.get_mut(&name).filter(|_| choices.chance(1, 3)) else { return };
    let definition = "CREATE FUNCTION public.is_there(public.alpha)\n RETURNS boolean\n LANGUAGE sql\n IMMUTABLE\n\
                      AS $function$SELECT $1 IS DISTINCT FROM NULL$function$";
    let routine = Routine { definition: definition.to_owned(), needs: vec![name], comment: comment(choices) };
    model.routines.insert(RoutineName { name: public("is_there"), arguments: "public.alpha".to_owned() }, routine);
    let call = Expression::new("public.is_there(alpha.*)", Vec::new());
    if choices.chance(1, 2) {
        let check = Check { comment: comment(choices), ..Check::new(call.clone()) };
        table.constraints.insert(ident("alpha_is_there"), Constraint::Check(check));
    }
    if choices.chance(1, 2) {
        let keys = vec![IndexKey::new(IndexTerm::Expression(call))];
        table.indexes.insert(ident("alpha_by_row"), Index { keys, comment: comment(choices), ..Index::default() });
    }
}

/// Adds a namespace, and tables in it.
pub(super) fn add_namespace(choices: &mut Choices<'_>, model: &mut SchemaModel) {
    if !choices.chance(1, 3) {
        return;
    }
    model.namespaces.insert(ident(APART), Namespace { comment: comment(choices) });
    for name in ["alpha", "notes"] {
        if choices.chance(2, 3) {
            let mut table = Table { comment: comment(choices), ..Table::default() };
            for column in ["id", "alpha_id"] {
                table.columns.push(Column::new(ident(column), Builtin::BigInt.into()));
            }
            if model.tables.get(&public("alpha")).is_some_and(is_keyed_by_id) && choices.chance(1, 2) {
                let key = ForeignKey {
                    columns: idents(&["alpha_id"]),
                    references: public("alpha"),
                    referenced_columns: idents(&["id"]),
                    match_type: MatchType::Simple,
                    on_delete: ReferentialAction::SetNull(Vec::new()),
                    on_update: ReferentialAction::NoAction,
                    deferrable: Deferrable::Not,
                    validity: Validity::Valid,
                    comment: comment(choices),
                };
                table.constraints.insert(ident(&format!("{name}_alpha_id_fkey")), Constraint::ForeignKey(key));
            }
            model.tables.insert(QualifiedName::new(ident(APART), ident(name)), table);
        }
    }
}

/// A name of its own for the sequence of an identity column, sometimes, where no other table has it: tables change names.
fn sequence_name(choices: &mut Choices<'_>, table: &QualifiedName, model: &SchemaModel) -> Option<Ident> {
    let wanted = choices.one_of(&[None, None, Some("first"), Some("Second \"one\""), Some("zeta_counter_seq")])?;
    let is_taken = model.tables.iter().any(|(name, table)| {
        let identities = table.columns.iter().filter_map(|column| Some((&column.name, column.identity.as_deref()?)));
        identities
            .map(|(column, identity)| identity_sequence(name, column, identity))
            .any(|taken| taken == public(wanted))
    });
    // The table that comes last has this one where it says nothing.
    let is_of_zeta = wanted.starts_with("zeta") && !table.name.as_str().to_ascii_lowercase().starts_with("zeta");
    if is_taken || is_of_zeta { None } else { own_sequence_name(table, &ident("counter"), &ident(wanted)) }
}

/// Adds an exclusion constraint, indexes of other methods, and storage parameters.
pub(super) fn add_storage(choices: &mut Choices<'_>, name: &str, table: &mut Table) {
    if has(table, "during") && choices.chance(1, 2) {
        let deferrable = choices.one_of(&[Deferrable::Not, Deferrable::Not, Deferrable::InitiallyDeferred]);
        let index = Index {
            method: Some(ident("gist")),
            keys: vec![IndexKey::new(IndexTerm::Column(ident("during")))],
            ..Index::default()
        };
        let exclusion = Exclusion { index, operators: vec!["&&".to_owned()], deferrable, comment: comment(choices) };
        let constraint = Constraint::Exclusion(Box::new(exclusion));
        table.constraints.insert(ident(&format!("{name}_during_excl")), constraint);
    }
    if has(table, "facts") && choices.chance(1, 3) {
        let index = Index {
            method: Some(ident("gin")),
            keys: vec![IndexKey::new(IndexTerm::Column(ident("facts")))],
            options: choices.one_of(&[StorageParameters::new(), options(&[("fastupdate", "off")])]),
            ..Index::default()
        };
        table.indexes.insert(ident(&format!("{name}_facts_idx")), index);
    }
    if has(table, "code") && choices.chance(1, 3) {
        let class =
            OperatorClass { name: "pg_catalog.text_pattern_ops".parse().expect("a name"), parameters: options(&[]) };
        let operator_class = choices.one_of(&[None, Some(Box::new(class))]);
        let collation = choices.one_of(&[None, Some(Box::new("pg_catalog.\"POSIX\"".parse().expect("a name")))]);
        let key = IndexKey { operator_class, collation, ..IndexKey::new(IndexTerm::Column(ident("code"))) };
        let index = Index { keys: vec![key], ..Index::default() };
        table.indexes.insert(ident(&format!("{name}_code_idx")), index);
    }
    let parameters: [&[(&str, &str)]; 5] = [
        &[],
        &[],
        &[("fillfactor", "70")],
        &[("autovacuum_enabled", "false"), ("toast.autovacuum_enabled", "false")],
        &[("fillfactor", "80"), ("autovacuum_enabled", "false")],
    ];
    table.options = options(choices.one_of(&parameters));
    // PostgreSQL forgets what is said of a TOAST table that is not there.
    if !has(table, "facts") {
        table.options.remove("toast.autovacuum_enabled");
    }
}

fn options(pairs: &[(&str, &str)]) -> StorageParameters {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
