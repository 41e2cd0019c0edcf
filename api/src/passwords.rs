//! Hashing passwords: argon2id, off the HTTP workers, a few at a time.
//!
//! The answer for an unknown name takes the same work as for a wrong password.
//! Passwords are normalized (NFC) before hashing, so that one password typed on
//! two keyboards is one password. Judging how guessable one is takes time too,
//! and happens in the same place.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::matching::Match;
use zxcvbn::matching::patterns::{DictionaryPattern, MatchPattern};
use zxcvbn::zxcvbn;

use crate::http::problem::{INTERNAL, Problem, unavailable};

/// Memory in KiB, passes, parallelism (OWASP's first choice for argon2id).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// The estimator's list of 30,000 passwords known from breaches, by its own name for it.
const KNOWN_PASSWORDS: &str = "Passwords";

/// What the estimator calls the list of words that it is handed.
const KNOWN_WORDS: &str = "UserInputs";

/// How well a password withstands guessing.
#[derive(Clone, Debug, PartialEq)]
pub struct Strength {
    /// Estimated number of guesses, as a power of ten.
    pub guesses_log10: f64,
    /// Whether the whole of it is on the list of known passwords.
    pub known: bool,
    /// Which of the words that a guesser knows are in it.
    pub words: Vec<String>,
}

/// Hashes and verifies, never more at once than the machine can bear.
pub struct Passwords {
    permits: Arc<Semaphore>,
    /// A hash of no password, verified when a name is unknown.
    decoy: Arc<str>,
}

impl Passwords {
    /// One hash fewer at a time than there are cores, so that reads go on.
    pub fn new(secret: &[u8]) -> Passwords {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let salt: Vec<u8> = secret.iter().copied().cycle().take(16).collect();
        let decoy = hash("no password is hashed to this", &salt).unwrap_or_default();
        Passwords { permits: Arc::new(Semaphore::new((cores - 1).max(1))), decoy: decoy.into() }
    }

    /// The hash of `password` in PHC form.
    ///
    /// # Errors
    /// `unavailable` when too many are waiting, `internal` when hashing fails.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Problem> {
        let password = password.to_owned();
        self.run(move || hash(&password, &salt)).await?.ok_or_else(|| Problem::new(&INTERNAL))
    }

    /// Whether `password` is the one that `stored` was made of; without a stored
    /// hash the same work is done and the answer is no.
    ///
    /// # Errors
    /// As [`Passwords::hash`].
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool, Problem> {
        let (known, stored) = match stored {
            Some(stored) => (true, stored),
            None => (false, self.decoy.to_string()),
        };
        let password = password.to_owned();
        Ok(self.run(move || verify(&password, &stored)).await? && known)
    }

    /// How well `password` withstands guessing by somebody who knows `words`.
    ///
    /// # Errors
    /// As [`Passwords::hash`].
    pub async fn strength(&self, password: &str, words: Vec<String>) -> Result<Strength, Problem> {
        let password = password.to_owned();
        self.run(move || strength(&password, &words)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let waiting = self.permits.clone().acquire_owned();
        let permit = tokio::time::timeout(std::time::Duration::from_secs(4), waiting).await;
        let Ok(Ok(permit)) = permit else { return Err(unavailable()) };
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit);
            outcome
        });
        done.await.map_err(|_| Problem::new(&INTERNAL))
    }
}

fn argon2() -> Option<Argon2<'static>> {
    let (memory, passes, parallelism) = COST;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, parallelism, None).ok()?))
}

/// The form in which a password is counted and hashed.
pub fn normalized(password: &str) -> String {
    password.nfc().collect()
}

fn hash(password: &str, salt: &[u8]) -> Option<String> {
    let hash = argon2()?.hash_password_with_salt(normalized(password).as_bytes(), salt).ok()?;
    Some(hash.to_string())
}

fn verify(password: &str, stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else { return false };
    argon2().is_some_and(|argon2| argon2.verify_password(normalized(password).as_bytes(), &stored).is_ok())
}

fn strength(password: &str, words: &[String]) -> Strength {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let estimate = zxcvbn(password, &words);
    let mut found = Vec::new();
    for part in estimate.sequence() {
        dictionary_words(part, &mut found);
    }
    let known = matches!(estimate.sequence(), [whole] if is_dictionary(whole))
        && found.iter().any(|word| is_from(word, KNOWN_PASSWORDS));
    let mut words: Vec<String> =
        found.into_iter().filter(|word| is_from(word, KNOWN_WORDS)).map(|word| word.matched_word.clone()).collect();
    words.sort_unstable();
    words.dedup();
    Strength { guesses_log10: estimate.guesses_log10(), known, words }
}

/// Whether a word is from one of the estimator's lists. The list's type cannot be named outside the estimator; its name can.
fn is_from(word: &DictionaryPattern, list: &str) -> bool {
    format!("{:?}", word.dictionary_name) == list
}

const fn is_dictionary(part: &Match) -> bool {
    matches!(part.pattern, MatchPattern::Dictionary(_))
}

/// The listed words in a part of a password, those that are repeated included.
fn dictionary_words<'a>(part: &'a Match, found: &mut Vec<&'a DictionaryPattern>) {
    match &part.pattern {
        MatchPattern::Dictionary(word) => found.push(word),
        MatchPattern::Repeat(repeat) => repeat.base_matches.iter().for_each(|part| dictionary_words(part, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_password_verifies_in_either_unicode_form_and_no_other_does() {
        let passwords = Passwords::new(b"0123456789abcdef");
        let stored = passwords.hash("cafe\u{301} au lait, s'il vous pla\u{ee}t", [7; 16]).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("caf\u{e9} au lait, s'il vous pla\u{ee}t", Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("cafe au lait, s'il vous plait", Some(stored)).await.unwrap());
        assert!(!passwords.verify("no password is hashed to this", None).await.unwrap());
    }
    #[actix_web::test]
    async fn known_passwords_and_own_words_are_weak_and_unrelated_words_are_not() {
        let passwords = Passwords::new(b"0123456789abcdef");
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let known = passwords.strength("1qaz2wsx3edc4rfv", Vec::new()).await.unwrap();
        assert!(known.known && known.guesses_log10 < 8.0, "{known:?}");
        let own =
            passwords.strength("SpringfieldRiverside", words(&["riverside", "springfield", "mill"])).await.unwrap();
        assert!(!own.known && own.guesses_log10 < 8.0, "{own:?}");
        assert_eq!(own.words, ["riverside", "springfield"]);
        let good = passwords.strength("mossy lantern drifts upstream", words(&["mossy"])).await.unwrap();
        assert!(!good.known && good.guesses_log10 > 8.0, "{good:?}");
    }
}
