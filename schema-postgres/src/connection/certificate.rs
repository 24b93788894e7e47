//! The parts of an X.509 certificate that libpq looks at and rustls does not show.
//!
//! DER, as in <https://www.rfc-editor.org/rfc/rfc5280>; what is malformed is read as nothing.

use tokio_rustls::rustls::crypto::WebPkiSupportedAlgorithms;
use tokio_rustls::rustls::pki_types::SignatureVerificationAlgorithm;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const SAN_DNS: u8 = 0x82;
const SAN_IP: u8 = 0x87;

const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];

/// A certificate, taken apart.
#[derive(Debug)]
pub(super) struct Certificate<'a> {
    /// What is signed.
    signed: &'a [u8],
    /// 1 and 2 have no extensions.
    pub(super) version: u8,
    pub(super) issuer: &'a [u8],
    pub(super) subject: &'a [u8],
    /// Seconds since 1970.
    pub(super) not_before: u64,
    pub(super) not_after: u64,
    /// The subject's public key, with its algorithm.
    pub(super) key: &'a [u8],
    extensions: Option<&'a [u8]>,
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
}

/// An element of DER.
struct Element<'a> {
    tag: u8,
    content: &'a [u8],
    /// With the tag and the length.
    whole: &'a [u8],
}

/// Takes the first element off.
fn take<'a>(rest: &mut &'a [u8]) -> Option<Element<'a>> {
    let (tag, first) = (*rest.first()?, *rest.get(1)?);
    let (length, header) = match first {
        0..=0x7f => (usize::from(first), 2),
        0x81..=0x84 => {
            let bytes = rest.get(2..2 + usize::from(first & 0x7f))?;
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), 2 + bytes.len())
        }
        _ => return None,
    };
    let whole = rest.get(..header.checked_add(length)?)?;
    *rest = &rest[whole.len()..];
    Some(Element { tag, content: &whole[header..], whole })
}

fn take_tagged<'a>(rest: &mut &'a [u8], tag: u8) -> Option<Element<'a>> {
    take(rest).filter(|element| element.tag == tag)
}

/// Takes a bit string of whole bytes.
fn take_bits<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    take_tagged(rest, BIT_STRING)?.content.strip_prefix(&[0])
}

impl<'a> Certificate<'a> {
    /// Reads a certificate.
    pub(super) fn parse(der: &'a [u8]) -> Option<Certificate<'a>> {
        let mut outer = der;
        let mut certificate = take_tagged(&mut outer, SEQUENCE)?.content;
        let signed = take_tagged(&mut certificate, SEQUENCE)?;
        let signature_algorithm = take_tagged(&mut certificate, SEQUENCE)?.content;
        let signature = take_bits(&mut certificate)?;

        let mut fields = signed.content;
        let version = match fields.first() {
            Some(&VERSION) => {
                let mut inner = take(&mut fields)?.content;
                match take_tagged(&mut inner, INTEGER)?.content {
                    [number @ 0..=2] => number + 1,
                    _ => return None,
                }
            }
            _ => 1,
        };
        take_tagged(&mut fields, INTEGER)?;
        take_tagged(&mut fields, SEQUENCE)?;
        let issuer = take_tagged(&mut fields, SEQUENCE)?.whole;
        let mut validity = take_tagged(&mut fields, SEQUENCE)?.content;
        let (not_before, not_after) = (time(&take(&mut validity)?)?, time(&take(&mut validity)?)?);
        let subject = take_tagged(&mut fields, SEQUENCE)?.whole;
        let key = take_tagged(&mut fields, SEQUENCE)?.whole;
        let mut extensions = None;
        while let Some(field) = take(&mut fields) {
            if field.tag == EXTENSIONS {
                extensions = Some(take_tagged(&mut { field.content }, SEQUENCE)?.content);
            }
        }
        Some(Certificate {
            signed: signed.whole,
            version,
            issuer,
            subject,
            not_before,
            not_after,
            key,
            extensions,
            signature_algorithm,
            signature,
        })
    }

    /// The subject's common name.
    pub(super) fn common_name(&self) -> Option<&'a str> {
        let mut parts = take_tagged(&mut { self.subject }, SEQUENCE)?.content;
        while let Some(part) = take_tagged(&mut parts, SET) {
            let mut pair = take_tagged(&mut { part.content }, SEQUENCE)?.content;
            if take_tagged(&mut pair, OBJECT_IDENTIFIER)?.content == COMMON_NAME {
                // Of several the first counts, as to libpq.
                return std::str::from_utf8(take(&mut pair)?.content).ok();
            }
        }
        None
    }

    /// Tells whether it has a name of its own for hosts by name, and for hosts by address. A name for neither leaves the
    /// common name.
    pub(super) fn has_alternative(&self, is_address: bool) -> bool {
        let wanted = if is_address { SAN_IP } else { SAN_DNS };
        let Some(mut names) = self.alternatives() else { return false };
        while let Some(name) = take(&mut names) {
            if name.tag == wanted {
                return true;
            }
        }
        false
    }

    fn alternatives(&self) -> Option<&'a [u8]> {
        let mut extensions = self.extensions?;
        while let Some(extension) = take_tagged(&mut extensions, SEQUENCE) {
            let mut parts = extension.content;
            if take_tagged(&mut parts, OBJECT_IDENTIFIER)?.content != SUBJECT_ALT_NAME {
                continue;
            }
            let mut value = take(&mut parts)?;
            if value.tag != OCTET_STRING {
                // It is critical, and says so.
                value = take_tagged(&mut parts, OCTET_STRING)?;
            }
            return Some(take_tagged(&mut { value.content }, SEQUENCE)?.content);
        }
        None
    }

    /// Tells whether a key has signed this certificate.
    pub(super) fn is_signed_with(&self, key: &[u8], algorithms: &WebPkiSupportedAlgorithms) -> bool {
        let fitting =
            algorithms.all.iter().filter(|algorithm| algorithm.signature_alg_id().as_ref() == self.signature_algorithm);
        fits(fitting.copied(), key, self.signed, self.signature)
    }

    /// The object identifier of the algorithm that it is signed with.
    pub(super) fn signature_identifier(&self) -> Option<&'a [u8]> {
        Some(take_tagged(&mut { self.signature_algorithm }, OBJECT_IDENTIFIER)?.content)
    }
}

/// Tells whether a key has signed a message, by one of the algorithms.
pub(super) fn fits<'a>(
    mut algorithms: impl Iterator<Item = &'a dyn SignatureVerificationAlgorithm>,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    let parts = || {
        let mut parts = take_tagged(&mut { key }, SEQUENCE)?.content;
        Some((take_tagged(&mut parts, SEQUENCE)?.content, take_bits(&mut parts)?))
    };
    let Some((key_algorithm, bits)) = parts() else { return false };
    algorithms.any(|algorithm| {
        algorithm.public_key_alg_id().as_ref() == key_algorithm
            && algorithm.verify_signature(bits, message, signature).is_ok()
    })
}

/// Seconds since 1970 of `260131235959Z` or `20260131235959Z`.
fn time(element: &Element<'_>) -> Option<u64> {
    let text = std::str::from_utf8(element.content).ok()?.strip_suffix('Z')?;
    let (year, rest) = match element.tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            let year: i64 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let part = |at: usize| rest.get(at * 2..at * 2 + 2)?.parse::<i64>().ok();
    let (month, day, hour, minute, second) = (part(0)?, part(1)?, part(2)?, part(3)?, part(4)?);
    // Days from the first of March, with which a year begins whose leap day is its last.
    let years = if month > 2 { year } else { year - 1 };
    let months = (month + 9) % 12;
    let days = 365 * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 1 - 719_468;
    u64::try_from(((days * 24 + hour) * 60 + minute) * 60 + second).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (tag, text, expected) in [
            (UTC_TIME, "700101000000Z", Some(0)),
            (UTC_TIME, "260131235959Z", Some(1_769_903_999)),
            (UTC_TIME, "240229120000Z", Some(1_709_208_000)),
            (GENERALIZED_TIME, "20500301000001Z", Some(2_529_705_601)),
            (GENERALIZED_TIME, "20500301000001", None),
            (UTC_TIME, "26Z", None),
            (INTEGER, "260131235959Z", None),
        ] {
            assert_eq!(time(&Element { tag, content: text.as_bytes(), whole: &[] }), expected, "{text}");
        }
    }

    #[test]
    fn what_is_malformed_is_nothing() {
        for der in
            [&[][..], &[SEQUENCE], &[SEQUENCE, 5, 1], &[SEQUENCE, 0x84, 0xff, 0xff, 0xff, 0xff], &[SEQUENCE, 0x80]]
        {
            assert!(Certificate::parse(der).is_none(), "{der:?}");
        }
    }
}
