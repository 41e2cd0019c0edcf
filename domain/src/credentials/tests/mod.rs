//! The ledger of credit hours, with both sides of each boundary.

mod ledger;
mod policy;
mod visibility;
mod years;

use crate::credentials::{CreditEntry, CreditSource, CreditTime, Grant, Posting, Provenance, post};
use crate::explanation::Clause;
use crate::testing::{POLICIES, day};
use crate::{AccountId, CreditEntryId};
use uuid::Uuid;

fn entry_id(number: u128) -> CreditEntryId {
    CreditEntryId::new(Uuid::from_u128(number))
}

fn grant(number: u128, source: CreditSource, minutes: i64, earned_on: &str) -> Grant {
    Grant {
        account_id: AccountId::new(Uuid::from_u128(1)),
        time: CreditTime::from_minutes(minutes),
        earned_on: day(earned_on),
        provenance: Provenance { source, title: "a title".to_owned(), ground: Clause::new("a.clause", "a source", "") },
        key: format!("{source}/{number}").parse().unwrap(),
    }
}

fn entered(number: u128, source: CreditSource, minutes: i64, earned_on: &str) -> CreditEntry {
    let grant = grant(number, source, minutes, earned_on);
    let Posting::Entered(entry) =
        post(grant, entry_id(number), None, day("2030-01-01"), &POLICIES.credentials).unwrap()
    else {
        panic!("not entered")
    };
    entry
}
