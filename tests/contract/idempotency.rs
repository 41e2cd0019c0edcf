//! `Idempotency-Key`: done once, answered alike, whoever asks however often (PROMISES B3).

use aws_lc_rs::digest;
use chrono::TimeDelta;
use futures_util::future::join_all;
use guildhall_persistence::idempotency::{self, KeyOf, RequestOf};
use serde_json::{Value, json};

use crate::support::calls::{call, path, somebody};
use crate::support::client::Request;
use crate::support::contract::Contract;
use crate::support::database::open;
use crate::support::fixture::settle;
use crate::support::{Engine, Role, TestServer, both_engines, one_engine};

fn city(name: &str) -> Value {
    json!({ "name": name, "kind": "city_or_county", "state": "IL", "population": 7500 })
}

fn register(server: &TestServer, key: &str, name: &str) -> Request {
    server.post("/v1/organizations").as_(Role::Staff).key(key).json(&city(name))
}

async fn count(server: &TestServer) -> usize {
    let list = server.get("/v1/organizations?limit=100").as_(Role::Staff).send().await.expect(200);
    list.at("/data").as_array().map_or(0, Vec::len)
}

both_engines! {
    async fn the_same_request_again_gets_the_same_answer_marked_as_such(server: TestServer) {
        let first = register(&server, "one", "City").send().await.expect(201);
        assert_eq!(first.header("idempotency-replayed"), "");
        server.set_clock("2025-03-02T11:59:59Z");
        let again = register(&server, "one", "City").send().await.expect(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.bytes(), first.bytes());
        for name in ["etag", "location", "content-type"] {
            assert_eq!(again.header(name), first.header(name), "{name}");
        }
        assert_eq!(count(&server).await, 1);
    }

    async fn the_same_is_what_means_the_same(server: TestServer) {
        let send = |body: &str| {
            server.post("/v1/organizations").as_(Role::Staff).key("one").header("content-type", "application/json").body(body)
        };
        let first = send(r#"{"name":"City","kind":"other","state":"IL","population":7500}"#).send().await.expect(201);
        let again = send(" { \"population\": 7.5e3, \"state\":\"IL\",\n\"kind\":\"other\", \"name\":\"\\u0043ity\" } ").send().await.expect(201);
        assert_eq!(again.bytes(), first.bytes());
        let other = send(r#"{"name":"City","kind":"other","state":"IL","population":7501}"#).send().await;
        other.expect_problem(422, "idempotency-key-reused");
    }

    async fn a_key_that_a_stranger_guesses_spoils_nobodys_request(server: TestServer) {
        let server = server.replica(|config| config.trusted_proxy_hops = 1).await;
        let register = async |place: &str, email: &str| {
            let person = json!({ "email": email, "given_name": "Ana", "family_name": "Ruiz" });
            server.post("/v1/accounts/registrations").header("x-forwarded-for", place).key("1").json(&person).send().await
        };
        register("203.0.113.9", "stranger@example.org").await.expect(202);
        let own = register("198.51.100.7", "ana@example.org").await.expect(202);
        assert_eq!(own.header("idempotency-replayed"), "");
        assert_eq!(register("198.51.100.7", "ana@example.org").await.expect(202).header("idempotency-replayed"), "true");
        register("198.51.100.7", "bea@example.org").await.expect_problem(422, "idempotency-key-reused");
        for token in ["4vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ", "5vJ9wzXk2Qm7tYb1Rf5Lc8Hd0Ns6Pg3Ua9Ei2Ko4MxZ"] {
            let body = json!({ "refresh_token": token });
            server.post("/v1/accounts/refreshes").key("1").json(&body).send().await.expect(401);
        }
    }

    async fn a_key_belongs_to_one_caller_one_address_and_one_body(server: TestServer) {
        let made = register(&server, "one", "City").send().await.expect(201);
        register(&server, "one", "Town").send().await.expect_problem(422, "idempotency-key-reused");
        let member = server.new_member().await;
        let elsewhere = format!("/v1/members/{}/employment-spells", member.member_id.expect("a member"));
        let spell = crate::support::fixture::spell();
        server.post(&elsewhere).as_(Role::Staff).key("one").json(&spell).send().await.expect_problem(422, "idempotency-key-reused");
        let admin = server.post("/v1/organizations").as_(Role::Admin).key("one").json(&city("Town")).send().await.expect(201);
        assert_ne!(admin.at("/id"), made.at("/id"));
        assert_eq!(admin.header("idempotency-replayed"), "");
    }

    async fn a_refused_request_does_not_use_its_key_up(server: TestServer) {
        let stateless = json!({ "name": "City", "kind": "other" });
        let send = |body: &Value| server.post("/v1/organizations").as_(Role::Staff).key("one").json(body);
        send(&stateless).send().await.expect_problem(409, "state-outside-country");
        send(&json!({})).send().await.expect_problem(422, "invalid-body");
        server.post("/v1/organizations").as_(Role::Account).key("one").json(&city("City")).send().await.expect(403);
        let made = send(&city("City")).send().await.expect(201);
        assert_eq!(made.header("idempotency-replayed"), "");
    }

    async fn two_hundred_at_once_make_one_record(server: TestServer) {
        let other = server.replica(|_| ()).await;
        let all = (0..200).map(|index| register(if index % 2 == 0 { &server } else { &other }, "one", "City").send());
        let answers = join_all(all).await;
        for answer in &answers {
            let fine = answer.status() == 201 || answer.slug() == "idempotency-in-progress";
            assert!(fine, "{answer:?}");
        }
        let made: Vec<_> = answers.iter().filter(|answer| answer.status() == 201).collect();
        assert!(!made.is_empty());
        assert!(made.iter().all(|answer| answer.bytes() == made[0].bytes()));
        assert_eq!(made.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
        assert_eq!(count(&server).await, 1);
        assert_eq!(register(&server, "one", "City").send().await.expect(201).bytes(), made[0].bytes());
    }

    async fn a_key_at_work_is_refused_with_the_time_to_wait(server: TestServer) {
        let caller = server.person(Role::Staff).account_id.to_string();
        let key_hash = digest::digest(&digest::SHA256, b"one").as_ref().try_into().expect("32 bytes");
        let (now, request) = (server.clock().now(), RequestOf { method_path: "POST /v1/organizations", body_hash: &[0; 32] });
        // Signed in before anything is locked.
        assert_eq!(count(&server).await, 0);
        let foreign = open(server.database_url(), 1).await;
        let first = foreign.begin().await.expect("a transaction");
        let of_key = KeyOf { caller: &caller, key_hash: &key_hash };
        idempotency::claim(&first, of_key, request, now, now + TimeDelta::days(1)).await.expect("the key");
        let hurried = server.replica(|config| (config.acquire_timeout_ms, config.statement_timeout_ms) = (1_500, 2_000)).await;
        let (status, slug) = match server.engine() {
            Engine::Postgres => (409, "idempotency-in-progress"),
            // All writers wait for the first one, whatever their key.
            Engine::Sqlite => (503, "unavailable"),
        };
        for request in [register(&hurried, "one", "City"), register(&hurried, "one", "City").rehearsed()] {
            let refused = request.send().await.expect_problem(status, slug);
            assert_eq!(refused.header("retry-after"), "1");
        }
        first.rollback().await.expect("given up");
        register(&hurried, "one", "City").send().await.expect(201);
    }

    async fn a_key_is_forgotten_after_a_day(server: TestServer) {
        register(&server, "one", "City").send().await.expect(201);
        server.set_clock("2025-03-02T12:00:00Z");
        let anew = register(&server, "one", "Town").send().await.expect(201);
        assert_eq!(anew.header("idempotency-replayed"), "");
        assert_eq!(count(&server).await, 2);
    }

    async fn what_moves_money_is_not_done_without_a_key(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let keyed: Vec<&str> =
            contract.document().operations().filter(|one| one.requires_header("Idempotency-Key")).map(|one| one.id.as_str()).collect();
        for operation in ["createInvoice", "voidInvoice", "createPayment"] {
            assert!(keyed.contains(&operation), "{operation} does without a key");
        }
        for id in keyed {
            let operation = contract.document().operation(id);
            let bare = server.post(&path(operation, &fixture.member)).json(&json!({}));
            let answer = bare.as_(somebody(operation, &fixture.member)).send().await.expect_problem(400, "missing-header");
            assert_eq!(answer.violations(), [("Idempotency-Key".to_owned(), "required".to_owned())], "{id}");
            call(&server, operation, &fixture.member, 1).await.as_(somebody(operation, &fixture.member)).send().await;
        }
    }
}

one_engine! {
    async fn a_key_is_one_visible_word_of_at_most_255_characters(server: TestServer) {
        for (index, (key, status)) in
            [("k".repeat(255), 201), ("k".repeat(256), 400), (String::new(), 400), ("\"\"".into(), 201), ("a b".into(), 400), ("schlüssel".into(), 400), ("~!#$%&'*+-./:;<=>?@^_`{|}".into(), 201)]
                .into_iter()
                .enumerate()
        {
            let answer = register(&server, &key, &format!("City {index}")).send().await;
            assert_eq!(answer.status(), status, "{key}");
        }
        register(&server, "\"quoted\"", "Quoted").send().await.expect(201);
        let bare = register(&server, "quoted", "Quoted").send().await.expect(201);
        assert_eq!(bare.header("idempotency-replayed"), "true", "the structured-field string and the bare word are one key");
        register(&server, "one", "City").header("idempotency-key", "two").send().await.expect_problem(400, "invalid-parameter");
    }
}

#[test]
fn the_document_says_how_long_each_key_is_remembered() {
    let contract = Contract::of(true);
    let said = |one: &&Value| one["name"] == "Idempotency-Key" && one["required"] == false;
    for operation in contract.document().operations() {
        let Some(key) = operation.value["parameters"].as_array().into_iter().flatten().find(said) else { continue };
        let short = ["createSession", "createRefresh"].contains(&operation.id.as_str());
        let time = if short { "for half a minute." } else { "for a day." };
        assert!(key["description"].as_str().expect("words").ends_with(time), "{}: {key}", operation.id);
    }
}
