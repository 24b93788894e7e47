//! A shop with something of everything, declared with the derive; invariants are added to the model.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Fixed, Invariant, ParentState};
use schema_core::prelude::*;
use schema_harness::matrix::Subject;

schema! {
    /// The shop.
    pub(crate) static SHOP,
    postgres = 15..=18,
    tables = [Tenant, Customer, PriceList, Price, Order, OrderNote, Membership, Shelf]
}

/// A tenant.
#[derive(Table)]
#[table(name = "tenants")]
pub(crate) struct Tenant {
    /// Key.
    #[column(primary_key)]
    pub id: Uuid,
    /// Three capitals.
    #[column(unique)]
    pub code: String,
}

/// A customer, who may have been sent by another one, and has a favourite order, which closes a circle.
#[derive(Table)]
#[table(name = "customers", scoped_by = tenant_id)]
#[unique(tenant_id, id)]
#[check(rating_in_range, "rating BETWEEN 1 AND 5")]
#[check(not_before_we_opened, "deleted_on > '1999-12-31'")]
#[check(not_sent_by_oneself, "sent_by <> id")]
#[index(tenant_id, email, unique, where = "deleted_on IS NULL AND rating IN (1, 2, 3)", name = "customers_one_email")]
pub(crate) struct Customer {
    /// Key.
    #[column(primary_key)]
    pub id: i64,
    /// Tenant.
    #[references(Tenant::id, on_delete = restrict)]
    pub tenant_id: Uuid,
    /// Address.
    pub email: String,
    /// One to five.
    pub rating: i16,
    /// Who sent them.
    #[references(Customer::id, with(tenant_id), on_delete = set_null(sent_by))]
    pub sent_by: Option<i64>,
    /// The order they like best.
    #[references(Order::id, with(tenant_id), on_delete = set_null(favourite_id))]
    pub favourite_id: Option<i64>,
    /// When they left.
    pub deleted_on: Option<Date>,
}

/// A price list.
#[derive(Table)]
#[table(name = "price_lists", scoped_by = tenant_id)]
#[unique(tenant_id, id)]
#[index(tenant_id, unique, where = "status = 'ACTIVE'", name = "price_lists_one_active")]
#[check(active_since_is_known, "(status = 'DRAFT') = (active_since IS NULL)")]
pub(crate) struct PriceList {
    /// Key.
    #[column(primary_key)]
    pub id: i64,
    /// Tenant.
    #[references(Tenant::id, on_delete = cascade)]
    pub tenant_id: Uuid,
    /// Title.
    pub title: String,
    /// Remark, which may change.
    pub remark: Option<String>,
    /// State.
    #[column(default = "'DRAFT'")]
    pub status: ListStatus,
    /// Since when.
    pub active_since: Option<Timestamptz>,
}

/// Where a price list stands.
#[derive(TextEnum)]
pub(crate) enum ListStatus {
    /// Being written.
    Draft,
    /// In force.
    Active,
    /// Out of force.
    Archived,
}

/// A price.
#[derive(Table)]
#[table(name = "prices", scoped_by = tenant_id)]
#[primary_key(tenant_id, price_list_id, article)]
#[foreign_key((tenant_id, price_list_id) => PriceList(tenant_id, id), on_delete = cascade, on_update = cascade)]
#[check(amount_in_range, "amount > 0 AND amount <= 999.5")]
#[check(unit_matches, "currency IN ('EUR', 'USD') AND (currency <> 'USD' OR amount >= 0.5)")]
pub(crate) struct Price {
    /// Tenant.
    pub tenant_id: Uuid,
    /// List.
    pub price_list_id: i64,
    /// What it is the price of.
    pub article: String,
    /// How much.
    pub amount: Numeric<5, 2>,
    /// In what.
    pub currency: String,
    /// Remark, which may change.
    pub remark: Option<String>,
}

/// An order.
#[derive(Table)]
#[table(name = "orders", scoped_by = tenant_id)]
#[unique(tenant_id, id)]
#[foreign_key((tenant_id, price_list_id) => PriceList(tenant_id, id), on_delete = restrict)]
#[check(code_is_good, "code ~ '^[A-Z]+-[0-9]+$'")]
pub(crate) struct Order {
    /// Key.
    #[column(primary_key)]
    pub id: i64,
    /// Tenant.
    pub tenant_id: Uuid,
    /// List.
    pub price_list_id: i64,
    /// Customer.
    #[references(Customer::id, with(tenant_id), deferrable, on_delete = no_action)]
    pub customer_id: i64,
    /// State.
    #[column(default = "'OPEN'")]
    pub status: OrderStatus,
    /// Number.
    #[column(default = "'A-1'")]
    pub code: String,
}

/// Where an order stands.
#[derive(TextEnum)]
pub(crate) enum OrderStatus {
    /// Not yet paid.
    Open,
    /// Paid.
    Paid,
}

/// At most one a order.
#[derive(Table)]
#[table(name = "order_notes")]
pub(crate) struct OrderNote {
    /// Key, and the order.
    #[column(primary_key)]
    #[references(Order::id, on_delete = cascade)]
    pub order_id: i64,
    /// The text.
    pub body: String,
}

/// Whose customer is whose.
#[derive(Table)]
#[table(name = "memberships")]
#[primary_key(customer_id, other_id)]
pub(crate) struct Membership {
    /// One.
    #[references(Customer::id, on_delete = cascade)]
    pub customer_id: i64,
    /// The other.
    #[references(Customer::id, on_delete = cascade, initially_deferred)]
    pub other_id: i64,
}

/// A place that may hold a price.
#[derive(Table)]
#[table(name = "shelves")]
#[foreign_key(
    (tenant_id, price_list_id, article) => Price(tenant_id, price_list_id, article),
    match = full,
    on_delete = set_null,
    on_update = cascade
)]
pub(crate) struct Shelf {
    /// Key.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Option<Uuid>,
    /// List.
    pub price_list_id: Option<i64>,
    /// Article.
    pub article: Option<String>,
}

/// The shop with its invariants.
pub(crate) fn subject() -> Subject {
    let mut subject = Subject::of(&SHOP).expect("resolves");
    let draft = ParentState {
        columns: idents(&["tenant_id", "price_list_id"]),
        references: table("price_lists"),
        referenced_columns: idents(&["tenant_id", "id"]),
        column: ident("status"),
        values: texts(&["DRAFT"]),
    };
    let mut add = |name: &str, invariant: &str, rule: Invariant| {
        let table = subject.model.tables.get_mut(&table(name)).expect("is declared");
        table.invariants.insert(ident(invariant), rule);
    };
    let lifecycle = |initial: &[&str], transitions: &[(&str, &str)]| Invariant::Lifecycle {
        column: ident("status"),
        initial: texts(initial),
        transitions: transitions.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect(),
    };
    let ways = [("DRAFT", "ACTIVE"), ("ACTIVE", "ARCHIVED"), ("DRAFT", "ARCHIVED")];
    add("price_lists", "price_lists_status_lifecycle", lifecycle(&["DRAFT"], &ways));
    add("orders", "orders_status_lifecycle", lifecycle(&["OPEN"], &[("OPEN", "PAID")]));
    add(
        "price_lists",
        "price_lists_frozen",
        Invariant::Frozen {
            column: ident("status"),
            unless: texts(&["DRAFT"]),
            fixed: fixed(&["id", "tenant_id", "title"], &[]),
        },
    );
    add(
        "prices",
        "prices_frozen_with",
        Invariant::FrozenWith {
            parent: draft.clone(),
            fixed: fixed(&["tenant_id", "price_list_id", "article", "amount", "currency"], &[]),
        },
    );
    let active = ParentState { values: texts(&["ACTIVE"]), ..draft };
    add("orders", "orders_insert_requires", Invariant::InsertRequires(active));
    add("orders", "orders_immutable", Invariant::Immutable(fixed(&["tenant_id", "price_list_id"], &[])));
    add("customers", "customers_immutable", Invariant::Immutable(fixed(&["tenant_id", "sent_by"], &["sent_by"])));
    subject
}

fn fixed(columns: &[&str], clearable: &[&str]) -> Fixed {
    Fixed { columns: idents(columns), clearable: idents(clearable) }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn idents(names: &[&str]) -> Vec<Ident> {
    names.iter().map(|name| ident(name)).collect()
}

fn ident(name: &str) -> Ident {
    Ident::new(name).expect("is a name")
}

/// A table's name.
pub(crate) fn table(name: &str) -> QualifiedName {
    QualifiedName::new(ident("public"), ident(name))
}
