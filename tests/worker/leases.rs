//! Two processes on one outbox, and one that dies in the middle.

use std::collections::BTreeSet;
use std::time::Duration;

use super::house::{Mood, on_both};

#[test]
fn two_processes_send_each_letter_once_between_them() {
    on_both(async |house| {
        let neighbor = house.neighbor().await;
        for number in 0..60 {
            house.write(&number.to_string()).await;
        }
        let (ours, theirs) = tokio::join!(house.deliver(), neighbor.deliver());
        assert_eq!((ours.done + theirs.done, ours.failed + theirs.failed), (60, 0));
        let sent: Vec<String> =
            [house.mail.sent(), neighbor.mail.sent()].concat().into_iter().map(|(id, _)| id).collect();
        assert_eq!(sent.len(), 60);
        assert_eq!(sent.iter().collect::<BTreeSet<_>>().len(), 60);
    });
}

#[test]
fn what_a_process_had_in_hand_when_it_died_is_sent_by_another_under_the_same_id() {
    on_both(async |house| {
        let neighbor = house.neighbor().await;
        house.mail.set(Mood::Hang);
        let id = house.write("In good hands").await;
        // It dies while the mail server has the letter.
        let died = tokio::time::timeout(Duration::from_millis(300), house.deliver()).await;
        assert!(died.is_err());
        assert_eq!(house.mail.sent().len(), 1);
        house.later(179);
        assert_eq!(neighbor.deliver().await.done, 0, "the lease has not ended");
        house.later(1);
        assert_eq!(neighbor.deliver().await.done, 1);
        assert_eq!(neighbor.mail.sent()[0].0, house.mail.sent()[0].0);
        let message = house.message(id).await;
        assert_eq!((message.attempts, message.delivered_at.is_some()), (2, true));
    });
}
