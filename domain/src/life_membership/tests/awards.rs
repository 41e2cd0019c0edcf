//! Service awards, RULES 2.5: another clock.

use super::clause;
use crate::Category;
use crate::life_membership::award::{AwardDecision, AwardFacts, AwardSpell, service_award};
use crate::members::employment::{EmployerKind, EmploymentFact, Extent};
use crate::testing::{POLICIES, day};

fn worked(employer_kind: EmployerKind, starts_on: &str, ends_on: Option<&str>) -> AwardSpell {
    let employment = EmploymentFact {
        employer_kind,
        extent: Extent::FullTime,
        starts_on: day(starts_on),
        ends_on: ends_on.map(day),
    };
    AwardSpell { employment, association_staff: false }
}

fn facts(spells: &[AwardSpell]) -> AwardFacts<'_> {
    AwardFacts { category: Category::Full, joined_on: Some(day("2015-05-01")), dues_current: true, spells }
}

fn decided(facts: &AwardFacts<'_>, year: i32) -> AwardDecision {
    service_award(facts, year, &POLICIES.life_membership)
}

fn award(spells: &[AwardSpell], year: i32) -> Option<u32> {
    decided(&facts(spells), year).award_years
}

#[test]
fn awards_come_at_10_and_20_years_and_every_5_after_that() {
    let spells = [worked(EmployerKind::CityOrCounty, "1970-03-01", None)];
    let due: Vec<(i32, u32)> = (1970..=2035)
        .filter_map(|year| decided(&facts(&spells), year).milestone_years.map(|years| (year - 1970, years)))
        .collect();
    let expected =
        [10, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65].map(|years: u32| (i32::try_from(years).unwrap(), years));
    assert_eq!(due, expected);
}

#[test]
fn whoever_serves_now_is_taken_to_serve_until_31_december() {
    let spells = [worked(EmployerKind::CityOrCounty, "2016-01-01", None)];
    assert_eq!(award(&spells, 2025), Some(10));
    let second = [worked(EmployerKind::CityOrCounty, "2016-01-02", None)];
    assert_eq!(award(&second, 2025), None);
    assert_eq!(award(&second, 2026), Some(10));
    let ended = [worked(EmployerKind::CityOrCounty, "2016-01-02", Some("2025-12-31"))];
    assert_eq!(award(&ended, 2026), None);
}

#[test]
fn special_districts_count_here_and_so_does_the_staff_of_the_association() {
    let district = [worked(EmployerKind::SpecialDistrict, "2016-03-01", None)];
    assert_eq!(award(&district, 2026), Some(10));
    let nonprofit = worked(EmployerKind::Nonprofit, "2016-03-01", None);
    assert_eq!(award(&[nonprofit], 2026), None);
    assert_eq!(award(&[AwardSpell { association_staff: true, ..nonprofit }], 2026), Some(10));
}

#[test]
fn service_before_joining_counts() {
    let spells = [worked(EmployerKind::CityOrCounty, "2006-03-01", None)];
    assert_eq!(award(&spells, 2026), Some(20));
}

#[test]
fn part_time_and_interim_work_does_not_count() {
    for extent in [Extent::PartTime, Extent::Interim] {
        let mut spell = worked(EmployerKind::CityOrCounty, "2016-03-01", None);
        spell.employment.extent = extent;
        assert_eq!(award(&[spell], 2026), None, "{extent}");
    }
}

#[test]
fn an_award_needs_a_full_member_of_five_years_with_dues_current_and_says_what_is_missing() {
    let spells = [worked(EmployerKind::CityOrCounty, "2016-03-01", None)];
    let joined = |joined_on| AwardFacts { joined_on: Some(day(joined_on)), ..facts(&spells) };
    assert_eq!(decided(&joined("2022-01-01"), 2026).award_years, Some(10));
    assert_eq!(decided(&joined("2022-01-02"), 2026).award_years, None);
    let missing = |facts: &AwardFacts<'_>| {
        let decision = decided(facts, 2026);
        assert_eq!((decision.milestone_years, decision.award_years), (Some(10), None));
        decision.clauses.into_iter().filter(|clause| !clause.met).map(|clause| clause.code).collect::<Vec<_>>()
    };
    assert_eq!(missing(&AwardFacts { joined_on: None, ..facts(&spells) }), ["awards.membership"]);
    assert_eq!(missing(&AwardFacts { dues_current: false, ..facts(&spells) }), ["awards.dues"]);
    assert_eq!(missing(&AwardFacts { category: Category::AffiliateStaff, ..facts(&spells) }), ["awards.category"]);
}

#[test]
fn the_same_years_in_a_special_district_earn_an_award_and_no_life_membership() {
    let spells = [worked(EmployerKind::SpecialDistrict, "2001-03-01", None)];
    assert_eq!(award(&spells, 2026), Some(25));
    let spell = crate::life_membership::ServiceSpell {
        employment: crate::life_membership::Employment::of(EmployerKind::SpecialDistrict, Extent::FullTime),
        ..super::served("2001-03-01", "2026-12-31")
    };
    let answer = super::assessed(&super::retires("1950-01-01", "2026-12-31", vec![spell]));
    assert!(!answer.is_eligible());
    assert!(!clause(&answer, "life.twenty_five_years.service").met);
}

#[test]
fn no_year_makes_it_panic() {
    let spells = [worked(EmployerKind::CityOrCounty, "2001-03-01", None)];
    for year in [i32::MIN, -300_000, 0, 9999, 300_000, i32::MAX] {
        let _ = decided(&facts(&spells), year);
    }
}
