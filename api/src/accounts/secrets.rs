//! What is stored in place of a secret: hashes that only its holder can match.

use aws_lc_rs::{digest, hmac};
use guildhall_domain::accounts::email_key;

/// SHA-256 of a token. Tokens are 256 random bits, so they need no salt.
pub fn token_hash(token: &str) -> [u8; 32] {
    to_array(digest::digest(&digest::SHA256, token.as_bytes()).as_ref())
}

/// The key under which failures of an address are counted, known or not: an HMAC,
/// because addresses, unlike tokens, can be guessed.
pub fn address_hash(secret: &[u8], email: &str) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &[b"sign-in:", secret].concat());
    to_array(hmac::sign(&key, email_key(email).as_bytes()).as_ref())
}

fn to_array(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_hash_is_sha_256() {
        assert_eq!(token_hash("abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn an_address_has_one_hash_however_it_is_typed_and_another_in_another_installation() {
        let hash = address_hash(b"secret", "Ana@Example.org");
        assert_eq!(hash, address_hash(b"secret", " ana@example.ORG"));
        assert_ne!(hash, address_hash(b"other", "ana@example.org"));
        assert_ne!(hash, token_hash("ana@example.org"));
    }
}
