//! The offer of a free seat to somebody who waits.
//!
//! Invariants: nobody owes anything for a seat that they have not accepted; an offer ends by itself, and the next one gets
//! the seat. How long it is open is a default of this software.

use super::policy::EnrollmentRules;
use super::process::EnrollmentCase;
use super::state::{EnrollmentAction, EnrollmentState};
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::EnrollmentRefusal;
use chrono::{DateTime, Days, TimeDelta, Utc};

/// Until when an offer made now can be accepted: some hours, at the latest some days before the first day; an offer made
/// later than that is open for a shorter time, and none after entry closes.
#[must_use]
pub fn offer_expires_at(now: DateTime<Utc>, cohort: &Cohort, policy: &CyberProgramPolicy) -> DateTime<Utc> {
    let rules = &policy.enrollment;
    let after = |hours: u32| now.checked_add_signed(TimeDelta::hours(i64::from(hours))).unwrap_or(now);
    let entry_closes_at = cohort.zone.starts_at(cohort.entry_closes_on(policy));
    let latest = latest(cohort, rules).max(after(rules.late_offer_hours.value));
    after(rules.offer_hours.value).min(latest).min(entry_closes_at)
}

fn latest(cohort: &Cohort, rules: &EnrollmentRules) -> DateTime<Utc> {
    let days = Days::new(u64::from(rules.offer_ends_days_before.value));
    cohort.zone.starts_at(cohort.starts_on.checked_sub_days(days).unwrap_or(cohort.starts_on))
}

/// The state of an enrollment at an instant: an offer that was not accepted in time is over, whether or not that was
/// written down yet.
#[must_use]
pub fn state_at(
    state: EnrollmentState,
    offer_expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> EnrollmentState {
    match (state, offer_expires_at) {
        (EnrollmentState::Offered, Some(expires_at)) if now >= expires_at => EnrollmentState::Withdrawn,
        _ => state,
    }
}

pub(super) fn accept(case: &EnrollmentCase, now: DateTime<Utc>) -> Result<EnrollmentState, EnrollmentRefusal> {
    match case.offer_expires_at {
        Some(expires_at) if now >= expires_at => Err(EnrollmentRefusal::OfferExpired { expires_at }),
        _ => Ok(EnrollmentState::Enrolled),
    }
}

pub(super) fn expire(case: &EnrollmentCase, now: DateTime<Utc>) -> Result<EnrollmentState, EnrollmentRefusal> {
    match state_at(case.state, case.offer_expires_at, now) {
        EnrollmentState::Withdrawn => Ok(EnrollmentState::Withdrawn),
        state => Err(EnrollmentRefusal::StepNotOpen { action: EnrollmentAction::Expire, state }),
    }
}
