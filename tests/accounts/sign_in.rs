//! Signing in.

use serde_json::json;

use super::{GOOD, register, sign_in};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Role, TestServer, both_engines};

/// What a stranger can compare: everything but what differs between any two answers.
fn comparable(answer: &Answer) -> (u16, String, Vec<(String, String)>) {
    let mut body = answer.json();
    body["instance"] = json!(null);
    body["request_id"] = json!(null);
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let own = ["x-request-id", "date", "ratelimit"];
    let mut headers: Vec<_> = headers.filter(|(name, _)| !own.contains(&name.as_str())).collect();
    headers.sort();
    (answer.status(), body.to_string(), headers)
}

both_engines! {
    async fn signing_in_shows_a_session_and_its_tokens_once(server: TestServer) {
        let answer = server.post("/v1/accounts/sessions").header("user-agent", "a browser")
            .json(&json!({ "email": server.person(Role::Staff).email, "password": PASSWORD })).send().await.expect(201);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!((answer.at("/tokens/token_type"), answer.at("/tokens/expires_in")), (json!("Bearer"), json!(600)));
        assert_eq!((answer.at("/current"), answer.at("/user_agent")), (json!(true), json!("a browser")));
        assert_eq!(answer.at("/expires_at"), "2025-03-15T12:00:00Z");
        let mut expected = answer.json();
        expected.as_object_mut().unwrap().remove("tokens");
        let access = answer.text_at("/tokens/access_token");
        let read = server.get(answer.header("location")).as_(&access).send().await.expect(200);
        assert_eq!(read.json(), expected);
    }

    async fn unknown_wrong_and_unconfirmed_with_a_wrong_password_look_alike(server: TestServer) {
        register(&server, "pending@example.org", GOOD).await.expect(202);
        let known = server.person(Role::Member).email;
        let mut seen = Vec::new();
        for email in ["nobody@example.org", known.as_str(), "pending@example.org"] {
            let answer = sign_in(&server, email, "not the password at all").await.expect_problem(401, "wrong-credentials");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            seen.push(comparable(&answer));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }

    async fn a_suspended_account_is_told_so_only_with_its_password(server: TestServer) {
        let person = server.new_account().await;
        let path = format!("/v1/accounts/{}", person.account_id);
        server.patch(&path).as_(Role::Admin).if_match("*").json(&json!({ "status": "suspended" })).send().await.expect(200);
        sign_in(&server, &person.email, "not the password at all").await.expect_problem(401, "wrong-credentials");
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(403, "account-suspended");
    }

    async fn the_same_sign_in_under_the_same_key_is_one_session_for_half_a_minute(server: TestServer) {
        let person = server.new_account().await;
        let body = json!({ "email": person.email, "password": PASSWORD });
        let send = || server.post("/v1/accounts/sessions").key("sign-in-once").json(&body).send();
        let first = send().await.expect(201);
        server.set_clock("2025-03-01T12:00:29Z");
        let again = send().await.expect(201);
        assert_eq!((again.bytes(), again.header("idempotency-replayed")), (first.bytes(), "true"));
        server.set_clock("2025-03-01T12:00:30Z");
        assert_ne!(send().await.expect(201).at("/id"), first.at("/id"));
    }
}
