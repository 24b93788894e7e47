//! A foreign key of a partitioned table that is not valid, as PostgreSQL has it from 18 on.

use schema_core::model::{Constraint, SchemaModel, Validity};
use schema_core::prelude::*;
use schema_core::resolve::resolve;

use super::{PlanInput, User, goes_and_comes_back_with, plan};
use crate::certificates::model::{ident, public};
use crate::support::server;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(user_id))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[index(user_id)]
struct Event {
    kind: String,
    #[references(User::id)]
    user_id: i64,
}

schema! { static SCHEMA, postgres = 18..=18, tables = [User, Event] }

const FOREIGN_KEY: &str = "events_user_id_fkey";
const ROWS: &str = "INSERT INTO public.users (id) VALUES (1), (2);
     INSERT INTO public.events VALUES ('a', 1), ('b', 1), ('b', 2);";

fn with(validity: Validity) -> SchemaModel {
    let mut model = resolve(&SCHEMA).unwrap_or_else(|diagnostics| panic!("{}", diagnostics[0])).model;
    let table = model.tables.get_mut(&public("events")).expect("events are declared");
    let constraint: &mut Constraint = table.constraints.get_mut(&ident(FOREIGN_KEY)).expect("it is declared");
    *constraint = constraint.with_validity(validity);
    model
}

/// PostgreSQL has no such two foreign keys of a partition.
#[test]
fn what_is_enforced_becomes_not_enforced_in_two_migrations() {
    let (enforced, not_enforced) = (with(Validity::Valid), with(Validity::NotEnforced));
    for (before, after) in [(&enforced, &not_enforced), (&not_enforced, &enforced)] {
        let (origins, allowed) = (Default::default(), Default::default());
        let refused =
            plan(&PlanInput { before, after, origins: &origins, allowed: &allowed }).expect_err("it is refused");
        assert!(refused[0].to_string().contains("drop the foreign key in one migration"), "{}", refused[0]);
    }
}

#[tokio::test]
async fn a_foreign_key_of_a_partitioned_table_is_validated_and_the_other_way_round() {
    if server().major() < 18 {
        return;
    }
    let audit = "audit foreign key events_user_id_fkey: fails where orphans are left";
    let (not_valid, valid) = (with(Validity::NotValid), with(Validity::Valid));
    let validates = [audit, audit, "validate foreign key events_user_id_fkey"];
    goes_and_comes_back_with(ROWS, "validate_partitioned", &not_valid, &valid, &validates).await;
    let rename = |table: &str| format!("rename constraint {FOREIGN_KEY}_new of public.{table} to {FOREIGN_KEY}");
    let renames = ["events", "events_a", "events_b", "events_b_0"].map(rename);
    let invalidates = [
        "add foreign key events_user_id_fkey_new, not valid",
        "drop foreign key events_user_id_fkey of public.events",
        &renames[0],
        &renames[1],
        &renames[2],
        &renames[3],
    ];
    goes_and_comes_back_with(ROWS, "invalidate_partitioned", &valid, &not_valid, &invalidates).await;
}
