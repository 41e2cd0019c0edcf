//! Which time counts, RULES 2.2, and what the evidence says of the time that does not.

use super::{assessed, clause, retires, served};
use crate::life_membership::assessments::counting::{NotCounted, SpellEvidence};
use crate::life_membership::assessments::facts::ServiceSpell;
use crate::life_membership::employment::Employment;
use crate::members::employment::{EmployerKind, Extent};
use crate::testing::day;
use crate::{Category, Refuse};

const RETIRED: &str = "2020-07-01";

fn evidence(spell: ServiceSpell) -> SpellEvidence {
    let answer = assessed(&retires("1950-01-01", RETIRED, vec![spell]));
    clause(&answer, "life.twenty_five_years.service").evidence[0].clone()
}

fn reasons(spell: ServiceSpell) -> Vec<NotCounted> {
    let evidence = evidence(spell);
    assert_eq!(evidence.counts, evidence.reasons.is_empty());
    evidence.reasons.iter().map(|reason| reason.code).collect()
}

fn spell() -> ServiceSpell {
    served("1995-07-01", "2010-07-01")
}

#[test]
fn only_full_time_local_government_work_counts_and_every_other_has_its_reason() {
    for employment in Employment::ALL {
        let expected = match employment {
            Employment::FullTimeLocalGovernment => vec![],
            Employment::None => vec![NotCounted::NotEmployed],
            Employment::PartTimeLocalGovernment => vec![NotCounted::NotFullTime],
            Employment::InterimLocalGovernment => vec![NotCounted::Interim],
            Employment::SpecialDistrict => vec![NotCounted::SpecialDistrict],
            _ => vec![NotCounted::NotInLocalGovernment],
        };
        assert_eq!(reasons(ServiceSpell { employment: *employment, ..spell() }), expected, "{employment}");
    }
}

#[test]
fn only_time_as_a_full_member_counts_affiliates_with_a_vote_included() {
    for category in Category::ALL {
        let expected = if *category == Category::Full { vec![] } else { vec![NotCounted::CategoryNotFull] };
        assert_eq!(reasons(ServiceSpell { category: *category, ..spell() }), expected, "{category}");
    }
}

#[test]
fn unpaid_time_and_time_without_eligibility_for_office_do_not_count() {
    assert_eq!(reasons(ServiceSpell { dues_current: false, ..spell() }), [NotCounted::DuesNotCurrent]);
    assert_eq!(reasons(ServiceSpell { office_eligible: false, ..spell() }), [NotCounted::NotEligibleForOffice]);
}

#[test]
fn everything_that_stands_against_a_spell_is_named() {
    let spell = ServiceSpell {
        category: Category::AffiliateStaff,
        employment: Employment::SpecialDistrict,
        office_eligible: false,
        dues_current: false,
        ..served(RETIRED, "2021-01-01")
    };
    assert_eq!(
        reasons(spell),
        [
            NotCounted::CategoryNotFull,
            NotCounted::SpecialDistrict,
            NotCounted::DuesNotCurrent,
            NotCounted::NotEligibleForOffice,
            NotCounted::AfterRetirement,
        ]
    );
}

#[test]
fn time_in_transition_is_membership_and_not_service() {
    let reasons = evidence(ServiceSpell { employment: Employment::None, ..spell() }).reasons;
    assert_eq!(reasons[0].text, "time between positions is membership but not service");
    assert!(reasons[0].provisional);
}

#[test]
fn a_spell_is_clipped_to_the_retirement() {
    let running = evidence(served("1995-07-01", "2025-01-01"));
    assert!(running.counts);
    assert_eq!(running.counted_from, Some(day("1995-07-01")));
    assert_eq!(running.counted_until, Some(day(RETIRED)));
    assert_eq!(reasons(served(RETIRED, "2025-01-01")), [NotCounted::AfterRetirement]);
    assert!(reasons(served("2020-06-30", "2025-01-01")).is_empty());
}

#[test]
fn evidence_names_the_place_and_the_record_of_every_spell() {
    let named = ServiceSpell { reference: Some("018f-a".to_owned()), ..spell() };
    let answer =
        assessed(&retires("1950-01-01", RETIRED, vec![ServiceSpell { dues_current: false, ..spell() }, named]));
    let evidence = &clause(&answer, "life.sixty_five_and_fifteen.service").evidence;
    assert_eq!(evidence.iter().map(|spell| (spell.spell, spell.counts)).collect::<Vec<_>>(), [(0, false), (1, true)]);
    assert_eq!(evidence[1].reference.as_deref(), Some("018f-a"));
    assert!(clause(&answer, "life.full_member").evidence.is_empty());
}

#[test]
fn service_before_and_after_a_gap_is_added_up() {
    let answer = assessed(&retires(
        "1950-01-01",
        RETIRED,
        vec![served("1990-07-01", "2000-07-01"), served("2005-07-01", RETIRED)],
    ));
    assert_eq!((answer.qualifying_service.years, answer.qualifying_service.days), (25, 0));
    assert!(answer.is_eligible());
}

#[test]
fn work_on_record_has_the_word_of_the_question() {
    for (employer, extent, expected) in [
        (EmployerKind::CityOrCounty, Extent::FullTime, Employment::FullTimeLocalGovernment),
        (EmployerKind::CouncilOfGovernments, Extent::FullTime, Employment::FullTimeLocalGovernment),
        (EmployerKind::StateOrProvincialLeague, Extent::PartTime, Employment::PartTimeLocalGovernment),
        (EmployerKind::CityOrCounty, Extent::Interim, Employment::InterimLocalGovernment),
        (EmployerKind::SpecialDistrict, Extent::FullTime, Employment::SpecialDistrict),
        (EmployerKind::SpecialDistrict, Extent::PartTime, Employment::OtherPartTime),
        (EmployerKind::PrivateCompany, Extent::FullTime, Employment::FullTimePrivateSector),
        (EmployerKind::PrivateCompany, Extent::Interim, Employment::PartTimePrivateSector),
        (EmployerKind::University, Extent::FullTime, Employment::FullTimeUniversity),
        (EmployerKind::University, Extent::PartTime, Employment::PartTimeUniversity),
        (EmployerKind::FederalGovernment, Extent::FullTime, Employment::OtherFullTime),
        (EmployerKind::Nonprofit, Extent::PartTime, Employment::OtherPartTime),
    ] {
        assert_eq!(Employment::of(employer, extent), expected, "{employer} {extent}");
    }
}

#[test]
fn no_fault_of_the_facts_has_an_earliest_date() {
    let faults = retires("1990-01-01", "1980-01-01", vec![]).check().unwrap_err();
    assert_eq!(faults[0].earliest_on(), None);
    assert_eq!(faults[0].clause(), "life.facts");
}
