//! Entering and taking back.

use super::{entered, entry_id, grant};
use crate::Refuse;
use crate::credentials::{
    CreditEntry, CreditRefusal, CreditSource, CreditTime, Grant, GrantKey, Granted, Posting, post, reverse,
};
use crate::explanation::Clause;
use crate::testing::{POLICIES, day};
use proptest::prelude::*;

fn once(entry: &CreditEntry) -> Option<Granted<'_>> {
    Some(Granted { entry, is_reversed: false, times: 1 })
}

fn posted(grant: Grant) -> Result<Posting, CreditRefusal> {
    post(grant, entry_id(9), None, day("2027-05-01"), &POLICIES.credentials)
}

#[test]
fn the_same_grant_told_again_is_the_entry_that_is_there() {
    let entry = entered(1, CreditSource::CyberProgram, 2_880, "2027-04-25");
    let again = || Grant { earned_on: day("2027-04-26"), ..entry.grant.clone() };
    let posting = post(again(), entry_id(2), once(&entry), day("2027-05-01"), &POLICIES.credentials);
    assert_eq!(posting, Ok(Posting::AlreadyThere(entry_id(1))));
    let other = Grant { time: CreditTime::from_hours(49), ..again() };
    let refusal = post(other, entry_id(2), once(&entry), day("2027-05-01"), &POLICIES.credentials).unwrap_err();
    assert_eq!(refusal.code(), "credit_key_taken");
}

#[test]
fn a_book_brings_ten_hours_at_most() {
    assert!(posted(grant(1, CreditSource::Reading, 600, "2027-01-01")).is_ok());
    let refusal = posted(grant(1, CreditSource::Reading, 601, "2027-01-01")).unwrap_err();
    assert_eq!((refusal.code(), refusal.source()), ("credit_too_much", crate::refusal::cited::READING_CREDIT));
    assert!(posted(grant(1, CreditSource::CyberProgram, 2_880, "2027-01-01")).is_ok());
    assert!(posted(grant(1, CreditSource::Other, 6_000, "2027-01-01")).is_ok());
    assert!(posted(grant(1, CreditSource::Other, 6_001, "2027-01-01")).is_err());
}

#[test]
fn credit_is_for_some_time_that_has_passed() {
    assert_eq!(posted(grant(1, CreditSource::Other, 0, "2027-01-01")), Err(CreditRefusal::NoTime));
    assert_eq!(posted(grant(1, CreditSource::Other, -60, "2027-01-01")), Err(CreditRefusal::NoTime));
    assert!(posted(grant(1, CreditSource::Other, 1, "2027-05-01")).is_ok());
    let refusal = posted(grant(1, CreditSource::Other, 1, "2027-05-02")).unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("credit_in_the_future", Some(day("2027-05-02"))));
}

#[test]
fn a_mistake_is_taken_back_once() {
    let entry = entered(1, CreditSource::CoachingWebinar, 90, "2027-01-01");
    let ground = || Clause::new("credentials.ledger.reversal", "staff", "registered twice");
    let back = reverse(&entry, entry_id(2), std::slice::from_ref(&entry), ground()).unwrap();
    assert_eq!((back.grant.time.minutes(), back.reverses), (-90, Some(entry_id(1))));
    assert_eq!(back.grant.earned_on, entry.grant.earned_on);
    assert_ne!(back.grant.key, entry.grant.key);
    let ledger = [entry.clone(), back.clone()];
    assert_eq!(reverse(&entry, entry_id(3), &ledger, ground()), Err(CreditRefusal::ReversedAlready));
    assert_eq!(reverse(&back, entry_id(3), &ledger, ground()), Err(CreditRefusal::IsReversal));
    assert!(back.grant.key.as_str().parse::<GrantKey>().is_ok());
}

#[test]
fn credit_that_was_taken_back_is_granted_anew_under_the_next_key() {
    let entry = entered(1, CreditSource::CyberProgram, 2_880, "2027-04-25");
    let key = entry.grant.key.clone();
    let today = day("2027-05-01");
    let told = |is_reversed, times| {
        post(
            entry.grant.clone(),
            entry_id(3),
            Some(Granted { entry: &entry, is_reversed, times }),
            today,
            &POLICIES.credentials,
        )
    };
    assert_eq!(told(false, 1), Ok(Posting::AlreadyThere(entry_id(1))));
    for (times, anew) in [(1, "/2"), (2, "/3"), (9, "/10")] {
        let Ok(Posting::Entered(second)) = told(true, times) else { panic!("it counts again") };
        assert_eq!((second.id, second.grant.key.as_str()), (entry_id(3), format!("{key}{anew}").as_str()));
    }
    let longest: GrantKey = "a".repeat(160).parse().unwrap();
    let grant = Grant { key: longest, ..entry.grant.clone() };
    let before = Some(Granted { entry: &entry, is_reversed: true, times: 1 });
    let refusal = post(grant, entry_id(3), before, today, &POLICIES.credentials).unwrap_err();
    assert_eq!(refusal.code(), "credit_key_taken");
}

#[test]
fn hours_are_printed_exactly_where_two_digits_can() {
    for (minutes, text) in [
        (0, "0 h"),
        (45, "0.75 h"),
        (60, "1 h"),
        (63, "1.05 h"),
        (90, "1.5 h"),
        (2_880, "48 h"),
        (50, "0.83 h"),
        (-90, "-1.5 h"),
        (i64::MIN, "-153722867280912930.13 h"),
    ] {
        assert_eq!(CreditTime::from_minutes(minutes).to_string(), text);
    }
}

#[test]
fn a_grant_key_has_no_odd_characters() {
    for odd in ["", "Cyber", "cyber program", "cyber.program", &"a".repeat(161)] {
        assert!(odd.parse::<GrantKey>().is_err(), "{odd}");
    }
    assert!("cyber_program/0190-a/1".parse::<GrantKey>().is_ok());
    assert!("a".repeat(160).parse::<GrantKey>().is_ok());
}

proptest! {
    #[test]
    fn however_often_a_grant_is_told_the_ledger_holds_it_once(times in 1_usize..10) {
        let mut ledger: Vec<crate::credentials::CreditEntry> = Vec::new();
        for number in (1..).take(times) {
            let grant = grant(7, CreditSource::CyberProgram, 2_880, "2027-04-25");
            let there = ledger.iter().find(|entry| entry.grant.key == grant.key);
            let posting = post(grant, entry_id(number), there.and_then(once), day("2027-05-01"), &POLICIES.credentials);
            if let Posting::Entered(entry) = posting.unwrap() {
                ledger.push(entry);
            }
        }
        prop_assert_eq!(ledger.len(), 1);
    }
}
