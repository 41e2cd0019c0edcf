//! An application as it is kept.

use super::{retires, served};
use crate::Refuse;
use crate::life_membership::applications::application::{GivenFact, LifeVerification, position_still_held};
use crate::members::employment::{EmployerKind, EmploymentFact, Extent};
use crate::testing::{POLICIES, day};

fn works(extent: Extent, starts_on: &str, ends_on: Option<&str>) -> EmploymentFact {
    let employer_kind = EmployerKind::CityOrCounty;
    EmploymentFact { employer_kind, extent, starts_on: day(starts_on), ends_on: ends_on.map(day) }
}

#[test]
fn a_decision_is_recomputed_from_its_inputs() {
    let facts = retires("1960-02-29", "2020-07-01", vec![served("1995-07-01", "2020-07-01")]);
    let kept = LifeVerification::of(facts, vec![GivenFact::BornOn], &POLICIES.life_membership).unwrap();
    assert!(kept.assessment.is_eligible());
    assert_eq!(kept.replayed(&POLICIES.life_membership).unwrap(), kept);
}

#[test]
fn the_position_retired_from_is_ended_before_the_grant_and_later_work_is_not_asked_about() {
    let held = |spell| position_still_held(&[spell], day("2020-07-01")).map_err(|refusal| refusal.code());
    assert_eq!(held(works(Extent::FullTime, "1995-07-01", None)), Err("life_position_still_held"));
    assert_eq!(held(works(Extent::FullTime, "1995-07-01", Some("2020-07-02"))), Err("life_position_still_held"));
    assert_eq!(held(works(Extent::FullTime, "1995-07-01", Some("2020-07-01"))), Ok(()));
    assert_eq!(held(works(Extent::FullTime, "2020-07-01", None)), Ok(()));
    assert_eq!(held(works(Extent::Interim, "1995-07-01", None)), Ok(()));
    assert_eq!(held(works(Extent::PartTime, "1995-07-01", None)), Ok(()));
}
