//! A person's name: kept as given, compared by a folded key. One name suffices: many people have no other.

use crate::visible_text::{Layout, Unseen, check, folded, settled};

/// The most characters of a given or family name.
pub const LONGEST_NAME: usize = 100;

/// The most characters of a name as it is to be printed.
pub const LONGEST_PRINTED_NAME: usize = 200;

/// Given and family name of a person; one of them may be empty, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    given: String,
    family: String,
}

/// Why a name cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing but white space in both parts.
    #[error("a name needs at least one character, in either part")]
    Empty,
    /// More characters than are kept.
    #[error("a name has at most {0} characters")]
    TooLong(usize),
    /// Control characters, direction overrides or invisible characters.
    #[error(transparent)]
    Unseen(#[from] Unseen),
}

impl PersonName {
    /// Takes both parts as they are kept.
    ///
    /// # Errors
    /// When both parts are empty, or one is too long or holds what cannot be seen.
    pub fn new(given: &str, family: &str) -> Result<Self, NameProblem> {
        let name = Self { given: part(given, LONGEST_NAME)?, family: part(family, LONGEST_NAME)? };
        if name.given.is_empty() && name.family.is_empty() { Err(NameProblem::Empty) } else { Ok(name) }
    }

    /// A name read back from the store, where it was checked before.
    #[must_use]
    pub fn stored(given: String, family: String) -> Self {
        Self { given, family }
    }

    /// Given name; empty for somebody who has a family name only.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// Family name; empty for somebody who has a given name only.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The name by which a letter addresses somebody.
    #[must_use]
    pub fn addressed(&self) -> &str {
        if self.given.is_empty() { &self.family } else { &self.given }
    }

    /// The whole name, as it is shown and printed.
    #[must_use]
    pub fn whole(&self) -> String {
        let parts = [self.given.as_str(), self.family.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The family name as lists sort by it; the only name of somebody who has one.
    #[must_use]
    pub fn family_key(&self) -> String {
        folded(if self.family.is_empty() { &self.given } else { &self.family })
    }
}

/// One part of a name as it is kept; may be empty.
///
/// # Errors
/// When it is longer than `most` characters or holds what cannot be seen.
pub fn part(text: &str, most: usize) -> Result<String, NameProblem> {
    check(text, Layout::Line)?;
    let text = settled(text, Layout::Line);
    if text.chars().count() > most { Err(NameProblem::TooLong(most)) } else { Ok(text) }
}
