//! Refusals of price quotes.

use crate::Cents;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal to price seats.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceRefusal {
    /// There is no participant.
    #[error("a quote needs at least one participant")]
    NoParticipants,
    /// One request has a limit.
    #[error("one quote is for at most {most} participants, not {asked}")]
    TooManyParticipants {
        /// How many were named.
        asked: usize,
        /// The maximum.
        most: u32,
    },
    /// No list covers the date.
    #[error("no price list is in force on {priced_on}")]
    NoPriceList {
        /// Pricing date.
        priced_on: NaiveDate,
        /// First date a list covers.
        first_on: Option<NaiveDate>,
    },
    /// The price differs from the expected one.
    #[error("the total is {actual}, not {expected}; ask for a new quote")]
    Differs {
        /// The expected total.
        expected: Cents,
        /// The present total.
        actual: Cents,
    },
}

impl Refuse for PriceRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoParticipants => "no_participants",
            Self::TooManyParticipants { .. } => "too_many_participants",
            Self::NoPriceList { .. } => "no_price_list",
            Self::Differs { .. } => "seat_price_differs",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::NoParticipants | Self::TooManyParticipants { .. } => "cyber_program.participants",
            Self::NoPriceList { .. } => "cyber_program.price_list",
            Self::Differs { .. } => "cyber_program.enrollment.price",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::NoParticipants => Vec::new(),
            Self::TooManyParticipants { asked, most } => {
                vec![Fact::new("participant_count", asked), Fact::new("participants_at_most", most)]
            }
            Self::NoPriceList { priced_on, .. } => vec![Fact::new("priced_on", priced_on)],
            Self::Differs { expected, actual } => vec![
                Fact::new("expected_total_cents", expected.cents()),
                Fact::new("actual_total_cents", actual.cents()),
            ],
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::NoPriceList { first_on, .. } => *first_on,
            Self::NoParticipants | Self::TooManyParticipants { .. } | Self::Differs { .. } => None,
        }
    }
}
