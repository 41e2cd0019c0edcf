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
        /// The maximum.
        most: u32,
    },
    /// Holds a word of the person or of the association.
    #[error("do not use your name, your address or the association's name")]
    ContextWord,
    /// A known password.
    #[error("this password is on a list of known passwords; choose another")]
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
pub fn check_password(facts: &PasswordFacts<'_>, policy: &AccountsPolicy) -> Result<(), Vec<PasswordViolation>> {
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
        (holds_context_word(facts, policy), PasswordViolation::ContextWord),
        (facts.on_block_list, PasswordViolation::Known),
        (facts.guesses_log10.is_some_and(|guesses| guesses < weakest), PasswordViolation::Guessable),
    ];
    let violations: Vec<_> =
        broken.into_iter().filter_map(|(is_broken, violation)| is_broken.then_some(violation)).collect();
    if violations.is_empty() { Ok(()) } else { Err(violations) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::POLICIES;

    fn facts(password: &str) -> PasswordFacts<'_> {
        PasswordFacts {
            password,
            has_second_factor: false,
            context: &["ana.cruz@example.org", "Ana", "Cruz"],
            on_block_list: false,
            guesses_log10: None,
        }
    }

    fn codes(facts: &PasswordFacts<'_>) -> Vec<&'static str> {
        match check_password(facts, &POLICIES.accounts) {
            Ok(()) => Vec::new(),
            Err(violations) => violations.into_iter().map(PasswordViolation::code).collect(),
        }
    }

    #[test]
    fn fifteen_characters_are_enough_and_fourteen_are_not() {
        assert!(codes(&facts(&"q".repeat(15))).is_empty());
        assert_eq!(codes(&facts(&"q".repeat(14))), ["password_too_short"]);
    }

    #[test]
    fn with_a_second_factor_eight_characters_are_enough_and_seven_are_not() {
        let with_second = |password| PasswordFacts { has_second_factor: true, ..facts(password) };
        assert!(codes(&with_second("qwzxyvut")).is_empty());
        assert_eq!(codes(&with_second("qwzxyvu")), ["password_too_short"]);
    }

    #[test]
    fn up_to_256_characters_of_any_script_are_accepted() {
        assert!(codes(&facts(&"界".repeat(256))).is_empty());
        assert_eq!(codes(&facts(&"界".repeat(257))), ["password_too_long"]);
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(codes(&facts(&"界".repeat(14))), ["password_too_short"]);
    }

    #[test]
    fn no_digit_capital_or_symbol_is_asked_for() {
        assert!(codes(&facts("mossy lantern drifts")).is_empty());
    }

    #[test]
    fn words_of_the_person_and_of_the_house_are_refused_in_any_case() {
        for password in
            ["my CRUZ ship is long", "an example of a long one", "welcome to GuildHall 1", "the ICMA conference"]
        {
            assert_eq!(codes(&facts(password)), ["password_context_word"], "{password}");
        }
    }

    #[test]
    fn words_of_three_letters_are_not_looked_for() {
        assert!(codes(&facts("banana boats galore")).is_empty());
    }

    #[test]
    fn a_known_password_and_a_guessable_one_are_refused() {
        let known = PasswordFacts { on_block_list: true, ..facts("mossy lantern drifts") };
        assert_eq!(codes(&known), ["password_known"]);
        let guesses = |power| PasswordFacts { guesses_log10: Some(power), ..facts("mossy lantern drifts") };
        assert_eq!(codes(&guesses(7.99)), ["password_guessable"]);
        assert!(codes(&guesses(8.0)).is_empty());
    }

    #[test]
    fn every_broken_rule_is_named_at_once() {
        let bad = PasswordFacts { on_block_list: true, guesses_log10: Some(1.0), ..facts("icma") };
        assert_eq!(
            codes(&bad),
            ["password_too_short", "password_context_word", "password_known", "password_guessable"]
        );
    }
}
