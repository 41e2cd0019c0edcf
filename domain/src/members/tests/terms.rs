use super::member;
use crate::billing::InstallmentState;
use crate::members::MembershipRefusal;
use crate::members::application::ApplicationKind;
use crate::members::member::CurrentMembership;
use crate::members::term::{PlannedTerm, TermFacts, paid_through, plan_term};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

fn part(position: i32, due_on: &str, paid: i64) -> InstallmentState {
    InstallmentState { position, due_on: day(due_on), amount: Cents::new(100), paid: Cents::new(paid) }
}

fn facts<'a>(
    kind: ApplicationKind,
    paid_on: &str,
    installments: &'a [InstallmentState],
    membership: Option<&'a CurrentMembership>,
) -> TermFacts<'a> {
    TermFacts { kind, category: Category::Full, in_transition: false, paid_on: day(paid_on), installments, membership }
}

fn planned(facts: &TermFacts<'_>) -> PlannedTerm {
    plan_term(facts, &POLICIES.members).unwrap()
}

#[test]
fn a_new_membership_starts_on_the_day_it_is_paid_in_full_and_runs_twelve_months() {
    let paid = [part(1, "2026-02-01", 100)];
    let term = planned(&facts(ApplicationKind::Join, "2026-03-01", &paid, None));
    assert_eq!(term.starts_on, day("2026-03-01"));
    assert_eq!(term.ends_on, day("2027-03-01"));
    assert_eq!(term.joined_on, day("2026-03-01"));
    assert_eq!(term.span.good_until_on, day("2027-03-01"));
}

#[test]
fn a_cent_short_of_full_payment_starts_no_new_membership() {
    let short = [part(1, "2026-02-01", 99)];
    let refusal = plan_term(&facts(ApplicationKind::Join, "2026-03-01", &short, None), &POLICIES.members);
    assert_eq!(refusal.unwrap_err(), MembershipRefusal::NotPaidInFull { outstanding: Cents::new(1) });
}

#[test]
fn a_membership_of_nothing_to_pay_starts_at_once() {
    let free = [InstallmentState { amount: Cents::ZERO, ..part(1, "2026-03-01", 0) }];
    let term = planned(&facts(ApplicationKind::Join, "2026-03-01", &free, None));
    assert_eq!(term.starts_on, day("2026-03-01"));
}

#[test]
fn a_term_from_29_february_ends_before_28_february() {
    let paid = [part(1, "2024-02-29", 100)];
    let term = planned(&facts(ApplicationKind::Join, "2024-02-29", &paid, None));
    assert_eq!(term.ends_on, day("2025-02-28"));
}

#[test]
fn a_renewal_joins_on_to_the_old_end_whether_paid_before_or_in_grace() {
    let membership = member(Category::Full, "2026-05-01");
    let paid = [part(1, "2026-04-01", 100)];
    for paid_on in ["2026-04-01", "2026-06-15"] {
        let term = planned(&facts(ApplicationKind::Renewal, paid_on, &paid, Some(&membership)));
        assert_eq!(term.starts_on, day("2026-05-01"));
        assert_eq!(term.ends_on, day("2027-05-01"));
        assert_eq!(term.joined_on, day("2018-05-01"));
        assert_eq!(term.span.starts_on, membership.span.starts_on);
    }
}

#[test]
fn a_renewed_term_begins_with_its_first_installment_and_is_good_until_the_next_is_due() {
    let membership = member(Category::Full, "2026-05-01");
    let first_paid = [part(1, "2026-04-01", 100), part(2, "2026-10-01", 0)];
    let term = planned(&facts(ApplicationKind::Renewal, "2026-04-01", &first_paid, Some(&membership)));
    assert_eq!(term.ends_on, day("2027-05-01"));
    assert_eq!(term.span.good_until_on, day("2026-10-01"));
    let short = [part(1, "2026-04-01", 99), part(2, "2026-10-01", 0)];
    assert_eq!(
        plan_term(&facts(ApplicationKind::Renewal, "2026-04-01", &short, Some(&membership)), &POLICIES.members)
            .unwrap_err(),
        MembershipRefusal::FirstInstallmentUnpaid { outstanding: Cents::new(1) }
    );
}

#[test]
fn each_paid_installment_moves_the_good_until_date() {
    let (starts_on, ends_on) = (day("2026-05-01"), day("2027-05-01"));
    let after = |paid: [i64; 3]| {
        let parts = [part(1, "2026-04-01", paid[0]), part(2, "2026-08-01", paid[1]), part(3, "2026-12-01", paid[2])];
        paid_through(starts_on, ends_on, &parts)
    };
    assert_eq!(after([100, 0, 0]), day("2026-08-01"));
    assert_eq!(after([100, 99, 0]), day("2026-08-01"));
    assert_eq!(after([100, 100, 0]), day("2026-12-01"));
    assert_eq!(after([100, 100, 100]), ends_on);
    // Nothing paid: good until the term begins, never before it.
    assert_eq!(after([0, 0, 0]), starts_on);
}

#[test]
fn rejoining_starts_a_new_run_and_keeps_the_join_date_for_twelve_months() {
    let membership = member(Category::Full, "2025-03-01");
    let paid = [part(1, "2026-02-01", 100)];
    let rejoined = |on| planned(&facts(ApplicationKind::Rejoin, on, &paid, Some(&membership)));
    assert_eq!(rejoined("2026-03-01").joined_on, day("2018-05-01"));
    assert_eq!(rejoined("2026-03-01").span.starts_on, day("2026-03-01"));
    assert_eq!(rejoined("2026-03-02").joined_on, day("2026-03-02"));
}

#[test]
fn a_waived_term_lasts_six_months() {
    let membership = member(Category::Full, "2026-05-01");
    let facts =
        TermFacts { in_transition: true, ..facts(ApplicationKind::Renewal, "2026-04-01", &[], Some(&membership)) };
    let term = planned(&facts);
    assert_eq!(term.ends_on, day("2026-11-01"));
    assert!(term.in_transition);
}

/// Pays so many terms one after another from `joined` on; the ends.
fn ends_of_a_run(joined: &str, first_until: &str, in_transition: bool, terms: usize) -> Vec<NaiveDate> {
    let mut until = day(first_until);
    let mut ends = Vec::new();
    for _ in 0..terms {
        let membership = CurrentMembership {
            span: crate::members::TermSpan { starts_on: day(joined), good_until_on: until },
            term_ends_on: until,
            ..member(Category::Full, first_until)
        };
        let next = TermFacts { in_transition, ..facts(ApplicationKind::Renewal, "2024-01-01", &[], Some(&membership)) };
        until = planned(&next).ends_on;
        ends.push(until);
    }
    ends
}

#[test]
fn months_of_a_run_are_counted_from_its_first_day_and_lose_no_day_in_short_months() {
    let halves = ends_of_a_run("2024-08-31", "2025-08-31", true, 6);
    let expected = ["2026-02-28", "2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29", "2028-08-31"];
    assert_eq!(halves, expected.map(day));
    let years = ends_of_a_run("2024-02-29", "2025-02-28", false, 4);
    assert_eq!(years, ["2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28"].map(day));
    let after_the_fault = ends_of_a_run("2024-08-31", "2026-08-28", false, 1);
    assert_eq!(after_the_fault, [day("2027-08-31")], "a day lost before comes back");
}

#[test]
fn the_next_full_time_position_ends_a_waived_term_on_its_first_day() {
    use crate::members::employment::{EmployerKind, Extent};
    use crate::members::tests::works;
    let until = |positions: &[(&str, Option<&str>, Extent)]| {
        let held: Vec<_> = positions
            .iter()
            .map(|(from, to, extent)| crate::members::employment::EmploymentFact {
                starts_on: day(from),
                ends_on: to.map(day),
                ..works(EmployerKind::PrivateCompany, *extent)
            })
            .collect();
        crate::members::waived_until(day("2026-03-01"), day("2026-09-01"), &held)
    };
    assert_eq!(until(&[]), day("2026-09-01"));
    assert_eq!(until(&[("2026-05-10", None, Extent::FullTime)]), day("2026-05-10"));
    assert_eq!(until(&[("2026-05-10", None, Extent::Interim)]), day("2026-09-01"));
    assert_eq!(until(&[("2020-01-01", None, Extent::FullTime)]), day("2026-03-01"), "put back: it was never lost");
    assert_eq!(until(&[("2020-01-01", Some("2026-03-01"), Extent::FullTime)]), day("2026-09-01"));
    assert_eq!(until(&[("2026-09-01", None, Extent::FullTime)]), day("2026-09-01"));
}

#[test]
fn a_change_of_category_opens_no_term_and_a_renewal_needs_one_to_continue() {
    let change = facts(ApplicationKind::CategoryChange, "2026-03-01", &[], None);
    assert_eq!(plan_term(&change, &POLICIES.members).unwrap_err(), MembershipRefusal::NoTermForCategoryChange);
    let orphan = facts(ApplicationKind::Renewal, "2026-03-01", &[], None);
    assert_eq!(plan_term(&orphan, &POLICIES.members).unwrap_err(), MembershipRefusal::NoMembershipToContinue);
}

proptest! {
    #[test]
    fn a_planned_term_never_panics_and_never_ends_before_it_starts(
        paid_on in NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce(), in_transition in any::<bool>()
    ) {
        let Some(paid_on) = NaiveDate::from_num_days_from_ce_opt(paid_on) else { return Ok(()) };
        let facts = TermFacts {
            in_transition,
            paid_on,
            ..facts(ApplicationKind::Join, "2026-01-01", &[], None)
        };
        let term = planned(&facts);
        prop_assert!(term.starts_on <= term.ends_on);
        prop_assert!(term.span.good_until_on <= term.ends_on);
    }

    #[test]
    fn what_is_paid_for_always_lies_within_the_term(
        dues in proptest::collection::vec((700_000_i32..760_000, 0_i64..=100), 0..5), starts in 700_000_i32..760_000
    ) {
        let date = |n| NaiveDate::from_num_days_from_ce_opt(n).unwrap();
        let parts: Vec<InstallmentState> = dues.iter().zip(1..).map(|((due, paid), position)| InstallmentState {
            position, due_on: date(*due), amount: Cents::new(100), paid: Cents::new(*paid),
        }).collect();
        let (starts_on, ends_on) = (date(starts), date(starts + 365));
        let good_until = paid_through(starts_on, ends_on, &parts);
        prop_assert!((starts_on..=ends_on).contains(&good_until));
    }
}
