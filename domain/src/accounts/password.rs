//! What a password must be: long and not guessable, not even for somebody who knows the person's own words. Such a word
//! vetoes nothing: the estimate counts it as known. No composition rule, no expiry, any Unicode. PROMISES C5.

use crate::accounts::policy::AccountsPolicy;

/// What judging a password needs to know.
#[derive(Clone, Copy, PartialEq)]
pub struct PasswordFacts<'a> {
    /// The password, in the form in which it will be hashed.
    pub password: &'a str,
    /// Whether a second factor guards the account.
    pub has_second_factor: bool,
    /// Words of the person or of the association that the estimate found in it.
    pub known_words: &'a [String],
    /// Whether it is on the list of known passwords.
    pub on_block_list: bool,
    /// The estimated number of guesses it withstands, as a power of ten, of somebody who knows those words.
    pub guesses_log10: Option<f64>,
}

/// A rule a password breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// Too easily guessed by somebody who knows the words of the person and of the association.
    #[error(
        "this password is too easy to guess for whoever knows your name, your address or the association: {}; add unrelated words",
        too_little(words)
    )]
    ContextWord {
        /// The words that are in it; none when it is such a word and nothing else, since no answer repeats a password.
        words: Vec<String>,
    },
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
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::ContextWord { .. } => "password_context_word",
            Self::Known => "password_known",
            Self::Guessable => "password_guessable",
        }
    }

    /// The sentence for the person.
    #[must_use]
    pub fn detail(&self) -> String {
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
    let is_weak = facts.guesses_log10.is_some_and(|guesses| guesses < weakest);
    let whole = facts.password.to_lowercase();
    let words = facts.known_words.iter().filter(|word| **word != whole).cloned().collect();
    let weakness = match facts.known_words {
        [] => PasswordViolation::Guessable,
        _ => PasswordViolation::ContextWord { words },
    };
    let broken = [
        (length < least, PasswordViolation::TooShort { least }),
        (length > most, PasswordViolation::TooLong { most }),
        (facts.on_block_list, PasswordViolation::Known),
        (is_weak, weakness),
    ];
    let violations: Vec<_> =
        broken.into_iter().filter_map(|(is_broken, violation)| is_broken.then_some(violation)).collect();
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

/// The words that somebody who knows the person and the association tries first: those of the texts about the person, each
/// whole text, two of them written together, and the association's. Short ones are in too many passwords to say anything.
#[must_use]
pub fn known_words(about_the_person: &[&str], policy: &AccountsPolicy) -> Vec<String> {
    let rules = &policy.password;
    let least = rules.least_context_word_characters.value as usize;
    let texts = about_the_person.iter().copied().chain(rules.context_words.value.iter().map(String::as_str));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()).chain([text])).map(str::to_owned);
    let compact = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let pairs =
        about_the_person.iter().flat_map(|one| about_the_person.iter().map(|other| compact(one) + &compact(other)));
    let mut known: Vec<String> = words
        .chain(about_the_person.iter().map(|text| compact(text)))
        .chain(pairs)
        .filter(|word| word.chars().count() >= least)
        .map(|word| word.to_lowercase())
        .collect();
    known.sort_unstable();
    known.dedup();
    known
}

fn too_little(words: &[String]) -> String {
    if words.is_empty() {
        return "it is one of their words and nothing else".to_owned();
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\u{201c}{word}\u{201d}")).collect();
    format!("beside {} there is too little in it", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::POLICIES;

    fn facts(password: &str) -> PasswordFacts<'_> {
        PasswordFacts {
            password,
            has_second_factor: false,
            known_words: &[],
            on_block_list: false,
            guesses_log10: None,
        }
    }

    fn codes(facts: &PasswordFacts<'_>) -> Vec<&'static str> {
        match check_password(facts, &POLICIES.accounts) {
            Ok(()) => Vec::new(),
            Err(violations) => violations.iter().map(PasswordViolation::code).collect(),
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
    fn a_word_of_ones_own_vetoes_nothing_and_is_named_where_it_leaves_too_little() {
        let known_words = ["cruz".to_owned(), "icma".to_owned()];
        let guesses = |power| PasswordFacts {
            known_words: &known_words,
            guesses_log10: Some(power),
            ..facts("q cruz icma cruz")
        };
        assert!(codes(&guesses(8.0)).is_empty());
        let broken = check_password(&guesses(7.99), &POLICIES.accounts).unwrap_err();
        assert_eq!(broken.iter().map(PasswordViolation::code).collect::<Vec<_>>(), ["password_context_word"]);
        assert!(broken[0].detail().contains("beside \u{201c}cruz\u{201d}, \u{201c}icma\u{201d} there is too little"));
        let whole = ["cruz@example.org".to_owned()];
        let alone = PasswordFacts { known_words: &whole, guesses_log10: Some(1.0), ..facts("Cruz@Example.org") };
        let broken = check_password(&alone, &POLICIES.accounts).unwrap_err();
        assert!(broken[0].detail().contains("one of their words and nothing else"), "{}", broken[0].detail());
    }

    #[test]
    fn the_words_that_are_known_are_those_of_the_person_and_of_the_house() {
        let words = known_words(&["Ana.Cruz@Example.org", "Ana", "de la CRUZ"], &POLICIES.accounts);
        for word in
            ["cruz", "example", "guildhall", "icma", "ana.cruz@example.org", "de la cruz", "anadelacruz", "delacruzana"]
        {
            assert!(words.iter().any(|known| known == word), "{word} in {words:?}");
        }
        assert!(words.iter().all(|word| word.len() >= 4 && *word == word.to_lowercase()), "{words:?}");
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
        assert_eq!(codes(&bad), ["password_too_short", "password_known", "password_guessable"]);
    }
}
