//! The matrix, the mutants and the races of a small shop.

#![expect(clippy::duplicated_attributes, reason = "two indexes of a table that share a column are no duplicates")]

mod shop;

use schema_core::ident::Ident;
use schema_core::prelude::*;
use schema_core::sql::schema_script;
use schema_harness::matrix::{self, Matrix, MatrixError, Outcome, Subject};
use schema_harness::mutants::{self, Verdict};
use schema_harness::{Server, TestDatabase};

fn server() -> Server {
    Server::attach().unwrap_or_else(|error| panic!("{error}"))
}

async fn database(label: &str, subject: &Subject) -> TestDatabase {
    let script = schema_script(&subject.model);
    server().database(label, &script, async |template| template.execute(&script).await).await.expect("clones")
}

fn assert_snapshot(name: &str, matrix: &Matrix) {
    let texts: Vec<String> = matrix.tables.keys().map(|table| matrix.text_of(table)).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, texts.join("\n")));
}

async fn matrix_of(subject: &Subject) -> Result<Matrix, MatrixError> {
    let database = database("matrix", subject).await;
    let client = database.connect().await?;
    matrix::run_subject(&client, subject).await
}

#[tokio::test]
async fn a_shop_is_asked_for_everything() {
    let matrix = matrix_of(&shop::subject()).await.expect("runs");
    assert_snapshot("shop_matrix", &matrix);
}

#[tokio::test]
async fn a_matrix_leaves_nothing_behind() {
    let subject = shop::subject();
    let database = database("matrix", &subject).await;
    let client = database.connect().await.expect("connects");
    let once = matrix::run_subject(&client, &subject).await.expect("runs");
    let row = client.query_one("SELECT count(*) FROM customers", &[]).await.expect("counts");
    assert_eq!(row.get::<_, i64>(0), 0);
    let again = matrix::run_subject(&client, &subject).await.expect("runs");
    assert_eq!(once, again);
}

#[tokio::test]
async fn a_shop_has_no_rule_that_nobody_would_miss() {
    let subject = shop::subject();
    let database = database("mutants", &subject).await;
    let client = database.connect().await.expect("connects");
    let score = mutants::run_subject(&client, &subject).await.expect("runs");
    let left = score.mutants.iter().filter(|mutant| !matches!(mutant.verdict, Verdict::Killed { .. }));
    let left: Vec<&str> = left.map(|mutant| mutant.description.as_str()).collect();
    assert!(left.is_empty(), "{}\n{}", left.join("\n"), score.text());
    assert_eq!(score.score(), (score.mutants.len(), score.mutants.len()));
}

#[tokio::test]
async fn two_sessions_at_once_are_no_way_around_a_rule() {
    let subject = shop::subject();
    let database = database("races", &subject).await;
    let matrix = matrix::races::run_subject(&database, &subject).await.expect("runs");
    assert_snapshot("shop_races", &matrix);
}

#[tokio::test]
async fn a_rule_that_is_not_there_shows() {
    let subject = shop::subject();
    let database = database("weak", &subject).await;
    database
        .execute("DROP INDEX price_lists_one_active; DROP TRIGGER orders_immutable ON orders")
        .await
        .expect("drops");
    let client = database.connect().await.expect("connects");
    let weak = matrix::run_subject(&client, &subject).await.expect("runs");
    let lines = |table: &str, rule: &str| {
        let lines = weak.tables[&shop::table(table)].iter().filter(|line| line.rule == rule);
        lines.map(|line| line.outcome_text()).collect::<Vec<String>>()
    };
    assert_eq!(
        lines("price_lists", "price_lists_one_active"),
        ["refused 23514 by price_lists_status_lifecycle", "accepted", "missing"]
    );
    assert_eq!(lines("orders", "orders_immutable"), ["accepted", "accepted", "accepted", "missing"]);
}

schema! {
    /// Two tables, neither of which can have a first row.
    pub(crate) static CIRCLE,
    postgres = 15..=18,
    tables = [Hen, Egg]
}

/// A hen.
#[derive(Table)]
#[table(name = "hens")]
pub(crate) struct Hen {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// What it came from.
    #[references(Egg::id, on_delete = restrict)]
    pub(crate) egg_id: i64,
}

/// An egg.
#[derive(Table)]
#[table(name = "eggs")]
pub(crate) struct Egg {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// Who laid it.
    #[references(Hen::id, on_delete = restrict)]
    pub(crate) hen_id: i64,
}

#[tokio::test]
async fn a_circle_that_nothing_breaks_is_an_error() {
    let error = matrix_of(&Subject::of(&CIRCLE).expect("resolves")).await.expect_err("no row can be the first");
    assert!(matches!(&error, MatrixError::Cycle(tables) if tables.len() == 2), "{error}");
}

schema! {
    /// One table with a CHECK that only its author can satisfy.
    pub(crate) static SECRET,
    postgres = 15..=18,
    tables = [Safe]
}

/// A safe.
#[derive(Table)]
#[table(name = "safes")]
#[check(right_code, "md5(code) = '8dd9f2d1d8b0a2f8f1e3c2a4d7c6b5a0'")]
pub(crate) struct Safe {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// The code.
    pub(crate) code: String,
}

#[tokio::test]
async fn a_check_that_no_row_satisfies_is_an_error() {
    let error = matrix_of(&Subject::of(&SECRET).expect("resolves")).await.expect_err("there is no row");
    assert!(error.to_string().contains("no row of public.safes was found that satisfies right_code"), "{error}");
}

schema! {
    /// One table with a CHECK that is hard to violate.
    pub(crate) static DOORS,
    postgres = 15..=18,
    tables = [Door]
}

/// A door.
#[derive(Table)]
#[table(name = "doors")]
#[check(not_the_seventh, "label !~ '^door-[0-9]{4}7$'")]
pub(crate) struct Door {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// What stands on it.
    pub(crate) label: String,
}

#[tokio::test]
async fn a_check_without_a_violating_row_asks_for_one() {
    let mut subject = Subject::of(&DOORS).expect("resolves");
    let matrix = matrix_of(&subject).await.expect("runs");
    let table = shop::table("doors");
    let first = |matrix: &Matrix| {
        let line = matrix.tables[&table].iter().find(|line| line.rule == "not_the_seventh").cloned();
        line.expect("each CHECK has a line")
    };
    assert!(
        matches!(&first(&matrix).outcome, Outcome::NoCandidate(missing) if missing.contains("counterexample")),
        "{}",
        matrix.text_of(&table)
    );

    let check = (table.clone(), Ident::new("not_the_seventh").expect("is a name"));
    subject.counterexamples.insert(check.clone(), "label = 'door-00007'".to_owned());
    let line = first(&matrix_of(&subject).await.expect("runs"));
    assert_eq!(line.attempt, "insert with label = 'door-00007'");
    assert_eq!(
        line.outcome,
        Outcome::Refused { sqlstate: "23514".to_owned(), constraint: Some("not_the_seventh".to_owned()) }
    );

    subject.counterexamples.insert(check, "nothing".to_owned());
    let error = matrix_of(&subject).await.expect_err("it names no column");
    assert!(matches!(error, MatrixError::Counterexample { .. }), "{error}");
}

schema! {
    /// Texts that have to match patterns.
    pub(crate) static PATTERNS,
    postgres = 15..=18,
    tables = [Currency, ListPrice]
}

/// A currency.
#[derive(Table)]
#[table(name = "currencies")]
#[check(three_capitals, "code ~ '^[A-Z]{3}$'")]
pub(crate) struct Currency {
    /// Three capitals.
    #[column(primary_key)]
    pub(crate) code: String,
}

/// A price.
#[derive(Table)]
#[table(name = "list_prices")]
#[immutable(grade)]
#[check(code_is_an_invoice, "code LIKE 'INV-%'")]
#[check(email_is_one, "email ~ '^[^@]+@[^@]+\\.[a-z]{2,}$'")]
#[check(zip_is_german, "zip ~ '^[0-9]{5}$'")]
#[check(phone_is_one, "phone ~* '^(\\+|00)[1-9][0-9]{3,}$'")]
#[index(phone, unique, where = "ended_on IS NULL", name = "list_prices_one_phone")]
#[check(label_is_short, "label SIMILAR TO '[A-Z]+' AND char_length(label) = 5")]
#[check(grade_is_known, "grade IN ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H')")]
pub(crate) struct ListPrice {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// In what.
    #[references(Currency::code, on_delete = restrict)]
    pub(crate) currency: String,
    /// Number.
    #[column(unique)]
    pub(crate) code: String,
    /// Whom to ask.
    #[column(unique)]
    pub(crate) email: String,
    /// Where.
    pub(crate) zip: String,
    /// Where to call.
    pub(crate) phone: String,
    /// When it ended.
    pub(crate) ended_on: Option<Date>,
    /// Five capitals.
    #[column(unique)]
    pub(crate) label: String,
    /// How good.
    #[column(unique)]
    pub(crate) grade: String,
}

#[tokio::test]
async fn patterns_are_satisfied_and_violated() {
    let subject = Subject::of(&PATTERNS).expect("resolves");
    let database = database("patterns", &subject).await;
    let client = database.connect().await.expect("connects");
    let matrix = matrix::run_subject(&client, &subject).await.expect("runs");
    let text: String = matrix.tables.keys().map(|table| matrix.text_of(table)).collect();
    let lines = || matrix.tables.values().flatten();
    assert!(lines().all(|line| !matches!(line.outcome, Outcome::NoCandidate(_))), "{text}");
    assert!(lines().all(|line| !line.attempt.contains('^')), "{text}");
    assert_eq!(matrix.contradictions(), Vec::<String>::new(), "{text}");
    // The rule that a line probes is the one that answers; the new value of a fixed column satisfies its CHECK.
    for line in lines() {
        if let Outcome::Refused { constraint: Some(constraint), .. } = &line.outcome {
            assert!(line.rule.is_empty() || *constraint == line.rule, "{}: {}\n{text}", line.rule, line.attempt);
        }
    }
    let score = mutants::run_subject(&client, &subject).await.expect("runs");
    assert_eq!(score.score(), (score.mutants.len(), score.mutants.len()), "{}\n{text}", score.text());
}

schema! {
    /// Keys that treat NULL as equal or wait, and rows that exclude one another.
    pub(crate) static HOTEL,
    postgres = 15..=18,
    tables = [Room, Booking]
}

/// A room.
#[derive(Table)]
#[table(name = "rooms")]
#[unique(floor, door, nulls_not_distinct)]
#[unique(place, deferrable)]
#[unique(label, initially_deferred, with(fillfactor = 70))]
#[index(key_number, unique, nulls_not_distinct)]
pub(crate) struct Room {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// Which floor.
    pub(crate) floor: i32,
    /// Which door, if there are several.
    pub(crate) door: Option<i32>,
    /// In which order the rooms are cleaned.
    pub(crate) place: i32,
    /// What stands on the door.
    pub(crate) label: String,
    /// Which key opens it.
    pub(crate) key_number: Option<i32>,
}

/// A booking.
#[derive(Table)]
#[table(name = "bookings")]
#[exclude(using = gist, days = "&&", where = "NOT cancelled")]
#[exclude(using = gist, seats = "&&", hours = "&&", name = "bookings_table")]
#[exclude(using = hash, guest = "=", deferrable, name = "bookings_guest")]
#[exclude(code = "=", kind = "=", initially_deferred, name = "bookings_code")]
pub(crate) struct Booking {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// When.
    pub(crate) days: DateRange,
    /// At which seats.
    pub(crate) seats: Int4Range,
    /// At what time.
    pub(crate) hours: Int4Range,
    /// Who.
    pub(crate) guest: String,
    /// Number.
    pub(crate) code: i32,
    /// Of what.
    pub(crate) kind: i32,
    /// Whether it came to nothing.
    pub(crate) cancelled: bool,
}

#[tokio::test]
async fn a_hotel_is_asked_for_everything_and_has_no_rule_that_nobody_would_miss() {
    let subject = Subject::of(&HOTEL).expect("resolves");
    let database = database("hotel", &subject).await;
    let client = database.connect().await.expect("connects");
    let matrix = matrix::run_subject(&client, &subject).await.expect("runs");
    assert_eq!(matrix.contradictions(), Vec::<String>::new());
    let score = mutants::run_subject(&client, &subject).await.expect("runs");
    let left = score.mutants.iter().filter(|mutant| !matches!(mutant.verdict, Verdict::Killed { .. }));
    let left: Vec<&str> = left.map(|mutant| mutant.description.as_str()).collect();
    assert_eq!(left, [""; 0], "{}", score.text());
    assert_snapshot("hotel_matrix", &matrix);
}

schema! {
    /// A table with columns of the schema's own types.
    pub(crate) static TYPED,
    postgres = 15..=18,
    tables = [Guest]
}

/// A guest.
#[derive(Table)]
#[table(name = "guests")]
#[check(paid, "paid > 0 OR mood = 'sad'")]
pub(crate) struct Guest {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// How they feel.
    pub(crate) mood: Mood,
    /// How they felt.
    pub(crate) moods: Vec<Mood>,
    /// Where to write to.
    pub(crate) email: Email,
    /// Where else.
    pub(crate) other_email: Option<Email>,
    /// What they paid.
    pub(crate) paid: Price,
    /// Where they live.
    pub(crate) address: Address,
}

/// A mood.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
pub(crate) enum Mood {
    Sad,
    Fair,
}

/// An address on the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '^[a-z]+@[a-z]+$'"))]
pub(crate) struct Email(String);

/// A price.
#[derive(Domain)]
pub(crate) struct Price(Numeric<6, 2>);

/// An address.
#[derive(Composite)]
pub(crate) struct Address {
    pub(crate) city: String,
    pub(crate) zip: String,
}

#[tokio::test]
async fn columns_of_the_schemas_own_types_have_values() {
    let subject = Subject::of(&TYPED).expect("resolves");
    let database = database("typed", &subject).await;
    let client = database.connect().await.expect("connects");
    let matrix = matrix::run_subject(&client, &subject).await.expect("every row is there");
    let lines = &matrix.tables[&"public.guests".parse().expect("a name")];
    let of_check = lines.iter().filter(|line| line.rule == "paid").map(|line| line.outcome_text());
    let outcomes: Vec<String> = of_check.collect();
    assert!(outcomes.iter().any(|outcome| outcome == "accepted"), "{outcomes:?}");
    assert!(outcomes.iter().any(|outcome| outcome.starts_with("refused 23514")), "{outcomes:?}");
}

schema! {
    /// Two tables whose rows are divided by what the matrix knows nothing of.
    pub(crate) static DIVIDED,
    postgres = 15..=18,
    tables = [Reading, Station, Remark]
}

/// A reading, in months and places.
#[derive(Table)]
#[table(name = "readings", partition_by = range(taken_on))]
#[primary_key(id, taken_on, place)]
#[partition(name = "readings_2020", values = "FROM ('2020-01-01') TO ('2021-01-01')", partition_by = list(place))]
#[partition(name = "readings_2020_north", of = "readings_2020", values = "IN ('north')")]
#[check(positive, "value > 0")]
pub(crate) struct Reading {
    /// Key.
    pub(crate) id: i64,
    /// When.
    pub(crate) taken_on: Date,
    /// Where.
    pub(crate) place: String,
    /// How much.
    #[column(default = "1")]
    pub(crate) value: i32,
}

/// A station.
#[derive(Table)]
#[table(name = "stations")]
pub(crate) struct Station {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
}

/// A remark on a station.
#[derive(Table)]
#[table(name = "remarks", partition_by = hash(id))]
#[partition(name = "remarks_0", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "remarks_1", values = "WITH (modulus 2, remainder 1)")]
pub(crate) struct Remark {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// Where.
    #[references(Station::id)]
    pub(crate) station_id: i64,
}

#[tokio::test]
async fn partitioned_tables_are_asked_as_others_are() {
    let subject = Subject::of(&DIVIDED).expect("resolves");
    let matrix = matrix_of(&subject).await.expect("runs");
    assert_eq!(matrix.contradictions(), [""; 0]);
    assert_snapshot("divided_matrix", &matrix);
}

schema! {
    /// Two tables whose foreign key rests on a unique index, as Prisma makes them.
    pub(crate) static INDEXED,
    postgres = 15..=18,
    tables = [Author, Post]
}

/// An author, known by address.
#[derive(Table)]
#[table(name = "authors")]
#[index(email, unique)]
#[index(tenant_id, email, unique)]
pub(crate) struct Author {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// Tenant.
    pub(crate) tenant_id: i64,
    /// Address.
    pub(crate) email: String,
}

/// A post.
#[derive(Table)]
#[table(name = "posts")]
#[index(author_email)]
pub(crate) struct Post {
    /// Key.
    #[column(primary_key)]
    pub(crate) id: i64,
    /// Who wrote it.
    #[references(Author::email, on_update = cascade)]
    pub(crate) author_email: String,
}

#[tokio::test]
async fn foreign_keys_to_unique_indexes_are_asked_as_others_are() {
    let subject = Subject::of(&INDEXED).expect("resolves");
    let matrix = matrix_of(&subject).await.expect("runs");
    assert_eq!(matrix.contradictions(), [""; 0]);
    assert_snapshot("indexed_matrix", &matrix);
    let database = database("indexed_mutants", &subject).await;
    let score = mutants::run_subject(&database.connect().await.expect("connects"), &subject).await.expect("runs");
    let left = score.mutants.iter().filter(|mutant| !matches!(mutant.verdict, Verdict::Killed { .. }));
    let left: Vec<&str> = left.map(|mutant| mutant.description.as_str()).collect();
    // No index that is not unique bears a foreign key.
    assert_eq!(left, ["public.authors: authors_email_idx is not unique"], "{}", score.text());
}
