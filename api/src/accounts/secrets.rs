//! What is stored in place of a secret: hashes that only its holder can match.

use std::net::IpAddr;

use aws_lc_rs::{digest, hmac};
use guildhall_domain::accounts::{email_key, mailbox_key};
use guildhall_domain::ids::AccountId;

/// SHA-256 of a token. Tokens are 256 random bits, so they need no salt.
pub fn token_hash(token: &str) -> [u8; 32] {
    to_array(digest::digest(&digest::SHA256, token.as_bytes()).as_ref())
}

/// The key under which failures of an address are counted, known or not: an HMAC,
/// because addresses, unlike tokens, can be guessed.
pub fn address_hash(secret: &[u8], email: &str) -> [u8; 32] {
    keyed(b"sign-in:", secret, email_key(email).as_bytes())
}

/// The key under which failures of an address are counted that come from one network address.
pub fn address_hash_from(secret: &[u8], email: &str, from: IpAddr) -> [u8; 32] {
    keyed(b"sign-in from:", secret, format!("{from} {}", email_key(email)).as_bytes())
}

/// The key under which failures of somebody are counted who is signed in.
pub fn account_hash(secret: &[u8], account: AccountId) -> [u8; 32] {
    keyed(b"proof:", secret, account.uuid().as_bytes())
}

/// The key under which letters of one kind to a mailbox are counted.
pub fn letters_hash(secret: &[u8], kind: &str, email: &str) -> [u8; 32] {
    keyed(b"letters:", secret, format!("{kind} {}", mailbox_key(email)).as_bytes())
}

fn keyed(purpose: &[u8], secret: &[u8], text: &[u8]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &[purpose, secret].concat());
    to_array(hmac::sign(&key, text).as_ref())
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
