//! How an answer explains itself: the clauses it rests on, in the order applied.

use crate::refusal::cited;
use serde::{Deserialize, Serialize};

/// One clause of the rules, as it was applied to the facts at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Stable dotted code, for instance `dues.full.cap`.
    pub clause: String,
    /// Where the rule is published, or that it is a house assumption.
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

    /// Whether the rule is a house assumption.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.source == cited::ASSUMPTION
    }
}
