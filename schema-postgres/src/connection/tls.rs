//! TLS for tokio-postgres, by rustls.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use sha2::{Digest, Sha256, Sha384, Sha512};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::certificate::Certificate;
use super::error::ConnectError;
use super::tls_settings::{Negotiation, Roots, SslMode, TlsSettings, Versions};
use super::verifier::{NameCheck, Trust, Verifier};

/// Wraps connections in TLS.
#[derive(Clone)]
pub(super) struct Tls {
    config: Arc<ClientConfig>,
    /// Any name will do where it is not compared.
    name: NameCheck,
    is_begun: Arc<AtomicBool>,
}

impl Tls {
    /// Reads the certificates that the settings name.
    pub(super) fn of(settings: &TlsSettings) -> Result<Tls, ConnectError> {
        let provider = Arc::new(ring::default_provider());
        let versions = match settings.versions {
            Versions::Both => &[&TLS13, &TLS12][..],
            Versions::Only12 => &[&TLS12],
            Versions::Only13 => &[&TLS13],
        };
        let verifier =
            Verifier { trust: trust(settings, &provider)?, algorithms: provider.signature_verification_algorithms };
        let builder = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .expect("ring has cipher suites for both versions")
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = match own_certificate(settings)? {
            None => builder.with_no_client_auth(),
            Some((path, chain, key)) => builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| ConnectError::Certificate { path, what: error.to_string() })?,
        };
        config.enable_sni = settings.sends_name;
        if settings.negotiation == Negotiation::Direct {
            config.alpn_protocols = vec![b"postgresql".to_vec()];
        }
        let name = if settings.mode == SslMode::VerifyFull { NameCheck::Host } else { NameCheck::None };
        Ok(Tls { config: Arc::new(config), name, is_begun: Arc::default() })
    }

    /// The same for another connection.
    pub(super) fn anew(&self) -> Tls {
        Tls { is_begun: Arc::default(), ..self.clone() }
    }

    /// Tells whether the server has agreed to TLS.
    pub(super) fn is_begun(&self) -> bool {
        self.is_begun.load(Ordering::Relaxed)
    }
}

/// Whom to trust: where there are roots, certificates are verified, whatever `sslmode` says, as in libpq.
fn trust(settings: &TlsSettings, provider: &Arc<CryptoProvider>) -> Result<Option<Trust>, ConnectError> {
    let (path, roots) = match &settings.roots {
        Roots::System => (PathBuf::from("sslrootcert=system"), rustls_native_certs::load_native_certs().certs),
        Roots::File(path) if path.exists() => (path.clone(), certificates(path)?),
        Roots::File(_) | Roots::Nowhere if settings.mode < SslMode::VerifyCa => return Ok(None),
        Roots::File(path) => {
            let what = "the root certificate file does not exist\n  help: sslrootcert=FILE names another one, \
                        sslrootcert=system trusts whom the operating system trusts; sslmode=require does not verify";
            return Err(ConnectError::Certificate { path: path.clone(), what: what.to_owned() });
        }
        Roots::Nowhere => {
            let what =
                "there is no root certificate file, for the user has no folder\n  help: sslrootcert=FILE names one";
            return Err(ConnectError::Certificate { path: PathBuf::from("root.crt"), what: what.to_owned() });
        }
    };
    let revoked = settings.revoked.as_deref().filter(|path| path.exists());
    let revoked = revoked.map(revocations).transpose()?;
    let name = if settings.mode == SslMode::VerifyFull { NameCheck::Host } else { NameCheck::None };
    let trust = Trust::of(roots, revoked, name, provider);
    trust.map(Some).map_err(|what| ConnectError::Certificate { path, what })
}

fn revocations(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>, ConnectError> {
    let lists = CertificateRevocationListDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    lists.map_err(|error| ConnectError::Certificate { path: path.to_owned(), what: error.to_string() })
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, ConnectError> {
    let wrong = |what| ConnectError::Certificate { path: path.to_owned(), what };
    let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match read {
        Ok(certificates) if certificates.is_empty() => Err(wrong("it holds no certificate in PEM".to_owned())),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(wrong(error.to_string())),
    }
}

type OwnCertificate = (PathBuf, Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// The client's certificate and key, where there is one.
fn own_certificate(settings: &TlsSettings) -> Result<Option<OwnCertificate>, ConnectError> {
    let Some(path) = settings.certificate.as_ref().filter(|path| path.exists()) else { return Ok(None) };
    let chain = certificates(path)?;
    let Some(key) = settings.key.as_ref().filter(|key| key.exists()) else {
        let what = "there is a certificate, but no private key file\n  help: sslkey=FILE names it".to_owned();
        return Err(ConnectError::Certificate { path: path.clone(), what });
    };
    let wrong = |what: String| ConnectError::Certificate { path: key.clone(), what };
    refuse_open_key(key).map_err(wrong)?;
    let read = PrivateKeyDer::from_pem_file(key);
    let read = read.map_err(|error| wrong(format!("{error}; a key with a password is not read here")))?;
    Ok(Some((path.clone(), chain, read)))
}

/// A key that others can read is no secret: libpq refuses it, too. One of root's may be read by its group.
#[cfg(unix)]
fn refuse_open_key(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    let allowed = if metadata.uid() == 0 { 0o037 } else { 0o077 };
    match metadata.mode() & allowed {
        0 => Ok(()),
        _ => {
            Err("the private key file has group or world access\n  help: chmod 0600, or 0640 where root owns it"
                .to_owned())
        }
    }
}

#[cfg(not(unix))]
fn refuse_open_key(_: &Path) -> Result<(), String> {
    Ok(())
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Encrypted;
    type TlsConnect = Connect;
    type Error = io::Error;

    fn make_tls_connect(&mut self, domain: &str) -> Result<Connect, io::Error> {
        let host = match (ServerName::try_from(domain.to_owned()), self.name) {
            (Ok(host), _) => host,
            // An address is not sent to the server.
            (Err(_), NameCheck::None) => ServerName::from(std::net::Ipv4Addr::UNSPECIFIED),
            (Err(error), NameCheck::Host) => return Err(io::Error::other(error)),
        };
        let connector = TlsConnector::from(Arc::clone(&self.config));
        Ok(Connect { connector, host, is_begun: Arc::clone(&self.is_begun) })
    }
}

/// Begins TLS on one connection.
pub(super) struct Connect {
    connector: TlsConnector,
    host: ServerName<'static>,
    is_begun: Arc<AtomicBool>,
}

impl TlsConnect<Socket> for Connect {
    type Stream = Encrypted;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted>> + Send>>;

    fn connect(self, stream: Socket) -> Self::Future {
        self.is_begun.store(true, Ordering::Relaxed);
        Box::pin(async move { self.connector.connect(self.host, stream).await.map(Encrypted) })
    }
}

/// A connection in TLS.
pub(super) struct Encrypted(tokio_rustls::client::TlsStream<Socket>);

impl TlsStream for Encrypted {
    fn channel_binding(&self) -> ChannelBinding {
        let certificate = self.0.get_ref().1.peer_certificates().and_then(<[_]>::first);
        match certificate.and_then(|certificate| digest(certificate)) {
            Some(digest) => ChannelBinding::tls_server_end_point(digest),
            None => ChannelBinding::none(),
        }
    }
}

/// What `tls-server-end-point` is: the certificate, digested as its signature digests, but by SHA-256 in place of what is
/// older. <https://www.rfc-editor.org/rfc/rfc5929#section-4.1>
fn digest(der: &CertificateDer<'_>) -> Option<Vec<u8>> {
    const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
    const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04];
    let identifier = Certificate::parse(der)?.signature_identifier()?;
    let of_rsa = identifier.strip_prefix(RSA).map(|last| match last {
        [0x04 | 0x05 | 0x0b] => Some(256),
        [0x0c] => Some(384),
        [0x0d] => Some(512),
        _ => None,
    });
    let of_ecdsa = || {
        identifier.strip_prefix(ECDSA).map(|last| match last {
            [0x01] | [0x03, 0x02] => Some(256),
            [0x03, 0x03] => Some(384),
            [0x03, 0x04] => Some(512),
            _ => None,
        })
    };
    match of_rsa.or_else(of_ecdsa)?? {
        256 => Some(Sha256::digest(der).to_vec()),
        384 => Some(Sha384::digest(der).to_vec()),
        _ => Some(Sha512::digest(der).to_vec()),
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
