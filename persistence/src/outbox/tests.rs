use serde_json::json;

use super::*;
use crate::Db;
use crate::testing::{at, change, database, id, walk};

fn message(number: u128, available: i64) -> NewMessage {
    NewMessage {
        id: id(number).into(),
        kind: if number.is_multiple_of(2) { "even".into() } else { "odd".into() },
        dedupe: None,
        payload: json!({ "to": "ana@example.org", "number": number as u64 }),
        created_at: at(0),
        available_at: at(available),
    }
}

async fn given(db: &Db, message: &NewMessage) -> bool {
    change!(db, |tx| append(tx, message)).unwrap()
}

async fn claimed(db: &Db, now: i64, lease: i64) -> Vec<uuid::Uuid> {
    let due = change!(db, |tx| claim_due(tx, at(now), at(now + lease), 10)).unwrap();
    due.iter().map(|message| message.id.uuid()).collect()
}

#[tokio::test]
async fn due_messages_are_leased_oldest_first_and_return_when_the_lease_ends() {
    let db = database().await;
    for (number, available) in [(1, 20), (2, 10), (3, 99)] {
        assert!(given(&db, &message(number, available)).await);
    }
    assert_eq!(next_due_at(&*db).await.unwrap(), Some(at(10)));
    assert_eq!(claimed(&db, 50, 30).await, [2, 1].map(id));
    assert!(claimed(&db, 50, 30).await.is_empty());
    assert_eq!(claimed(&db, 80, 30).await, [1, 2].map(id));
    let read = find_message(&*db, id(1).into()).await.unwrap().unwrap();
    assert_eq!((read.attempts, read.available_at, read.payload), (2, at(110), message(1, 0).payload));
}

#[tokio::test]
async fn a_message_that_was_delivered_or_given_up_is_never_claimed_again() {
    let db = database().await;
    for number in 1..=3 {
        given(&db, &message(number, 0)).await;
    }
    assert_eq!(claimed(&db, 0, 10).await.len(), 3);
    change!(db, |tx| mark_delivered(tx, id(1).into(), at(1))).unwrap();
    change!(db, |tx| mark_failed(tx, id(1).into(), "late news", Some(at(2)), at(2))).unwrap();
    change!(db, |tx| mark_failed(tx, id(2).into(), "no such address", None, at(1))).unwrap();
    change!(db, |tx| mark_failed(tx, id(3).into(), "busy", Some(at(60)), at(1))).unwrap();
    assert!(claimed(&db, 59, 10).await.is_empty());
    assert_eq!(claimed(&db, 60, 10).await, [id(3)]);
    let delivered = find_message(&*db, id(1).into()).await.unwrap().unwrap();
    assert_eq!((delivered.delivered_at, delivered.last_error), (Some(at(1)), None));
    assert_eq!(change!(db, |tx| sweep_delivered(tx, at(1))).unwrap(), 0);
    assert_eq!(change!(db, |tx| sweep_delivered(tx, at(2))).unwrap(), 1);
    let given_up = find_message(&*db, id(2).into()).await.unwrap().unwrap();
    assert_eq!((given_up.given_up_at, given_up.last_error.as_deref()), (Some(at(1)), Some("no such address")));
}

#[tokio::test]
async fn a_dedupe_word_is_borne_by_one_message() {
    let db = database().await;
    let bearing = |number| NewMessage { dedupe: Some("reminder 7".into()), ..message(number, 0) };
    assert!(given(&db, &bearing(1)).await);
    assert!(!given(&db, &bearing(2)).await);
    assert_eq!(find_message(&*db, id(2).into()).await.unwrap(), None);
}

#[tokio::test]
async fn the_outbox_is_listed_from_either_end_and_narrowed_by_kind() {
    let db = database().await;
    for number in 1..=4 {
        given(&db, &message(number, 0)).await;
    }
    let listed = async |filter: MessageFilter, sort| {
        let seen = walk!(1, sort, |page| list_messages(&*db, &filter, page));
        seen.iter().map(|message| message.id.uuid()).collect::<Vec<_>>()
    };
    assert_eq!(listed(MessageFilter::default(), MessageSort::Newest).await, [4, 3, 2, 1].map(id));
    assert_eq!(listed(MessageFilter { kind: Some("odd".into()) }, MessageSort::Oldest).await, [1, 3].map(id));
}

#[tokio::test]
async fn many_workers_lease_every_message_to_exactly_one_of_them() {
    let db = database().await;
    for number in 1..=40 {
        given(&db, &message(number, 0)).await;
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let db = db.db.clone();
            tokio::spawn(async move {
                let mut leased = Vec::new();
                loop {
                    let due = change!(db, |tx| claim_due(tx, at(0), at(60), 3)).unwrap();
                    if due.is_empty() {
                        return leased;
                    }
                    leased.extend(due.iter().map(|message| message.id));
                }
            })
        })
        .collect();
    let mut leased = Vec::new();
    for worker in workers {
        leased.extend(worker.await.unwrap());
    }
    leased.sort();
    assert_eq!(leased, (1..=40).map(|number| id(number).into()).collect::<Vec<MessageId>>());
}
