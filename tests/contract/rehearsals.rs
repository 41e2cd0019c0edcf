//! `?mode=validate`: what a change would be answered, without the change.

use serde_json::{Value, json};

use crate::support::calls::{call, path, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::{Owner, settle};
use crate::support::people::PASSWORD;
use crate::support::{Role, TestServer, both_engines};

/// Whether an operation can be rehearsed.
fn is_write(operation: &Operation) -> bool {
    let parameters = operation.value["parameters"].as_array();
    parameters.into_iter().flatten().any(|one| one["in"] == "query" && one["name"] == "mode")
}

/// Everything that can be read of what is `owner`'s, an answer a line.
async fn all_that_shows(server: &TestServer, owner: &Owner) -> Vec<String> {
    let mut shown = Vec::new();
    for operation in Contract::of(true).document().operations().filter(|operation| operation.method == "GET") {
        let address = path(operation, owner);
        if operation.path.starts_with("/v1/") {
            let request = server.get(&address).as_(somebody(operation, owner)).header("x-request-id", "look");
            let answer = request.send().await;
            shown.push(format!("{address} {} {} {}", answer.status(), answer.header("etag"), answer.text()));
        }
    }
    shown
}

fn city() -> Value {
    json!({ "name": "City of Ogdenville", "kind": "city_or_county", "state": "IL" })
}

both_engines! {
    async fn what_is_refused_at_a_change_is_refused_at_its_rehearsal_and_leaves_no_trace(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let writes: Vec<&Operation> = contract.document().operations().filter(|operation| is_write(operation)).collect();
        assert!(writes.len() >= 20, "only {} writes found", writes.len());
        for (turn, operation) in writes.into_iter().enumerate() {
            let owner = &fixture.member;
            let who = || somebody(operation, owner);
            let (change, rehearsal) = (call(&server, operation, owner, turn).await, call(&server, operation, owner, turn).await);
            let before = all_that_shows(&server, owner).await;
            let rehearsal = rehearsal.rehearsed().as_(who()).send().await;
            for (before, after) in before.iter().zip(all_that_shows(&server, owner).await) {
                assert_eq!(before, &after, "{} left a trace", operation.id);
            }
            let done = change.as_(who()).send().await;
            if done.status() < 300 {
                let expected = if done.status() == 204 { 204 } else { 200 };
                assert_eq!((rehearsal.status(), rehearsal.header("rehearsed")), (expected, "true"), "{}", operation.id);
                assert_eq!((rehearsal.header("location"), rehearsal.header("etag")), ("", ""), "{}", operation.id);
                assert_eq!(done.header("rehearsed"), "", "{}", operation.id);
            } else {
                assert_eq!((rehearsal.status(), rehearsal.slug()), (done.status(), done.slug()), "{}", operation.id);
            }
        }
    }

    async fn a_rehearsal_does_not_use_the_key_up(server: TestServer) {
        let send = |path: &str| server.post(path).as_(Role::Staff).key("one").json(&city());
        let rehearsed = send("/v1/organizations?mode=validate").send().await.expect(200);
        assert_eq!(rehearsed.at("/name"), city()["name"]);
        let made = send("/v1/organizations").send().await.expect(201);
        assert_eq!(made.header("idempotency-replayed"), "");
        assert_eq!(send("/v1/organizations").send().await.expect(201).header("idempotency-replayed"), "true");
    }

    async fn a_rehearsal_heeds_a_key_that_is_used(server: TestServer) {
        let send = |path: &str, body: &Value| server.post(path).as_(Role::Staff).key("one").json(body);
        let made = send("/v1/organizations", &city()).send().await.expect(201);
        let rehearsed = send("/v1/organizations?mode=validate", &city()).send().await.expect(200);
        assert_eq!((rehearsed.header("idempotency-replayed"), rehearsed.header("rehearsed")), ("true", "true"));
        assert_eq!(rehearsed.bytes(), made.bytes());
        let mut other = city();
        other["population"] = json!(7500);
        let refused = send("/v1/organizations?mode=validate", &other).send().await;
        refused.expect_problem(422, "idempotency-key-reused");
        assert_eq!(send("/v1/organizations", &city()).send().await.expect(201).bytes(), made.bytes());
    }

    async fn a_rehearsed_registration_sends_no_letter_and_takes_no_address(server: TestServer) {
        let person = json!({ "email": "new@people.example", "password": "mossy lantern drifts upstream", "given_name": "A", "family_name": "B" });
        let register = |path: &str, key: &str| server.post(path).key(key).json(&person);
        register("/v1/accounts/registrations?mode=validate", "one").send().await.expect(200);
        let outbox = server.get("/v1/sandbox/outbox").send().await.expect(200);
        assert_eq!(outbox.at("/data"), json!([]));
        register("/v1/accounts/registrations", "one").send().await.expect(202);
        register("/v1/accounts/registrations?mode=validate", "two").send().await.expect(200);
    }

    async fn a_rehearsed_sign_in_gives_tokens_that_are_worth_nothing(server: TestServer) {
        let body = json!({ "email": server.person(Role::Account).email, "password": PASSWORD });
        let tokens = server.post("/v1/accounts/sessions?mode=validate").json(&body).send().await.expect(200).at("/tokens");
        let (access, refresh) = (&tokens["access_token"], &tokens["refresh_token"]);
        server.get("/v1/accounts/me").as_(access.as_str().expect("a token")).send().await.expect_problem(401, "invalid-token");
        let answer = server.post("/v1/accounts/refreshes").json(&json!({ "refresh_token": refresh })).send().await;
        assert_eq!(answer.status(), 401, "{answer:?}");
    }

    async fn no_rehearsal_of_a_refresh_gives_a_token_that_works_not_even_of_one_that_was_answered(server: TestServer) {
        let body = json!({ "email": server.person(Role::Account).email, "password": PASSWORD });
        let session = server.post("/v1/accounts/sessions").json(&body).send().await.expect(201);
        let stolen = json!({ "refresh_token": session.at("/tokens/refresh_token") });
        let refresh = |path: &str| server.post(path).key("stolen").json(&stolen);
        let mut shown = vec![refresh("/v1/accounts/refreshes?mode=validate").send().await.expect(200)];
        let made = refresh("/v1/accounts/refreshes").send().await.expect(200);
        shown.push(refresh("/v1/accounts/refreshes?mode=validate").send().await.expect(200));
        for answer in shown {
            let access = answer.at("/tokens/access_token");
            assert_ne!((&access, &answer.at("/tokens/refresh_token")), (&made.at("/tokens/access_token"), &made.at("/tokens/refresh_token")));
            server.get("/v1/accounts/me").as_(access.as_str().expect("a token")).send().await.expect_problem(401, "invalid-token");
        }
        server.get("/v1/accounts/me").as_(made.at("/tokens/access_token").as_str().expect("a token")).send().await.expect(200);
    }

    async fn what_is_wrong_with_a_change_is_said_at_its_rehearsal(server: TestServer) {
        let validate = |body: &Value| server.post("/v1/organizations?mode=validate").as_(Role::Staff).json(body);
        let answer = validate(&json!({ "name": "", "kind": "castle" })).send().await.expect_problem(422, "invalid-body");
        assert!(answer.violations().len() >= 2, "{:?}", answer.violations());
        let invoice = json!({ "application_id": "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11", "expected_total_cents": 1 });
        server.post("/v1/billing/invoices?mode=validate").as_(Role::Staff).json(&invoice).send().await.expect_problem(400, "missing-header");
        server.post("/v1/organizations?mode=validate").json(&city()).send().await.expect_problem(401, "unauthenticated");
        server.post("/v1/organizations?mode=validate").as_(Role::Account).json(&city()).send().await.expect_problem(403, "forbidden");
        for mode in ["", "Validate", "commit"] {
            let address = format!("/v1/organizations?mode={mode}");
            let answer = server.post(&address).as_(Role::Staff).json(&city()).send().await.expect_problem(422, "invalid-query");
            assert_eq!(answer.violations()[0].0, "mode");
        }
        let twice = "/v1/organizations?mode=validate&mode=validate";
        server.post(twice).as_(Role::Staff).json(&city()).send().await.expect_problem(400, "invalid-parameter");
        server.get("/v1/organizations?mode=validate").as_(Role::Staff).send().await.expect_problem(400, "invalid-parameter");
    }
}

/// What is named like a secret and is none.
const NO_SECRETS: [&str; 3] = ["recovery_codes_left", "token_type", "tokens"];

#[test]
fn every_member_of_an_answer_that_is_named_like_a_secret_is_marked_as_one() {
    let document = guildhall::http::document::api_document(false);
    let mut marked = Vec::new();
    for (schema, value) in document["components"]["schemas"].as_object().expect("schemas") {
        for (name, member) in value["properties"].as_object().into_iter().flatten() {
            let words = ["token", "secret", "recovery_codes", "otpauth", "password"];
            if member["x-secret"] == true || member["items"]["x-secret"] == true {
                assert!(!member["example"].is_null(), "{schema}.{name} has no example to show in its place");
                marked.push(format!("{schema}.{name}"));
            } else if words.iter().any(|word| name.contains(word)) && !NO_SECRETS.contains(&name.as_str()) {
                assert!(is_sent_only(&document, schema), "{schema}.{name} is answered and not marked");
            }
        }
    }
    marked.sort();
    let expected = [
        "ProgramCalendarLink.url",
        "RecoveryCodeSet.recovery_codes",
        "SecondFactorSecret.otpauth_uri",
        "SecondFactorSecret.secret",
        "StudentChapterCode.code",
        "Tokens.access_token",
        "Tokens.refresh_token",
    ];
    assert_eq!(marked, expected);
}

/// Whether a schema is in no answer.
fn is_sent_only(document: &Value, schema: &str) -> bool {
    let operations =
        document["paths"].as_object().into_iter().flatten().flat_map(|(_, item)| item.as_object()).flatten();
    let mut answers = operations.map(|(_, operation)| operation["responses"].to_string());
    !answers.any(|answer| answer.contains(&format!("#/components/schemas/{schema}\"")))
}
