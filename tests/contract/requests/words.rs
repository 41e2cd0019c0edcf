//! Dates, ids, codes and text: what has the wrong form is refused where it is typed, told once, and told in words.

use guildhall::http::formats;
use serde_json::{Value, json};

use super::members::{Place, places};
use crate::support::calls::{path, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::{Owner, settle};
use crate::support::{Answer, TestServer, both_engines};

/// Texts that some parser takes for a date and the house does not.
const NO_DATES: [&str; 9] = [
    "-001-01-01",
    "+025-01-06",
    "0205-01-06",
    "1899-12-31",
    "2201-01-01",
    "9999-12-31",
    "2025-1-1",
    "2023-02-29",
    "2025-03-01T00:00:00Z",
];

/// Sends `value` at `place` and nothing else beside what an operation cannot do without.
async fn send(server: &TestServer, operation: &Operation, owner: &Owner, place: &Place, value: &Value) -> Answer {
    let mut address = path(operation, owner);
    if place.in_query {
        let text = value.as_str().expect("text").replace('+', "%2B").replace(' ', "+");
        address = format!("{address}?{}={text}", place.at);
    }
    let mut request = server.request(&operation.method, &address).as_(somebody(operation, owner));
    for (name, value) in [("If-Match", "*"), ("Idempotency-Key", "words")] {
        if operation.requires_header(name) {
            request = request.header(name, value);
        }
    }
    if place.in_query { request } else { request.json(&place.body(value)) }.send().await
}

/// What is told of `place`: code and detail of each entry.
fn told(answer: &Answer, place: &Place) -> Vec<(String, String)> {
    let errors = answer.at("/errors");
    let here = |one: &&Value| one["pointer"] == json!(place.at) || one["parameter"] == json!(place.at);
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    errors.as_array().into_iter().flatten().filter(here).map(|one| (text(one, "code"), text(one, "detail"))).collect()
}

/// Sends each of `wrong` wherever `asked` says so; every one is 422, told once with `wrong_format`, and never as a pattern.
async fn refuses(server: &TestServer, asked: impl Fn(&Place) -> bool, wrong: &[&str]) -> usize {
    let owner = settle(server).await.member;
    let contract = Contract::of(true);
    let (mut faults, mut tried) = (Vec::new(), 0);
    for operation in contract.document().operations().filter(|operation| operation.path.starts_with("/v1/")) {
        for place in places(contract.document(), operation).iter().filter(|place| asked(place)) {
            tried += 1;
            for text in wrong {
                let answer = send(server, operation, &owner, place, &json!(text)).await;
                let told = told(&answer, place);
                let in_words = |detail: &str| !detail.contains(['^', '\\', '[']) && !detail.is_empty();
                let right = matches!(told.as_slice(), [(code, detail)] if code == "wrong_format" && in_words(detail));
                if answer.status() != 422 || !right {
                    faults.push(format!("{} {} {text:?}: {} {told:?}", operation.id, place.at, answer.status()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {tried} places:\n{}", faults.len(), faults.join("\n"));
    tried
}

fn has_format(place: &Place, format: &str) -> bool {
    place.schema["format"] == format
}

both_engines! {
    async fn a_year_with_a_sign_or_outside_1900_to_2200_is_no_date_in_any_body_or_query(server: TestServer) {
        let tried = refuses(&server, |place| has_format(place, "date"), &NO_DATES).await;
        assert!(tried >= 35, "only {tried} dates found");
    }

    async fn text_of_the_wrong_form_is_told_once_and_in_words(server: TestServer) {
        let asks_for_more_than_text = |place: &Place| {
            let pattern = place.schema["pattern"].as_str();
            // A text that may be blank asks for no more than that it can be seen.
            let may_be_blank = |pattern: &str| pattern.starts_with(r"^[^\x00") && !pattern.contains(r"\s");
            pattern.is_some_and(|pattern| !may_be_blank(pattern)) && place.schema["enum"].is_null()
        };
        let tried = refuses(&server, asks_for_more_than_text, &[" "]).await;
        assert!(tried >= 100, "only {tried} places found");
    }

    async fn an_exact_filter_whose_value_cannot_be_is_refused_and_not_answered_with_nobody(server: TestServer) {
        let exact = |place: &Place| {
            place.in_query && ["uuid", "date", "email", "state-code"].iter().any(|format| has_format(place, format))
        };
        let tried = refuses(&server, exact, &["ana icma@example.org", "ana", "XX"]).await;
        assert!(tried >= 12, "only {tried} filters found");
    }
}

#[test]
fn every_pattern_that_a_request_can_break_has_words() {
    let contract = Contract::of(true);
    let mut patterns = Vec::new();
    for operation in contract.document().operations() {
        let all = places(contract.document(), operation);
        patterns.extend(all.iter().filter_map(|place| place.schema["pattern"].as_str().map(str::to_owned)));
    }
    patterns.sort();
    patterns.dedup();
    let silent: Vec<&String> = patterns.iter().filter(|pattern| formats::of_pattern(pattern).is_none()).collect();
    assert!(silent.is_empty(), "say in api/src/http/extract/formats.rs what these ask for: {silent:?}");
    assert!(patterns.len() >= 8, "only {patterns:?}");
}
