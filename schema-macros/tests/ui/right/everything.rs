//! Every attribute in every form, private structs among them.

use schema_core::{Composite, Domain, PgEnum, Table, TextEnum, schema};
use schema_core::types::{
    Bit, Bytes, Char, Cidr, Date, DateRange, Inet, Int4Range, Int8Range, Interval, Json, Jsonb, MacAddr, NumRange,
    Numeric, Time, Timestamp, TimestampRange, Timestamptz, TimestamptzRange, Tsvector, Uuid, VarBit, Varchar,
};

/// A tenant.
#[derive(Table)]
#[table(name = "workspaces", was = "tenants")]
struct Workspace {
    /// The key.
    #[column(primary_key, default = "gen_random_uuid()")]
    id: Uuid,
    #[column(unique, name = "Slug", was = "slug")]
    slug: String,
    #[column(using("\"Slug\"::integer", from = "text", back = "number::text"), backfill = "length(\"Slug\") + 1")]
    number: i32,
    #[column(using(unparsed("length(\"Slug\")", columns(slug)), from = "varchar(20)"))]
    length: Option<i32>,
    name: Door,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "lowercase")]
enum Door {
    Open,
    Shut,
}

mod users {
    use super::*;

    #[derive(Table)]
    #[table(name = "users", namespace = "auth")]
    #[index(expr("lower(email)") desc nulls last, unique, name = "users_email", comment = "log in")]
    #[index(expr(unparsed("email COLLATE \"C\"", columns(email))), r#unique)]
    #[check("\"user\" <> '' AND kind IN ('a', 'b')")]
    #[check(email_has_at, "users.email ~ '^[^@]+@[^@]+$'", comment = "An address.")]
    #[check("it's odd", "email <> ''", comment = "A name in quotes.")]
    #[check("even odder", unparsed("email IS OF (text)", columns(email)), no_inherit)]
    #[check(odd, unparsed("email IS OF (text)", columns(email)), counterexample = "email = 'a@b', \"user\" = lower(email)")]
    #[immutable]
    #[frozen(name = "users_frozen", unless(mood = "in progress" | dark_red))]
    pub(crate) struct User {
        #[column(primary_key)]
        pub(crate) id: String,
        pub(crate) email: String,
        pub(crate) user: String,
        #[column(name = "kind")]
        pub(crate) r#type: String,
        pub(crate) r#unique: bool,
        pub(crate) mood: Mood,
    }

    #[derive(TextEnum)]
    #[text_enum(rename_all = "snake_case")]
    pub(crate) enum Mood {
        #[value("in progress")]
        InProgress,
        DarkRed,
        r#Type,
    }
}

/// A set of rules
/// that workflows are frozen to.
///
/// Second paragraph.
#[derive(Table)]
#[table(name = "config_versions", scoped_by = workspace_id)]
#[unique(workspace_id, id)]
#[unique(workspace_id, version, name = "config_versions_version", comment = "one of each",)]
#[unique(workspace_id, price, include(version, small), nulls_not_distinct, deferrable, with(fillfactor = 70))]
#[unique(big, initially_deferred, with(deduplicate_items = false,),)]
#[index(workspace_id, created_at desc nulls last, include(id, status))]
#[index(settings class "jsonb_path_ops", using = gin, with(fastupdate = false, gin_pending_list_limit = 128))]
#[index(created_by collate "C" class "text_pattern_ops" desc, activated_by, unique, nulls_not_distinct, using = btree)]
#[index(expr("lower(created_by)") class "public.gist_trgm_ops" with(siglen = 32), using = gist)]
#[index(workspace_id, unique, where = "status = 'ACTIVE'", name = "config_versions_one_active")]
#[exclude(using = gist, small = "=", expr("int4range(version, NULL)") class "range_ops" = "&&", where = "price > 0", include(price), initially_deferred, with(fillfactor = 70), comment = "one at a time")]
#[exclude(created_by collate "C" = "OPERATOR(pg_catalog.=)", name = "config_versions_creator", deferrable)]
#[check(version_positive, "version > 0", no_inherit, counterexample = "version = -1", comment = "from 1")]
#[foreign_key((workspace_id, supersedes_id) => ConfigVersion(workspace_id, id), on_delete = set_null(supersedes_id), on_update = no_action)]
#[lifecycle(status, initial = DRAFT | "ACTIVE", DRAFT => ACTIVE | ARCHIVED, "ACTIVE" => "ARCHIVED")]
#[lifecycle(r#type, name = "config_versions_types", initial = new, new => "in-use",)]
#[frozen(unless(status = DRAFT), except(status, activated_by, r#type))]
#[immutable(workspace_id, r#type, name = "config_versions_identity")]
#[immutable(created_by)]
#[insert_requires(supersedes_id, status = ACTIVE | ARCHIVED)]
pub(crate) struct ConfigVersion {
    #[column(primary_key, default = "gen_random_uuid()::text")]
    pub(crate) id: String,
    #[references(Workspace::id, on_delete = restrict)]
    pub(crate) workspace_id: Uuid,
    pub(crate) supersedes_id: Option<String>,
    #[references(users::User::id, on_delete = set_default, on_update = cascade)]
    #[column(default = "'system'")]
    pub(crate) created_by: String,
    #[references(self::users::User::id, on_delete = set_null, match = full, deferrable, name = "activated_by_user", comment = "who")]
    pub(crate) activated_by: Option<String>,
    pub(crate) version: i32,
    pub(crate) small: i16,
    pub(crate) big: Option<i64>,
    pub(crate) price: Numeric<12, 2>,
    pub(crate) settings: Option<Jsonb>,
    pub(crate) day: Option<Date>,
    #[column(default = "'DRAFT'")]
    pub(crate) status: ConfigStatus,
    #[column(name = "kind")]
    pub(crate) r#type: Kind,
    #[column(default = "now()")]
    pub(crate) created_at: Timestamptz,
}

/// The lifecycle.
#[derive(TextEnum)]
pub(crate) enum ConfigStatus {
    /// Being written.
    Draft,
    /// In use.
    #[value("ACTIVE")]
    Live,
    /// Out of use.
    Archived,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "kebab-case")]
pub(crate) enum Kind {
    New,
    InUse,
}

#[derive(TextEnum)]
#[text_enum(rename_all = "kebab-case")]
enum Colour {
    DarkRed,
    Blue,
}

#[derive(Table)]
#[table(scoped_by(workspace_id, config_version_id), unlogged)]
#[table(with(fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, log_autovacuum_min_duration = -1, toast.autovacuum_enabled = "off"))]
#[primary_key(workspace_id, config_version_id, id, include(colour), with(fillfactor = 90), name = "sites_pk", comment = "the key")]
#[foreign_key((workspace_id, config_version_id) => ConfigVersion(workspace_id, id), on_delete = restrict)]
#[immutable(name = "site_never_changes")]
#[frozen_with(imported_from, except(parent_id, colour), name = "site_with_its_source")]
#[frozen_with(editor)]
#[trigger(touch, "BEFORE INSERT OR UPDATE OF colour", execute = "public.touch()", when = "NEW.colour <> ''", comment = "why")]
#[trigger("touch, too", "BEFORE DELETE", execute = "public.touch()")]
#[trigger(r#type, "after truncate", for_each_statement, execute = "public.touch('a')")]
#[insert_requires(imported_from, status = ACTIVE)]
#[insert_requires(name = "site_of_a_new_version", workspace_id, r#name = open)]
struct SiteMaster {
    id: String,
    #[references(Workspace::id)]
    workspace_id: Uuid,
    config_version_id: String,
    #[references(SiteMaster::id, with(workspace_id, config_version_id), on_delete = set_null(parent_id), initially_deferred)]
    parent_id: Option<String>,
    #[references(
        ConfigVersion::id,
        waive(scope, reason = "imported rows come from another workspace", until = "2028-02-29"),
    )]
    imported_from: Option<String>,
    colour: Option<Colour>,
    #[references(users::User::id)]
    editor: Option<String>,
}

/// Every type, and whatever else makes values.
#[derive(Table)]
struct Typed {
    #[column(primary_key, identity)]
    id: i64,
    #[column(identity = by_default)]
    second: i32,
    #[column(identity(always, sequence = "thirds", start = -5, increment = -1, min = -1000, max = -1, cache = 2, cycle,))]
    third: i16,
    #[column(serial)]
    fourth: i32,
    #[column(generated = "lower(text)", collate = "C")]
    lower: Option<String>,
    #[column(generated_virtual = unparsed("text COLLATE \"C\"", columns(text)))]
    computed: Option<String>,
    text: String,
    #[column(type = "public.geometry(Point,4326)", default = "'POINT(0 0)'")]
    place: Option<String>,
    #[column(collate = "pg_catalog.\"en-x-icu\"")]
    name: Varchar<20>,
    char: Char<3>,
    bit: Bit<4>,
    var_bit: VarBit<5>,
    time: Option<Time>,
    timestamp: Timestamp,
    interval: Interval,
    json: Json,
    bytes: Bytes,
    inet: Inet,
    cidr: Cidr,
    mac: MacAddr,
    int4: Int4Range,
    int8: Int8Range,
    num: NumRange,
    day: DateRange,
    at: TimestampRange,
    on: TimestamptzRange,
    words: Tsvector,
    list: Vec<Varchar<7>>,
    maybe: Option<Vec<Numeric<3, 1>>>,
    phone: Phone,
    feeling: Option<Feeling>,
    feelings: Vec<Feeling>,
    email: Option<Email>,
    address: Option<Address>,
}

/// Not what the catalog says.
#[derive(Table)]
#[table(comment = " To the\n\n letter. ")]
struct Commented {
    /// Neither is this.
    #[column(primary_key, comment = "")]
    id: i64,
}

/// A newtype.
pub struct Phone(pub String);

impl schema_core::types::ColumnType for Phone {
    const TYPE: schema_core::types::TypeDef = schema_core::types::TypeDef::with("character varying", &[20]);
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(name = "Feeling", namespace = "people", rename_all = "snake_case")]
enum Feeling {
    Sad,
    #[label("so so")]
    Fair,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@'"), check(email_short, "length(value) < 200", comment = "Short.",), collate = "C", default = "'a@b'")]
pub(crate) struct Email(String);

#[derive(Domain)]
#[domain(name = "work email", namespace = "people", comment = " At work.", not_null, check("a \"name\"", "VALUE <> ''", comment = ""), check(odd, unparsed("VALUE IS OF (text)")))]
struct WorkEmail(Email);

/// What happens, in parts.
#[derive(Table)]
#[table(partition_by = range(made_at, expr("lower(kind)") collate "C" class "text_pattern_ops"))]
#[partition(name = "events_old", values = "FROM (MINVALUE, MINVALUE) TO ('2020-01-01', 'a')", with(fillfactor = 70), comment = "Old.")]
#[partition(name = "Events, new", namespace = "people", values = "FROM ('2020-01-01', 'a') TO (MAXVALUE, MAXVALUE)", partition_by = list(kind))]
#[partition(name = "events_new_a", of = "Events, new", values = "IN ('a', NULL)", partition_by = hash(id))]
#[partition(name = "events_new_a_0", of = "events_new_a", values = "WITH (modulus 1, remainder 0)")]
#[partition(name = "events_rest", default)]
#[index(id)]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: Option<String>,
}

/// Where somebody lives.
#[derive(Composite)]
#[composite(name = "Address", namespace = "people")]
struct Address {
    /// And the number.
    #[attribute(collate = "C")]
    street: String,
    #[attribute(name = "the zip", comment = " Or none.")]
    zip: Option<Varchar<10>>,
    email: WorkEmail,
    r#type: Vec<Feeling>,
}

schema! {
    /// The schema.
    pub static SCHEMA, postgres = 15..=18, extensions = ["pgcrypto"],
    routines = { "public.touch()" = concat!("CREATE FUNCTION public.touch()", " RETURNS trigger LANGUAGE sql AS ''"), "public.one()" = (concat!("CREATE FUNCTION public.one()", " RETURNS int LANGUAGE sql RETURN 1"), comment = "One.",), "public.two()" = ("CREATE FUNCTION public.two() RETURNS int LANGUAGE sql RETURN 2"), },
    namespaces = [("people", "Who is who."), ("empty", "Nothing.",)],
    sequences = [sequence("numbers"), sequence("people.numbers", type = "integer", start = 5, increment = 2, min = 1, max = 99, cache = 3, cycle, comment = "Odd.",)],
    steps = [
        step("tidy", "tidy up", behind = preflight, sql = "SELECT 1", done = "true", irreversible = "it is so",),
        step("up", "count up", behind = backfill, sql = concat!("SELECT", " 1"), done = "false",
            locks("public.workspaces" = row_exclusive, "public.a" = share,), scans("public.workspaces"), rewrites(),
            undo("SELECT 2", locks("public.workspaces" = access_exclusive), scans(), rewrites("public.workspaces"),)),
    ],
    tables = [Workspace, users::User, ConfigVersion, SiteMaster, Typed, Event, Commented],
}

schema! { static SMALL, tables = [Workspace], postgres = 16..=16 }

/// Uses what is private.
pub fn use_small() -> usize {
    SMALL.tables.len()
}
