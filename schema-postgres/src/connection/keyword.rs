//! The settings that libpq knows, with the variables that give them.
//!
//! <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>,
//! <https://www.postgresql.org/docs/current/libpq-envars.html>

use std::collections::BTreeMap;

/// What settings have been given, by their keywords.
pub(super) type Values = BTreeMap<&'static str, String>;

/// A setting of libpq.
pub(super) struct Keyword {
    /// Its name in a connection string and in a service file.
    pub(super) name: &'static str,
    /// The variable that gives it where neither of the two does.
    pub(super) variable: Option<&'static str>,
    /// What becomes of it here.
    pub(super) fate: Fate,
}

/// What becomes of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It does what it does in libpq.
    Obeyed,
    /// It is of no consequence here, whatever it says: no GSSAPI, no compression, and text is always UTF-8.
    Idle,
    /// It asks for what is not done here, unless it has one of these values. To pass over it would be to connect in a way
    /// that somebody has excluded.
    OnlyAs(&'static [&'static str]),
}

use Fate::{Idle, Obeyed, OnlyAs};

const fn keyword(name: &'static str, variable: Option<&'static str>, fate: Fate) -> Keyword {
    Keyword { name, variable, fate }
}

/// All of them, as of PostgreSQL 18.
pub(super) const KEYWORDS: &[Keyword] = &[
    keyword("service", Some("PGSERVICE"), Obeyed),
    keyword("servicefile", Some("PGSERVICEFILE"), Obeyed),
    keyword("host", Some("PGHOST"), Obeyed),
    keyword("hostaddr", Some("PGHOSTADDR"), Obeyed),
    keyword("port", Some("PGPORT"), Obeyed),
    keyword("dbname", Some("PGDATABASE"), Obeyed),
    keyword("user", Some("PGUSER"), Obeyed),
    keyword("password", Some("PGPASSWORD"), Obeyed),
    keyword("passfile", Some("PGPASSFILE"), Obeyed),
    keyword("options", Some("PGOPTIONS"), Obeyed),
    keyword("application_name", Some("PGAPPNAME"), Obeyed),
    keyword("fallback_application_name", None, Obeyed),
    keyword("connect_timeout", Some("PGCONNECT_TIMEOUT"), Obeyed),
    keyword("target_session_attrs", Some("PGTARGETSESSIONATTRS"), Obeyed),
    keyword("channel_binding", Some("PGCHANNELBINDING"), Obeyed),
    keyword("sslmode", Some("PGSSLMODE"), Obeyed),
    keyword("sslnegotiation", Some("PGSSLNEGOTIATION"), Obeyed),
    keyword("sslrootcert", Some("PGSSLROOTCERT"), Obeyed),
    keyword("sslcert", Some("PGSSLCERT"), Obeyed),
    keyword("sslkey", Some("PGSSLKEY"), Obeyed),
    keyword("sslcrl", Some("PGSSLCRL"), Obeyed),
    keyword("sslsni", Some("PGSSLSNI"), Obeyed),
    keyword("ssl_min_protocol_version", Some("PGSSLMINPROTOCOLVERSION"), Obeyed),
    keyword("ssl_max_protocol_version", Some("PGSSLMAXPROTOCOLVERSION"), Obeyed),
    keyword("keepalives", None, Obeyed),
    keyword("keepalives_idle", None, Obeyed),
    keyword("keepalives_interval", None, Obeyed),
    keyword("keepalives_count", None, Obeyed),
    keyword("tcp_user_timeout", None, Obeyed),
    keyword("client_encoding", Some("PGCLIENTENCODING"), Idle),
    keyword("sslcompression", Some("PGSSLCOMPRESSION"), Idle),
    keyword("krbsrvname", Some("PGKRBSRVNAME"), Idle),
    keyword("gsslib", Some("PGGSSLIB"), Idle),
    keyword("gssdelegation", Some("PGGSSDELEGATION"), Idle),
    keyword("load_balance_hosts", Some("PGLOADBALANCEHOSTS"), Idle),
    keyword("min_protocol_version", Some("PGMINPROTOCOLVERSION"), OnlyAs(&["3.0"])),
    keyword("max_protocol_version", Some("PGMAXPROTOCOLVERSION"), Idle),
    keyword("gssencmode", Some("PGGSSENCMODE"), OnlyAs(&["disable", "prefer"])),
    keyword("sslcertmode", Some("PGSSLCERTMODE"), OnlyAs(&["allow"])),
    keyword("sslpassword", None, OnlyAs(&[])),
    keyword("sslcrldir", Some("PGSSLCRLDIR"), OnlyAs(&[])),
    keyword("sslkeylogfile", None, OnlyAs(&[])),
    keyword("requirepeer", Some("PGREQUIREPEER"), OnlyAs(&[])),
    keyword("require_auth", Some("PGREQUIREAUTH"), OnlyAs(&[])),
    keyword("replication", None, OnlyAs(&["false", "off", "no", "0"])),
    keyword("scram_client_key", None, OnlyAs(&[])),
    keyword("scram_server_key", None, OnlyAs(&[])),
    keyword("oauth_issuer", None, OnlyAs(&[])),
    keyword("oauth_client_id", None, OnlyAs(&[])),
    keyword("oauth_client_secret", None, OnlyAs(&[])),
    keyword("oauth_scope", None, OnlyAs(&[])),
];

/// Finds a keyword by its name.
pub(super) fn find(name: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.name == name)
}
