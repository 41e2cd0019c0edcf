use super::*;
use crate::testing::{at, change, database, hash_of};
use crate::{Db, Engine, StoreError};

const KEY: [u8; 32] = hash_of(1);
const BODY: [u8; 32] = hash_of(2);

fn key(caller: &str) -> KeyOf<'_> {
    KeyOf { caller, key_hash: &KEY }
}

fn request() -> RequestOf<'static> {
    RequestOf { method_path: "POST /v1/billing/payments", body_hash: &BODY }
}

fn answer() -> StoredAnswer {
    let headers = vec![("Location".to_owned(), "/v1/billing/payments/1".to_owned())];
    StoredAnswer { status: 201, headers, body: b"{\"ok\":true}\n".to_vec() }
}

async fn answered(db: &Db, now: i64) -> Claim {
    let tx = db.begin().await.unwrap();
    let claim = claim(&tx, key("ana"), request(), at(now), at(now + 100)).await.unwrap();
    if claim == Claim::New {
        store_answer(&tx, key("ana"), &answer()).await.unwrap();
    }
    tx.commit().await.unwrap();
    claim
}

#[tokio::test]
async fn a_request_sent_again_gets_the_first_answer_byte_for_byte() {
    let db = database().await;
    assert_eq!(answered(&db, 0).await, Claim::New);
    assert_eq!(answered(&db, 99).await, Claim::Replay(answer()));
}

#[tokio::test]
async fn an_expired_key_is_free_again() {
    let db = database().await;
    assert_eq!(answered(&db, 0).await, Claim::New);
    assert_eq!(answered(&db, 100).await, Claim::New);
    assert_eq!(answered(&db, 150).await, Claim::Replay(answer()));
}

#[tokio::test]
async fn a_key_used_for_another_body_or_path_is_told_apart_and_other_callers_are_free() {
    let db = database().await;
    answered(&db, 0).await;
    let tx = db.begin().await.unwrap();
    let body = RequestOf { body_hash: &hash_of(3), ..request() };
    assert_eq!(claim(&tx, key("ana"), body, at(1), at(9)).await.unwrap(), Claim::OtherRequest);
    let path = RequestOf { method_path: "POST /v1/billing/invoices", ..request() };
    assert_eq!(claim(&tx, key("ana"), path, at(1), at(9)).await.unwrap(), Claim::OtherRequest);
    assert_eq!(claim(&tx, key("ben"), request(), at(1), at(9)).await.unwrap(), Claim::New);
}

#[tokio::test]
async fn a_change_rolled_back_does_not_use_the_key_up() {
    let db = database().await;
    let tx = db.begin().await.unwrap();
    assert_eq!(claim(&tx, key("ana"), request(), at(0), at(9)).await.unwrap(), Claim::New);
    tx.rollback().await.unwrap();
    assert_eq!(answered(&db, 0).await, Claim::New);
}

#[tokio::test]
async fn an_answer_needs_a_claimed_key() {
    let db = database().await;
    let unclaimed = change!(db, |tx| store_answer(tx, key("ana"), &answer()));
    assert!(matches!(unclaimed, Err(StoreError::NotFound(_))));
}

#[tokio::test]
async fn of_many_simultaneous_claims_one_is_new_and_the_others_wait_for_its_answer() {
    let db = database().await;
    let claims: Vec<_> = (0..20)
        .map(|_| {
            let db = db.db.clone();
            tokio::spawn(async move { answered(&db, 0).await })
        })
        .collect();
    let mut new = 0;
    for claim in claims {
        match claim.await.unwrap() {
            Claim::New => new += 1,
            replay => assert_eq!(replay, Claim::Replay(answer())),
        }
    }
    assert_eq!(new, 1);
}

#[tokio::test]
async fn a_key_whose_first_request_is_still_running_is_given_up_in_time() {
    let db = database().await;
    let first = db.begin().await.unwrap();
    claim(&first, key("ana"), request(), at(0), at(9)).await.unwrap();
    let refused = match db.begin().await {
        Ok(second) => claim(&second, key("ana"), request(), at(0), at(9)).await.unwrap_err(),
        Err(error) => error,
    };
    match db.engine() {
        Engine::Postgres => assert!(matches!(refused, StoreError::Locked), "{refused}"),
        // All writers wait for the first one, whatever their key.
        Engine::Sqlite => assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}"),
    }
}

#[tokio::test]
async fn expired_keys_are_swept_a_portion_at_a_time() {
    let db = database().await;
    for caller in ["a", "b", "c"] {
        change!(db, |tx| claim(tx, key(caller), request(), at(0), at(10))).unwrap();
    }
    assert_eq!(change!(db, |tx| sweep_expired(tx, at(9), 10)).unwrap(), 0);
    assert_eq!(change!(db, |tx| sweep_expired(tx, at(10), 2)).unwrap(), 2);
    assert_eq!(change!(db, |tx| sweep_expired(tx, at(10), 2)).unwrap(), 1);
}
