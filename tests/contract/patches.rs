//! A merge patch that changes nothing changes nothing: version and tag stay, nobody's copy gets old, and no event tells of it.

use guildhall_persistence::events::events_of;
use serde_json::{Map, Value, json};

use crate::support::calls::{path, somebody};
use crate::support::contract::{Contract, Document, Operation};
use crate::support::fixture::{Owner, settle};
use crate::support::{Answer, TestServer, both_engines};

/// What `record` has of the members that `schema` takes: sent back, it changes nothing.
fn as_it_is(document: &Document, schema: &Value, record: &Value) -> Value {
    let schema = document.resolved(schema);
    let alternatives = schema["oneOf"].as_array().into_iter().chain(schema["anyOf"].as_array()).flatten();
    let inner = alternatives.map(|one| document.resolved(one)).find(|one| one["properties"].is_object());
    let object = inner.unwrap_or(schema);
    if let (Some(listed), Some(items)) = (document.resolved(&object["items"])["enum"].as_array(), record.as_array()) {
        return items.iter().filter(|item| listed.contains(item)).cloned().collect();
    }
    let (Some(properties), Some(known)) = (object["properties"].as_object(), record.as_object()) else {
        return record.clone();
    };
    let takes_null = |schema: &Value| {
        let schema = document.resolved(schema);
        schema["type"].as_array().is_some_and(|all| all.contains(&json!("null")))
            || schema["oneOf"].as_array().into_iter().flatten().any(|one| one["type"] == "null")
    };
    let members: Map<String, Value> = properties
        .iter()
        .filter_map(|(name, schema)| Some((name, schema, known.get(name)?)))
        .filter(|(_, schema, value)| !value.is_null() || takes_null(schema))
        .map(|(name, schema, value)| (name.clone(), as_it_is(document, schema, value)))
        .collect();
    members.into()
}

/// How many events tell of the record that `operation` changes.
async fn events(server: &TestServer, operation: &Operation, owner: &Owner) -> usize {
    let last = operation.path.split(['{', '}']).rfind(|part| part.ends_with("_id")).unwrap_or("account_id");
    let subject = owner.id(last).parse().unwrap_or(owner.person.account_id.uuid());
    events_of(server.db(), subject).await.expect("events").len()
}

async fn read(server: &TestServer, operation: &Operation, owner: &Owner) -> Answer {
    server.get(&path(operation, owner)).as_(somebody(operation, owner)).send().await.expect(200)
}

both_engines! {
    async fn a_patch_of_nothing_and_one_of_what_is_on_record_keep_version_and_tag_and_record_no_event(server: TestServer) {
        let owner = settle(&server).await.member;
        let contract = Contract::of(true);
        let document = contract.document();
        let patches: Vec<&Operation> = document.operations().filter(|operation| operation.method == "PATCH").collect();
        let mut wrong = Vec::new();
        for operation in &patches {
            let before = read(&server, operation, &owner).await;
            let content = operation.value["requestBody"]["content"].as_object().expect("a body");
            let schema = &content.values().next().expect("a media type")["schema"];
            let same = as_it_is(document, schema, &before.json());
            assert!(same.as_object().is_some_and(|same| !same.is_empty()), "{} takes nothing of {before:?}", operation.id);
            let told = events(&server, operation, &owner).await;
            server.set_clock("2025-03-01T13:00:00Z");
            for body in [json!({}), same] {
                let request = server.patch(&path(operation, &owner)).as_(somebody(operation, &owner));
                let answer = request.if_match(&before.tag()).json(&body).send().await;
                let unchanged = answer.status() == 200 && answer.json() == before.json() && answer.tag() == before.tag();
                if !unchanged || events(&server, operation, &owner).await != told {
                    wrong.push(format!("{} {body}: {answer:?}", operation.id));
                }
            }
            if read(&server, operation, &owner).await.tag() != before.tag() {
                wrong.push(format!("{}: another tag", operation.id));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(patches.len() >= 11, "only {} patches found", patches.len());
    }
}
