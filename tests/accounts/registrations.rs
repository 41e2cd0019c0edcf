//! Registering and confirming.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{BETTER, GOOD, confirm, key, letters, pass, register, registration, sign_in, token_for, tokens_for};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

/// A password that somebody else thought of.
const STRANGERS: &str = "nine ferries cross at dusk";

/// Registers an address: its owner as Vic, a stranger as Eve.
async fn named(server: &TestServer, email: &str, password: &str) -> Answer {
    pass(server, TimeDelta::seconds(1));
    let mut body = registration(email, password);
    body["given_name"] = json!(if password == STRANGERS { "Eve" } else { "Vic" });
    server.post("/v1/accounts/registrations").key(&key()).json(&body).send().await
}

both_engines! {
    async fn a_newcomer_registers_confirms_the_address_and_signs_in(server: TestServer) {
        register(&server, "Ana@Example.org", GOOD).await.expect(202);
        sign_in(&server, "ana@example.org", GOOD).await.expect_problem(403, "account-not-confirmed");
        let account = confirm(&server, &token_for(&server, "Ana@Example.org").await, GOOD).await.expect(200).json();
        assert_eq!((&account["email"], &account["status"]), (&json!("Ana@Example.org"), &json!("active")));
        assert_eq!((&account["roles"], &account["member_id"]), (&json!(["account"]), &Value::Null));
        let session = sign_in(&server, "ana@example.org", GOOD).await.expect(201);
        let me = server.get("/v1/accounts/me").as_(&session.text_at("/tokens/access_token")).send().await.expect(200);
        assert_eq!(me.json(), account);
    }

    async fn one_name_suffices_in_any_script_and_what_nobody_sees_does_not(server: TestServer) {
        let send = async |email: &str, name: Value| {
            let mut body = json!({ "email": email, "password": GOOD });
            body.as_object_mut().unwrap().extend(name.as_object().unwrap().clone());
            server.post("/v1/accounts/registrations").key(&key()).json(&body).send().await
        };
        for (index, (name, kept)) in [
            (json!({ "given_name": "Madonna", "family_name": "" }), ["Madonna", ""]),
            (json!({ "given_name": "Madonna" }), ["Madonna", ""]),
            (json!({ "family_name": "Suharto" }), ["", "Suharto"]),
            (json!({ "given_name": "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3}", "family_name": "پری\u{200c}ناز" }), ["\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3}", "پری\u{200c}ناز"]),
            (json!({ "given_name": "A\u{30a}sa", "family_name": " Berg  Lund " }), ["\u{c5}sa", "Berg Lund"]),
        ].into_iter().enumerate() {
            let email = format!("one{index}@example.org");
            send(&email, name).await.expect(202);
            let account = confirm(&server, &token_for(&server, &email).await, GOOD).await.expect(200).json();
            assert_eq!([&account["given_name"], &account["family_name"]], kept);
        }
        for none in [json!({}), json!({ "given_name": "" }), json!({ "given_name": " ", "family_name": "\u{3000}" })] {
            let refused = send("none@example.org", none).await.expect_problem(409, "name-refused");
            assert_eq!(refused.violations(), [("/given_name".to_owned(), "name_refused".to_owned())]);
        }
        for hidden in ["\u{200d}Ana", "Ana\u{200c}", "A\u{200d}na", "An\u{200b}a", "\u{202e}anA", "Ana\t", "A\u{2066}na\u{2069}", "\u{3164}"] {
            let refused = send("none@example.org", json!({ "given_name": "Ana", "family_name": hidden })).await;
            let refused = refused.expect_problem(422, "invalid-body");
            assert_eq!(refused.violations(), [("/family_name".to_owned(), "invisible_character".to_owned())], "{hidden:?}");
            assert!(refused.text_at("/errors/0/detail").contains("U+"));
        }
    }

    async fn only_by_mail_does_anybody_learn_that_an_address_has_an_account(server: TestServer) {
        let known = server.person(Role::Account).email;
        let answers = [register(&server, "nobody@example.org", GOOD).await, register(&server, &known, GOOD).await];
        assert_eq!(answers[0].text(), answers[1].text());
        assert_eq!(answers.map(|answer| answer.status()), [202, 202]);
        let subjects = async |to: &str| letters(&server, to).await.into_iter().map(|letter| letter.subject).collect::<Vec<_>>();
        assert_eq!(subjects("nobody@example.org").await, ["Confirm your address"]);
        assert_eq!(subjects(&known).await, ["You have an account already"]);
        sign_in(&server, &known, GOOD).await.expect_problem(401, "wrong-credentials");
        sign_in(&server, &known, PASSWORD).await.expect(201);
    }

    async fn the_password_that_comes_with_the_token_opens_the_account_in_whatever_order_strangers_registered(server: TestServer) {
        for (email, first, second) in [("p2@example.org", GOOD, STRANGERS), ("a1@example.org", STRANGERS, GOOD)] {
            for used in [0, 1] {
                let email = format!("{used}{email}");
                named(&server, &email, first).await.expect(202);
                named(&server, &email, second).await.expect(202);
                let token = tokens_for(&server, &email).await.swap_remove(used);
                let account = confirm(&server, &token, GOOD).await.expect(200).json();
                assert_eq!(account["given_name"], "Vic", "{email}: the name is that of whoever knows the password");
                sign_in(&server, &email, STRANGERS).await.expect_problem(401, "wrong-credentials");
                sign_in(&server, &email, GOOD).await.expect(201);
            }
        }
    }

    async fn no_letter_is_made_worthless_by_a_later_registration_and_every_one_by_a_confirmation(server: TestServer) {
        for _ in 0..3 {
            for _ in 0..7 {
                named(&server, "ana@example.org", STRANGERS).await.expect(202);
            }
            pass(&server, TimeDelta::hours(1));
        }
        let tokens = tokens_for(&server, "ana@example.org").await;
        assert_eq!(tokens.len(), 10, "a mailbox is not filled with letters");
        confirm(&server, &tokens[0], BETTER).await.expect(200);
        for token in &tokens {
            confirm(&server, token, STRANGERS).await.expect_problem(409, "one-time-token-refused");
        }
        sign_in(&server, "ana@example.org", BETTER).await.expect(201);
    }

    async fn without_a_password_nothing_is_confirmed_and_the_token_stays_good(server: TestServer) {
        named(&server, "ana@example.org", STRANGERS).await.expect(202);
        let token = token_for(&server, "ana@example.org").await;
        let alone = server.post("/v1/accounts/confirmations").json(&json!({ "token": token })).send().await;
        let refused = alone.expect_problem(409, "password-needed");
        assert_eq!(refused.violations(), [("/password".to_owned(), "password_needed".to_owned())]);
        confirm(&server, &token, "too short").await.expect_problem(409, "password-refused");
        let body = json!({ "token": token, "password": GOOD, "given_name": "Ana", "family_name": "Ruiz" });
        let account = server.post("/v1/accounts/confirmations").json(&body).send().await.expect(200).json();
        assert_eq!((&account["given_name"], &account["family_name"]), (&json!("Ana"), &json!("Ruiz")));
        sign_in(&server, "ana@example.org", STRANGERS).await.expect_problem(401, "wrong-credentials");
    }

    async fn a_registration_needs_no_password(server: TestServer) {
        let body = json!({ "email": "ana@example.org", "given_name": "Ana", "family_name": "Ruiz" });
        server.post("/v1/accounts/registrations").key(&key()).json(&body).send().await.expect(202);
        sign_in(&server, "ana@example.org", GOOD).await.expect_problem(401, "wrong-credentials");
        confirm(&server, &token_for(&server, "ana@example.org").await, GOOD).await.expect(200);
        sign_in(&server, "ana@example.org", GOOD).await.expect(201);
    }

    async fn a_confirmation_token_is_good_once(server: TestServer) {
        register(&server, "ana@example.org", GOOD).await.expect(202);
        let token = token_for(&server, "ana@example.org").await;
        let answers = join_all((0..8).map(|_| confirm(&server, &token, GOOD))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409]);
    }

    async fn many_who_register_one_address_at_once_make_one_account(server: TestServer) {
        let answers = join_all((0..12).map(|_| register(&server, "ana@example.org", GOOD))).await;
        assert!(answers.iter().all(|answer| answer.status() == 202), "{answers:?}");
        let found = server.get("/v1/accounts?email=ana@example.org").as_(Role::Staff).send().await.expect(200);
        assert_eq!(found.at("/data").as_array().map(Vec::len), Some(1));
    }

    async fn the_same_request_under_the_same_key_writes_one_letter(server: TestServer) {
        let (body, key) = (registration("ana@example.org", GOOD), key());
        for replayed in ["", "true"] {
            let answer = server.post("/v1/accounts/registrations").key(&key).json(&body).send().await.expect(202);
            assert_eq!(answer.header("idempotency-replayed"), replayed);
        }
        assert_eq!(letters(&server, "ana@example.org").await.len(), 1);
    }
}

one_engine! {
    async fn a_confirmation_token_is_good_for_two_days_and_no_second_longer(server: TestServer) {
        for (wait, status) in [(TimeDelta::hours(48) - TimeDelta::seconds(1), 200), (TimeDelta::hours(48), 409)] {
            let email = format!("ana{status}@example.org");
            register(&server, &email, GOOD).await.expect(202);
            pass(&server, wait);
            confirm(&server, &token_for(&server, &email).await, GOOD).await.expect(status);
        }
    }

    async fn registering_needs_an_idempotency_key_because_it_sends_a_letter(server: TestServer) {
        let body = registration("ana@example.org", GOOD);
        server.post("/v1/accounts/registrations").json(&body).send().await.expect_problem(400, "missing-header");
    }

    async fn nobody_registers_with_a_role_a_status_or_an_id_of_their_choosing(server: TestServer) {
        for (name, value) in [
            ("roles", json!(["admin"])), ("role", json!("admin")), ("status", json!("active")), ("demo", json!(true)),
            ("id", json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")), ("member_id", json!(null)), ("version", json!(9)),
            ("created_at", json!("2020-01-01T00:00:00Z")), ("password_hash", json!("x")), ("confirmed", json!(true)),
        ] {
            let mut body = registration("eve@example.org", GOOD);
            body[name] = value;
            let answer = server.post("/v1/accounts/registrations").key(&key()).json(&body).send().await.expect(422);
            assert_eq!(answer.violations(), [(format!("/{name}"), "unknown_member".to_owned())]);
        }
        assert!(letters(&server, "eve@example.org").await.is_empty());
    }

    async fn addresses_that_look_like_others_are_refused(server: TestServer) {
        for email in ["\u{430}na@example.org", "ana\u{200b}@example.org", "an\u{ff41}@example.org", "\"ana\"@example.org", "ana@[127.0.0.1]"] {
            let answer = register(&server, email, GOOD).await;
            assert!([409, 422].contains(&answer.status()), "{email}: {answer:?}");
        }
        register(&server, "ana at example.org", GOOD).await.expect(422);
    }

    async fn what_is_only_posted_to_takes_no_other_method(server: TestServer) {
        for noun in ["address-changes", "address-changes/confirmations", "address-changes/revocations", "registrations", "confirmations", "refreshes", "password-changes", "password-reset-requests", "password-resets"] {
            let answer = server.get(&format!("/v1/accounts/{noun}")).send().await.expect(405);
            assert_eq!(answer.header("allow"), "POST, OPTIONS", "{noun}");
        }
    }
}
