//! The policy file: what is published, what is provisional, what does not load.

use crate::Policies;
use crate::cyber_program::{ActivityKind, Competency};
use crate::testing::POLICIES;
use std::collections::BTreeMap;

pub(super) const SHIPPED: &str = include_str!("../../../policies/cyber_program.toml");

pub(super) fn load(text: String) -> Result<Policies, String> {
    Policies::load(&BTreeMap::from([("cyber_program.toml".to_owned(), text)])).map_err(|error| error.to_string())
}

pub(super) fn problem(old: &str, new: &str) -> String {
    assert!(SHIPPED.contains(old), "{old}");
    load(SHIPPED.replacen(old, new, 1)).unwrap_err()
}

#[test]
fn the_program_lasts_twelve_weeks_and_brings_four_hours_of_credit_for_each() {
    let program = &POLICIES.cyber_program.program;
    assert_eq!((program.weeks.value, program.icma_cm_hours.value), (12, 48));
    assert_eq!(program.hours_per_week(), Some(4));
    assert!(!program.weeks.provisional && !program.icma_cm_hours.provisional);
}

#[test]
fn every_competency_has_its_objective_and_every_kind_of_activity_its_description() {
    let policy = &POLICIES.cyber_program;
    assert_eq!(policy.objectives.len(), Competency::ALL.len());
    assert_eq!((policy.activities.len(), ActivityKind::ALL.len()), (9, 9));
    let an_hour: Vec<_> = policy.activities.iter().filter(|row| row.minutes == Some(60)).map(|row| row.kind).collect();
    assert_eq!(an_hour, [ActivityKind::BreakoutMeeting, ActivityKind::LiveEvent]);
    assert!(problem("competency = \"adapting\"", "competency = \"leading\"").contains("every competency once"));
    assert!(problem("kind = \"watch\"", "kind = \"read\"").contains("every kind once"));
}

#[test]
fn the_prices_are_published_and_only_the_tests_of_membership_are_ours() {
    let policy = &POLICIES.cyber_program;
    let list = &policy.price_lists[0];
    assert!(!list.member.amount_cents.provisional && !list.non_member.amount_cents.provisional);
    assert_eq!(list.non_member.labels, ["Retail", "Non-members"]);
    let ours: Vec<&str> =
        policy.member_tests.iter().filter(|test| test.provisional).map(|test| test.standing.as_str()).collect();
    assert_eq!(ours, ["grace", "life", "student", "honorary", "lapsed"]);
}

#[test]
fn an_assumption_that_is_not_marked_is_refused() {
    let marked = "source = \"assumption\", provisional = true";
    assert!(problem(marked, "source = \"assumption\"").contains("must be provisional"));
}

#[test]
fn a_list_on_which_members_pay_more_is_refused() {
    assert!(problem("value = 199500", "value = 249501").contains("above the other price"));
    assert!(load(SHIPPED.replacen("value = 199500", "value = 249500", 1)).is_ok());
    assert!(problem("value = 199500", "value = -1").contains("between zero and a million"));
}

#[test]
fn a_standing_has_one_row() {
    assert!(problem("standing = \"grace\"", "standing = \"active\"").contains("every standing once"));
}
