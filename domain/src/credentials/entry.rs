//! The ledger of credit hours: what was earned, how, and who reported it.
//!
//! Invariants: entries are added, never changed; a grant key is entered once for a person, and
//! entering the same grant again returns the existing entry; a mistake is reversed once, by an
//! entry that subtracts the same time. After a reversal the credit can be granted
//! again: it is entered under the key followed by `/2`, then `/3`.

use crate::credentials::credit_time::CreditTime;
use crate::credentials::policy::CredentialsPolicy;
use crate::credentials::refusal::CreditRefusal;
use crate::explanation::Clause;
use crate::{AccountId, CreditEntryId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

code_words! {
    /// By what credit was earned.
    pub enum CreditSource {
        /// Completing the Cybersecurity Leadership Program.
        CyberProgram => "cyber_program",
        /// A coaching webinar.
        CoachingWebinar => "coaching_webinar",
        /// A session of the annual conference.
        ConferenceSession => "conference_session",
        /// A book.
        Reading => "reading",
        /// Anything else, as reported.
        Other => "other",
    }
}

/// What makes a second entry of the same credit impossible: the slice that grants it and
/// what it grants it for, `cyber_program/<cohort>/<account>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct GrantKey(String);

/// A text that is not a grant key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a grant key has 1 to 160 lower-case letters, digits, `_`, `-` and `/`")]
pub struct InvalidGrantKey;

impl GrantKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which the same credit is entered for that time: itself for the first, followed by `/2` for the
    /// second.
    ///
    /// # Errors
    /// When it would be too long for a key.
    pub fn for_time(&self, time: u32) -> Result<Self, InvalidGrantKey> {
        if time <= 1 { Ok(self.clone()) } else { format!("{self}/{time}").parse() }
    }
}

impl FromStr for GrantKey {
    type Err = InvalidGrantKey;

    fn from_str(text: &str) -> Result<Self, InvalidGrantKey> {
        let allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'/');
        if (1..=160).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidGrantKey)
        }
    }
}

impl fmt::Display for GrantKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who reported the credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// By what it was earned.
    pub source: CreditSource,
    /// What it was, in a few words: the cohort, the webinar, the book.
    pub title: String,
    /// The clause applied.
    pub ground: Clause,
}

/// Credit to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who earned it.
    pub account_id: AccountId,
    /// How much.
    pub time: CreditTime,
    /// When, by the association's calendar.
    pub earned_on: NaiveDate,
    /// Who reported it.
    pub provenance: Provenance,
    /// What makes a second entry impossible.
    pub key: GrantKey,
}

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditEntry {
    /// The entry.
    pub id: CreditEntryId,
    /// What was entered.
    pub grant: Grant,
    /// The entry it takes back; none for credit earned.
    pub reverses: Option<CreditEntryId>,
}

/// What the ledger holds under a grant key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted<'a> {
    /// The latest entry.
    pub entry: &'a CreditEntry,
    /// Whether it was taken back.
    pub is_reversed: bool,
    /// How many times the credit was entered; all but the latest were taken back.
    pub times: u32,
}

/// The result of entering credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posting {
    /// A new entry, to be saved.
    Entered(CreditEntry),
    /// The entry that is there; nothing is to be saved.
    AlreadyThere(CreditEntryId),
}

/// Enters credit, once for its key; again, under the next key, when what was entered was taken back.
///
/// # Errors
/// When the time is none or beyond what its source can bring, it is of the future, or the
/// key stands for other credit.
pub fn post(
    mut grant: Grant,
    id: CreditEntryId,
    before: Option<Granted<'_>>,
    today: NaiveDate,
    policy: &CredentialsPolicy,
) -> Result<Posting, CreditRefusal> {
    if let Some(Granted { entry, is_reversed: false, .. }) = before {
        let is_same = entry.grant.account_id == grant.account_id
            && entry.grant.time == grant.time
            && entry.grant.provenance.source == grant.provenance.source;
        return if is_same {
            Ok(Posting::AlreadyThere(entry.id))
        } else {
            Err(CreditRefusal::KeyTaken { key: grant.key })
        };
    }
    if grant.time <= CreditTime::ZERO {
        return Err(CreditRefusal::NoTime);
    }
    let most = policy.most_of(grant.provenance.source);
    if grant.time > most {
        return Err(CreditRefusal::TooMuch { earned_by: grant.provenance.source, time: grant.time, most });
    }
    if grant.earned_on > today {
        return Err(CreditRefusal::InTheFuture { earned_on: grant.earned_on, today });
    }
    if let Some(Granted { times, .. }) = before {
        let next = grant.key.for_time(times.saturating_add(1));
        grant.key = next.map_err(|_| CreditRefusal::KeyTaken { key: grant.key.clone() })?;
    }
    Ok(Posting::Entered(CreditEntry { id, grant, reverses: None }))
}

/// Takes an entry back by another one.
///
/// # Errors
/// When the entry is itself a reversal, or is already reversed.
pub fn reverse(
    entry: &CreditEntry,
    id: CreditEntryId,
    ledger: &[CreditEntry],
    ground: Clause,
) -> Result<CreditEntry, CreditRefusal> {
    if entry.reverses.is_some() {
        return Err(CreditRefusal::IsReversal);
    }
    if ledger.iter().any(|other| other.reverses == Some(entry.id)) {
        return Err(CreditRefusal::ReversedAlready);
    }
    let time = entry.grant.time.checked_neg().ok_or(CreditRefusal::NoTime)?;
    let key = GrantKey(format!("reversal/{}", entry.id));
    let provenance = Provenance { ground, ..entry.grant.provenance.clone() };
    Ok(CreditEntry { id, grant: Grant { time, provenance, key, ..entry.grant.clone() }, reverses: Some(entry.id) })
}
