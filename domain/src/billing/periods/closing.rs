//! Closing a month, and where what concerns a closed month is posted.
//!
//! Invariants: only a month that is over is closed; nothing is posted into a closed month; a closed month is opened again by
//! two people.

use std::collections::BTreeSet;

use crate::billing::refusal::BillingRefusal;
use crate::calendar::add_months;
use crate::{AccountId, PeriodClosingId};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

code_words! {
    /// Where the closing of a month stands.
    pub enum ClosingState {
        /// The month is closed.
        Closed => "closed",
        /// One person proposed to open it again; it is closed until another agrees.
        ReopeningProposed => "reopening_proposed",
        /// The month is open again.
        Reopened => "reopened",
    }
}

/// The closing of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodClosing {
    /// Its id.
    pub id: PeriodClosingId,
    /// First day of the month.
    pub month: NaiveDate,
    /// Who closed it.
    pub closed_by: AccountId,
    /// When.
    pub closed_at: DateTime<Utc>,
    /// How it was, or is to be, opened again.
    pub reopening: Option<Reopening>,
    /// Rises by one with each change.
    pub version: i64,
}

impl PeriodClosing {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ClosingState {
        match &self.reopening {
            None => ClosingState::Closed,
            Some(Reopening { agreed: None, .. }) => ClosingState::ReopeningProposed,
            Some(_) => ClosingState::Reopened,
        }
    }
}

/// Opening a closed month again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Who agreed, and when.
    pub agreed: Option<(AccountId, DateTime<Utc>)>,
}

/// The first day of a day's month.
#[must_use]
pub fn month_of(on: NaiveDate) -> NaiveDate {
    on.with_day(1).unwrap_or(on)
}

/// Whether a month can be closed.
///
/// # Errors
/// When it is not over.
pub fn check_closing(month: NaiveDate, today: NaiveDate) -> Result<(), BillingRefusal> {
    if add_months(month, 1) > today {
        return Err(BillingRefusal::MonthNotOver { month, today });
    }
    Ok(())
}

/// Whether somebody agrees to open a month again: true for the second person, false for whoever proposes it.
///
/// # Errors
/// When it is open again already, or the same person proposed it.
pub fn check_reopening(closing: &PeriodClosing, by: AccountId) -> Result<bool, BillingRefusal> {
    match &closing.reopening {
        None => Ok(false),
        Some(Reopening { agreed: Some(_), .. }) => Err(BillingRefusal::MonthReopened { month: closing.month }),
        Some(reopening) if reopening.proposed_by == by => Err(BillingRefusal::SecondPersonNeeded),
        Some(_) => Ok(true),
    }
}

/// The day on which something is posted: the day it happened, or the first day after it that is in no closed month.
/// `closed` holds the first days of closed months.
#[must_use]
pub fn first_open_day(happened_on: NaiveDate, closed: &BTreeSet<NaiveDate>) -> NaiveDate {
    let mut day = happened_on;
    while closed.contains(&month_of(day)) {
        day = add_months(month_of(day), 1);
    }
    day
}

/// Whether a report can be made of these days, both included.
///
/// # Errors
/// When they are in the wrong order, or more than `most`.
pub fn check_report_span(from: NaiveDate, until: NaiveDate, most: i64) -> Result<(), BillingRefusal> {
    let days = (until - from).num_days() + 1;
    if (1..=most).contains(&days) { Ok(()) } else { Err(BillingRefusal::ReportSpan { from, until, most }) }
}
