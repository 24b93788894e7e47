//! Table `users`.

use schema_core::prelude::*;

/// A person who can sign in, of the operator or of a vendor. People are independent of workspaces: one engineer may
/// work in several. Made at the first sign-in; one who ever submitted or decided anything can be deactivated, not
/// deleted.
#[derive(Table)]
#[index(employer, display_name, comment = "serves: the people of one company, by name")]
#[index(
    expr("lower(display_name)"),
    where = "is_active",
    name = "users_active_lower_display_name_idx",
    comment = "serves: the people picker, active ones by name"
)]
#[index(
    expr("lower(email)"),
    name = "users_lower_email_idx",
    comment = "serves: finding a person by mail address, in whatever case it was typed"
)]
#[index(last_seen_at, where = "is_active", comment = "serves: the job that deactivates accounts long unused")]
pub struct Users {
    /// Key: the subject that the identity provider gave the person, or generated.
    #[column(primary_key, default = "(gen_random_uuid())::text")]
    pub id: String,
    /// Name to sign in with, unique in the whole system.
    #[column(unique)]
    pub username: String,
    /// Mail address. Not unique: a vendor's crews often share one mailbox.
    pub email: String,
    /// Name that other people see.
    pub display_name: String,
    /// Company the person works for, as the identity provider spells it; NULL if it does not say.
    pub employer: Option<String>,
    /// False once the person has left: the name stays on what they did, signing in is refused.
    #[column(default = "true")]
    pub is_active: bool,
    /// When the person last used the system; NULL before the first time.
    pub last_seen_at: Option<Timestamptz>,
    /// When the row was made.
    #[column(default = "now()")]
    pub created_at: Timestamptz,
    /// When the row was last changed, set by the application.
    #[column(default = "now()")]
    pub updated_at: Timestamptz,
}
