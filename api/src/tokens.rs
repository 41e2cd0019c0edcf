//! Access tokens (RFC 9068, `at+jwt`, EdDSA) and the keys that sign them.
//!
//! One algorithm, no key taken from a token, every claim demanded and typed
//! (RFC 8725). Times are judged against the domain's clock, not the machine's,
//! so that a sandbox can let a token expire. A token says who and until when;
//! what somebody may do is asked of the store.

use std::collections::HashMap;
use std::path::Path;

use aws_lc_rs::digest;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use guildhall_domain::ids::{AccountId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// Seconds by which clocks of two servers may differ.
const LEEWAY_SECONDS: i64 = 5;

/// What an access token says. All members are required and typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer: the public address of the API.
    pub iss: String,
    /// Audience: the same address.
    pub aud: String,
    /// The account.
    pub sub: AccountId,
    /// The session that the token belongs to; when it ends, so does the token.
    pub sid: SessionId,
    /// RFC 9068 asks for the client; people sign in with the API's own.
    pub client_id: String,
    /// Issued at, in seconds since 1970.
    pub iat: i64,
    /// Not before.
    pub nbf: i64,
    /// Expires at.
    pub exp: i64,
    /// Unique id of this token.
    pub jti: Uuid,
}

/// Why a token is not accepted. One word for all: a client can only sign in again.
#[derive(Debug, PartialEq, Eq)]
pub struct Rejected;

struct VerifyingKey {
    decoding: DecodingKey,
    public: Vec<u8>,
}

/// The keys of this installation: the first signs, all verify.
pub struct KeyRing {
    issuer: String,
    signing_id: String,
    signing: EncodingKey,
    verifying: HashMap<String, VerifyingKey>,
    order: Vec<String>,
    validation: Validation,
}

impl KeyRing {
    /// A ring of Ed25519 keys in PKCS #8 DER; the first signs.
    ///
    /// # Errors
    /// In words, when there is no key or one cannot be used.
    pub fn new(issuer: &str, keys: &[Vec<u8>]) -> anyhow::Result<KeyRing> {
        let mut verifying = HashMap::new();
        let mut order = Vec::new();
        for der in keys {
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
                .map_err(|_| anyhow::anyhow!("a signing key is not an Ed25519 private key in PKCS #8"))?;
            let public = pair.public_key().as_ref().to_vec();
            let id = URL_SAFE_NO_PAD.encode(&digest::digest(&digest::SHA256, &public).as_ref()[..12]);
            let decoding = DecodingKey::from_ed_der(&public);
            verifying.insert(id.clone(), VerifyingKey { decoding, public });
            order.push(id);
        }
        let (Some(first), Some(id)) = (keys.first(), order.first()) else { anyhow::bail!("there is no signing key") };
        let ring = KeyRing {
            issuer: issuer.to_owned(),
            signing_id: id.clone(),
            signing: EncodingKey::from_ed_der(first),
            verifying,
            order,
            validation: validation(issuer),
        };
        ring.self_test()?;
        Ok(ring)
    }

    /// Reads keys from PEM files.
    ///
    /// # Errors
    /// In words, naming the file that cannot be read or used.
    pub fn from_files(issuer: &str, files: &str) -> anyhow::Result<KeyRing> {
        let keys = files.split(',').map(|file| read_pem(Path::new(file.trim()))).collect::<anyhow::Result<Vec<_>>>()?;
        KeyRing::new(issuer, &keys)
    }

    /// Signs a token for this session that lives for `lifetime`.
    ///
    /// # Errors
    /// When signing fails, which the self-test at start excludes.
    pub fn sign(
        &self,
        sub: AccountId,
        sid: SessionId,
        jti: Uuid,
        now: DateTime<Utc>,
        lifetime: Duration,
    ) -> anyhow::Result<String> {
        let header =
            Header { typ: Some("at+jwt".into()), kid: Some(self.signing_id.clone()), ..Header::new(Algorithm::EdDSA) };
        let iat = now.timestamp();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub,
            sid,
            client_id: "guildhall".into(),
            iat,
            nbf: iat,
            exp: iat + lifetime.num_seconds(),
            jti,
        };
        Ok(jsonwebtoken::encode(&header, &claims, &self.signing)?)
    }

    /// What `token` says, if it is one of ours and its time is now.
    ///
    /// # Errors
    /// [`Rejected`] for everything else.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Rejected> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Rejected)?;
        let typed = header
            .typ
            .as_deref()
            .is_some_and(|typ| typ.eq_ignore_ascii_case("at+jwt") || typ.eq_ignore_ascii_case("application/at+jwt"));
        if !typed || header.crit.is_some() || header.alg != Algorithm::EdDSA {
            return Err(Rejected);
        }
        let key = header.kid.and_then(|id| self.verifying.get(&id)).ok_or(Rejected)?;
        let claims =
            jsonwebtoken::decode::<Claims>(token, &key.decoding, &self.validation).map_err(|_| Rejected)?.claims;
        let now = now.timestamp();
        let in_time = claims.nbf <= now + LEEWAY_SECONDS && claims.iat <= now + LEEWAY_SECONDS && now < claims.exp;
        if in_time { Ok(claims) } else { Err(Rejected) }
    }

    /// The public keys as a JSON Web Key Set (RFC 7517), signing key first.
    pub fn jwks(&self) -> Value {
        let keys: Vec<Value> = self
            .order
            .iter()
            .filter_map(|id| {
                let public = URL_SAFE_NO_PAD.encode(&self.verifying.get(id)?.public);
                Some(json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": id, "x": public }))
            })
            .collect();
        json!({ "keys": keys })
    }

    /// Signs and verifies once: a build without cryptography fails here, not at the first sign-in.
    fn self_test(&self) -> anyhow::Result<()> {
        let now = DateTime::UNIX_EPOCH + Duration::days(20_000);
        let token = self.sign(
            AccountId::new(Uuid::nil()),
            SessionId::new(Uuid::nil()),
            Uuid::nil(),
            now,
            Duration::minutes(1),
        )?;
        self.verify(&token, now)
            .map(|_| ())
            .map_err(|Rejected| anyhow::anyhow!("a freshly signed token does not verify"))
    }
}

/// Everything that jsonwebtoken leaves lax by default, made strict. Times are
/// checked by hand, against the domain's clock.
fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[issuer]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

/// The DER inside a PEM file.
fn read_pem(file: &Path) -> anyhow::Result<Vec<u8>> {
    let text = std::fs::read_to_string(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let body: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body.trim()).map_err(|_| anyhow::anyhow!("{} is not a PEM file", file.display()))
}

/// A new key from a 32-byte seed, in PKCS #8 DER.
///
/// # Errors
/// When the seed makes no key, which 32 bytes always do.
pub fn key_from_seed(seed: &[u8; 32]) -> anyhow::Result<Vec<u8>> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| anyhow::anyhow!("the seed makes no key"))?;
    Ok(pair.to_pkcs8v1().map_err(|_| anyhow::anyhow!("the key cannot be written"))?.as_ref().to_vec())
}

/// The same as a PEM file's text.
pub fn to_pem(der: &[u8]) -> String {
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://api.example.org";

    fn ring(seed: u8) -> KeyRing {
        KeyRing::new(ISSUER, &[key_from_seed(&[seed; 32]).unwrap()]).unwrap()
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_740_830_400, 0).unwrap()
    }

    fn token(ring: &KeyRing) -> String {
        ring.sign(
            AccountId::new(Uuid::from_u128(1)),
            SessionId::new(Uuid::from_u128(2)),
            Uuid::from_u128(3),
            now(),
            Duration::minutes(10),
        )
        .unwrap()
    }

    /// A token signed by the ring's own key, with header and claims bent by `bend`.
    fn bent(seed: u8, bend: impl FnOnce(&mut Value, &mut Value)) -> String {
        let ring = ring(seed);
        let good = token(&ring);
        let part = |n: usize| -> Value {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(good.split('.').nth(n).unwrap()).unwrap()).unwrap()
        };
        let (mut header, mut claims) = (part(0), part(1));
        bend(&mut header, &mut claims);
        let signed =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(pair.sign(signed.as_bytes()).as_ref()))
    }

    #[test]
    fn a_token_holds_from_its_issue_until_the_second_it_expires() {
        let ring = ring(1);
        let token = token(&ring);
        assert!(ring.verify(&token, now()).is_ok());
        assert!(ring.verify(&token, now() + Duration::seconds(599)).is_ok());
        assert!(ring.verify(&token, now() + Duration::seconds(600)).is_err());
        assert!(ring.verify(&token, now() - Duration::seconds(6)).is_err());
    }

    #[test]
    fn a_bent_token_with_a_good_signature_is_refused() {
        assert!(ring(1).verify(&bent(1, |_, _| ()), now()).is_ok(), "the bending itself must not break a token");
        for claim in ["iss", "aud", "sub", "exp", "nbf", "sid", "iat", "jti"] {
            let missing = bent(1, |_, claims| {
                claims.as_object_mut().unwrap().remove(claim);
            });
            assert!(ring(1).verify(&missing, now()).is_err(), "{claim} missing");
            let number = bent(1, |_, claims| claims[claim] = json!([1]));
            assert!(ring(1).verify(&number, now()).is_err(), "{claim} of another type");
        }
        for (claim, value) in
            [("iss", "https://evil.example"), ("aud", "https://evil.example"), ("exp", "9999999999"), ("sub", "x")]
        {
            assert!(ring(1).verify(&bent(1, |_, claims| claims[claim] = json!(value)), now()).is_err(), "{claim}");
        }
        type Bend = fn(&mut Value);
        let headers: [Bend; 7] = [
            |header| header["typ"] = json!("JWT"),
            |header| {
                header.as_object_mut().unwrap().remove("typ");
            },
            |header| header["crit"] = json!(["exp"]),
            |header| header["alg"] = json!("none"),
            |header| header["alg"] = json!("HS256"),
            |header| header["kid"] = json!("another"),
            |header| {
                header.as_object_mut().unwrap().remove("kid");
            },
        ];
        for (index, bend) in headers.iter().enumerate() {
            assert!(ring(1).verify(&bent(1, |header, _| bend(header)), now()).is_err(), "header {index}");
        }
    }

    #[test]
    fn foreign_keys_and_broken_signatures_are_refused() {
        assert!(ring(1).verify(&token(&ring(2)), now()).is_err());
        let good = token(&ring(1));
        let (signed, _) = good.rsplit_once('.').unwrap();
        for wrong in [format!("{signed}."), signed.to_owned(), format!("{signed}.AAAA"), String::new(), "a.b.c".into()]
        {
            assert!(ring(1).verify(&wrong, now()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn after_a_rotation_old_tokens_verify_and_new_ones_carry_the_new_key() {
        let old = token(&ring(1));
        let keys = [key_from_seed(&[2; 32]).unwrap(), key_from_seed(&[1; 32]).unwrap()];
        let rotated = KeyRing::new(ISSUER, &keys).unwrap();
        assert!(rotated.verify(&old, now()).is_ok());
        assert_eq!(rotated.jwks()["keys"].as_array().unwrap().len(), 2);
        assert!(ring(2).verify(&token(&rotated), now()).is_ok());
        assert!(!rotated.jwks().to_string().contains("\"d\""));
    }
}
