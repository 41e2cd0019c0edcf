//! Setting a new password with the token of a letter.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use super::{
    BETTER, GOOD, confirm, enter, letters, pass, refresh, register, request_reset, reset, sign_in, token_for, works,
};
use crate::support::people::PASSWORD;
use crate::support::{Role, TestServer, both_engines, one_engine};

both_engines! {
    async fn a_reset_ends_every_session_and_the_new_password_counts(server: TestServer) {
        let person = server.new_account().await;
        let before = enter(&server, &person).await;
        assert!(works(&server, &before.access).await);
        request_reset(&server, &person.email).await.expect(202);
        assert!(works(&server, &before.access).await, "asking alone changes nothing");
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
        assert!(!works(&server, &before.access).await);
        refresh(&server, &before.refresh).await.expect_problem(401, "invalid-refresh-token");
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(401, "wrong-credentials");
        sign_in(&server, &person.email, BETTER).await.expect(201);
    }

    async fn the_answer_is_the_same_whether_the_address_is_known_or_not(server: TestServer) {
        let known = server.person(Role::Account).email;
        let answers = [request_reset(&server, &known).await, request_reset(&server, "nobody@example.org").await];
        assert_eq!(answers[0].text(), answers[1].text());
        assert_eq!(answers.map(|answer| answer.status()), [202, 202]);
        assert_eq!(letters(&server, &known).await.len(), 1);
        assert!(letters(&server, "nobody@example.org").await.is_empty());
    }

    async fn a_reset_token_is_good_once_whatever_letters_come_later_and_its_use_ends_them_all(server: TestServer) {
        let person = server.new_account().await;
        request_reset(&server, &person.email).await.expect(202);
        let early = token_for(&server, &person.email).await;
        request_reset(&server, &person.email).await.expect(202);
        let late = token_for(&server, &person.email).await;
        let answers = join_all((0..6).map(|_| reset(&server, &early, BETTER))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409, 409, 409, 409, 409]);
        reset(&server, &late, GOOD).await.expect_problem(409, "one-time-token-refused");
    }

    async fn a_mailbox_gets_five_letters_until_an_hour_passes_without_one_and_nobody_is_told(server: TestServer) {
        let person = server.new_account().await;
        let answers = join_all((0..12).map(|_| request_reset(&server, &person.email))).await;
        assert!(answers.iter().all(|answer| answer.status() == 202 && answer.text() == answers[0].text()));
        assert_eq!(letters(&server, &person.email).await.len(), 5);
        pass(&server, TimeDelta::minutes(59));
        request_reset(&server, &person.email).await.expect(202);
        assert_eq!(letters(&server, &person.email).await.len(), 5);
        pass(&server, TimeDelta::minutes(1));
        request_reset(&server, &person.email).await.expect(202);
        assert_eq!(letters(&server, &person.email).await.len(), 6);
        reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(204);
    }

    async fn registering_again_and_again_fills_no_mailbox(server: TestServer) {
        let known = server.new_account().await.email;
        for number in 0..7 {
            register(&server, &known, GOOD).await.expect(202);
            // One mailbox, whatever follows the plus.
            register(&server, &format!("ana+{number}@example.org"), GOOD).await.expect(202);
        }
        assert_eq!(letters(&server, &known).await.len(), 5);
        let mut sent = 0;
        for number in 0..7 {
            sent += letters(&server, &format!("ana+{number}@example.org")).await.len();
        }
        assert_eq!(sent, 5);
    }

    async fn a_refused_password_leaves_the_token_good(server: TestServer) {
        let person = server.new_account().await;
        request_reset(&server, &person.email).await.expect(202);
        let token = token_for(&server, &person.email).await;
        reset(&server, &token, "too short").await.expect_problem(409, "password-refused");
        reset(&server, &token, BETTER).await.expect(204);
    }
}

one_engine! {
    async fn a_reset_token_is_good_for_an_hour_and_for_nothing_else(server: TestServer) {
        let person = server.new_account().await;
        for (wait, status) in [(TimeDelta::seconds(3599), 204), (TimeDelta::seconds(3600), 409)] {
            request_reset(&server, &person.email).await.expect(202);
            pass(&server, wait);
            reset(&server, &token_for(&server, &person.email).await, BETTER).await.expect(status);
        }
        request_reset(&server, &person.email).await.expect(202);
        let token = token_for(&server, &person.email).await;
        confirm(&server, &token, GOOD).await.expect_problem(409, "one-time-token-refused");
        reset(&server, &token, BETTER).await.expect(204);
    }

    async fn a_reset_proves_the_address_of_an_account_that_was_never_confirmed(server: TestServer) {
        register(&server, "ana@example.org", GOOD).await.expect(202);
        let confirmation = token_for(&server, "ana@example.org").await;
        request_reset(&server, "ana@example.org").await.expect(202);
        reset(&server, &token_for(&server, "ana@example.org").await, BETTER).await.expect(204);
        sign_in(&server, "ana@example.org", BETTER).await.expect(201);
        confirm(&server, &confirmation, GOOD).await.expect_problem(409, "one-time-token-refused");
    }

    async fn a_suspended_account_gets_no_letter_and_its_old_token_is_worthless(server: TestServer) {
        let person = server.new_account().await;
        request_reset(&server, &person.email).await.expect(202);
        let token = token_for(&server, &person.email).await;
        let path = format!("/v1/accounts/{}", person.account_id);
        server.patch(&path).as_(Role::Admin).if_match("*").json(&json!({ "status": "suspended" })).send().await.expect(200);
        request_reset(&server, &person.email).await.expect(202);
        assert_eq!(letters(&server, &person.email).await.len(), 1);
        reset(&server, &token, BETTER).await.expect_problem(409, "one-time-token-refused");
    }
}
