//! What a password must be: long, not guessable, not made of the person's own words.
//! No composition rule, no expiry, any Unicode. PROMISES C5.

use crate::accounts::policy::AccountsPolicy;

/// What judging a password needs to know.
#[derive(Clone, Copy, PartialEq)]
pub struct PasswordFacts<'a> {
    /// The password, in the form in which it will be hashed.
    pub password: &'a str,
    /// Whether a second factor guards the account.
    pub has_second_factor: bool,
    /// Words of the person's own: address, names.
    pub context: &'a [&'a str],
    /// Whether it is on the list of known passwords.
    pub on_block_list: bool,
    /// The estimated number of guesses it withstands, as a power of ten.
    pub guesses_log10: Option<f64>,
}

/// A rule a password breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordViolation {
    /// Fewer characters than needed.
    #[error("use at least {least} characters")]
    TooShort {
        /// The least number.
        least: u32,
    },
    /// More characters than accepted.
    #[error("use at most {most} characters")]
    TooLong {
        /// The most.
        most: u32,
    },
    /// Holds a word of the person or of the association.
    #[error("leave out your name, your address and the association's name")]
    ContextWord,
    /// A known password.
    #[error("this password is known from other places; choose another")]
    Known,
    /// Too easily guessed.
    #[error("this password is too easy to guess; use several unrelated words")]
    Guessable,
}

impl PasswordViolation {
    /// Stable code in snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::ContextWord => "password_context_word",
            Self::Known => "password_known",
            Self::Guessable => "password_guessable",
        }
    }

    /// The sentence for the person.
    #[must_use]
    pub fn detail(self) -> String {
        self.to_string()
    }
}

/// Checks a password and names every rule it breaks; never the password itself.
///
/// # Errors
/// All violations at once.
pub fn check_password(
    facts: &PasswordFacts<'_>,
    policy: &AccountsPolicy,
) -> Result<(), Vec<PasswordViolation>> {
    let rules = &policy.password;
    let length = u32::try_from(facts.password.chars().count()).unwrap_or(u32::MAX);
    let least = if facts.has_second_factor {
        rules.least_characters_with_second_factor.value
    } else {
        rules.least_characters.value
    };
    let most = rules.most_characters.value;
    let weakest = f64::from(rules.least_guesses_log10.value);
    let broken = [
        (length < least, PasswordViolation::TooShort { least }),
        (length > most, PasswordViolation::TooLong { most }),
        (
            holds_context_word(facts, policy),
            PasswordViolation::ContextWord,
        ),
        (facts.on_block_list, PasswordViolation::Known),
        (
            facts.guesses_log10.is_some_and(|guesses| guesses < weakest),
            PasswordViolation::Guessable,
        ),
    ];
    let violations: Vec<_> = broken
        .into_iter()
        .filter_map(|(is_broken, violation)| is_broken.then_some(violation))
        .collect();
    if violations.is_empty() {
        Ok(())
    } else {
        Err(violations)
    }
}

fn holds_context_word(facts: &PasswordFacts<'_>, policy: &AccountsPolicy) -> bool {
    let rules = &policy.password;
    let least = rules.least_context_word_characters.value as usize;
    let password = facts.password.to_lowercase();
    let house_words = rules.context_words.value.iter().map(String::as_str);
    let words = facts.context.iter().copied().chain(house_words);
    words
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= least)
        .any(|word| password.contains(&word.to_lowercase()))
}
