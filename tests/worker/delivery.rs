//! Delivery of the outbox: once when it works, later when it does not, never for ever.

use guildhall::config::Environment;
use guildhall::worker::Outcome;
use serde_json::json;

use super::house::{Mood, on_both, on_both_as};

#[test]
fn a_letter_goes_out_once_under_the_id_of_its_message() {
    on_both(async |house| {
        let id = house.write("Welcome").await;
        let report = house.deliver().await;
        assert_eq!((report.outcome, report.done, report.failed), (Outcome::Done, 1, 0));
        assert_eq!(house.deliver().await.done, 0);
        let sent = house.mail.sent();
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].0.clone(), sent[0].1.subject.as_str()), (id.to_string(), "Welcome"));
        assert_eq!(house.message(id).await.delivered_at, Some(house.app.clock.now()));
    });
}

#[test]
fn a_busy_server_is_tried_again_after_delays_that_double() {
    on_both(async |house| {
        house.mail.set(Mood::Busy);
        let id = house.write("Patience").await;
        for (attempt, delay) in [(1, 30), (2, 60), (3, 120), (4, 240)] {
            let report = house.deliver().await;
            assert_eq!((report.done, report.failed), (0, 1), "attempt {attempt}");
            let message = house.message(id).await;
            assert_eq!((message.attempts, message.given_up_at), (attempt, None));
            assert!(message.last_error.is_some_and(|words| words.contains("451")));
            house.later(delay - 1);
            assert_eq!(house.deliver().await.failed, 0, "too early after attempt {attempt}");
            house.later(1);
        }
        house.mail.set(Mood::Take);
        assert_eq!(house.deliver().await.done, 1);
        assert!(house.message(id).await.delivered_at.is_some());
    });
}

#[test]
fn a_server_that_stays_busy_is_given_up_after_more_than_a_day() {
    on_both(async |house| {
        house.mail.set(Mood::Busy);
        let (began, id) = (house.app.clock.now(), house.write("In vain").await);
        while house.message(id).await.given_up_at.is_none() {
            assert!(house.message(id).await.attempts < 18);
            house.deliver().await;
            house.later(4 * 60 * 60);
        }
        let message = house.message(id).await;
        assert_eq!((message.attempts, message.delivered_at), (18, None));
        assert!(message.given_up_at.unwrap() - began > chrono::TimeDelta::days(1));
        house.mail.set(Mood::Take);
        house.later(365 * 24 * 60 * 60);
        house.deliver().await;
        assert_eq!(house.message(id).await.delivered_at, None);
    });
}

#[test]
fn what_is_refused_for_good_is_tried_once() {
    on_both(async |house| {
        house.mail.set(Mood::Refuse);
        let id = house.write("No such mailbox").await;
        assert_eq!(house.deliver().await.failed, 1);
        let message = house.message(id).await;
        assert_eq!((message.attempts, message.given_up_at.is_some()), (1, true));
    });
}

#[test]
fn a_message_that_nobody_carries_does_not_hold_up_the_others() {
    on_both(async |house| {
        let stranger = house.write_as("carrier_pigeon", json!({ "feathers": 2 })).await;
        let letter = house.write("Behind it").await;
        let report = house.deliver().await;
        assert_eq!((report.done, report.failed), (1, 1));
        assert!(house.message(stranger).await.given_up_at.is_some());
        assert!(house.message(letter).await.delivered_at.is_some());
    });
}

#[test]
fn letters_are_sent_several_at_a_time() {
    on_both(async |house| {
        for number in 0..40 {
            house.write(&number.to_string()).await;
        }
        assert_eq!(house.deliver().await.done, 40);
        assert!((2..=8).contains(&house.mail.most_at_work()), "{}", house.mail.most_at_work());
    });
}

#[test]
fn what_a_letter_said_is_forgotten_in_production_once_it_is_delivered() {
    on_both_as(Environment::Production, async |house| {
        let id = house.write("A one-time link").await;
        house.deliver().await;
        assert_eq!(house.message(id).await.payload, json!({}));
    });
    on_both_as(Environment::Demo, async |house| {
        let id = house.write("To be read").await;
        house.deliver().await;
        assert_eq!(house.message(id).await.payload["subject"], "To be read");
    });
}

#[test]
fn a_kind_without_a_deliverer_is_given_up_and_says_so() {
    on_both(async |house| {
        for kind in ["text_message", "webhook_call"] {
            let id = house.write_as(kind, json!({ "to": "+15550100" })).await;
            let report = house.deliver().await;
            assert_eq!((report.done, report.failed), (0, 1), "{kind}");
            let message = house.message(id).await;
            assert!(message.given_up_at.is_some());
            assert!(
                message
                    .last_error
                    .is_some_and(|words| words.contains(&format!("no deliverer for messages of kind `{kind}`")))
            );
        }
        assert_eq!(house.mail.sent(), []);
    });
}
