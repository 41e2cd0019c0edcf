//! Standing: computed from the paid span, never stored.
//!
//! Active while paid for, then grace for the policy's days, then lapsed.
//! RULES 1.6: the grace period is a default of this software.

use crate::calendar::{LAST_WRITABLE, add_days};
use crate::explanation::Clause;
use crate::members::policy::MembersPolicy;
use crate::refusal::cited;
use chrono::NaiveDate;

code_words! {
    /// The standing of a member on a date.
    pub enum Standing {
        /// No paid term has begun yet.
        Pending => "pending",
        /// Paid for.
        Active => "active",
        /// Not paid for, benefits kept for a while.
        Grace => "grace",
        /// Neither: no member price, no vote.
        Lapsed => "lapsed",
    }
}

impl Standing {
    /// Active or in grace: a current member.
    #[must_use]
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Active | Self::Grace)
    }
}

/// An unbroken run of paid membership, half open: the end is not paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermSpan {
    /// First day of the run (of its first term, not of the latest one).
    pub starts_on: NaiveDate,
    /// First day that is not paid for; [`LAST_WRITABLE`] when there is none.
    pub good_until_on: NaiveDate,
}

impl TermSpan {
    /// A membership that nobody has to pay for and that does not end: Life membership.
    #[must_use]
    pub const fn without_end(starts_on: NaiveDate) -> Self {
        Self { starts_on, good_until_on: LAST_WRITABLE }
    }

    /// First day that is not paid for; none when there is no such day. What is shown
    /// to anybody is this, never the date that stands for "none".
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        Some(self.good_until_on).filter(|ends_on| *ends_on < LAST_WRITABLE)
    }
}

/// The standing with its reason and the date it changes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingReport {
    /// Standing on the date asked.
    pub standing: Standing,
    /// The next date on which it changes if nothing is paid.
    pub changes_on: Option<NaiveDate>,
    /// What it changes to.
    pub becomes: Option<Standing>,
    /// Clauses applied.
    pub explanation: Vec<Clause>,
}

/// The standing on a date; cheap enough for lists.
#[must_use]
pub fn standing_on(span: Option<&TermSpan>, on: NaiveDate, policy: &MembersPolicy) -> Standing {
    match span {
        None => Standing::Pending,
        Some(span) if on < span.starts_on => Standing::Pending,
        Some(span) if span.ends_on().is_none_or(|ends_on| on < ends_on) => Standing::Active,
        Some(span) if on < grace_ends_on(span, policy) => Standing::Grace,
        Some(_) => Standing::Lapsed,
    }
}

/// First day after the grace period; the length is that of the day payment ended.
#[must_use]
pub fn grace_ends_on(span: &TermSpan, policy: &MembersPolicy) -> NaiveDate {
    let rules = policy.rules.on(span.good_until_on);
    add_days(span.good_until_on, rules.grace_days.value)
}

/// The standing on a date, explained.
#[must_use]
pub fn explain_standing(span: Option<&TermSpan>, on: NaiveDate, policy: &MembersPolicy) -> StandingReport {
    let standing = standing_on(span, on, policy);
    let next = span.and_then(|span| next_change(standing, span, policy));
    StandingReport {
        standing,
        changes_on: next.map(|(on, _)| on),
        becomes: next.map(|(_, standing)| standing),
        explanation: vec![reason(standing, span, policy)],
    }
}

fn next_change(standing: Standing, span: &TermSpan, policy: &MembersPolicy) -> Option<(NaiveDate, Standing)> {
    match standing {
        Standing::Pending => Some((span.starts_on, Standing::Active)),
        Standing::Active => span.ends_on().map(|ends_on| (ends_on, Standing::Grace)),
        Standing::Grace => Some((grace_ends_on(span, policy), Standing::Lapsed)),
        Standing::Lapsed => None,
    }
}

fn reason(standing: Standing, span: Option<&TermSpan>, policy: &MembersPolicy) -> Clause {
    let Some(span) = span else {
        let rule = &policy.full_payment;
        let detail = "no term has been paid in full yet";
        return Clause::new("members.standing.pending", policy.sources.cite(&rule.source), detail);
    };
    let rules = policy.rules.on(span.good_until_on);
    let source = policy.sources.cite(&rules.grace_days.source);
    let (starts, until, grace_ends) = (span.starts_on, span.good_until_on, grace_ends_on(span, policy));
    match standing {
        Standing::Pending => {
            Clause::new("members.standing.pending", source, format!("the paid term starts on {starts}"))
        }
        Standing::Active if span.ends_on().is_none() => Clause::new(
            "members.standing.without_end",
            cited::SEED,
            "Life membership: dues are waived and it does not end",
        ),
        Standing::Active => {
            Clause::new("members.standing.active", source, format!("paid for until {until}, not including that day"))
        }
        Standing::Grace => Clause::new(
            "members.standing.grace",
            source,
            format!("the paid term ended on {until}; benefits continue until {grace_ends}, not including that day"),
        ),
        Standing::Lapsed => Clause::new(
            "members.standing.lapsed",
            source,
            format!("the paid term ended on {until} and the grace period on {grace_ends}"),
        ),
    }
}
