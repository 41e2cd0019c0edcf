//! Whatever stands in a slot of the document, the answer is one of those
//! documented: never 500, never in an engine's words, never slow (PROMISES F1 to F3).

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::bodies::speaks_our_words;
use crate::support::calls::{body, example, path, somebody};
use crate::support::client::Request;
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::{Owner, settle};
use crate::support::{Answer, TestServer, both_engines};

fn hostile_texts() -> Vec<String> {
    let plain = [
        "",
        " ",
        "\u{0}",
        "a\u{0}b",
        "'",
        "'; drop table accounts; --",
        "\\",
        "\\u0000",
        "%",
        "%s%n",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "a\r\nX-Injected: 1",
        "{{7*7}}",
        "$(id)",
        "${jndi:ldap://x}",
        "\u{202e}evil",
        "\u{feff}",
        "\u{ffff}",
        "\u{1f3db}",
        "İ",
        "ﬁ",
        "null",
        "true",
        "-1",
        "1e309",
        "NaN",
        "=1+1",
        "0000-00-00",
        "9999-12-31",
        "-262144-01-01",
        "2016-12-31T23:59:60Z",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];
    plain.iter().map(ToString::to_string).chain(["x".repeat(10_000), "e\u{301}".repeat(300)]).collect()
}

fn hostile_values() -> Vec<Value> {
    let numbers =
        [json!(i64::MIN), json!(i64::MAX), json!(u64::MAX), json!(0), json!(-1), json!(1.5), json!(1e308), json!(-0.0)];
    let others = [json!(null), json!(true), json!([]), json!({}), json!([[1]]), json!({ "a": { "b": 1 } })];
    hostile_texts().into_iter().map(Value::from).chain(numbers).chain(others).collect()
}

/// Sends and judges; the client has held the answer against the document by then.
async fn endure(operation: &Operation, request: Request, what: &str) -> Answer {
    let began = Instant::now();
    let answer = request.send().await;
    assert!(answer.status() < 500, "{} with {what}: {answer:?}", operation.id);
    assert!(began.elapsed() < Duration::from_millis(2_500), "{} with {what} took {:?}", operation.id, began.elapsed());
    assert_eq!(answer.header("x-injected"), "", "{} with {what}", operation.id);
    if answer.status() >= 400 {
        speaks_our_words(&answer);
    }
    answer
}

fn ready(server: &TestServer, operation: &Operation, address: &str, owner: &Owner) -> Request {
    let mut request = server.request(&operation.method, address).as_(somebody(operation, owner));
    for (name, value) in [("If-Match", "\"0-0\""), ("Idempotency-Key", "hostile")] {
        if operation.requires_header(name) {
            request = request.header(name, value);
        }
    }
    request
}

/// What changes the world for all others: the clock, and everything at once.
fn is_harmless(operation: &Operation) -> bool {
    !["createSandboxReset", "setSandboxClock", "createSandboxJobRun"].contains(&operation.id.as_str())
}

/// Every place in `value` where a scalar stands, as a pointer.
fn slots(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, inner)| slots(inner, &format!("{at}/{name}"))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, inner)| slots(inner, &format!("{at}/{index}"))).collect()
        }
        _ => vec![at.to_owned()],
    }
}

both_engines! {
    async fn hostile_values_in_any_member_are_refused_or_stored_and_never_break_anything(server: TestServer) {
        let fixture = settle(&server).await;
        let owner = &fixture.member;
        let contract = Contract::of(true);
        let with_body = contract.document().operations().filter(|one| one.value.get("requestBody").is_some() && is_harmless(one));
        // All good bodies first: guessing passwords shuts the door to the one who asks for a token.
        let mut good_bodies = Vec::new();
        for operation in with_body {
            let good = if operation.method == "PATCH" { example(operation) } else { body(&server, operation, owner, 0).await };
            good_bodies.push((operation, good));
        }
        for (operation, good) in good_bodies {
            for slot in slots(&good, "") {
                for value in hostile_values() {
                    let mut bent = good.clone();
                    *bent.pointer_mut(&slot).expect("a slot") = value.clone();
                    let request = ready(&server, operation, &path(operation, owner), owner).json(&bent);
                    let shown: String = value.to_string().chars().take(60).collect();
                    endure(operation, request, &format!("{slot} = {shown}")).await;
                }
            }
        }
    }

    async fn hostile_values_in_any_parameter_are_refused_or_find_nothing(server: TestServer) {
        let fixture = settle(&server).await;
        let owner = &fixture.member;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| is_harmless(operation)) {
            for parameter in operation.value["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().expect("a name");
                for text in hostile_texts().iter().filter(|text| text.len() < 2_000) {
                    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
                    let address = match parameter["in"].as_str() {
                        Some("query") => format!("{}?{name}={encoded}", path(operation, owner)),
                        Some("path") if !encoded.is_empty() => path(operation, &bent(owner, name, &encoded)),
                        _ => continue,
                    };
                    let answer = endure(operation, ready(&server, operation, &address, owner), &address).await;
                    if parameter["in"] == "path" {
                        assert!([404, 405, 400, 415].contains(&answer.status()), "{address}: {answer:?}");
                    }
                }
            }
        }
    }
}

fn bent(owner: &Owner, name: &str, value: &str) -> Owner {
    let ids = owner.ids.iter().map(|(one, id)| (*one, if *one == name { value.to_owned() } else { id.clone() }));
    Owner { person: owner.person.clone(), ids: ids.collect() }
}
