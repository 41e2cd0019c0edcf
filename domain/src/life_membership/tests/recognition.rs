//! The work list of a new Life member.

use crate::life_membership::applications::recognition::{
    Ceremony, Recipient, Recognition, RecognitionDone, RecognitionKind,
};
use crate::testing::day;
use crate::{AccountId, Refuse};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    day("2026-03-01")
}

fn done() -> RecognitionDone {
    RecognitionDone { on: today(), by: AccountId::new(uuid::Uuid::nil()) }
}

fn ceremony(held_on: Option<&str>) -> Ceremony {
    Ceremony { designee: "Pat Doe".to_owned(), address: "1 Main Street".to_owned(), held_on: held_on.map(day) }
}

#[test]
fn the_list_begins_with_what_everybody_is_owed() {
    let kinds: Vec<_> = Recognition::begin().items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [RecognitionKind::NewsletterNotice, RecognitionKind::Certificate, RecognitionKind::LapelPin]);
    assert!(kinds.iter().all(|kind| kind.is_required()));
    assert!(!RecognitionKind::Ceremony.is_required());
}

#[test]
fn a_ceremony_adds_an_item_and_redirects_the_mail_and_can_be_taken_back() {
    let list = Recognition::begin().with_ceremony(ceremony(None), today()).unwrap();
    assert_eq!(list.items.len(), 4);
    let recipients: Vec<_> = list.items.iter().map(|item| item.recipient).collect();
    assert_eq!(recipients, [Recipient::Readers, Recipient::Designee, Recipient::Designee, Recipient::Designee]);
    assert_eq!(list.without_ceremony().unwrap(), Recognition::begin());
}

#[test]
fn a_ceremony_may_be_today_and_not_yesterday() {
    let with = |held_on| Recognition::begin().with_ceremony(ceremony(Some(held_on)), today());
    assert!(with("2026-03-01").is_ok());
    assert_eq!(with("2026-02-28").unwrap_err().code(), "ceremony_passed");
}

#[test]
fn a_day_that_has_passed_since_it_was_named_stays() {
    let planned = Recognition::begin().with_ceremony(ceremony(Some("2026-03-01")), today()).unwrap();
    let later = day("2026-03-02");
    assert!(planned.with_ceremony(ceremony(Some("2026-03-01")), later).is_ok());
    let other = planned.with_ceremony(ceremony(Some("2026-02-28")), later);
    assert_eq!(other.unwrap_err().code(), "ceremony_passed");
}

#[test]
fn a_ceremony_needs_a_designee_and_an_address() {
    for blank in
        [Ceremony { designee: " ".to_owned(), ..ceremony(None) }, Ceremony { address: String::new(), ..ceremony(None) }]
    {
        let refusal = Recognition::begin().with_ceremony(blank, today()).unwrap_err();
        assert_eq!(refusal.code(), "designee_incomplete");
    }
}

#[test]
fn what_was_mailed_cannot_be_redirected_but_a_notice_changes_nothing() {
    let noticed = Recognition::begin().complete(RecognitionKind::NewsletterNotice, done()).unwrap();
    let redirected = noticed.with_ceremony(ceremony(None), today()).unwrap();
    assert_eq!(redirected.items[0].done, Some(done()));
    let mailed = noticed.complete(RecognitionKind::LapelPin, done()).unwrap();
    assert_eq!(mailed.with_ceremony(ceremony(None), today()).unwrap_err().code(), "recognition_sent");
}

#[test]
fn each_item_is_completed_once_and_the_list_when_all_are() {
    let mut list = Recognition::begin();
    for kind in RecognitionKind::ALL.iter().filter(|kind| kind.is_required()) {
        assert!(!list.is_complete());
        list = list.complete(*kind, done()).unwrap();
        assert_eq!(list.complete(*kind, done()).unwrap_err().code(), "recognition_done");
    }
    assert!(list.is_complete());
    assert_eq!(list.complete(RecognitionKind::Ceremony, done()).unwrap_err().code(), "recognition_not_asked");
}
