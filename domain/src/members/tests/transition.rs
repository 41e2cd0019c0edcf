use super::{TODAY, city_job, joining, member, works};
use crate::members::application::{ApplicationFacts, ApplicationKind, decide_application};
use crate::members::employment::{EmployerKind, Extent};
use crate::members::member::CurrentMembership;
use crate::testing::{POLICIES, day};
use crate::{Category, Refuse};

fn waived(membership: &CurrentMembership) -> ApplicationFacts<'_> {
    ApplicationFacts {
        membership: Some(membership),
        in_transition: true,
        involuntarily_separated: true,
        ..joining(membership.category, &[])
    }
}

fn outcome(facts: &ApplicationFacts<'_>) -> Result<ApplicationKind, &'static str> {
    let decision = decide_application(facts, &POLICIES.members, day(TODAY));
    decision.map(|d| d.kind).map_err(|refusal| refusal.code())
}

#[test]
fn a_dismissed_full_member_or_department_head_renews_with_dues_waived() {
    for category in [Category::Full, Category::AffiliateDepartmentHead] {
        let membership = member(category, "2026-03-10");
        assert_eq!(outcome(&waived(&membership)), Ok(ApplicationKind::Renewal));
    }
}

#[test]
fn no_other_category_gets_the_waiver() {
    let membership = member(Category::AffiliateStaff, "2026-03-10");
    assert_eq!(outcome(&waived(&membership)), Err("transition_not_open_to_category"));
}

#[test]
fn the_waiver_needs_an_involuntary_separation() {
    let membership = member(Category::Full, "2026-03-10");
    let facts = ApplicationFacts { involuntarily_separated: false, ..waived(&membership) };
    assert_eq!(outcome(&facts), Err("not_involuntarily_separated"));
}

#[test]
fn the_sixth_waived_term_is_the_last() {
    let membership = member(Category::Full, "2026-03-10");
    let after = |transition_blocks_used| ApplicationFacts { transition_blocks_used, ..waived(&membership) };
    assert_eq!(outcome(&after(5)), Ok(ApplicationKind::Renewal));
    assert_eq!(outcome(&after(6)), Err("transition_exhausted"));
}

#[test]
fn the_waiver_continues_a_membership_and_starts_none() {
    let newcomer =
        ApplicationFacts { in_transition: true, involuntarily_separated: true, ..joining(Category::Full, &[]) };
    assert_eq!(outcome(&newcomer), Err("transition_needs_membership"));
    let membership = member(Category::AffiliateStaff, "2026-12-01");
    let changing = ApplicationFacts { category: Category::Full, ..waived(&membership) };
    assert_eq!(outcome(&changing), Err("transition_needs_membership"));
}

#[test]
fn staff_may_take_a_lapsed_member_back_with_dues_waived() {
    let membership = member(Category::Full, "2025-06-01");
    let facts = ApplicationFacts { submitted_by_staff: true, ..waived(&membership) };
    assert_eq!(outcome(&facts), Ok(ApplicationKind::Rejoin));
}

#[test]
fn the_waiver_ends_with_the_next_full_time_position() {
    let membership = member(Category::Full, "2026-03-10");
    let full_time = [city_job()];
    let interim = [works(EmployerKind::CityOrCounty, Extent::Interim)];
    let with = |employments| ApplicationFacts { employments, ..waived(&membership) };
    assert_eq!(outcome(&with(&full_time)), Err("transition_while_employed"));
    assert_eq!(outcome(&with(&interim)), Ok(ApplicationKind::Renewal));
}
