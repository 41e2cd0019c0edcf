//! Stored answers are sealed under the client's own `Idempotency-Key`: the
//! database holds a hash of the key and bytes that only its owner can open, so
//! neither tokens nor salaries lie there in clear.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};

/// Seals `plain` for whoever has `secret` and knows `key`.
pub fn seal(secret: &[u8], key: &str, plain: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = plain.to_vec();
    let nonce = cipher(secret, key)?.seal_in_place_append_tag(Aad::empty(), &mut bytes).ok()?;
    Some([&nonce.as_ref()[..], &bytes].concat())
}

/// Opens what [`seal`] made, with the same secret and key.
pub fn open(secret: &[u8], key: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, bytes) = sealed.split_at_checked(NONCE_LEN)?;
    let mut bytes = bytes.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let plain = cipher(secret, key)?.open_in_place(nonce, Aad::empty(), &mut bytes).ok()?;
    Some(plain.to_vec())
}

fn cipher(secret: &[u8], key: &str) -> Option<RandomizedNonceKey> {
    let prk = Salt::new(HKDF_SHA256, b"guildhall idempotency").extract(&[secret, key.as_bytes()].concat());
    let mut bytes = [0; 32];
    prk.expand(&[b"answer"], HKDF_SHA256).ok()?.fill(&mut bytes).ok()?;
    RandomizedNonceKey::new(&AES_256_GCM, &bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_and_key_open_a_sealed_answer() {
        let sealed = seal(b"secret", "key", b"salary 184615").unwrap();
        assert_eq!(open(b"secret", "key", &sealed).as_deref(), Some(&b"salary 184615"[..]));
        assert_eq!(open(b"secret", "other", &sealed), None);
        assert_eq!(open(b"other", "key", &sealed), None);
        assert_eq!(open(b"secret", "key", b"short"), None);
    }
}
