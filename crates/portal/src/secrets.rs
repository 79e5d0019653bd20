//! What must not be guessed, and how it is kept.

use crate::Fatal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// A hash of something random enough to need no salt.
pub(crate) type Hash = [u8; 32];

/// The portal's own key, made with the database and kept in it.
#[derive(Clone)]
pub(crate) struct ServerKey([u8; 64]);

impl ServerKey {
    pub(crate) fn new(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 of the parts, which are kept apart from each other.
    pub(crate) fn sign(&self, purpose: &str, parts: &[&[u8]]) -> Hash {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        for part in [purpose.as_bytes()].iter().chain(parts) {
            mac.update(&part.len().to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The secret of a guest's contact, made of the key of the write that made it: whoever repeats that write gets the same
    /// secret again, and yet the database holds nothing that opens the contact.
    pub(crate) fn contact_secret(&self, number: &str, idempotency_key: &str) -> String {
        let signed = self.sign("ticket secret", &[number.as_bytes(), idempotency_key.as_bytes()]);
        URL_SAFE_NO_PAD.encode(signed.first_chunk::<24>().unwrap_or(&[0; 24]))
    }
}

/// Random bytes from the system.
///
/// # Errors
/// When the system has none to give.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Fatal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Fatal(format!("no randomness: {error}")))?;
    Ok(bytes)
}

/// 192 random bits as URL-safe text.
///
/// # Errors
/// As [`random`].
pub(crate) fn token() -> Result<String, Fatal> {
    Ok(URL_SAFE_NO_PAD.encode(random::<24>()?))
}

#[must_use]
pub(crate) fn hash(bytes: impl AsRef<[u8]>) -> Hash {
    Sha256::digest(bytes).into()
}

/// The first half of a hash as text: enough to tell versions of a document apart.
#[must_use]
pub(crate) fn fingerprint(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(hash(bytes).first_chunk::<16>().unwrap_or(&[0; 16]))
}

/// Without telling by the time it takes how much of the two is the same.
#[must_use]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    hash(one) == hash(other)
}
