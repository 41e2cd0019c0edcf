//! The worker's round: by itself, until told to stop.

use std::time::Duration;

use chrono::TimeDelta;
use guildhall::worker;
use guildhall_domain::accounts::TokenPurpose;
use guildhall_persistence::accounts::{self, OneTimeToken};
use guildhall_persistence::idempotency::{self, KeyOf, RequestOf};
use tokio::sync::watch;

use super::house::{House, Mood, on_both};
use crate::support::{Person, Role};

async fn until_sent(house: &House, count: usize) {
    for _ in 0..200 {
        if house.mail.sent().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} of {count} letters were sent in ten seconds", house.mail.sent().len());
}

#[test]
fn what_is_written_while_it_runs_goes_out_and_it_stops_when_told() {
    on_both(async |house| {
        let (stop, stopped) = watch::channel(false);
        let told = async {
            for count in 1..=2 {
                house.write("By itself").await;
                until_sent(&house, count).await;
            }
            stop.send_replace(true);
        };
        let both = async { tokio::join!(worker::run(&house.app, stopped), told) };
        tokio::time::timeout(Duration::from_secs(20), both).await.expect("it stops");
    });
}

#[test]
fn a_gateway_that_panics_does_not_end_the_worker() {
    on_both(async |house| {
        house.mail.set(Mood::Panic);
        house.write("Boom").await;
        let (stop, stopped) = watch::channel(false);
        let told = async {
            until_sent(&house, 1).await;
            house.mail.set(Mood::Take);
            house.write("Afterward").await;
            until_sent(&house, 2).await;
            stop.send_replace(true);
        };
        let both = async { tokio::join!(worker::run(&house.app, stopped), told) };
        tokio::time::timeout(Duration::from_secs(30), both).await.expect("it stops");
    });
}

#[test]
fn what_has_expired_is_swept_and_what_has_not_stays() {
    on_both(async |house| {
        let now = house.app.clock.now();
        let tx = house.app.db.begin().await.unwrap();
        for (number, expires_at) in [(1, now), (2, now + TimeDelta::seconds(1))] {
            let key = KeyOf { caller: "anonymous", key_hash: &[number; 32] };
            let request = RequestOf { method_path: "POST /v1/x", body_hash: &[0; 32] };
            idempotency::claim(&tx, key, request, now - TimeDelta::days(1), expires_at).await.unwrap();
        }
        for (number, expired_for) in [(1, TimeDelta::hours(25)), (2, TimeDelta::hours(23))] {
            let token = OneTimeToken {
                token_hash: [number; 32],
                account_id: Person::of(Role::Account).account_id,
                purpose: TokenPurpose::ConfirmEmail,
                expires_at: now - expired_for,
            };
            accounts::insert_one_time_token(&tx, &token).await.unwrap();
        }
        tx.commit().await.unwrap();
        let swept = async || worker::run_due(&house.app).await.job("house.sweep").unwrap().done;
        assert_eq!(swept().await, 2);
        assert_eq!(swept().await, 0);
    });
}
