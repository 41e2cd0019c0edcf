//! Sealing: AES-256-GCM under a key that is derived from secrets or given. Remembered answers and the vault use it;
//! there is no other encryption at rest.
//!
//! Invariant: what was sealed opens with the same key and about the same thing only; a byte changed opens nothing.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};

/// A key to seal and open with.
pub struct SealingKey(RandomizedNonceKey);

impl SealingKey {
    /// The key that `material` stands for, in this `use_` and for this `purpose` alone (HKDF-SHA-256).
    pub fn derived(use_: &[u8], material: &[&[u8]], purpose: &[u8]) -> Option<SealingKey> {
        let prk = Salt::new(HKDF_SHA256, use_).extract(&material.concat());
        let mut bytes = [0; 32];
        prk.expand(&[purpose], HKDF_SHA256).ok()?.fill(&mut bytes).ok()?;
        SealingKey::of_bytes(&bytes)
    }

    /// A key as it stands: 32 random bytes.
    pub fn of_bytes(bytes: &[u8]) -> Option<SealingKey> {
        RandomizedNonceKey::new(&AES_256_GCM, bytes).ok().map(SealingKey)
    }

    /// Seals `plain` and binds it to what it is `about`.
    pub fn seal(&self, about: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = plain.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(about), &mut bytes).ok()?;
        Some([&nonce.as_ref()[..], &bytes].concat())
    }

    /// Opens what [`SealingKey::seal`] made, with the same key and about the same thing.
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, bytes) = sealed.split_at_checked(NONCE_LEN)?;
        let mut bytes = bytes.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.0.open_in_place(nonce, Aad::from(about), &mut bytes).ok()?;
        Some(plain.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_material_use_and_purpose_open_what_is_sealed() {
        let key =
            |use_: &[u8], material: &[&[u8]], purpose: &[u8]| SealingKey::derived(use_, material, purpose).unwrap();
        let sealed = key(b"use", &[b"secret", b"key"], b"answer").seal(b"", b"salary 184615").unwrap();
        let same = key(b"use", &[b"secret", b"key"], b"answer");
        assert_eq!(same.open(b"", &sealed).as_deref(), Some(&b"salary 184615"[..]));
        assert_eq!(key(b"use", &[b"secret", b"other"], b"answer").open(b"", &sealed), None);
        assert_eq!(key(b"use", &[b"other", b"key"], b"answer").open(b"", &sealed), None);
        assert_eq!(key(b"other", &[b"secret", b"key"], b"answer").open(b"", &sealed), None);
        assert_eq!(key(b"use", &[b"secret", b"key"], b"other").open(b"", &sealed), None);
        assert_eq!(same.open(b"", b"short"), None);
    }

    #[test]
    fn what_is_sealed_about_one_thing_does_not_open_about_another_nor_with_a_bit_changed() {
        let key = SealingKey::of_bytes(&[7; 32]).unwrap();
        let mut sealed = key.seal(b"row 1", b"text").unwrap();
        assert_ne!(sealed, key.seal(b"row 1", b"text").unwrap(), "each time with another nonce");
        assert_eq!(key.open(b"row 1", &sealed).as_deref(), Some(&b"text"[..]));
        assert_eq!(key.open(b"row 2", &sealed), None);
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(key.open(b"row 1", &sealed), None);
        assert!(SealingKey::of_bytes(&[7; 31]).is_none());
    }
}
