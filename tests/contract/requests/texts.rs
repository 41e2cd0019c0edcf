//! Every text of every body is visible text, a new one as soon as it is there: passwords alone may hold anything.

use serde_json::{Map, Value, json};

use crate::support::calls::{call, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::settle;
use crate::support::{TestServer, both_engines};

/// A control character, a direction override, and one that nobody sees.
const HIDDEN: [char; 3] = ['\u{7}', '\u{202e}', '\u{200b}'];

/// Every place below a schema where a text can stand, as the members and items that lead there; passwords are left out.
fn texts(contract: &Contract, schema: &Value, at: &str, depth: usize, found: &mut Vec<String>) {
    let schema = contract.document().resolved(schema);
    let kinds = &schema["type"];
    let is_text = kinds == "string" || kinds.as_array().is_some_and(|all| all.contains(&json!("string")));
    // What is copied from a bank is not refused: what nobody can see in it is dropped.
    let is_exempt = schema["format"] == "password" || schema["x-text"] == "copied";
    if is_text && !is_exempt && !found.iter().any(|known| known == at) {
        found.push(at.to_owned());
    }
    if depth == 0 {
        return;
    }
    for alternatives in ["allOf", "anyOf", "oneOf"] {
        for one in schema[alternatives].as_array().into_iter().flatten() {
            texts(contract, one, at, depth - 1, found);
        }
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        texts(contract, member, &format!("{at}/{name}"), depth - 1, found);
    }
    if schema["items"].is_object() {
        texts(contract, &schema["items"], &format!("{at}/0"), depth - 1, found);
    }
}

/// A body with nothing in it but one text.
fn holding(at: &str, text: &str) -> Value {
    let steps = at.split('/').skip(1).collect::<Vec<_>>();
    steps.into_iter().rev().fold(json!(text), |inner, step| match step {
        "0" => json!([inner]),
        name => Value::Object(Map::from_iter([(name.to_owned(), inner)])),
    })
}

fn texts_of(contract: &Contract, operation: &Operation) -> Vec<String> {
    let mut found = Vec::new();
    let content = operation.value["requestBody"]["content"].as_object();
    for media in content.into_iter().flat_map(Map::values) {
        texts(contract, &media["schema"], "", 8, &mut found);
    }
    found
}

both_engines! {
    async fn what_nobody_can_see_is_refused_at_its_place_in_every_text_of_every_body(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let mut count = 0;
        for operation in contract.document().operations() {
            for at in texts_of(&contract, operation) {
                for hidden in HIDDEN {
                    let body = holding(&at, &format!("a{hidden}b"));
                    let request = call(&server, operation, &fixture.member, 0).await.json(&body);
                    let answer = request.as_(somebody(operation, &fixture.member)).send().await;
                    let place = format!("{} {at} with U+{:04X}: {answer:?}", operation.id, u32::from(hidden));
                    assert_eq!(answer.status(), 422, "{place}");
                    let named: Vec<_> = answer.violations().into_iter().filter(|(pointer, _)| *pointer == at).collect();
                    assert!(!named.is_empty(), "{place}");
                    let is_named = named.iter().any(|(_, code)| code == "invisible_character");
                    assert!(!is_named || named.len() == 1, "one entry for one fault: {place}");
                    count += 1;
                }
            }
        }
        assert!(count > 300, "only {count} were tried");
    }

    async fn several_lines_are_taken_where_somebody_writes_at_length_and_one_line_elsewhere(server: TestServer) {
        let person = server.new_account().await;
        let patch = |name: &str| server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&json!({ "given_name": name }));
        for line in ["A\nB", "A\tB", "A\u{2028}B"] {
            patch(line).send().await.expect_problem(422, "invalid-body");
        }
        let contract = Contract::of(true);
        let operations = ["createPost", "createReflection", "createCohortCancellation", "voidInvoice", "declineApplication"];
        for id in operations {
            let operation = contract.document().operation(id);
            let content = &operation.value["requestBody"]["content"]["application/json"]["schema"];
            let schema = contract.document().resolved(content).to_string();
            let nested = contract.document().resolved(&contract.document().resolved(content)["properties"]["texts"]["items"]);
            assert!(schema.contains("\"x-text\":\"lines\"") || nested["x-text"] == "lines", "{id}: {schema}");
        }
    }
}
