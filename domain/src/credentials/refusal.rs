//! Every refusal of the ledger of credit hours.

use crate::credentials::credit_time::CreditTime;
use crate::credentials::entry::{CreditSource, GrantKey};
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal to enter credit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditRefusal {
    /// The credit has no time.
    #[error("credit needs more than zero minutes")]
    NoTime,
    /// The time is above the maximum of the source.
    #[error("{time} is more than the maximum of {most} for one entry of `{earned_by}`")]
    TooMuch {
        /// The source.
        earned_by: CreditSource,
        /// The time to credit.
        time: CreditTime,
        /// The maximum.
        most: CreditTime,
    },
    /// The date is in the future.
    #[error("the date {earned_on} is after today, {today}")]
    InTheFuture {
        /// The date given.
        earned_on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The key belongs to different credit.
    #[error("the key `{key}` already belongs to different credit")]
    KeyTaken {
        /// The key.
        key: GrantKey,
    },
    /// The entry is itself a reversal.
    #[error("this entry reverses another one and cannot be reversed itself")]
    IsReversal,
    /// The entry is already reversed.
    #[error("this entry is already reversed")]
    ReversedAlready,
}

impl Refuse for CreditRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoTime => "credit_without_time",
            Self::TooMuch { .. } => "credit_too_much",
            Self::InTheFuture { .. } => "credit_in_the_future",
            Self::KeyTaken { .. } => "credit_key_taken",
            Self::IsReversal => "credit_is_reversal",
            Self::ReversedAlready => "credit_reversed_already",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::TooMuch { .. } => "credentials.bounds",
            Self::NoTime | Self::InTheFuture { .. } | Self::KeyTaken { .. } => "credentials.ledger",
            Self::IsReversal | Self::ReversedAlready => "credentials.ledger.reversal",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::TooMuch { earned_by: CreditSource::Reading, .. } => cited::READING_CREDIT,
            _ => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::TooMuch { earned_by, time, most } => vec![
                Fact::new("source", earned_by),
                Fact::new("icma_cm_hours", time.hours_text()),
                Fact::new("icma_cm_hours_at_most", most.hours_text()),
            ],
            Self::InTheFuture { earned_on, today } => {
                vec![Fact::new("earned_on", earned_on), Fact::new("today", today)]
            }
            Self::KeyTaken { key } => vec![Fact::new("grant_key", key)],
            Self::NoTime | Self::IsReversal | Self::ReversedAlready => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::InTheFuture { earned_on, .. } => Some(*earned_on),
            _ => None,
        }
    }
}
