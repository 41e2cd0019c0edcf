use guildhall_domain::accounts::{Account, AccountStatus, Failures, Role, Roles, SessionEnd, TokenPurpose};
use guildhall_domain::{AccountId, SessionId};

use super::*;
use crate::testing::fixtures::{account, session};
use crate::testing::{at, change, database, hash_of, id, walk};
use crate::{Db, PageRequest, StoreError};

async fn insert(db: &Db, account: &Account) {
    change!(db, |tx| insert_account(tx, account, "hash")).unwrap();
}

#[tokio::test]
async fn an_account_reads_back_as_it_was_written_with_its_roles() {
    let db = database().await;
    let mut written = account(1);
    written.roles = Roles::NONE.with(Role::Staff).with(Role::Finance);
    insert(&db, &written).await;
    assert_eq!(load_account(&*db, written.id).await.unwrap(), written);
    let found = find_credentials(&*db, " person1@example.ORG").await.unwrap().unwrap();
    assert_eq!((found.account, found.password_hash.as_str()), (written, "hash"));
    assert_eq!(find_account(&*db, AccountId::new(id(2))).await.unwrap(), None);
}

#[tokio::test]
async fn a_taken_address_is_refused_and_the_transaction_goes_on() {
    let db = database().await;
    insert(&db, &account(1)).await;
    let mut twin = account(2);
    twin.email = "PERSON1@example.org".into();
    let tx = db.begin().await.unwrap();
    assert!(insert_account(&tx, &twin, "hash").await.unwrap_err().violates("email_key"));
    insert_account(&tx, &account(3), "hash").await.unwrap();
    tx.commit().await.unwrap();
    assert!(find_account(&*db, account(3).id).await.unwrap().is_some());
}

#[tokio::test]
async fn of_two_saves_of_one_version_the_second_is_stale() {
    let db = database().await;
    let mut read = account(1);
    insert(&db, &read).await;
    read.status = AccountStatus::Active;
    read.roles = Roles::NONE.with(Role::Coach);
    assert_eq!(change!(db, |tx| save_account(tx, &read)).unwrap(), 2);
    let stale = change!(db, |tx| save_account(tx, &read));
    assert!(matches!(stale, Err(StoreError::Stale)));
    read.version = 2;
    assert_eq!(load_account(&*db, read.id).await.unwrap(), read);
    assert_eq!(change!(db, |tx| save_password(tx, &read, "new", at(9))).unwrap(), 3);
    let now = load_credentials(&*db, read.id).await.unwrap();
    assert_eq!((now.password_hash.as_str(), now.account.version, now.account.roles), ("new", 3, read.roles));
}

#[tokio::test]
async fn a_list_shows_each_account_once_though_others_are_made_between_pages() {
    let db = database().await;
    for number in 1..=5 {
        insert(&db, &account(number)).await;
    }
    let filter = AccountFilter::default();
    let mut number = 5;
    let seen = walk!(2, AccountSort::Newest, |page| list_accounts(&*db, &filter, page), between {
        number += 1;
        insert(&db, &account(number)).await;
    });
    let seen: Vec<_> = seen.iter().map(|account| account.id.uuid()).collect();
    assert_eq!(seen, [5, 4, 3, 2, 1].map(id));
}

#[tokio::test]
async fn a_list_is_narrowed_by_role_status_and_address() {
    let db = database().await;
    let mut staff = account(1);
    staff.roles = Roles::NONE.with(Role::Staff);
    staff.status = AccountStatus::Active;
    insert(&db, &staff).await;
    insert(&db, &account(2)).await;
    let only = |filter: AccountFilter| {
        let db = &*db;
        async move {
            let page = list_accounts(db, &filter, PageRequest::first(10, AccountSort::Newest)).await.unwrap();
            page.items.iter().map(|account| account.id.uuid()).collect::<Vec<_>>()
        }
    };
    assert_eq!(only(AccountFilter { role: Some(Role::Staff), ..Default::default() }).await, [id(1)]);
    assert_eq!(only(AccountFilter { status: Some(AccountStatus::Pending), ..Default::default() }).await, [id(2)]);
    let address = Some("person2@EXAMPLE.org".to_owned());
    assert_eq!(only(AccountFilter { email: address, ..Default::default() }).await, [id(2)]);
}

#[tokio::test]
async fn a_one_time_token_is_good_once_for_its_purpose_until_it_expires() {
    let db = database().await;
    insert(&db, &account(1)).await;
    let owner = account(1).id;
    for (number, expires) in [(1, 100), (2, 10), (3, 100)] {
        let token = OneTimeToken {
            token_hash: hash_of(number),
            account_id: owner,
            purpose: TokenPurpose::ConfirmEmail,
            expires_at: at(expires),
        };
        change!(db, |tx| insert_one_time_token(tx, &token)).unwrap();
    }
    let take = |number, purpose| {
        let db = &db;
        async move { change!(db, |tx| take_one_time_token(tx, &hash_of(number), purpose, at(50))).unwrap() }
    };
    assert_eq!(take(1, TokenPurpose::ResetPassword).await, None);
    assert_eq!(take(1, TokenPurpose::ConfirmEmail).await, Some(owner));
    assert_eq!(take(1, TokenPurpose::ConfirmEmail).await, None);
    assert_eq!(take(2, TokenPurpose::ConfirmEmail).await, None);
    change!(db, |tx| withdraw_one_time_tokens(tx, owner, TokenPurpose::ConfirmEmail)).unwrap();
    assert_eq!(take(3, TokenPurpose::ConfirmEmail).await, None);
    assert_eq!(change!(db, |tx| sweep_one_time_tokens(tx, at(1000))).unwrap(), 1);
}

#[tokio::test]
async fn a_refresh_token_is_used_by_one_of_many() {
    let db = database().await;
    let owner = account(1);
    insert(&db, &owner).await;
    let tx = db.begin().await.unwrap();
    insert_session(&tx, &session(10, &owner)).await.unwrap();
    insert_refresh_token(&tx, &hash_of(1), session(10, &owner).id, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut uses = 0;
    for _ in 0..3 {
        let key = hash_of(9);
        uses += u8::from(change!(db, |tx| use_refresh_token(tx, &hash_of(1), Some(&key), at(2))).unwrap());
    }
    let record = find_refresh_token(&*db, &hash_of(1)).await.unwrap().unwrap();
    assert_eq!((uses, record.used_at, record.used_with_key), (1, Some(at(2)), Some(hash_of(9))));
    assert_eq!(change!(db, |tx| sweep_sessions(tx, at(10_000))).unwrap(), 0);
    assert_eq!(change!(db, |tx| sweep_sessions(tx, at(10_001))).unwrap(), 1);
    assert_eq!(find_refresh_token(&*db, &hash_of(1)).await.unwrap(), None);
}

#[tokio::test]
async fn sessions_are_listed_newest_first_until_they_end_or_expire() {
    let db = database().await;
    let owner = account(1);
    insert(&db, &owner).await;
    for number in 10..14 {
        change!(db, |tx| insert_session(tx, &session(number, &owner))).unwrap();
    }
    let last = SessionId::new(id(13));
    assert!(change!(db, |tx| end_session(tx, last, SessionEnd::SignedOut, at(20))).unwrap());
    assert!(!change!(db, |tx| end_session(tx, last, SessionEnd::TokenReused, at(21))).unwrap());
    change!(db, |tx| touch_session(tx, SessionId::new(id(12)), at(22))).unwrap();
    let first = list_sessions(&*db, owner.id, Some(at(30)), PageRequest::first(2, SessionSort::Newest)).await.unwrap();
    assert_eq!(first.items.iter().map(|item| item.id.uuid()).collect::<Vec<_>>(), [12, 11].map(id));
    assert_eq!(first.items[0].last_used_at, at(22));
    let after = PageRequest { limit: 2, sort: SessionSort::Newest, after: first.next };
    let second = list_sessions(&*db, owner.id, Some(at(30)), after).await.unwrap();
    assert_eq!((second.items.len(), second.next), (1, None));
    let expired = list_sessions(&*db, owner.id, Some(at(10_000)), PageRequest::first(2, SessionSort::Newest)).await;
    assert!(expired.unwrap().items.is_empty());
}

#[tokio::test]
async fn ending_all_sessions_but_one_tells_those_who_ask_since_when() {
    let db = database().await;
    let owner = account(1);
    insert(&db, &owner).await;
    for number in 10..13 {
        change!(db, |tx| insert_session(tx, &session(number, &owner))).unwrap();
    }
    let kept = SessionId::new(id(11));
    let reason = SessionEnd::PasswordChanged;
    assert_eq!(change!(db, |tx| end_sessions_of(tx, owner.id, Some(kept), reason, at(5))).unwrap(), 2);
    assert_eq!(find_session(&*db, kept).await.unwrap().unwrap().ended_at, None);
    let ended = find_session(&*db, SessionId::new(id(10))).await.unwrap().unwrap();
    assert_eq!((ended.ended_at, ended.end_reason), (Some(at(5)), Some(reason)));
}

#[tokio::test]
async fn failed_sign_ins_are_kept_until_cleared() {
    let db = database().await;
    let address = hash_of(7);
    assert_eq!(find_failures(&*db, &address).await.unwrap(), None);
    let tx = db.begin().await.unwrap();
    assert_eq!(lock_failures(&tx, &address, at(1)).await.unwrap(), None);
    let failures = Failures { count: 3, last_failed_at: at(2) };
    save_failures(&tx, &address, failures).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(find_failures(&*db, &address).await.unwrap(), Some(failures));
    change!(db, |tx| clear_failures(tx, &address)).unwrap();
    assert_eq!(find_failures(&*db, &address).await.unwrap(), None);
}

#[tokio::test]
async fn an_account_made_for_the_demo_is_noticed() {
    let db = database().await;
    insert(&db, &account(1)).await;
    assert!(!any_demo_account(&*db).await.unwrap());
    insert(&db, &Account { demo: true, ..account(2) }).await;
    assert!(any_demo_account(&*db).await.unwrap());
}

#[tokio::test]
async fn what_is_rolled_back_was_never_there() {
    let db = database().await;
    let tx = db.begin().await.unwrap();
    insert_account(&tx, &account(1), "hash").await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(find_account(&*db, account(1).id).await.unwrap(), None);
}
