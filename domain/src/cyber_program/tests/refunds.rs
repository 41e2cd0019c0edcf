//! What withdrawing costs: provisional terms.

use super::catalogue::{SHIPPED, load, problem};
use super::cohort;
use crate::Cents;
use crate::cyber_program::{
    AgreedDay, BetterTerms, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentRefusal, EnrollmentState,
    EnrollmentStep, Withdrawal, WithdrawalFacts, decide_enrollment, withdrawal,
};
use crate::testing::{POLICIES, day};
use chrono::Days;
use proptest::prelude::*;

fn withdrawn(paid: i64, on: &str) -> Withdrawal {
    let facts = WithdrawalFacts {
        price: Cents::new(199_500),
        paid: Cents::new(paid),
        registered_on: day("2026-12-01"),
        withdrawn_on: day(on),
        agreed: AgreedDay::default(),
    };
    withdrawal(&facts, &cohort(), &POLICIES.cyber_program)
}

#[test]
fn thirty_days_before_all_comes_back_fourteen_days_before_half() {
    for (on, percent, refund) in [
        ("2026-12-15", 100, 199_500),
        ("2027-01-02", 100, 199_500),
        ("2027-01-03", 50, 99_750),
        ("2027-01-18", 50, 99_750),
        ("2027-01-19", 0, 0),
        ("2027-02-01", 0, 0),
        ("2027-03-01", 0, 0),
    ] {
        let answer = withdrawn(199_500, on);
        assert_eq!((answer.percent, answer.refund.cents()), (percent, refund), "{on}");
        assert!(answer.provisional);
    }
}

#[test]
fn what_was_not_paid_is_not_given_back_and_what_is_kept_is_owed() {
    let half = withdrawn(100_000, "2027-01-10");
    assert_eq!((half.kept.cents(), half.refund.cents(), half.still_owed.cents()), (99_750, 250, 0));
    let nothing = withdrawn(0, "2027-01-10");
    assert_eq!((nothing.refund.cents(), nothing.still_owed.cents()), (0, 99_750));
    let early = withdrawn(0, "2027-01-02");
    assert_eq!((early.kept.cents(), early.still_owed.cents()), (0, 0));
}

#[test]
fn a_withdrawal_says_which_terms_and_how_many_days() {
    let answer = withdrawn(199_500, "2027-01-03");
    assert_eq!(answer.terms_version, "2026-1");
    assert_eq!(answer.explanation[0].detail, "withdrawn 29 days before the first day: 50% is refunded");
    assert_eq!(answer.explanation[0].source, crate::refusal::cited::ASSUMPTION);
    let late = withdrawn(199_500, "2027-02-01");
    assert_eq!(late.explanation[0].detail, "withdrawn on the first day or later: 0% is refunded");
}

#[test]
fn the_terms_of_the_day_of_enrollment_hold() {
    let stricter = "[[refunds]]\nversion = \"2027-1\"\neffective_on = \"2026-12-02\"\ntiers = []\n\
                    source = \"assumption\"\nprovisional = true\n\n";
    let at = SHIPPED.find("# The rule in force on the first day").unwrap();
    let policy = load(format!("{}{stricter}{}", &SHIPPED[..at], &SHIPPED[at..])).unwrap().cyber_program;
    let percent = |registered_on| {
        let (price, withdrawn_on) = (Cents::new(199_500), day("2026-12-20"));
        let facts = WithdrawalFacts {
            price,
            paid: price,
            registered_on: day(registered_on),
            withdrawn_on,
            agreed: AgreedDay::default(),
        };
        withdrawal(&facts, &cohort(), &policy).percent
    };
    assert_eq!((percent("2026-12-01"), percent("2026-12-02")), (100, 0));
}

#[test]
fn what_the_association_moves_takes_nothing_from_anybody() {
    let facts = |on: &str, agreed| WithdrawalFacts {
        price: Cents::new(199_500),
        paid: Cents::new(199_500),
        registered_on: day("2026-12-01"),
        withdrawn_on: day(on),
        agreed,
    };
    let percent = |on, agreed| withdrawal(&facts(on, agreed), &cohort(), &POLICIES.cyber_program).percent;
    let free = AgreedDay { agreed: None, withdraw_free_until: Some(day("2027-02-03")) };
    assert_eq!((percent("2027-02-03", free), percent("2027-02-04", free)), (100, 0));
    let later_before = AgreedDay { agreed: Some(day("2027-02-08")), withdraw_free_until: None };
    assert_eq!((percent("2027-01-25", later_before), percent("2027-01-25", AgreedDay::default())), (50, 0));
}

#[test]
fn a_canceled_cohort_keeps_nothing_before_the_first_day_and_the_weeks_held_afterward() {
    for (on, kept, refund) in [
        ("2027-01-23", 0, 199_500),
        ("2027-02-01", 0, 199_500),
        ("2027-02-08", 16_625, 182_875),
        ("2027-04-25", 182_875, 16_625),
    ] {
        let case = EnrollmentCase {
            state: EnrollmentState::Enrolled,
            registered_on: day("2026-12-01"),
            price: Cents::new(199_500),
            paid: Cents::new(199_500),
            payment_due_on: None,
            offer_expires_at: None,
            is_own_act: true,
            agreed: AgreedDay::default(),
        };
        let decision = EnrollmentDecision::Cancel("Too few people.");
        let step = EnrollmentStep { decision, actor: EnrollmentActor::Staff, on: day(on) };
        let taken = decide_enrollment(&case, &step, &cohort(), &POLICIES.cyber_program).unwrap();
        let came_to = taken.withdrawal.unwrap();
        assert_eq!((came_to.kept.cents(), came_to.refund.cents()), (kept, refund), "{on}");
        assert!(came_to.provisional);
        let better = EnrollmentDecision::WithdrawOn(BetterTerms { kept_percent: 0, reason: "Illness." });
        let step = EnrollmentStep { decision: better, ..step };
        let taken = decide_enrollment(&case, &step, &cohort(), &POLICIES.cyber_program).unwrap();
        assert_eq!(taken.withdrawal.unwrap().refund.cents(), 199_500, "{on}");
    }
}

#[test]
fn staff_grant_no_worse_terms_than_those_of_the_enrollment() {
    let case = EnrollmentCase {
        state: EnrollmentState::Enrolled,
        registered_on: day("2026-12-01"),
        price: Cents::new(199_500),
        paid: Cents::ZERO,
        payment_due_on: None,
        offer_expires_at: None,
        is_own_act: true,
        agreed: AgreedDay::default(),
    };
    let asked = |kept_percent| {
        let decision = EnrollmentDecision::WithdrawOn(BetterTerms { kept_percent, reason: "Illness." });
        let step = EnrollmentStep { decision, actor: EnrollmentActor::Staff, on: day("2027-01-10") };
        decide_enrollment(&case, &step, &cohort(), &POLICIES.cyber_program).map(|taken| taken.withdrawal.unwrap().kept)
    };
    assert_eq!(asked(50), Ok(Cents::new(99_750)));
    assert_eq!(asked(51), Err(EnrollmentRefusal::TermsWorse { kept_percent: 51, by_terms: 50 }));
}

#[test]
fn terms_that_reward_waiting_are_refused() {
    assert!(problem("percent = 50", "percent = 101").contains("the refund is more than the price"));
    assert!(problem("percent = 100", "percent = 49").contains("percentages must not increase"));
    assert!(problem("days_before_at_least = 14", "days_before_at_least = 30").contains("days must decrease"));
}

proptest! {
    #[test]
    fn paid_less_kept_is_refunded_less_owed_and_no_cent_is_lost(
        price in 0_i64..1_000_000, share in 0_i64..=100, days in 0_u64..120
    ) {
        let paid = price * share / 100;
        let facts = WithdrawalFacts {
            price: Cents::new(price),
            paid: Cents::new(paid),
            registered_on: day("2026-12-01"),
            withdrawn_on: day("2026-12-01").checked_add_days(Days::new(days)).unwrap(),
            agreed: AgreedDay::default(),
        };
        let answer = withdrawal(&facts, &cohort(), &POLICIES.cyber_program);
        prop_assert_eq!(paid - answer.kept.cents(), answer.refund.cents() - answer.still_owed.cents());
        prop_assert!(answer.refund.cents() <= paid && answer.refund >= Cents::ZERO);
        prop_assert!(answer.refund.is_zero() || answer.still_owed.is_zero());
        let later = WithdrawalFacts { withdrawn_on: facts.withdrawn_on.succ_opt().unwrap(), ..facts };
        let later = withdrawal(&later, &cohort(), &POLICIES.cyber_program);
        prop_assert!(later.kept >= answer.kept);
    }
}
