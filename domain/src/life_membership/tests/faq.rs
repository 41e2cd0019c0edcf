//! Each sentence of the association's page on Life membership, as a test.

use super::{assessed, eligible, retires, served};
use crate::life_membership::applications::process::{
    LifeCase, LifeDecision, LifeStep, Verified, decide_step, follow_employment,
};
use crate::life_membership::applications::recognition::{Ceremony, Recipient, Recognition, RecognitionKind};
use crate::life_membership::applications::state::{Actor, LifeState};
use crate::life_membership::assessments::assessment::LifePath;
use crate::life_membership::assessments::facts::LifeFacts;
use crate::life_membership::employment::Employment;
use crate::life_membership::entitlement::{ConferenceRate, EntitlementFacts, Entitlements, entitlements};
use crate::life_membership::standing::{LifeStanding, LifeStandingFacts, LifeStatus, life_standing};
use crate::members::conferrals::board_vote::BoardVote;
use crate::members::standing::Standing;
use crate::members::voting::RightsFacts;
use crate::testing::{POLICIES, day};
use crate::{Category, Cents};

/// Retired at 60 after 25 years.
fn long_served() -> LifeFacts {
    retires("1960-05-01", "2020-07-01", vec![served("1995-07-01", "2020-07-01")])
}

/// Retired at 65 after 15 years.
fn senior() -> LifeFacts {
    retires("1955-07-01", "2020-07-01", vec![served("2005-07-01", "2020-07-01")])
}

fn works(employment: Employment) -> LifeStanding {
    let facts = LifeStandingFacts {
        employment,
        annual_salary: Some(Cents::new(10_000_000)),
        population: None,
        general_fund_budget: None,
        priced_on: day("2026-03-01"),
    };
    life_standing(&facts, &POLICIES.life_membership, &POLICIES.dues).unwrap()
}

fn benefits() -> Entitlements {
    let rights = RightsFacts {
        category: Category::Life,
        standing: Standing::Active,
        has_been_full: true,
        joined_on: day("1990-01-01"),
        service_years: 25,
        in_appointed_position: false,
        is_full_time: false,
    };
    entitlements(
        &EntitlementFacts { rights, in_transition: false, awaits_confirmation: false },
        day("2026-03-01"),
        &POLICIES,
    )
}

fn step(decision: LifeDecision, actor: Actor) -> LifeStep {
    LifeStep { decision, actor, account_id: None, on: day("2020-08-01"), reasons: vec!["as asked".to_owned()] }
}

#[test]
fn must_be_a_full_member_at_the_time_of_retirement() {
    for category in Category::ALL {
        let facts = LifeFacts { category_on_retirement: *category, ..long_served() };
        assert_eq!(eligible(&facts), *category == Category::Full, "{category}");
    }
}

#[test]
fn retirement_is_from_full_time_active_local_government_service_and_a_gap_before_it_is_noted() {
    assert!(assessed(&long_served()).notes.is_empty());
    let later = LifeFacts { retired_on: day("2020-07-02"), ..long_served() };
    assert!(assessed(&later).notes[0].contains("service ended on 2020-07-01, before the given retirement"));
}

#[test]
fn a_full_member_of_65_or_older_needs_15_years() {
    assert_eq!(assessed(&senior()).path, Some(LifePath::SixtyFiveAndFifteen));
}

#[test]
fn a_full_member_under_65_needs_25_years() {
    assert_eq!(assessed(&long_served()).path, Some(LifePath::TwentyFiveYears));
    let short = LifeFacts { service_spells: vec![served("1995-07-02", "2020-07-01")], ..long_served() };
    assert!(!eligible(&short));
}

#[test]
fn whoever_completed_25_years_shall_become_a_life_member_at_66_as_well() {
    let facts = LifeFacts { born_on: day("1954-07-01"), ..long_served() };
    assert_eq!(assessed(&facts).path, Some(LifePath::TwentyFiveYears));
}

#[test]
fn the_25_years_are_those_of_eligibility_for_office() {
    let mut facts = long_served();
    facts.service_spells[0].office_eligible = false;
    assert!(!eligible(&facts));
}

#[test]
fn whoever_was_eligible_for_office_for_15_years_and_retires_at_65_shall_become_a_life_member() {
    assert!(eligible(&senior()));
    let at_64 = LifeFacts { born_on: day("1955-07-02"), ..senior() };
    assert!(!eligible(&at_64));
}

#[test]
fn any_full_member_who_has_retired_may_be_granted_it_by_vote_of_the_board() {
    let facts = retires("1970-01-01", "2020-07-01", vec![served("2015-07-01", "2020-07-01")]);
    let verified = Verified::of(&facts, &assessed(&facts));
    let case = LifeCase { state: Some(LifeState::ReferredToBoard), verified: Some(verified), ..LifeCase::default() };
    let vote = BoardVote { present: 17, in_favor: 12, against: 5 };
    let granted =
        decide_step(&case, &step(LifeDecision::RecordVote(vote), Actor::Board), &POLICIES.life_membership).unwrap();
    assert_eq!(granted.to, LifeState::GrantedByBoard);
    assert_eq!(granted.vote, Some(vote));
}

#[test]
fn any_member_who_believes_they_meet_the_requirements_can_get_in_touch() {
    let announced =
        decide_step(&LifeCase::default(), &step(LifeDecision::Announce, Actor::Member), &POLICIES.life_membership);
    assert_eq!(announced.unwrap().to, LifeState::Requested);
}

#[test]
fn when_a_member_announces_retirement_staff_will_check_eligibility() {
    let case = LifeCase { state: Some(LifeState::Requested), ..LifeCase::default() };
    let verified = Verified::of(&long_served(), &assessed(&long_served()));
    let decision = LifeDecision::Verify(verified);
    let checked = decide_step(&case, &step(decision.clone(), Actor::Staff), &POLICIES.life_membership).unwrap();
    assert_eq!(checked.to, LifeState::Verified);
    assert!(decide_step(&case, &step(decision, Actor::Member), &POLICIES.life_membership).is_err());
}

#[test]
fn once_eligibility_is_confirmed_the_account_becomes_life() {
    let verified = Verified::of(&long_served(), &assessed(&long_served()));
    let case = LifeCase { state: Some(LifeState::Verified), verified: Some(verified), ..LifeCase::default() };
    let granted = decide_step(&case, &step(LifeDecision::Grant, Actor::Staff), &POLICIES.life_membership).unwrap();
    assert_eq!(granted.to.category(), Some(Category::Life));
    assert_eq!(granted.holds_from, day("2020-07-01"));
}

#[test]
fn new_life_members_are_recognized_in_the_weekly_newsletter() {
    assert!(Recognition::begin().items.iter().any(|item| item.kind == RecognitionKind::NewsletterNotice));
}

#[test]
fn each_life_member_is_mailed_a_certificate_and_a_lapel_pin() {
    let list = Recognition::begin();
    let mailed: Vec<_> = list.items.iter().filter(|item| item.kind.is_mailed()).collect();
    assert_eq!(mailed.len(), 2);
    assert!(mailed.iter().all(|item| item.kind.is_required() && item.recipient == Recipient::Member));
}

#[test]
fn upon_request_the_materials_go_to_a_designee_for_a_retirement_ceremony() {
    let ceremony = Ceremony {
        designee: "Pat Doe".to_owned(),
        address: "1 Main Street, Springfield".to_owned(),
        held_on: Some(day("2020-09-01")),
    };
    let list = Recognition::begin().with_ceremony(ceremony, day("2020-08-01")).unwrap();
    for item in list.items.iter().filter(|item| item.kind.is_mailed()) {
        assert_eq!((item.recipient, item.needed_on), (Recipient::Designee, Some(day("2020-09-01"))));
    }
}

#[test]
fn a_life_member_may_not_work_full_time_for_private_sector_university_or_as_consultant_and_retain_it() {
    for employment in
        [Employment::FullTimePrivateSector, Employment::FullTimeUniversity, Employment::FullTimeConsultant]
    {
        let standing = works(employment);
        assert_eq!(standing.life_status, LifeStatus::SuspendedOtherEmployment, "{employment}");
        assert!(!standing.provisional);
    }
}

#[test]
fn in_that_scenario_the_rate_is_the_200_of_not_in_service() {
    let standing = works(Employment::FullTimeConsultant);
    assert_eq!(standing.charged_as, Category::FullNotInService);
    assert_eq!(standing.annual_dues, Cents::new(20_000));
}

#[test]
fn working_part_time_for_a_local_government_or_in_an_interim_position_is_permitted() {
    for employment in [Employment::PartTimeLocalGovernment, Employment::InterimLocalGovernment] {
        let standing = works(employment);
        assert_eq!(standing.life_status, LifeStatus::Held, "{employment}");
        assert_eq!(standing.annual_dues, Cents::ZERO);
        assert!(!standing.provisional);
    }
}

#[test]
fn whoever_returns_to_full_time_local_government_is_a_full_member_with_salary_based_dues() {
    let standing = works(Employment::FullTimeLocalGovernment);
    assert_eq!(standing.charged_as, Category::Full);
    assert_eq!(standing.annual_dues, Cents::new(65_000));
}

#[test]
fn life_membership_is_reinstated_once_the_full_time_position_is_left() {
    let case = LifeCase { state: Some(LifeState::SuspendedFullTimeLg), ..LifeCase::default() };
    let back = follow_employment(&case, &[], day("2026-03-01"), &POLICIES.life_membership).unwrap().unwrap();
    assert_eq!(back.to, LifeState::Reinstated);
    assert_eq!(back.to.category(), Some(Category::Life));
}

#[test]
fn life_members_keep_the_vote_and_a_credential_if_maintained() {
    let benefits = benefits();
    assert!(benefits.vote.granted && benefits.credential.granted);
}

#[test]
fn dues_are_waived_the_conference_is_discounted_and_the_website_stays_open() {
    let benefits = benefits();
    assert!(benefits.dues_waived.granted && benefits.web_content.granted);
    assert_eq!(benefits.conference_rate, ConferenceRate::LifeMember);
    let said = [&benefits.dues_waived, &benefits.web_content, &benefits.conference];
    assert!(said.iter().all(|entitlement| !entitlement.provisional));
}

#[test]
fn the_print_edition_is_an_option_for_25_a_year() {
    let benefits = benefits();
    assert!(benefits.print_magazine.granted);
    assert_eq!(benefits.print_magazine_annual_fee, Some(Cents::new(2_500)));
}
