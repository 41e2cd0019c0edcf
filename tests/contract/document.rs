//! The OpenAPI document: committed, served, and the same.

use std::collections::BTreeSet;

use guildhall::config::Environment;
use guildhall::http::document::{api_document, to_yaml};
use serde_json::{Value, json};

use crate::support::contract::Contract;
use crate::support::{TestServer, one_engine};

#[test]
fn the_committed_document_is_the_one_the_handlers_make() {
    let committed = include_str!("../../openapi.yaml");
    let made = to_yaml(&api_document(true)).expect("the document can be written");
    let differs = committed.lines().zip(made.lines()).position(|(one, two)| one != two);
    assert!(
        committed == made,
        "openapi.yaml is out of date from line {}: run `cargo run -- openapi > openapi.yaml`",
        differs.map_or(committed.lines().count().min(made.lines().count()), |line| line) + 1
    );
}

#[test]
fn operations_are_named_once_by_a_verb_and_a_noun() {
    let contract = Contract::of(true);
    let mut names = BTreeSet::new();
    for operation in contract.document().operations() {
        let verbs = [
            "get", "list", "create", "update", "delete", "set", "check", "withdraw", "void", "verify", "grant",
            "refer", "record", "decline", "appeal", "complete", "start", "release", "accept", "request", "answer",
            "confirm", "end",
        ];
        let verb = verbs.iter().find(|verb| operation.id.starts_with(**verb));
        let rest = verb.map_or("", |verb| &operation.id[verb.len()..]);
        assert!(rest.starts_with(|first: char| first.is_ascii_uppercase()), "{} has no verb", operation.id);
        assert!(
            operation.id.len() <= 40 && operation.id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "{}",
            operation.id
        );
        assert!(names.insert(&operation.id), "{} is named twice", operation.id);
    }
}

#[test]
fn no_operation_says_a_parameter_twice() {
    for operation in Contract::of(true).document().operations() {
        let mut said = BTreeSet::new();
        for parameter in operation.value["parameters"].as_array().into_iter().flatten() {
            let (name, place) = (parameter["name"].to_string(), parameter["in"].to_string());
            assert!(said.insert((name, place)), "{}: {}", operation.id, parameter["name"]);
        }
    }
}

#[test]
fn weeks_and_activities_of_the_program_have_the_same_bounds_wherever_they_stand() {
    let document = api_document(true);
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let named = |name: &'static str| {
        schemas.iter().filter_map(move |(schema, value)| Some((schema, value["properties"].get(name)?)))
    };
    for (schema, week) in named("week") {
        assert_eq!((&week["minimum"], &week["maximum"]), (&json!(1), &json!(104)), "{schema}");
    }
    for (schema, activity) in named("activity") {
        assert_eq!(activity["maxLength"], 45, "{schema}");
        assert_eq!(activity["pattern"], "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", "{schema}");
    }
    assert_eq!(schemas["BreakoutGroup"]["properties"]["duties"]["maxItems"], 104);
    assert!(named("week").count() > 5 && named("activity").count() > 9);
}

#[test]
fn every_address_says_slice_and_noun_in_kebab_case_at_most_three_levels_deep() {
    for address in Contract::of(true).document().addresses() {
        let Some(rest) = address.path.strip_prefix("/v1/") else { continue };
        let nouns: Vec<&str> = rest.split('/').filter(|part| !part.starts_with('{') && *part != "me").collect();
        assert!(nouns.len() <= 3, "{} is too deep", address.path);
        for noun in nouns {
            let kebab = noun.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(kebab, "{noun} in {}", address.path);
        }
    }
}

one_engine! {
    async fn the_served_document_is_the_one_the_server_keeps(server: TestServer) {
        let served = server.get("/openapi.json").send().await.expect(200);
        assert_eq!(served.json(), api_document(true));
        let yaml = server.get("/openapi.yaml").send().await.expect(200);
        assert_eq!(yaml.text(), to_yaml(&api_document(true)).expect("YAML"));
        assert_eq!(yaml.header("content-type"), "application/yaml");
    }

    async fn what_belongs_to_a_sandbox_is_nowhere_else(server: TestServer) {
        let demo = server.replica(|config| config.env = Environment::Demo).await;
        let paths = demo.get("/openapi.json").send().await.expect(200).at("/paths");
        assert!(paths.as_object().expect("paths").keys().all(|path| !path.starts_with("/v1/sandbox")));
        for (method, path) in [("GET", "/v1/sandbox/clock"), ("PUT", "/v1/sandbox/clock"), ("POST", "/v1/sandbox/resets"), ("GET", "/v1/sandbox/personas"), ("GET", "/v1/sandbox/outbox"), ("POST", "/v1/sandbox/job-runs"), ("GET", "/v1/sandbox/scenarios"), ("POST", "/v1/sandbox/scenarios/dues-cap"), ("OPTIONS", "/v1/sandbox/clock")] {
            demo.request(method, path).send().await.expect_problem(404, "not-found");
        }
    }

    async fn the_key_set_shows_public_parts_only(server: TestServer) {
        let keys = server.get("/.well-known/jwks.json").send().await.expect(200).at("/keys");
        let key = &keys.as_array().expect("keys")[0];
        let members: Vec<&String> = key.as_object().expect("a key").keys().collect();
        assert_eq!(members, ["kty", "crv", "alg", "use", "kid", "x"]);
        assert_eq!((&key["alg"], &key["crv"]), (&Value::from("EdDSA"), &Value::from("Ed25519")));
    }
}
