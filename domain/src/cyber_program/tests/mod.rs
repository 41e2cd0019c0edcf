//! Every rule of RULES section 4, with both sides of each boundary.

mod breakouts;
mod catalogue;
mod cohorts;
mod enrolling;
mod enrollment_steps;
mod marks_by_hand;
mod moves;
mod prices;
mod progressing;
mod refunds;
mod rotas;
mod substitutions;
mod visibility;
mod waitlists;
mod week_plans;

use crate::cyber_program::{Cohort, CohortFacts, LiveSlot, plan_cohort};
use crate::testing::{POLICIES, day};
use crate::{AccountId, BreakoutGroupId, CohortId, EnrollmentId};
use chrono::{NaiveTime, Weekday};
use uuid::Uuid;

fn seat(number: u128) -> EnrollmentId {
    EnrollmentId::new(Uuid::from_u128(number))
}

fn group_id(number: u128) -> BreakoutGroupId {
    BreakoutGroupId::new(Uuid::from_u128(number))
}

fn account(number: u128) -> AccountId {
    AccountId::new(Uuid::from_u128(number))
}

fn cohort_id(number: u128) -> CohortId {
    CohortId::new(Uuid::from_u128(number))
}

fn facts() -> CohortFacts {
    let at = NaiveTime::from_hms_opt(13, 0, 0).unwrap();
    CohortFacts {
        starts_on: day("2027-02-01"),
        time_zone: None,
        capacity: 24,
        live_event: LiveSlot { weekday: Weekday::Thu, at, minutes: 60 },
    }
}

/// Twelve weeks from Monday 1 February to 26 April 2027, live on Thursdays at one.
fn cohort() -> Cohort {
    plan_cohort(&facts(), &POLICIES.cyber_program).unwrap()
}
