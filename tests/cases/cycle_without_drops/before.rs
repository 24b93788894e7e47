use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "departments")]
#[index(head_id)]
struct Department {
    #[column(primary_key)]
    id: i64,
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
