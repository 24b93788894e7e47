//! Namespaces, types, sequences, and what makes a column's values.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::model::{
    Attribute, Check, Column, Domain, Expression, Generated, Identity, ObjectName, SequenceOptions, UserTypeKind,
};
use schema_core::sql::{
    AddColumn, AddDomainCheck, AddEnumValue, AlterAttributeType, AlterColumnType, AlterCompositeType, AlterDomain,
    AlterSequence, CommentOnObject, CreateNamespace, CreateSequence, CreateType, DropDomainCheck, DropExpression,
    DropIdentity, DropNamespace, DropSequence, DropType, LabelPlace, LastNumber, NewType, Numbering, RenameAttribute,
    RenameDomainCheck, RenameEnumValue, RenameSequence, RenameType, ReplaceColumn, SequencePosition, SetDomainNotNull,
    SetExpression, SetIdentity, SetSequenceOwner, SetSerialDefault, TypeWork, ValidateDomainCheck,
};
use schema_core::types::{Builtin, PgType};

use super::super::model::{check, child, expression, ident, nullable, parent, public};
use super::Case;

const ENUM: &str = "CREATE TYPE public.mood AS ENUM ('a', 'b'); ALTER TABLE public.child ADD COLUMN mood public.mood";
const DOMAIN: &str = "CREATE DOMAIN public.positive AS integer; \
    ALTER TABLE public.child ADD COLUMN positive public.positive; UPDATE public.child SET positive = id";
const COMPOSITE: &str = "CREATE TYPE public.address AS (city text, zip text); \
    ALTER TABLE public.child ADD COLUMN address public.address; UPDATE public.child SET address = ROW('x', 'y')";
const ASKED: &str = "CREATE DOMAIN public.asked AS integer CHECK (VALUE > -1000000); \
    CREATE INDEX ON public.child (amount)";
const SEQUENCE: &str = "CREATE SEQUENCE public.numbers";
const FOREIGN_KEY: &str = "ALTER TABLE public.child ADD FOREIGN KEY (parent_id) REFERENCES public.parent (id)";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("plain", "", CreateNamespace { name: ident("billing") }),
        Case::new("plain", "CREATE SCHEMA stock", DropNamespace { name: ident("stock") }),
        Case::new("namespace", "CREATE SCHEMA shop", comment(ObjectName::Namespace(ident("shop")))),
        Case::new("enum", ENUM, comment(ObjectName::Type(public("mood")))),
        Case::new("domain", DOMAIN, comment(ObjectName::Type(public("positive")))),
        Case::new("composite type", COMPOSITE, comment(ObjectName::Type(public("address")))),
        Case::new("attribute", COMPOSITE, comment(ObjectName::Attribute(public("address"), ident("zip")))),
        Case::new("check of a domain", ASKED, comment(ObjectName::DomainCheck(public("asked"), ident("asked_check")))),
        Case::new("sequence", SEQUENCE, comment(ObjectName::Sequence(public("numbers")))),
    ];
    cases.extend(types());
    cases.extend(sequences());
    cases.extend(column_types());
    cases.extend(sources());
    cases
}

fn comment(object: ObjectName) -> CommentOnObject {
    CommentOnObject { object, comment: Some("it's said".to_owned()) }
}

fn domain() -> Domain {
    let positive = Check::new(Expression::new("VALUE > 0", Vec::new()));
    Domain {
        pg_type: Builtin::Integer.into(),
        collation: None,
        default: Some("1".to_owned()),
        nullable: false,
        checks: BTreeMap::from([(ident("positive_check"), positive)]),
    }
}

fn types() -> Vec<Case> {
    let create = |name: &str, is: UserTypeKind| CreateType { name: public(name), is };
    let drop = |name: &str, is_composite: bool| DropType { name: public(name), is_composite };
    let attribute =
        |name: &str| Attribute { name: ident(name), pg_type: Builtin::Text.into(), collation: None, comment: None };
    let add = |label: &str, place: LabelPlace| AddEnumValue { name: public("mood"), label: label.to_owned(), place };
    let (positive, check) = (|| public("positive"), || ident("positive_check"));
    let alter =
        |name: &str, adds: bool| AlterCompositeType { name: public("address"), attribute: attribute(name), adds };
    let not_null =
        |not_null: bool| SetDomainNotNull { domain: positive(), not_null, tables: BTreeSet::from([child()]) };
    const NOT_NULL: &str = "CREATE DOMAIN public.positive AS integer DEFAULT 1 NOT NULL; \
        ALTER TABLE public.child ADD COLUMN positive public.positive";
    const ONLY_DOMAIN: &str = "CREATE DOMAIN public.positive AS integer";
    const CHECKED: &str = "CREATE DOMAIN public.positive AS integer; \
        ALTER TABLE public.child ADD COLUMN positive public.positive; UPDATE public.child SET positive = id; \
        ALTER DOMAIN public.positive ADD CONSTRAINT positive_check CHECK (VALUE > 0) NOT VALID";
    vec![
        Case::new("enum", "", create("mood", UserTypeKind::Enum(vec!["a".to_owned(), "it's".to_owned()]))),
        Case::new("domain", "", create("positive", UserTypeKind::Domain(domain()))),
        Case::new("composite type", "", create("address", UserTypeKind::Composite(vec![attribute("city")]))),
        Case::new("enum", "CREATE TYPE public.mood AS ENUM ()", drop("mood", false)),
        Case::new("domain", ONLY_DOMAIN, drop("positive", false)),
        Case::new("composite type", "CREATE TYPE public.address AS (city text)", drop("address", true)),
        Case::new("last, of a table in use", ENUM, add("c", LabelPlace::Last)),
        Case::new("before another", ENUM, add("c", LabelPlace::Before("a".to_owned()))),
        Case::new("behind another", ENUM, add("c", LabelPlace::After("a".to_owned()))),
        Case::new("of a table in use", ENUM, {
            RenameEnumValue { name: public("mood"), from: "a".to_owned(), to: "it's".to_owned() }
        }),
        Case::new("enum, of a table in use", ENUM, {
            RenameType { from: public("mood"), to: ident("Mood"), is_composite: false, not_null: None }
        }),
        Case::new("domain, of a table in use", DOMAIN, {
            RenameType { from: positive(), to: ident("above_zero"), is_composite: false, not_null: None }
        }),
        Case::new("domain with NOT NULL, of a table in use", NOT_NULL, {
            let not_null = Some((ident("positive_not_null"), ident("above_zero_not_null")));
            RenameType { from: positive(), to: ident("above_zero"), is_composite: false, not_null }
        }),
        Case::new("composite type, of a table in use", COMPOSITE, {
            RenameType { from: public("address"), to: ident("place"), is_composite: true, not_null: None }
        }),
        Case::new("of a table in use", COMPOSITE, {
            RenameAttribute { name: public("address"), from: ident("zip"), to: ident("code") }
        }),
        Case::new("default, of a table in use", DOMAIN, {
            AlterDomain { domain: positive(), default: Some("1".to_owned()) }
        }),
        Case::new("NOT NULL, of a table in use", DOMAIN, not_null(true)),
        Case::new("NULL, of a table in use", NOT_NULL, not_null(false)),
        Case::new("no default any more", "CREATE DOMAIN public.positive AS integer DEFAULT 1", {
            AlterDomain { domain: positive(), default: None }
        }),
        Case::new("of a table in use", DOMAIN, {
            AddDomainCheck { domain: positive(), name: check(), check: Check::new(expression("VALUE > 0", &[])) }
        }),
        Case::new("of a table in use", CHECKED, {
            ValidateDomainCheck { domain: positive(), name: check(), tables: BTreeSet::from([child()]) }
        }),
        Case::new("of a table in use", CHECKED, DropDomainCheck { domain: positive(), name: check() }),
        Case::new("of a table in use", CHECKED, {
            RenameDomainCheck { domain: positive(), from: check(), to: ident("is_positive") }
        }),
        Case::new("of no table", "CREATE TYPE public.address AS (city text, zip text)", {
            let attribute = Attribute { pg_type: Builtin::Integer.into(), ..attribute("zip") };
            AlterAttributeType { name: public("address"), attribute }
        }),
        Case::new("attribute added, of a table in use", COMPOSITE, alter("country", true)),
        Case::new("attribute dropped, of a table in use", COMPOSITE, alter("zip", false)),
    ]
}

fn sequences() -> Vec<Case> {
    let numbers = || public("numbers");
    let options = SequenceOptions { start: Some(5), increment: Some(5), max: Some(500), ..SequenceOptions::default() };
    let pg_type = || PgType::from(Builtin::Integer);
    let alter = |options: SequenceOptions, position: SequencePosition| AlterSequence {
        name: numbers(),
        pg_type: pg_type(),
        options,
        position,
    };
    const IDENTITY: &str = "ALTER TABLE public.child ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY";
    const OWNED: &str = "CREATE SEQUENCE public.numbers OWNED BY public.child.id";
    vec![
        Case::new("plain", "", CreateSequence { name: numbers(), pg_type: pg_type(), options: options.clone() }),
        Case::new("plain", SEQUENCE, DropSequence { name: numbers() }),
        Case::new("plain", SEQUENCE, RenameSequence { from: numbers(), to: ident("renamed") }),
        Case::new("of an identity column", IDENTITY, {
            RenameSequence { from: public("child_id_seq"), to: ident("renamed") }
        }),
        Case::new("type and options", SEQUENCE, alter(options.clone(), SequencePosition::Kept)),
        Case::new("of narrower bounds", SEQUENCE, alter(options.clone(), SequencePosition::KeptOrStart)),
        Case::new("of other bounds", SEQUENCE, alter(options, SequencePosition::Start)),
        Case::new("of a column", SEQUENCE, {
            SetSequenceOwner { name: numbers(), owner: Some((child(), ident("id"))) }
        }),
        Case::new("of no column any more", OWNED, SetSequenceOwner { name: numbers(), owner: None }),
    ]
}

fn column_types() -> Vec<Case> {
    let new_type = |column: &str, pg_type: &str| NewType {
        column: ident(column),
        pg_type: pg_type.parse().unwrap_or_else(|unknown| panic!("{unknown}")),
        collation: None,
        using: None,
        drops_default: false,
        default: None,
        sequence: None,
    };
    let all = |columns: Vec<NewType>, work: TypeWork| AlterColumnType {
        table: child(),
        columns,
        drops_checks: BTreeSet::new(),
        adds_checks: BTreeMap::new(),
        work,
        linked: BTreeSet::new(),
    };
    let alter = |column: &str, pg_type: &str, work: TypeWork| all(vec![new_type(column, pg_type)], work);
    let linked = |column: &str, pg_type: &str, work: TypeWork| AlterColumnType {
        linked: BTreeSet::from([parent()]),
        ..alter(column, pg_type, work)
    };
    let of_parent = |column: &str, pg_type: &str, work: TypeWork| AlterColumnType {
        table: parent(),
        linked: BTreeSet::from([child()]),
        ..alter(column, pg_type, work)
    };
    let collated = |work: TypeWork| {
        let collation = Some("pg_catalog.\"C\"".parse().unwrap_or_else(|invalid| panic!("{invalid}")));
        let default = Some("'none'".to_owned());
        all(vec![NewType { collation, drops_default: true, default, ..new_type("label", "text") }], work)
    };
    const PAIR_CHECK: &str = "ALTER TABLE public.child ADD CONSTRAINT pair CHECK (amount > 0 AND label <> '')";
    const AMOUNT_CHECK: &str = "ALTER TABLE public.child ADD CONSTRAINT positive CHECK (amount > 0)";
    const SHORT: &str = "ALTER TABLE public.child ADD COLUMN short varchar(20), ADD COLUMN price numeric(10,2), \
        ADD COLUMN at timestamp(3), ADD COLUMN bits varbit(5), ADD COLUMN net cidr, ADD COLUMN span interval(3), \
        ADD COLUMN texts varchar(20)[]; CREATE INDEX ON public.child (short); CREATE INDEX ON public.child (price); \
        CREATE INDEX ON public.child (net); ALTER TABLE public.child ADD UNIQUE (at)";
    const NAMES: &str = "CREATE DOMAIN public.name AS text; \
        ALTER TABLE public.child ADD COLUMN name public.name, ADD COLUMN title text; \
        UPDATE public.child SET name = label, title = label; \
        CREATE INDEX ON public.child (name); CREATE INDEX ON public.child (title)";
    const FIELDS: &str =
        "ALTER TABLE public.child ADD COLUMN span interval day to second(3); CREATE INDEX ON public.child (span)";
    const CHECKED: &str = "ALTER TABLE public.child ADD COLUMN short varchar(20) CHECK (short <> '')";
    const PARTIAL: &str = "ALTER TABLE public.child ADD COLUMN short varchar(20); \
        CREATE INDEX ON public.child (amount) WHERE short > 'a'";
    const EXPRESSION: &str = "ALTER TABLE public.child ADD COLUMN short varchar(20); \
        CREATE INDEX ON public.child (lower(short))";
    const SHORT_KEY: &str = "ALTER TABLE public.parent ADD COLUMN short varchar(20) UNIQUE; \
        ALTER TABLE public.child ADD COLUMN short varchar(20) REFERENCES public.parent (short); \
        UPDATE public.parent SET short = id; UPDATE public.child SET short = parent_id";
    const IDENTITY: &str = "ALTER TABLE public.child ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY";
    const NAMED_IDENTITY: &str =
        "ALTER TABLE public.child ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.named)";
    let identity = |sequence: &str| {
        all(vec![NewType { sequence: Some(public(sequence)), ..new_type("number", "bigint") }], TypeWork::Rewrite)
    };
    let using = |column: &str, pg_type: &str, expression: &str| NewType {
        using: Some(expression.to_owned()),
        drops_default: column == "label",
        ..new_type(column, pg_type)
    };
    vec![
        Case::new("varchar to a longer one, with an index", SHORT, alter("short", "varchar(40)", TypeWork::Nothing)),
        Case::new("varchar to text, with an index", SHORT, alter("short", "text", TypeWork::Nothing)),
        Case::new("numeric of more digits, with an index", SHORT, alter("price", "numeric(12,2)", TypeWork::Nothing)),
        Case::new("numeric without a limit, with an index", SHORT, alter("price", "numeric", TypeWork::Nothing)),
        Case::new("timestamp of more digits, unique", SHORT, alter("at", "timestamp", TypeWork::Nothing)),
        Case::new("bit varying to a longer one", SHORT, alter("bits", "varbit(8)", TypeWork::Nothing)),
        Case::new("interval of more digits", SHORT, alter("span", "interval", TypeWork::Nothing)),
        Case::new("cidr to inet, with an index", SHORT, alter("net", "inet", TypeWork::Nothing)),
        Case::new("text to a domain that asks for nothing, with an index", NAMES, {
            alter("title", "public.name", TypeWork::Nothing)
        }),
        Case::new("domain that asks for nothing to text, with an index", NAMES, {
            alter("name", "text", TypeWork::Nothing)
        }),
        Case::new("domain with a check to what it is made of", DOMAIN, {
            alter("positive", "integer", TypeWork::Nothing)
        }),
        Case::new("integer to a domain with a check, with an index", ASKED, {
            alter("amount", "public.asked", TypeWork::Rewrite)
        }),
        Case::new("interval of any fields, with an index", FIELDS, alter("span", "interval", TypeWork::Nothing)),
        Case::new("array of longer elements", SHORT, alter("texts", "varchar(40)[]", TypeWork::Rewrite)),
        Case::new("varchar to a longer one, with a CHECK", CHECKED, alter("short", "varchar(40)", TypeWork::Scan)),
        Case::new("varchar to a longer one, in a predicate", PARTIAL, alter("short", "varchar(40)", TypeWork::Scan)),
        Case::new("varchar to a longer one, in an expression", EXPRESSION, {
            alter("short", "varchar(40)", TypeWork::Scan)
        }),
        Case::new("varchar to a shorter one", SHORT, alter("short", "varchar(10)", TypeWork::Rewrite)),
        Case::new("integer to bigint", "", alter("amount", "bigint", TypeWork::Rewrite)),
        Case::new("integer to text", "", alter("amount", "text", TypeWork::Rewrite)),
        Case::new("varchar of a foreign key to a longer one", SHORT_KEY, {
            linked("short", "varchar(40)", TypeWork::Nothing)
        }),
        Case::new("varchar referred to, to a longer one", SHORT_KEY, {
            of_parent("short", "varchar(40)", TypeWork::Nothing)
        }),
        Case::new("bigint of a foreign key to integer", FOREIGN_KEY, linked("parent_id", "integer", TypeWork::Rewrite)),
        Case::new("bigint referred to, to integer", FOREIGN_KEY, of_parent("id", "integer", TypeWork::Rewrite)),
        Case::new("collation, with a default", "", collated(TypeWork::Nothing)),
        Case::new("collation, with an index", "CREATE INDEX ON public.child (label)", collated(TypeWork::Scan)),
        Case::new("identity column to bigint", IDENTITY, identity("child_number_seq")),
        Case::new("identity column with a sequence of another name to bigint", NAMED_IDENTITY, identity("named")),
        Case::new("text to integer with USING", "CREATE INDEX ON public.child (label)", {
            all(vec![using("label", "integer", "length(label) + amount")], TypeWork::Rewrite)
        }),
        Case::new("two with USING that read each other, with a CHECK of both", PAIR_CHECK, {
            let columns = vec![using("label", "integer", "amount"), using("amount", "text", "label")];
            AlterColumnType {
                drops_checks: BTreeSet::from([ident("pair")]),
                adds_checks: BTreeMap::from([(
                    ident("pair"),
                    check("label > 0 AND amount <> ''", &["label", "amount"]),
                )]),
                ..all(columns, TypeWork::Rewrite)
            }
        }),
        Case::new("integer to text, with a CHECK of either", AMOUNT_CHECK, {
            AlterColumnType {
                drops_checks: BTreeSet::from([ident("positive")]),
                adds_checks: BTreeMap::from([(ident("positive"), check("amount <> '0'", &["amount"]))]),
                ..alter("amount", "text", TypeWork::Rewrite)
            }
        }),
    ]
}

fn sources() -> Vec<Case> {
    let identity = |options: SequenceOptions| Identity { always: true, sequence: None, options };
    let named = |options: SequenceOptions| Identity { sequence: Some(ident("named")), ..identity(options) };
    let set = |so_far: Numbering, drops_default: bool| SetIdentity {
        table: child(),
        column: ident("id"),
        pg_type: Builtin::BigInt.into(),
        identity: identity(SequenceOptions { start: Some(1000), ..SequenceOptions::default() }),
        so_far,
        drops_default,
    };
    let of_serial = || {
        let (name, meanwhile) = (public("child_id_seq"), ident("child_id_seq_new"));
        Numbering::Sequence { name, meanwhile, last_number: LastNumber::ByIndex }
    };
    let serial = |last_number: LastNumber| SetSerialDefault {
        table: child(),
        column: ident("id"),
        sequence: public("numbers"),
        pg_type: Builtin::BigInt.into(),
        options: SequenceOptions::default(),
        last_number,
    };
    const SERIAL: &str = "CREATE SEQUENCE public.child_id_seq OWNED BY public.child.id; \
        ALTER TABLE public.child ALTER COLUMN id SET DEFAULT nextval('public.child_id_seq')";
    let drop = |default: Option<&str>| DropIdentity {
        table: child(),
        column: ident("id"),
        sequence: public("child_id_seq"),
        default: default.map(str::to_owned),
    };
    let set_named = |so_far: Numbering, drops_default: bool| SetIdentity {
        identity: named(SequenceOptions::default()),
        ..set(so_far, drops_default)
    };
    let generated = |stored: bool| Generated { expression: expression("amount * 2", &["amount"]), stored };
    let add = |column: Column| AddColumn { table: child(), column, writes_rows: true };
    let set_expression =
        |stored: bool| SetExpression { table: child(), column: ident("double"), generated: generated(stored) };
    let replace = |column: &str, was_stored: Option<bool>, stored: bool| ReplaceColumn {
        table: child(),
        column: Column {
            generated: Some(Box::new(Generated { expression: expression("id * 2", &["id"]), stored })),
            ..nullable(column, Builtin::BigInt.into())
        },
        was_stored,
        proves_rows: false,
    };
    const IDENTITY: &str = "ALTER TABLE public.child ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY";
    const NAMED_IDENTITY: &str =
        "ALTER TABLE public.child ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME public.named)";
    const STORED: &str = "ALTER TABLE public.child ADD COLUMN double integer GENERATED ALWAYS AS (amount * 3) STORED";
    const VIRTUAL: &str = "ALTER TABLE public.child ADD COLUMN double integer GENERATED ALWAYS AS (amount * 3) VIRTUAL";
    vec![
        Case::new(
            "stored generated",
            "",
            add(Column { generated: Some(Box::new(generated(true))), ..nullable("double", Builtin::Integer.into()) }),
        ),
        Case::new(
            "identity",
            "",
            add(Column {
                identity: Some(Box::new(identity(SequenceOptions::default()))),
                nullable: false,
                ..nullable("number", Builtin::Integer.into())
            }),
        ),
        Case::new("identity with a sequence of another name", "", {
            add(Column {
                identity: Some(Box::new(named(SequenceOptions::default()))),
                nullable: false,
                ..nullable("number", Builtin::Integer.into())
            })
        }),
        Case::new("domain with a check", "CREATE DOMAIN public.positive AS integer CHECK (VALUE > 0)", {
            add(nullable("positive", public("positive").into()))
        }),
        Case::new(
            "virtual generated",
            "",
            AddColumn {
                writes_rows: false,
                ..add(Column {
                    generated: Some(Box::new(generated(false))),
                    ..nullable("double", Builtin::Integer.into())
                })
            },
        )
        .since(18),
        Case::new("plain", "", set(Numbering::Rows(LastNumber::Given), false)),
        Case::new("behind the last number, by its index", "", set(Numbering::Rows(LastNumber::ByIndex), false)),
        Case::new("behind the last number, without an index", "ALTER TABLE public.child DROP CONSTRAINT child_pkey", {
            set(Numbering::Rows(LastNumber::ByScan), false)
        }),
        Case::new("instead of a default", "ALTER TABLE public.child ALTER COLUMN id SET DEFAULT 1", {
            set(Numbering::Rows(LastNumber::ByIndex), true)
        }),
        Case::new("of a serial column", SERIAL, set(of_serial(), true)),
        Case::new("of narrower bounds", IDENTITY, set(Numbering::Identity(SequencePosition::KeptOrStart), false)),
        Case::new("of other bounds", IDENTITY, set(Numbering::Identity(SequencePosition::Start), false)),
        Case::new("counts otherwise", IDENTITY, set(Numbering::Identity(SequencePosition::Kept), false)),
        Case::new("of a serial column, with a sequence of another name", SERIAL, set_named(of_serial(), true)),
        Case::new("behind the last number, with a sequence of another name", "", {
            set_named(Numbering::Rows(LastNumber::ByIndex), false)
        }),
        Case::new("counts otherwise, with a sequence of another name", NAMED_IDENTITY, {
            set_named(Numbering::Identity(SequencePosition::Kept), false)
        }),
        Case::new("by an index", SEQUENCE, serial(LastNumber::ByIndex)),
        Case::new(
            "without an index",
            "CREATE SEQUENCE public.numbers; ALTER TABLE public.child DROP CONSTRAINT child_pkey",
            serial(LastNumber::ByScan),
        ),
        Case::new("plain", IDENTITY, drop(None)),
        Case::new("with a default", IDENTITY, drop(Some("0"))),
        Case::new("with a sequence of another name", NAMED_IDENTITY, {
            DropIdentity { sequence: public("named"), ..drop(None) }
        }),
        Case::new("stored", STORED, DropExpression { table: child(), column: ident("double") }),
        Case::new("plain, by a stored one", "", replace("amount", None, true)),
        Case::new("stored, by one of another expression", STORED, replace("double", Some(true), true)),
        Case::new("plain, by a virtual one", "", replace("label", None, false)).since(18),
        Case::new("stored, by a virtual one", STORED, replace("double", Some(true), false)).since(18),
        Case::new("virtual, by a stored one", VIRTUAL, replace("double", Some(false), true)).since(18),
        Case::new("stored, by a virtual one that is NOT NULL", STORED, {
            let replace = replace("double", Some(true), false);
            ReplaceColumn { proves_rows: true, column: Column { nullable: false, ..replace.column }, ..replace }
        })
        .since(18),
        Case::new("stored", STORED, set_expression(true)).since(17),
        Case::new("virtual", VIRTUAL, set_expression(false)).since(18),
    ]
}
