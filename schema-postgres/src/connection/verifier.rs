//! Whether a server's certificate will do, as `sslmode` means it.

use std::sync::Arc;

use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{WebPkiServerVerifier, verify_server_name};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
    verify_tls13_signature_with_raw_key,
};
use tokio_rustls::rustls::pki_types::{
    CertificateDer, CertificateRevocationListDer, ServerName, SubjectPublicKeyInfoDer, UnixTime,
};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::certificate::{self, Certificate};

/// Looks at certificates as libpq does. Whatever it does not look at, the server has the key of the certificate: the
/// handshake's signature is verified always.
#[derive(Debug)]
pub(super) struct Verifier {
    /// Nothing where any certificate will do.
    pub(super) trust: Option<Trust>,
    pub(super) algorithms: WebPkiSupportedAlgorithms,
}

/// Who is trusted.
#[derive(Debug)]
pub(super) struct Trust {
    /// Verifies chains of certificates.
    chains: Arc<WebPkiServerVerifier>,
    /// The certificates that a chain may end with.
    roots: Vec<CertificateDer<'static>>,
    /// Whether the name is to be that of the host.
    name: NameCheck,
    /// Whether `chains` knows which certificates are revoked.
    revocation: Revocation,
}

/// Whether names are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameCheck {
    /// `verify-full`
    Host,
    /// `verify-ca`
    None,
}

/// Whether there is a list of revoked certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Revocation {
    Listed,
    Unknown,
}

impl Trust {
    /// Trusts certificates, and those that they have signed; with lists of what is revoked, only what is on none.
    pub(super) fn of(
        roots: Vec<CertificateDer<'static>>,
        revoked: Option<Vec<CertificateRevocationListDer<'static>>>,
        name: NameCheck,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Trust, String> {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(roots.iter().cloned());
        if store.is_empty() {
            return Err("it holds no root certificate that can be read".to_owned());
        }
        let revocation = if revoked.is_some() { Revocation::Listed } else { Revocation::Unknown };
        let chains = WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider));
        let chains = chains.with_crls(revoked.unwrap_or_default()).build().map_err(|error| error.to_string())?;
        Ok(Trust { chains, roots, name, revocation })
    }

    fn verify(
        &self,
        der: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
        algorithms: &WebPkiSupportedAlgorithms,
    ) -> Result<(), Error> {
        let certificate = Certificate::parse(der).ok_or(CertificateError::BadEncoding)?;
        let is_root = self.roots.iter().any(|root| root == der);
        let is_plain = is_root || certificate.version < 3;
        let named = if is_plain && self.revocation == Revocation::Unknown {
            self.verify_plain(&certificate, is_root, now, algorithms)?;
            ParsedCertificate::try_from(der).and_then(|parsed| verify_server_name(&parsed, host))
        } else {
            // The chain first: who says that the name is wrong has found the rest to be right.
            match self.chains.verify_server_cert(der, intermediates, host, ocsp, now) {
                // webpki says of a stranger's own certificate only that it is that of an authority.
                Err(error) if !is_of_name(&error) && certificate.issuer == certificate.subject => {
                    return Err(match error {
                        Error::InvalidCertificate(CertificateError::Other(_)) => CertificateError::UnknownIssuer.into(),
                        error => error,
                    });
                }
                Err(error) if !is_of_name(&error) => return Err(error),
                named => named.map(|_| ()),
            }
        };
        match self.name {
            NameCheck::None => Ok(()),
            NameCheck::Host => named.or_else(|error| match is_common_name(&certificate, host) {
                true => Ok(()),
                // A certificate of version 1 is one that webpki does not take apart.
                false if certificate.version < 3 => Err(CertificateError::NotValidForName.into()),
                false => Err(error),
            }),
        }
    }

    /// Verifies what webpki refuses to look at and PostgreSQL's manual shows how to make: a server's own certificate that is
    /// a root as well, and one without extensions that a root has signed.
    fn verify_plain(
        &self,
        certificate: &Certificate<'_>,
        is_root: bool,
        now: UnixTime,
        algorithms: &WebPkiSupportedAlgorithms,
    ) -> Result<(), Error> {
        if now.as_secs() < certificate.not_before {
            return Err(CertificateError::NotValidYet.into());
        }
        if now.as_secs() > certificate.not_after {
            return Err(CertificateError::Expired.into());
        }
        let has_signed = |root: &Certificate<'_>| {
            root.subject == certificate.issuer && certificate.is_signed_with(root.key, algorithms)
        };
        let mut roots = self.roots.iter().filter_map(|root| Certificate::parse(root));
        if is_root || roots.any(|root| has_signed(&root)) {
            Ok(())
        } else {
            Err(CertificateError::UnknownIssuer.into())
        }
    }
}

fn is_of_name(error: &Error) -> bool {
    let name = [CertificateError::NotValidForName];
    match error {
        Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. }) => true,
        Error::InvalidCertificate(error) => name.contains(error),
        _ => false,
    }
}

/// Compares the host with the common name, which counts where the certificate has no other name of the host's kind; an
/// asterisk stands for the first part of a name.
fn is_common_name(certificate: &Certificate<'_>, host: &ServerName<'_>) -> bool {
    let is_address = matches!(host, ServerName::IpAddress(_));
    let Some(name) = certificate.common_name() else { return false };
    if certificate.has_alternative(is_address) {
        return false;
    }
    let host = host.to_str();
    match (name.strip_prefix("*."), host.split_once('.')) {
        (Some(domain), Some((first, rest))) if !is_address => !first.is_empty() && rest.eq_ignore_ascii_case(domain),
        _ => host.eq_ignore_ascii_case(name),
    }
}

/// The key of a certificate of a version that webpki does not take apart.
fn old_key<'a>(der: &'a CertificateDer<'_>) -> Option<&'a [u8]> {
    Certificate::parse(der).filter(|certificate| certificate.version < 3).map(|certificate| certificate.key)
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some(trust) = &self.trust {
            trust.verify(end_entity, intermediates, server_name, ocsp_response, now, &self.algorithms)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let Some(key) = old_key(cert) else { return verify_tls12_signature(message, cert, dss, &self.algorithms) };
        let of_scheme = self.algorithms.mapping.iter().filter(|(scheme, _)| *scheme == dss.scheme);
        let algorithms = of_scheme.flat_map(|(_, algorithms)| algorithms.iter().copied());
        match certificate::fits(algorithms, key, message, dss.signature()) {
            true => Ok(HandshakeSignatureValid::assertion()),
            false => Err(CertificateError::BadSignature.into()),
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match old_key(cert) {
            Some(key) => {
                let key = SubjectPublicKeyInfoDer::from(key);
                verify_tls13_signature_with_raw_key(message, &key, dss, &self.algorithms)
            }
            None => verify_tls13_signature(message, cert, dss, &self.algorithms),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject;

    use super::*;

    /// The first of July 2027, on which the certificates of the tests are valid.
    const NOW: u64 = 1_814_400_000;

    fn certificate(pem: &str) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
    }

    fn judged(root: &str, revoked: Option<&str>, name: NameCheck, server: &str, host: &str, now: u64) -> String {
        let provider = Arc::new(ring::default_provider());
        let revoked = revoked.map(|pem| vec![CertificateRevocationListDer::from_pem_slice(pem.as_bytes()).unwrap()]);
        let trust = Trust::of(vec![certificate(root)], revoked, name, &provider).unwrap();
        let verifier = Verifier { trust: Some(trust), algorithms: provider.signature_verification_algorithms };
        let host = ServerName::try_from(host).unwrap();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now));
        match verifier.verify_server_cert(&certificate(server), &[], &host, &[], now) {
            Ok(_) => "trusted".to_owned(),
            Err(Error::InvalidCertificate(error)) => {
                let error = format!("{error:?}");
                error.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
            }
            Err(error) => error.to_string(),
        }
    }

    const ROOT: &str = include_str!("fixtures/root.pem");
    const OTHER_ROOT: &str = include_str!("fixtures/other_root.pem");
    const VERSION_1: &str = include_str!("fixtures/version_1.pem");
    const VERSION_3: &str = include_str!("fixtures/version_3.pem");
    const ADDRESS_ONLY: &str = include_str!("fixtures/address_only.pem");
    const SELF_SIGNED: &str = include_str!("fixtures/self_signed.pem");

    #[test]
    fn certificates_are_judged_as_libpq_judges_them() {
        use NameCheck::{Host, None};
        for (root, server, name, host, expected) in [
            (ROOT, VERSION_3, Host, "db.example", "trusted"),
            (ROOT, VERSION_3, Host, "10.0.0.1", "trusted"),
            (ROOT, VERSION_3, Host, "10.0.0.2", "NotValidForNameContext"),
            (ROOT, VERSION_3, Host, "other.example", "NotValidForNameContext"),
            (ROOT, VERSION_3, None, "other.example", "trusted"),
            (OTHER_ROOT, VERSION_3, Host, "db.example", "BadSignature"),
            (OTHER_ROOT, VERSION_3, None, "other.example", "BadSignature"),
            // What the manual shows how to make has no names but the common name, and no extensions.
            (ROOT, VERSION_1, Host, "db.example", "trusted"),
            (ROOT, VERSION_1, Host, "DB.example", "trusted"),
            (ROOT, VERSION_1, Host, "other.example", "NotValidForName"),
            (ROOT, VERSION_1, None, "other.example", "trusted"),
            (OTHER_ROOT, VERSION_1, None, "db.example", "UnknownIssuer"),
            // A common name counts where there is no other name of the host's kind.
            (ROOT, ADDRESS_ONLY, Host, "db.example", "trusted"),
            (ROOT, ADDRESS_ONLY, Host, "10.0.0.1", "trusted"),
            (ROOT, ADDRESS_ONLY, Host, "10.0.0.2", "NotValidForNameContext"),
            // A server's own certificate, copied to the client.
            (SELF_SIGNED, SELF_SIGNED, Host, "db.example", "trusted"),
            (SELF_SIGNED, SELF_SIGNED, Host, "a.db.example", "NotValidForNameContext"),
            (SELF_SIGNED, SELF_SIGNED, Host, "example", "NotValidForNameContext"),
            (SELF_SIGNED, SELF_SIGNED, None, "other.host", "trusted"),
            (ROOT, SELF_SIGNED, None, "db.example", "UnknownIssuer"),
        ] {
            let judged = judged(root, Option::None, name, server, host, NOW);
            assert_eq!(judged, expected, "{host}, {name:?}\n{server}");
        }
    }

    #[test]
    fn certificates_have_their_time() {
        for server in [VERSION_1, VERSION_3, SELF_SIGNED] {
            let root = if server == SELF_SIGNED { SELF_SIGNED } else { ROOT };
            let judged = |now| judged(root, None, NameCheck::None, server, "db.example", now);
            assert!(judged(1_000_000_000).starts_with("NotValidYet"), "{}", judged(1_000_000_000));
            assert!(judged(8_000_000_000).starts_with("Expired"), "{}", judged(8_000_000_000));
        }
    }

    #[test]
    fn what_is_revoked_is_refused() {
        let revoked = Some(include_str!("fixtures/revoked.pem"));
        let judged = |server| judged(ROOT, revoked, NameCheck::None, server, "db.example", NOW);
        assert_eq!(judged(VERSION_3), "Revoked");
        assert_eq!(judged(ADDRESS_ONLY), "trusted");
        // Nothing looks it up for version 1, so that it cannot be trusted.
        assert_ne!(judged(VERSION_1), "trusted");
    }
}
