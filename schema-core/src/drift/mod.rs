//! Drift: a database against the declaration, object by object, and what would bring the database there.
//!
//! Both sides are models that servers of one major have printed: declared text is compared with no catalog's.

mod catch_up;
mod compare;
mod inventory;

pub use catch_up::{CatchUp, CatchUpInput, Differing, catch_up};
pub use compare::{Counts, Drift, Finding, Status, compare, table_of};
pub use inventory::{Entry, Inventory, ObjectKind, State, inventory};
