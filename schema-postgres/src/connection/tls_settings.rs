//! What the settings say of TLS. <https://www.postgresql.org/docs/current/libpq-ssl.html>

use std::path::{Path, PathBuf};

use super::error::SettingsError;
use super::keyword::Values;
use super::settings::choice;

/// The settings whose names begin with `ssl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TlsSettings {
    pub(super) mode: SslMode,
    pub(super) negotiation: Negotiation,
    pub(super) roots: Roots,
    /// The client's certificate, its key, and revoked certificates: files that need not be there. Nothing where none is
    /// named and the user has no folder.
    pub(super) certificate: Option<PathBuf>,
    pub(super) key: Option<PathBuf>,
    pub(super) revoked: Option<PathBuf>,
    /// Whether the server is told the name that it was asked for.
    pub(super) sends_name: bool,
    pub(super) versions: Versions,
}

/// `sslmode`, from the weakest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SslMode {
    /// Never TLS.
    Disable,
    /// First without; TLS where the server refuses that.
    Allow,
    /// First TLS; without where there is none.
    Prefer,
    /// TLS; the certificate is looked at only where there are roots.
    Require,
    /// TLS, and a certificate that leads to a root.
    VerifyCa,
    /// The same, and it names the host.
    VerifyFull,
}

impl SslMode {
    const ALL: &'static [(&'static str, SslMode)] = &[
        ("disable", SslMode::Disable),
        ("allow", SslMode::Allow),
        ("prefer", SslMode::Prefer),
        ("require", SslMode::Require),
        ("verify-ca", SslMode::VerifyCa),
        ("verify-full", SslMode::VerifyFull),
    ];

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        SslMode::ALL.iter().find(|(_, mode)| *mode == self).map_or("", |(word, _)| word)
    }
}

/// How TLS begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Negotiation {
    /// The server is asked first.
    Postgres,
    /// At once; servers from 17 on.
    Direct,
}

/// Whom certificates have to lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Roots {
    /// Whom the operating system trusts.
    System,
    /// Those of a file.
    File(PathBuf),
    /// Nobody is named, and the user has no folder where libpq would look.
    Nowhere,
}

/// Which versions of TLS will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Versions {
    Both,
    Only12,
    Only13,
}

impl TlsSettings {
    pub(super) fn of(values: &Values, home: Option<&Path>) -> Result<TlsSettings, SettingsError> {
        let file = |keyword: &str, name: &str| {
            let given = values.get(keyword).map(PathBuf::from);
            given.or_else(|| home.map(|home| home.join(".postgresql").join(name)))
        };
        let roots = match values.get("sslrootcert").map(String::as_str) {
            Some("system") => Roots::System,
            _ => file("sslrootcert", "root.crt").map_or(Roots::Nowhere, Roots::File),
        };
        let takes = "disable, allow, prefer, require, verify-ca or verify-full";
        let mode = choice(values, "sslmode", SslMode::ALL, takes)?;
        let least = if roots == Roots::System { SslMode::VerifyFull } else { SslMode::Prefer };
        let mode = mode.unwrap_or(least);
        let weak = |other, wanted: SslMode| SettingsError::Weak { sslmode: mode.word(), other, wanted: wanted.word() };
        if roots == Roots::System && mode != SslMode::VerifyFull {
            return Err(weak("sslrootcert=system", SslMode::VerifyFull));
        }
        let negotiations = [("postgres", Negotiation::Postgres), ("direct", Negotiation::Direct)];
        let negotiation = choice(values, "sslnegotiation", &negotiations, "postgres or direct")?;
        let negotiation = negotiation.unwrap_or(Negotiation::Postgres);
        if negotiation == Negotiation::Direct && mode < SslMode::Require {
            return Err(weak("sslnegotiation=direct", SslMode::Require));
        }
        Ok(TlsSettings {
            mode,
            negotiation,
            roots,
            certificate: file("sslcert", "postgresql.crt"),
            key: file("sslkey", "postgresql.key"),
            revoked: file("sslcrl", "root.crl"),
            sends_name: choice(values, "sslsni", &[("0", false), ("1", true)], "0 or 1")?.unwrap_or(true),
            versions: versions(values)?,
        })
    }
}

/// rustls has none below 1.2, which is libpq's least as well.
fn versions(values: &Values) -> Result<Versions, SettingsError> {
    const NUMBERS: &[(&str, u8)] = &[("TLSv1", 0), ("TLSv1.1", 1), ("TLSv1.2", 2), ("TLSv1.3", 3)];
    let takes = "TLSv1.2 or TLSv1.3";
    let least = choice(values, "ssl_min_protocol_version", NUMBERS, takes)?.unwrap_or(2);
    let most = choice(values, "ssl_max_protocol_version", NUMBERS, takes)?.unwrap_or(3);
    match (least, most) {
        (3, 3) => Ok(Versions::Only13),
        (0..=2, 2) => Ok(Versions::Only12),
        (0..=2, 3) => Ok(Versions::Both),
        _ => Err(SettingsError::Value {
            keyword: "ssl_max_protocol_version",
            value: values.get("ssl_max_protocol_version").cloned().unwrap_or_default(),
            takes: "TLSv1.2 or TLSv1.3, and not below ssl_min_protocol_version",
        }),
    }
}
