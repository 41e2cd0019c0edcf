//! The member's record as the rules see it.
//!
//! Invariant: standing is not part of it; it is computed from the paid span.

use crate::members::category::Category;
use crate::members::person::PersonName;
use crate::members::standing::TermSpan;
use crate::{AccountId, MemberId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number printed on the membership card; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberNumber(pub i64);

impl fmt::Display for MemberNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The record's id.
    pub id: MemberId,
    /// The printed number.
    pub number: MemberNumber,
    /// The person's account.
    pub account_id: AccountId,
    /// The person's name.
    pub name: PersonName,
    /// The mailing address.
    pub email: String,
    /// Category now held.
    pub category: Category,
    /// Birth date, when given.
    pub born_on: Option<NaiveDate>,
    /// Start of the membership that the five-year tests count from.
    pub joined_on: Option<NaiveDate>,
    /// The paid span; none before the first term.
    pub span: Option<TermSpan>,
    /// The day of staff's look at the membership: their acceptance, or their confirmation afterward.
    pub confirmed_on: Option<NaiveDate>,
    /// Whether what only members have waits for that look. It does not for memberships from before staff looked.
    pub confirmation_awaited: bool,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// A membership that has begun, as applications and terms need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentMembership {
    /// Category now held.
    pub category: Category,
    /// Start of the membership.
    pub joined_on: NaiveDate,
    /// The paid span.
    pub span: TermSpan,
    /// End of the latest term, exclusive; later than the span while an
    /// installment is outstanding. Where Life membership was suspended before any term
    /// was paid for since, the end of the span.
    pub term_ends_on: NaiveDate,
    /// Whether the person is or ever was a Full member.
    pub has_been_full: bool,
}
