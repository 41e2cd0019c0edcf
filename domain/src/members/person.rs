//! A person's name: stored as given, compared by a folded key.

/// The most characters of a given or family name.
pub const LONGEST_NAME: usize = 100;

/// Given and family name of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    given: String,
    family: String,
}

/// Why a name cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing but white space.
    #[error("a name needs at least one character")]
    Empty,
    /// More than [`LONGEST_NAME`] characters.
    #[error("a name has at most {LONGEST_NAME} characters")]
    TooLong,
    /// Control characters, direction overrides or invisible characters.
    #[error("a name cannot contain control characters, direction marks or invisible characters")]
    Invisible,
}

impl PersonName {
    /// Takes both parts with surrounding white space removed.
    ///
    /// # Errors
    /// When a part is empty, too long or has invisible characters.
    pub fn new(given: &str, family: &str) -> Result<Self, NameProblem> {
        Ok(Self { given: checked(given)?, family: checked(family)? })
    }

    /// A name read back from the store, where it was checked before.
    #[must_use]
    pub fn stored(given: String, family: String) -> Self {
        Self { given, family }
    }

    /// Given name.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Family name.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The family name as lists sort by it: lower case, single spaces.
    #[must_use]
    pub fn family_key(&self) -> String {
        folded(&self.family)
    }
}

/// A text as keys compare it: lower case, single spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn checked(part: &str) -> Result<String, NameProblem> {
    let part = part.trim();
    if part.is_empty() {
        return Err(NameProblem::Empty);
    }
    if part.chars().count() > LONGEST_NAME {
        return Err(NameProblem::TooLong);
    }
    if part.chars().any(is_unseen) {
        return Err(NameProblem::Invisible);
    }
    Ok(part.to_owned())
}

fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
