//! Table `workspaces`.

use schema_core::prelude::*;

/// An operator's project, the outermost wall of the system: every other row but a person belongs to exactly one, and
/// none refers to a row of another. Created by the people who run the system, rarely changed, in practice never
/// deleted.
#[derive(Table)]
#[index(created_at desc, comment = "serves: the list of newest workspaces, for the people who run the system")]
#[index(r#name, where = "is_active", comment = "serves: the workspace picker, active ones by name")]
pub struct Workspaces {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Short name used in addresses and file names, unique in the whole system.
    #[column(unique)]
    pub code: String,
    /// Name that people see.
    pub name: String,
    /// IANA time zone in which the workspace's due dates end, for example Asia/Jakarta.
    #[column(default = "'UTC'")]
    pub time_zone: String,
    /// Settings that are not subject to approval, such as colours and mail templates. Rules belong in a config version.
    #[column(default = "'{}'")]
    pub settings: Jsonb,
    /// False once the project is over: its rows stay readable, nobody signs in to it.
    #[column(default = "true")]
    pub is_active: bool,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
