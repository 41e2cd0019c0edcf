//! Every way the Life rules say no.

use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A fault of the facts of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LifeFactsRefusal {
    /// Whoever retires was born before.
    #[error("the retirement on {retired_on} must come after the birth on {born_on}")]
    RetiredBeforeBirth {
        /// Birth date.
        born_on: NaiveDate,
        /// Date of retirement.
        retired_on: NaiveDate,
    },
    /// Nobody serves before being born.
    #[error("service spell {spell} begins on {starts_on}, before the birth on {born_on}")]
    SpellStartsBeforeBirth {
        /// Its place among the spells, from 0.
        spell: usize,
        /// First day.
        starts_on: NaiveDate,
        /// Birth date.
        born_on: NaiveDate,
    },
    /// A spell must end after it starts.
    #[error("service spell {spell} must end after it starts: {starts_on} to {ends_on}")]
    SpellEndsBeforeItStarts {
        /// Its place among the spells, from 0.
        spell: usize,
        /// First day.
        starts_on: NaiveDate,
        /// First day no longer in it.
        ends_on: NaiveDate,
    },
}

impl LifeFactsRefusal {
    /// Where in the facts the fault is, as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::RetiredBeforeBirth { .. } => "/retired_on".to_owned(),
            Self::SpellStartsBeforeBirth { spell, .. } => format!("/service_spells/{spell}/starts_on"),
            Self::SpellEndsBeforeItStarts { spell, .. } => format!("/service_spells/{spell}/ends_on"),
        }
    }
}

impl Refuse for LifeFactsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::RetiredBeforeBirth { .. } => "retired_before_birth",
            Self::SpellStartsBeforeBirth { .. } => "service_spell_starts_before_birth",
            Self::SpellEndsBeforeItStarts { .. } => "service_spell_ends_before_it_starts",
        }
    }

    fn clause(&self) -> &'static str {
        "life.facts"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::RetiredBeforeBirth { born_on, retired_on } => {
                vec![Fact::new("born_on", born_on), Fact::new("retired_on", retired_on)]
            }
            Self::SpellStartsBeforeBirth { spell, starts_on, born_on } => {
                vec![Fact::new("spell", spell), Fact::new("starts_on", starts_on), Fact::new("born_on", born_on)]
            }
            Self::SpellEndsBeforeItStarts { spell, starts_on, ends_on } => {
                vec![Fact::new("spell", spell), Fact::new("starts_on", starts_on), Fact::new("ends_on", ends_on)]
            }
        }
    }
}
