//! A foreign key that closes a cycle between tables that are there; pg-toolbelt#311 dropped live objects.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "departments")]
#[index(head_id)]
struct Department {
    #[column(primary_key)]
    id: i64,
    #[references(Employee::id, on_delete = set_null)]
    head_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "employees")]
#[index(department_id)]
struct Employee {
    #[column(primary_key)]
    id: i64,
    #[references(Department::id, on_delete = restrict)]
    department_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Department, Employee]
}
