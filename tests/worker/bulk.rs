//! Letters to many: rendered when they are handed over, and nobody gets one twice.

use guildhall::accounts::letters::AccountExists;
use guildhall::post;
use guildhall_domain::accounts::{Account, AccountStatus, Roles};
use guildhall_domain::ids::{AccountId, MessageId};
use guildhall_domain::members::PersonName;
use guildhall_persistence::accounts;
use guildhall_persistence::outbox::{self, NewMessage};
use serde_json::json;

use super::house::{House, on_both};

async fn account(house: &House, given: &str, status: AccountStatus) -> AccountId {
    let now = house.app.clock.now();
    let account = Account {
        id: AccountId::new(house.app.entropy.uuid(now)),
        email: format!("{}@people.example", given.to_lowercase()),
        name: PersonName::new(given, "Reyes").unwrap(),
        printed_name: None,
        status,
        roles: Roles::NONE,
        closed_at: None,
        demo: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = house.app.db.begin().await.unwrap();
    accounts::insert_account(&tx, &account, "no password").await.unwrap();
    tx.commit().await.unwrap();
    account.id
}

async fn lapsed(house: &House, recipients: &[AccountId]) -> MessageId {
    let variables = json!({ "given_name": "", "lapsed_on": "2026-05-01" });
    let payload = json!({ "template": "letters/members/lapsed", "variables": variables, "recipients": recipients });
    house.write_as("bulk_letter", payload).await
}

#[test]
fn each_recipient_gets_a_letter_with_the_name_and_address_of_that_moment() {
    on_both(async |house| {
        let (ana, bo) =
            (account(&house, "Ana", AccountStatus::Active).await, account(&house, "Bo", AccountStatus::Active).await);
        let gone = account(&house, "Gone", AccountStatus::Suspended).await;
        let id = lapsed(&house, &[ana, bo, gone]).await;
        let tx = house.app.db.begin().await.unwrap();
        let mut renamed = accounts::lock_account(&tx, bo).await.unwrap();
        renamed.name = PersonName::new("Bob", "Reyes").unwrap();
        accounts::save_account(&tx, &renamed).await.unwrap();
        tx.commit().await.unwrap();
        let report = house.deliver().await;
        assert_eq!((report.done, report.failed), (3, 0), "the bulk letter and the letters that it became");
        let mut sent: Vec<_> = house.mail.sent().into_iter().map(|(_, letter)| (letter.to, letter.text)).collect();
        sent.sort();
        assert_eq!(
            sent.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(),
            ["ana@people.example", "bo@people.example"]
        );
        assert!(sent[0].1.starts_with("Dear Ana,\n") && sent[1].1.starts_with("Dear Bob,\n"), "{sent:?}");
        assert!(sent[0].1.contains("May 1, 2026"), "{sent:?}");
        assert!(house.message(id).await.delivered_at.is_some());
    });
}

#[test]
fn a_delivery_that_is_taken_up_again_writes_to_nobody_twice() {
    on_both(async |house| {
        let ana = account(&house, "Ana", AccountStatus::Active).await;
        let bo = account(&house, "Bo", AccountStatus::Active).await;
        let id = lapsed(&house, &[ana, bo]).await;
        // What a worker had done that died in the middle: Ana has her letter, and nothing is marked.
        let now = house.app.clock.now();
        let letter = NewMessage {
            id: MessageId::new(house.app.entropy.uuid(now)),
            kind: "letter".into(),
            dedupe: Some(format!("bulk/{id}/{ana}")),
            payload: json!({ "to": "ana@people.example", "subject": "Your membership has lapsed", "text": "Dear Ana" }),
            created_at: now,
            available_at: now,
        };
        let tx = house.app.db.begin().await.unwrap();
        assert!(outbox::append(&tx, &letter).await.unwrap());
        tx.commit().await.unwrap();
        house.deliver().await;
        assert_eq!(house.deliver().await.done, 0);
        assert!(house.message(id).await.delivered_at.is_some());
        let mut all: Vec<String> = house.mail.sent().into_iter().map(|(_, letter)| letter.to).collect();
        all.sort();
        assert_eq!(all, ["ana@people.example", "bo@people.example"]);
    });
}

#[test]
fn a_template_that_nobody_knows_is_given_up() {
    on_both(async |house| {
        let payload = json!({ "template": "letters/members/nobody", "variables": {}, "recipients": [account(&house, "Ana", AccountStatus::Active).await] });
        let id = house.write_as("bulk_letter", payload).await;
        assert_eq!(house.deliver().await.failed, 1);
        assert!(house.message(id).await.given_up_at.is_some());
    });
}

#[test]
fn a_bulk_letter_is_written_once_under_its_key() {
    on_both(async |house| {
        let ana = account(&house, "Ana", AccountStatus::Active).await;
        for _ in 0..2 {
            let tx = house.app.db.begin().await.unwrap();
            let text = AccountExists::new(&house.app);
            post::append_bulk(&house.app, &tx, &text, vec![ana], "incident 7".into()).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(house.deliver().await.done, 2, "the bulk letter and the one letter");
        assert_eq!(house.mail.sent().len(), 1);
    });
}
