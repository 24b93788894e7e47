//! One address of one server, with and without TLS.

use std::error::Error as _;
use std::net::IpAddr;
use std::path::PathBuf;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::config::{ChannelBinding as Binding, SslMode as Mode, SslNegotiation};
use tokio_postgres::error::SqlState;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Error, SimpleQueryMessage};
use tokio_rustls::rustls;

use super::error::Why;
use super::settings::{ChannelBinding, Host, Server, Settings, Target};
use super::tls::Tls;
use super::tls_settings::{Negotiation, SslMode};
use super::{NoticeHandler, Purpose};

const SESSION: &str = include_str!("session.sql");
/// Makes the session one that can read alone. In the startup, and not in a statement: a pooler would keep that for whoever
/// gets the session next.
const READ_ONLY: &str = "-c default_transaction_read_only=on";
const KIND: &str = "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on'";

/// Where to connect to.
pub(super) enum Address {
    Ip(IpAddr),
    Folder(PathBuf),
}

/// An address that did not do.
pub(super) struct Refused {
    /// Why; twice where it was tried with and without TLS.
    pub(super) whys: Vec<Why>,
    /// Whether a server has answered, so that libpq would try no other.
    pub(super) is_final: bool,
}

impl Refused {
    fn of(why: Why) -> Refused {
        // What did not answer, is still starting, or is of the other kind, leaves the next server.
        let is_final = match &why {
            Why::Name(_) | Why::Silent(_) | Why::OtherKind { .. } => false,
            Why::Postgres(error) => match error.code() {
                Some(code) => *code != SqlState::CANNOT_CONNECT_NOW,
                None => false,
            },
            Why::NoTls | Why::Tls { .. } | Why::NoPassword(_) | Why::Pooler => true,
        };
        Refused { whys: vec![why], is_final }
    }

    /// Tells whether the other side does not know what it was sent.
    fn is_of_protocol(&self) -> bool {
        matches!(&self.whys[..], [Why::Postgres(error)] if error.code() == Some(&SqlState::PROTOCOL_VIOLATION))
    }
}

impl Settings {
    /// Tries an address, by TLS and without in the order that `sslmode` means.
    pub(super) async fn try_address(
        &self,
        server: &Server,
        address: &Address,
        tls: Option<&Tls>,
        wanted: (Target, &Purpose),
    ) -> Result<Client, Refused> {
        let (first, second) = match (self.tls.mode, address, tls) {
            // Nobody is in between.
            (_, Address::Folder(_), _) | (SslMode::Disable, ..) | (_, _, None) => (Mode::Disable, None),
            (SslMode::Allow, ..) => (Mode::Disable, Some(Mode::Require)),
            (SslMode::Prefer, ..) => (Mode::Prefer, Some(Mode::Disable)),
            (SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull, ..) => (Mode::Require, None),
        };
        let (refused, is_for_another) = match self.try_once(server, address, tls, first, wanted).await {
            Ok(client) => return Ok(client),
            Err(refused) => refused,
        };
        let Some(second) = second.filter(|_| is_for_another) else { return Err(refused) };
        match self.try_once(server, address, tls, second, wanted).await {
            Ok(client) => Ok(client),
            Err((Refused { whys, is_final }, _)) => {
                let whys = refused.whys.into_iter().chain(whys).collect();
                Err(Refused { whys, is_final })
            }
        }
    }

    /// Tries once; with the error, whether the other of TLS and none may do better.
    async fn try_once(
        &self,
        server: &Server,
        address: &Address,
        tls: Option<&Tls>,
        mode: Mode,
        (target, purpose): (Target, &Purpose),
    ) -> Result<Client, (Refused, bool)> {
        let mut config = self.config(server, address, mode);
        let (notices, reads) = match purpose {
            Purpose::Reading | Purpose::ReadingAlone => (None, true),
            Purpose::Changes(notices) => (notices.clone(), false),
        };
        let tls = tls.map(Tls::anew);
        let open = async |config: &Config| {
            let opened = match tls.clone() {
                Some(tls) => config.connect(tls).await.map(|(client, connection)| {
                    tokio::spawn(drive(connection, notices.clone()));
                    client
                }),
                None => config.connect(tokio_postgres::NoTls).await.map(|(client, connection)| {
                    tokio::spawn(drive(connection, notices.clone()));
                    client
                }),
            };
            opened.map_err(|error| self.explained(error, server, tls.as_ref(), mode))
        };
        let plain = |why| (Refused::of(why), false);
        let require_kind = async |client: &Client| match is_of_kind(client, target).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(plain(Why::OtherKind { wanted: word(target) })),
            Err(error) => Err(plain(Why::Postgres(error))),
        };
        let connecting = async {
            if !reads || asks_for_writing(target) {
                let client = open(&config).await?;
                require_kind(&client).await?;
                if !reads {
                    return Ok(client);
                }
            }
            let given = self.options.as_deref();
            config.options(given.into_iter().chain([READ_ONLY]).collect::<Vec<_>>().join(" "));
            let client = match open(&config).await {
                // A pooler does not know the parameter. What the user has asked for, it is told.
                Err((refused, _)) if given.is_none() && refused.is_of_protocol() => {
                    open(&self.config(server, address, mode)).await?
                }
                opened => opened?,
            };
            if !asks_for_writing(target) {
                require_kind(&client).await?;
            }
            let answers = client.simple_query(SESSION).await.map_err(|error| plain(Why::Postgres(error)))?;
            let is_own = matches!(answers[..], [.., SimpleQueryMessage::CommandComplete(1)]);
            if !is_own && matches!(purpose, Purpose::ReadingAlone) {
                return Err(plain(Why::Pooler));
            }
            Ok(client)
        };
        match self.connect_timeout {
            Some(limit) => match tokio::time::timeout(limit, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err((Refused::of(Why::Silent(limit.as_secs())), false)),
            },
            None => connecting.await,
        }
    }

    fn config(&self, server: &Server, address: &Address, mode: Mode) -> Config {
        let mut config = Config::new();
        config.user(&self.user).dbname(&self.dbname).application_name(&self.application_name).port(server.port);
        config.ssl_mode(mode).channel_binding(match self.channel_binding {
            ChannelBinding::Disable => Binding::Disable,
            ChannelBinding::Prefer => Binding::Prefer,
            ChannelBinding::Require => Binding::Require,
        });
        config.ssl_negotiation(match (self.tls.negotiation, mode) {
            (Negotiation::Direct, Mode::Require) => SslNegotiation::Direct,
            _ => SslNegotiation::Postgres,
        });
        match (&server.host, address) {
            (Host::Name(name), Address::Ip(address)) => config.host(name).hostaddr(*address),
            (Host::Folder(folder), _) | (_, Address::Folder(folder)) => config.host_path(folder),
        };
        if let Some(password) = &server.password {
            config.password(&password.0);
        }
        if let Some(options) = &self.options {
            config.options(options);
        }
        let keepalive = &self.keepalive;
        config.keepalives(keepalive.is_on);
        if let Some(idle) = keepalive.idle {
            config.keepalives_idle(idle);
        }
        if let Some(interval) = keepalive.interval {
            config.keepalives_interval(interval);
        }
        if let Some(count) = keepalive.count {
            config.keepalives_retries(count);
        }
        if let Some(timeout) = keepalive.user_timeout {
            config.tcp_user_timeout(timeout);
        }
        config
    }

    /// Says what failed, and whether libpq would try again with TLS, or without.
    fn explained(&self, error: Error, server: &Server, tls: Option<&Tls>, mode: Mode) -> (Refused, bool) {
        let is_begun = tls.is_some_and(Tls::is_begun);
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        if cause == "server does not support TLS" {
            return (Refused::of(Why::NoTls), false);
        }
        if cause == "password missing" {
            return (Refused::of(Why::NoPassword(self.warnings().to_vec())), false);
        }
        // The handshake's errors, those of rustls and those of the network.
        if error.to_string() == "error performing TLS handshake" {
            let of_rustls = error.source().and_then(|source| source.downcast_ref::<std::io::Error>()?.get_ref());
            let of_rustls = of_rustls.and_then(|error| error.downcast_ref::<rustls::Error>());
            let (what, help) = of_rustls.map_or((cause, None), |error| explained_handshake(error, server));
            return (Refused::of(Why::Tls { what, help }), true);
        }
        // Before it lets anybody in, the server may refuse one of the two: `hostssl` and `hostnossl` of pg_hba.conf.
        let is_authorization = error.code().is_some_and(|code| code.code().starts_with("28"));
        let is_for_another = is_authorization && (is_begun || mode == Mode::Disable);
        (Refused::of(Why::Postgres(error)), is_for_another)
    }
}

/// Drives a connection to its end. Whoever waits for an answer is told of an error; here it has no reader.
async fn drive<S, T>(mut connection: Connection<S, T>, notices: Option<NoticeHandler>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(Ok(message)) = std::future::poll_fn(|context| connection.poll_message(context)).await {
        if let (AsyncMessage::Notice(notice), Some(notices)) = (message, &notices) {
            notices(notice);
        }
    }
}

/// Says what is wrong with a certificate, and what to do.
fn explained_handshake(error: &rustls::Error, server: &Server) -> (String, Option<String>) {
    use rustls::{CertificateError as Wrong, Error};
    let host = match &server.host {
        Host::Name(name) => name.as_str(),
        Host::Folder(_) => "",
    };
    let (what, help) = match error {
        // The latter where somebody else has the name of the issuer.
        Error::InvalidCertificate(Wrong::UnknownIssuer | Wrong::BadSignature) => (
            "the server's certificate is not trusted: none of the root certificates has issued it".to_owned(),
            "sslrootcert=FILE, or PGSSLROOTCERT, names the certificate of who has; sslrootcert=system trusts whom the \
             operating system trusts",
        ),
        Error::InvalidCertificate(Wrong::NotValidForName) => (
            format!("the server's certificate is not for host {host}"),
            "connect by a name that the certificate has, and give an address beside it as hostaddr; sslmode=verify-ca does \
             not compare names",
        ),
        Error::InvalidCertificate(Wrong::NotValidForNameContext { presented, .. }) => {
            let names = if presented.is_empty() { "none".to_owned() } else { presented.join(", ") };
            (
                format!("the server's certificate is not for host {host}; its names: {names}"),
                "connect by a name that the certificate has, and give an address beside it as hostaddr; sslmode=verify-ca \
                 does not compare names",
            )
        }
        Error::InvalidCertificate(Wrong::Expired | Wrong::ExpiredContext { .. }) => {
            ("the server's certificate has expired".to_owned(), "whoever runs the server makes another one")
        }
        Error::InvalidCertificate(Wrong::Revoked) => {
            ("the server's certificate is revoked".to_owned(), "whoever runs the server makes another one")
        }
        Error::AlertReceived(alert) => (
            format!("the server breaks off: {alert:?}"),
            "it may want a certificate of the client, or another one: sslcert=FILE and sslkey=FILE name it",
        ),
        other => return (other.to_string(), None),
    };
    (what, Some(help.to_owned()))
}

fn word(target: Target) -> &'static str {
    match target {
        Target::Any => "any",
        Target::ReadWrite => "read-write",
        Target::ReadOnly => "read-only",
        Target::Primary => "primary",
        Target::Standby => "standby",
        Target::PreferStandby => "prefer-standby",
    }
}

/// Tells whether a session that can only read would say the wrong thing of the server.
fn asks_for_writing(target: Target) -> bool {
    matches!(target, Target::ReadWrite | Target::ReadOnly)
}

/// Asks whether the server is of the kind that is wanted.
async fn is_of_kind(client: &Client, target: Target) -> Result<bool, Error> {
    if target == Target::Any {
        return Ok(true);
    }
    let row = client.query_one(KIND, &[]).await?;
    let (is_standby, is_read_only): (bool, bool) = (row.get(0), row.get(1));
    Ok(match target {
        Target::Any | Target::PreferStandby => true,
        Target::ReadWrite => !is_standby && !is_read_only,
        Target::ReadOnly => is_standby || is_read_only,
        Target::Primary => !is_standby,
        Target::Standby => is_standby,
    })
}
