use guildhall_domain::credentials::{CreditEntry, CreditSource, CreditTime, Grant, Provenance, reverse};
use guildhall_domain::{AccountId, Clause};

use super::*;
use crate::testing::fixtures::{account, given_account};
use crate::testing::{at, change, database, id, on, walk};

fn record(number: u128, owner: AccountId, source: CreditSource, earned_on: &str) -> CreditRecord {
    let grant = Grant {
        account_id: owner,
        time: CreditTime::from_minutes(90),
        earned_on: on(earned_on),
        provenance: Provenance {
            source,
            title: "Öffentlicher Dienst".into(),
            ground: Clause::new("credentials.sources", "a source", "90 minutes by the clock"),
        },
        key: format!("{source}/{number}").parse().unwrap(),
    };
    let entry = CreditEntry { id: id(number).into(), grant, reverses: None };
    CreditRecord { entry, entered_at: at(i64::try_from(number).unwrap()) }
}

#[tokio::test]
async fn credit_of_every_source_reads_back_as_written() {
    let db = database().await;
    let owner = given_account(&db, 1).await;
    for (number, source) in (10..).zip(CreditSource::ALL) {
        let written = record(number, owner, *source, "2027-04-25");
        change!(db, |tx| insert_credit_entry(tx, &written)).unwrap();
        assert_eq!(find_credit_entry(&*db, written.entry.id).await.unwrap(), Some(written.clone()));
        assert_eq!(find_granted(&*db, &written.entry.grant.key).await.unwrap(), Some(written));
    }
    assert_eq!(find_credit_entry(&*db, id(99).into()).await.unwrap(), None);
    assert_eq!(find_granted(&*db, &"reading/99".parse().unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn a_grant_key_is_entered_once_and_the_transaction_goes_on() {
    let db = database().await;
    let owner = given_account(&db, 1).await;
    let first = record(10, owner, CreditSource::Reading, "2027-04-25");
    let mut second = record(11, owner, CreditSource::Reading, "2027-04-25");
    second.entry.grant.key = first.entry.grant.key.clone();
    change!(db, |tx| insert_credit_entry(tx, &first)).unwrap();
    let tx = db.begin().await.unwrap();
    assert!(insert_credit_entry(&tx, &second).await.unwrap_err().violates("grant_key"));
    assert_eq!(find_granted(&tx, &second.entry.grant.key).await.unwrap(), Some(first));
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_entry_is_taken_back_once() {
    let db = database().await;
    let owner = given_account(&db, 1).await;
    let first = record(10, owner, CreditSource::Other, "2027-04-25");
    let ground = Clause::new("credentials.ledger.reversal", "staff", "reported twice");
    let back = |number| CreditRecord {
        entry: reverse(&first.entry, id(number).into(), &[], ground.clone()).unwrap(),
        entered_at: at(20),
    };
    change!(db, |tx| insert_credit_entry(tx, &first)).unwrap();
    change!(db, |tx| insert_credit_entry(tx, &back(11))).unwrap();
    assert_eq!(find_credit_entry(&*db, id(11).into()).await.unwrap(), Some(back(11)));
    let granted =
        |record: &CreditRecord, is_reversed, times| GrantedRecord { record: record.clone(), is_reversed, times };
    let key = &first.entry.grant.key;
    assert_eq!(find_latest_granted(&*db, key).await.unwrap(), Some(granted(&first, true, 1)));
    let mut anew = record(13, owner, CreditSource::Other, "2027-04-25");
    anew.entry.grant.key = key.for_time(2).unwrap();
    change!(db, |tx| insert_credit_entry(tx, &anew)).unwrap();
    assert_eq!(find_latest_granted(&*db, key).await.unwrap(), Some(granted(&anew, false, 2)));
    assert_eq!(find_latest_granted(&*db, &"other/99".parse().unwrap()).await.unwrap(), None);
    assert!(change!(db, |tx| insert_credit_entry(tx, &back(12))).is_err());
}

#[tokio::test]
async fn a_year_begins_and_ends_with_its_days_and_is_one_persons() {
    let db = database().await;
    let (owner, other) = (given_account(&db, 1).await, given_account(&db, 2).await);
    let days = [(10, "2026-12-31"), (11, "2027-12-31"), (12, "2027-01-01"), (13, "2028-01-01")];
    for (number, day) in days {
        change!(db, |tx| insert_credit_entry(tx, &record(number, owner, CreditSource::Reading, day))).unwrap();
    }
    change!(db, |tx| insert_credit_entry(tx, &record(20, other, CreditSource::Reading, "2027-06-01"))).unwrap();
    let year = entries_between(&*db, owner, (on("2027-01-01"), on("2027-12-31"))).await.unwrap();
    let ids: Vec<_> = year.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, [id(12).into(), id(11).into()]);
}

#[tokio::test]
async fn entries_are_listed_latest_first_and_narrowed_to_a_person() {
    let db = database().await;
    let (owner, other) = (given_account(&db, 1).await, given_account(&db, 2).await);
    for (number, who) in [(10, owner), (11, other), (12, owner)] {
        change!(db, |tx| insert_credit_entry(tx, &record(number, who, CreditSource::Reading, "2027-04-25"))).unwrap();
    }
    for (account, expected) in [(None, vec![12, 11, 10]), (Some(account(1).id), vec![12, 10])] {
        let filter = CreditEntryFilter { account };
        let seen = walk!(1, CreditEntrySort::Newest, |page| list_credit_entries(&*db, &filter, page));
        let ids: Vec<_> = seen.iter().map(|record| record.entry.id.uuid()).collect();
        assert_eq!(ids, expected.into_iter().map(id).collect::<Vec<_>>());
    }
}
