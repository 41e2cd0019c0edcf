//! The policy file.

use crate::Policies;
use crate::testing::{POLICIES, day};
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../../policies/credentials.toml");

fn problem(old: &str, new: &str) -> String {
    assert!(SHIPPED.contains(old), "{old}");
    let text = SHIPPED.replacen(old, new, 1);
    Policies::load(&BTreeMap::from([("credentials.toml".to_owned(), text)])).unwrap_err().to_string()
}

#[test]
fn there_were_eighteen_practices_and_are_fourteen_of_which_six_names_are_known() {
    let on = |date| POLICIES.credentials.practice_sets.on(day(date));
    assert_eq!((on("2017-12-31").count, on("2018-01-01").count), (18, 14));
    assert_eq!(on("2026-01-01").names.len(), 6);
    assert!(on("2026-01-01").start_provisional && !on("2026-01-01").provisional);
    assert!(problem("count = 14", "count = 5").contains("6 names for 5 practices"));
}

#[test]
fn forty_hours_and_ten_a_book_are_published_and_the_rest_is_ours() {
    let policy = &POLICIES.credentials;
    let year = policy.years.on(day("2026-01-01"));
    assert!(!year.hours_at_least.provisional && !policy.bounds.reading_hours_per_book.provisional);
    assert!(year.carried_over_hours.provisional && year.first_month.provisional);
    assert!(policy.bounds.hours_at_most.provisional);
}

#[test]
fn what_is_not_supported_does_not_load() {
    assert!(problem("first_month = { value = 1", "first_month = { value = 7").contains("only calendar years"));
    assert!(problem("carried_over_hours = { value = 0", "carried_over_hours = { value = 8").contains("not supported"));
    assert!(problem("hours_at_least = { value = 40", "hours_at_least = { value = 0").contains("between 1 and 1000"));
    assert!(problem(", provisional = true", "").contains("must be provisional"));
}

#[test]
fn what_the_cyber_program_brings_can_be_entered() {
    let hours = POLICIES.cyber_program.program.icma_cm_hours.value;
    assert!(hours <= POLICIES.credentials.bounds.hours_at_most.value);
    let id = uuid::Uuid::from_u128(u128::MAX);
    let key = format!("cyber_program/{}/{}", crate::CohortId::new(id), crate::AccountId::new(id));
    assert!(key.parse::<crate::credentials::GrantKey>().is_ok());
}
