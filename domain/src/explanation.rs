//! How an answer explains itself: the clauses applied, in order.

use crate::refusal::cited;
use serde::{Deserialize, Serialize};

/// One clause of the rules, as it was applied to the facts at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Stable dotted code, for instance `dues.full.cap`.
    pub clause: String,
    /// Where the rule is published, or that it is a default of this software.
    pub source: String,
    /// What the clause meant here, in a sentence.
    pub detail: String,
}

impl Clause {
    /// A clause with its source and the sentence that applies it.
    #[must_use]
    pub fn new(clause: impl Into<String>, source: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { clause: clause.into(), source: source.into(), detail: detail.into() }
    }

    /// Whether the rule is a default of this software.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        cited::is_assumption(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_without_a_publication_is_provisional_also_in_the_words_of_earlier_versions() {
        let provisional = |source| Clause::new("dues.formula", source, "a clause").is_provisional();
        assert!(provisional(cited::ASSUMPTION));
        assert!(provisional(concat!("house", " assumption, nothing published was found")));
        assert!(!provisional(cited::FAQ));
    }
}
