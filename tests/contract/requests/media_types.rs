//! What a request may be written in and what it may ask for.

use serde_json::json;

use crate::support::calls::{call, somebody};
use crate::support::contract::Contract;
use crate::support::fixture::settle;
use crate::support::{Role, TestServer, both_engines, one_engine};

/// An open operation with a body.
const QUOTES: &str = "/v1/dues/quotes";

both_engines! {
    async fn every_operation_with_a_body_names_the_media_types_it_takes(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.value.get("requestBody").is_some()) {
            let owner = &fixture.member;
            let mut request = server.request(&operation.method, &crate::support::calls::path(operation, owner));
            for (name, value) in [("If-Match", "*"), ("Idempotency-Key", "media")] {
                if operation.requires_header(name) {
                    request = request.header(name, value);
                }
            }
            let request = request.header("content-type", "text/plain").body("{}");
            let answer = request.as_(somebody(operation, owner)).send().await.expect_problem(415, "unsupported-media-type");
            let taken = if operation.method == "PATCH" { ("accept-patch", "application/merge-patch+json, application/json") } else { ("accept-post", "application/json") };
            if operation.method != "PUT" {
                assert_eq!(answer.header(taken.0), taken.1, "{}", operation.id);
            }
        }
    }

    async fn a_patch_comes_as_merge_patch_or_plain_json(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.method == "PATCH") {
            for media in ["application/merge-patch+json", "application/json", "Application/Merge-Patch+JSON; charset=utf-8"] {
                let owner = &fixture.member;
                let request = server.patch(&crate::support::calls::path(operation, owner)).if_match("\"0-0\"");
                let request = request.header("content-type", media).body("{}");
                request.as_(somebody(operation, owner)).send().await.expect_problem(412, "stale-version");
            }
            let request = call(&server, operation, &fixture.member, 0).await;
            request.as_(somebody(operation, &fixture.member)).send().await.expect_problem(412, "stale-version");
        }
    }
}

one_engine! {
    async fn json_is_taken_in_utf_8_however_it_is_spelled_and_nothing_else(server: TestServer) {
        let body = json!({ "category": "other" }).to_string();
        for (media, status) in [
            ("application/json", 200), ("application/json; charset=utf-8", 200), ("APPLICATION/JSON;CHARSET=UTF-8", 200),
            ("application/json; charset=\"utf-8\"", 200), ("application/json; charset=latin1", 415), ("application/json; charset=utf-16", 415),
            ("text/json", 415), ("text/plain", 415), ("application/xml", 415), ("application/problem+json", 415),
            ("application/merge-patch+json", 415), ("application/x-www-form-urlencoded", 415), ("multipart/form-data; boundary=x", 415),
            ("*/*", 415), ("json", 415), ("", 415), ("application/json, text/plain", 415),
        ] {
            let answer = server.post(QUOTES).header("content-type", media).body(body.clone()).send().await;
            assert_eq!(answer.status(), status, "{media}");
        }
        server.post(QUOTES).body(body).send().await.expect_problem(415, "unsupported-media-type");
    }

    async fn an_encoded_body_is_refused_before_it_is_read(server: TestServer) {
        for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "x-unknown"] {
            let request = server.post(QUOTES).header("content-type", "application/json").header("content-encoding", coding);
            request.body(vec![0x1f, 0x8b, 8, 0]).send().await.expect_problem(415, "unsupported-media-type");
        }
    }

    async fn json_is_served_to_whoever_takes_it_and_406_to_everybody_else(server: TestServer) {
        for (accept, status) in [
            ("*/*", 200), ("application/*", 200), ("application/json;q=0.1", 200), ("APPLICATION/JSON", 200),
            ("text/html, application/json;q=0.5", 200), ("application/json; charset=utf-8", 200), ("text/html,*/*;q=0.1", 200),
            ("text/html", 406), ("application/xml", 406), ("application/json;q=0", 406), ("image/*", 406),
        ] {
            let answer = server.get("/v1/dues/rate-tables").header("accept", accept).send().await;
            assert_eq!(answer.status(), status, "{accept}");
        }
        server.get("/v1/organizations").header("accept", "text/html").as_(Role::Staff).send().await.expect_problem(406, "not-acceptable");
        // What is not there, not taken or not for whoever asks is told first.
        let html = |method: &str, path: &str| server.request(method, path).header("accept", "text/html");
        html("GET", "/v1/no/such").send().await.expect_problem(404, "not-found");
        html("PUT", "/v1/dues/quotes").send().await.expect_problem(405, "method-not-allowed");
        html("GET", "/v1/organizations").send().await.expect_problem(401, "unauthenticated");
        assert!(html("OPTIONS", "/v1/organizations").send().await.status() < 300);
    }
}
