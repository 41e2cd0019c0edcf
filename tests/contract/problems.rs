//! The refusals that the document shows are those that are met.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::{Answer, Role, TestServer, one_engine};

/// What a client branches on: the members, and where and how each violation is.
fn shape(problem: &Value) -> (BTreeSet<String>, Vec<BTreeSet<String>>, Vec<Value>) {
    let names = |value: &Value| value.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let codes = errors.iter().map(|one| one["code"].clone()).collect();
    (names(problem), errors.iter().map(names).collect(), codes)
}

fn shown(document: &Value, slug: &str) -> Value {
    document["components"]["examples"][slug]["value"].clone()
}

fn city(name: &str) -> Value {
    json!({ "name": name, "kind": "city_or_county", "state": "IL" })
}

/// One request for each general cause that names what is wrong, or might.
fn refused(server: &TestServer) -> Vec<(&'static str, Request)> {
    let cities = |body: &Value| server.post("/v1/organizations").as_(Role::Staff).json(body);
    let me = || server.patch("/v1/accounts/me").as_(Role::Staff).json(&json!({ "given_name": "Sam" }));
    let person = |member: &str, value: &str| {
        let mut person = json!({ "email": "alex@springfield.example", "password": "mossy lantern drifts upstream", "given_name": "Alex", "family_name": "Rivera" });
        person[member] = value.into();
        server.post("/v1/accounts/registrations").json(&person)
    };
    vec![
        (
            "malformed-body",
            server.post("/v1/organizations").as_(Role::Staff).header("content-type", "application/json").body("{"),
        ),
        ("invalid-parameter", server.get("/v1/organizations?color=red").as_(Role::Staff)),
        ("invalid-query", server.get("/v1/organizations?limit=101").as_(Role::Staff)),
        ("invalid-body", cities(&json!({ "name": "City of Springfield" }))),
        ("missing-header", person("given_name", "Alex")),
        ("idempotency-key-reused", cities(&city("Shelbyville")).key("once")),
        ("precondition-required", me()),
        ("stale-version", me().if_match("\"0-0\"")),
        ("not-acceptable", server.get("/v1/organizations").as_(Role::Staff).header("accept", "text/html")),
        ("not-found", server.get("/v1/organizations/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11").as_(Role::Staff)),
        ("unauthenticated", server.get("/v1/organizations")),
        ("invalid-token", server.get("/v1/organizations").as_("none")),
        ("forbidden", server.post("/v1/organizations").as_(Role::Account).json(&city("Springfield"))),
        (
            "name-refused",
            server
                .patch("/v1/accounts/me")
                .as_(Role::Staff)
                .if_match("*")
                .json(&json!({ "given_name": "", "family_name": "" })),
        ),
        ("address-refused", person("email", "alex@[127.0.0.1]").key("address")),
        ("password-refused", person("password", "passwordpassword").key("weak")),
        ("clock-out-of-range", server.put("/v1/sandbox/clock").json(&json!({ "now": "1960-01-01T00:00:00Z" }))),
    ]
}

one_engine! {
    async fn every_refusal_that_is_shown_is_one_that_is_met(server: TestServer) {
        server.post("/v1/organizations").as_(Role::Staff).key("once").json(&city("Springfield")).send().await.expect(201);
        let document = server.get("/openapi.json").send().await.expect(200).json();
        for (slug, request) in refused(&server) {
            let met: Answer = request.send().await;
            assert_eq!(met.slug(), slug, "{met:?}");
            assert_eq!(shape(&shown(&document, slug)), shape(&met.json()), "{slug}");
        }
    }

    async fn only_what_names_a_rule_or_a_violation_shows_one(server: TestServer) {
        let document = server.get("/openapi.json").send().await.expect(200).json();
        let error = |slug: &str| shown(&document, slug)["errors"][0].clone();
        assert_eq!(error("idempotency-key-reused"), Value::Null);
        assert_eq!(error("invalid-parameter")["code"], "unknown_parameter");
        assert_eq!((&error("invalid-query")["parameter"], &error("invalid-query")["code"]), (&json!("limit"), &json!("out_of_range")));
        assert_eq!((&error("missing-header")["parameter"], &error("missing-header")["code"]), (&json!("Idempotency-Key"), &json!("required")));
        assert_eq!(shown(&document, "price-differs")["rule"]["clause"], "billing.invoice.price");
    }
}
