use super::{TODAY, city_job, joining, member};
use crate::Category;
use crate::members::application::{
    ApplicationFacts, ApplicationKind, ApplicationState, PricingFacts, decide_application, decide_withdrawal,
};
use crate::members::member::CurrentMembership;
use crate::members::{ApplicationDecision, MembershipRefusal};
use crate::testing::{POLICIES, day};
use crate::{Cents, Refuse};

fn decide(facts: &ApplicationFacts<'_>, date: &str) -> Result<ApplicationDecision, MembershipRefusal> {
    decide_application(facts, &POLICIES.members, day(date))
}

/// Somebody with a city job and a membership, asking for a category.
fn asking(
    category: Category,
    membership: &CurrentMembership,
    by_staff: bool,
    date: &str,
) -> Result<ApplicationDecision, MembershipRefusal> {
    let job = [city_job()];
    let facts =
        ApplicationFacts { membership: Some(membership), submitted_by_staff: by_staff, ..joining(category, &job) };
    decide(&facts, date)
}

#[test]
fn somebody_without_a_membership_joins() {
    let job = [city_job()];
    let decision = decide(&joining(Category::Full, &job), TODAY).unwrap();
    assert_eq!(decision.kind, ApplicationKind::Join);
    assert!(!decision.priced_as_renewal);
    assert_eq!(decision.keeps_joined_on, None);
}

#[test]
fn life_and_honorary_cannot_be_applied_for() {
    for category in Category::ALL {
        let facts = joining(*category, &[]);
        let refused = decide(&facts, TODAY).is_err_and(|r| r.code() == "category_not_open_to_applications");
        assert_eq!(refused, matches!(category, Category::Life | Category::Honorary), "{category}");
    }
}

#[test]
fn a_second_application_waits_for_the_first() {
    let job = [city_job()];
    let facts = ApplicationFacts { has_open_application: true, ..joining(Category::Full, &job) };
    assert_eq!(decide(&facts, TODAY).unwrap_err(), MembershipRefusal::ApplicationAlreadyOpen);
}

#[test]
fn renewal_opens_ninety_days_before_expiry_and_names_the_first_date() {
    let membership = member(Category::Full, "2026-06-01");
    let early = asking(Category::Full, &membership, false, "2026-03-02").unwrap_err();
    assert_eq!(early.code(), "renewal_too_early");
    assert_eq!(early.earliest_on(), Some(day("2026-03-03")));
    let decision = asking(Category::Full, &membership, false, "2026-03-03").unwrap();
    assert_eq!(decision.kind, ApplicationKind::Renewal);
    assert!(decision.priced_as_renewal);
    assert_eq!(decision.keeps_joined_on, Some(day("2018-05-01")));
}

#[test]
fn renewal_is_open_through_grace_and_not_after() {
    let membership = member(Category::Full, "2026-03-01");
    let last = asking(Category::Full, &membership, false, "2026-04-29").unwrap();
    assert_eq!(last.kind, ApplicationKind::Renewal);
    let refusal = asking(Category::Full, &membership, false, "2026-04-30").unwrap_err();
    assert_eq!(refusal, MembershipRefusal::RejoinNeedsStaff { lapsed_on: day("2026-04-30") });
}

#[test]
fn an_outstanding_installment_is_paid_before_renewing() {
    let membership = CurrentMembership { term_ends_on: day("2026-06-01"), ..member(Category::Full, "2026-02-20") };
    assert_eq!(
        asking(Category::Full, &membership, false, "2026-03-03").unwrap_err(),
        MembershipRefusal::InstallmentOutstanding { since: day("2026-02-20") }
    );
}

#[test]
fn a_lapsed_member_rejoins_through_staff_only() {
    let membership = member(Category::Full, "2025-06-01");
    let refusal = asking(Category::Full, &membership, false, TODAY).unwrap_err();
    assert_eq!(refusal.code(), "rejoin_needs_staff");
    let decision = asking(Category::Full, &membership, true, TODAY).unwrap();
    assert_eq!(decision.kind, ApplicationKind::Rejoin);
    assert!(!decision.priced_as_renewal);
}

#[test]
fn rejoining_within_twelve_months_keeps_the_join_date() {
    let membership = member(Category::Full, "2025-03-01");
    let kept = |date| asking(Category::Full, &membership, true, date).unwrap().keeps_joined_on;
    assert_eq!(kept("2026-03-01"), Some(day("2018-05-01")));
    assert_eq!(kept("2026-03-02"), None);
}

#[test]
fn another_category_while_current_is_a_change() {
    for good_until in ["2026-12-01", "2026-02-20"] {
        let membership = member(Category::AffiliateStaff, good_until);
        let decision = asking(Category::Full, &membership, false, TODAY).unwrap();
        assert_eq!(decision.kind, ApplicationKind::CategoryChange);
        assert_eq!(decision.keeps_joined_on, Some(day("2018-05-01")));
    }
}

#[test]
fn another_category_after_lapse_is_a_rejoin() {
    let membership = member(Category::AffiliateStaff, "2025-06-01");
    let decision = asking(Category::Full, &membership, true, TODAY).unwrap();
    assert_eq!(decision.kind, ApplicationKind::Rejoin);
}

#[test]
fn only_an_open_application_can_be_withdrawn() {
    for state in ApplicationState::ALL {
        let expected = if state.is_open() {
            Ok(ApplicationState::Withdrawn)
        } else {
            Err(MembershipRefusal::ApplicationNotOpen { state: *state })
        };
        assert_eq!(decide_withdrawal(*state), expected);
    }
}

#[test]
fn a_decision_explains_kind_and_category() {
    let job = [city_job()];
    let decision = decide(&joining(Category::Full, &job), TODAY).unwrap();
    let clauses: Vec<&str> = decision.explanation.iter().map(|c| c.clause.as_str()).collect();
    assert_eq!(clauses, ["members.application.join", "members.category.full"]);
}

#[test]
fn the_facts_dues_are_priced_from_do_not_show_the_salary_when_printed() {
    let pricing = PricingFacts { annual_salary: Some(Cents::new(12_345_678)), ..PricingFacts::default() };
    assert!(!format!("{pricing:?}").contains("12345678"));
}
