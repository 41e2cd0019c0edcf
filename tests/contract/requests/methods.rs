//! HEAD wherever GET is, OPTIONS with an exact `Allow`, 405 for everything else.

use std::collections::BTreeMap;

use crate::support::calls::{path, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::settle;
use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

/// Headers that say something of the moment, not of the record.
const OF_THE_MOMENT: [&str; 4] = ["date", "ratelimit", "x-request-id", "access-control-expose-headers"];

fn lasting(answer: &Answer) -> BTreeMap<String, String> {
    let all = answer.headers().iter().map(|(name, value)| (name.to_string(), format!("{value:?}")));
    all.filter(|(name, _)| !OF_THE_MOMENT.contains(&name.as_str())).collect()
}

fn allowed(operations: &[Operation]) -> Vec<&str> {
    let mut methods: Vec<&str> = operations.iter().map(|operation| operation.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods
}

fn allow(answer: &Answer) -> Vec<&str> {
    let mut methods: Vec<&str> = answer.header("allow").split(", ").collect();
    methods.sort_unstable();
    methods
}

both_engines! {
    async fn head_says_what_get_says_without_the_body(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.method == "GET") {
            let owner = &fixture.member;
            let path = path(operation, owner);
            let get = server.get(&path).as_(somebody(operation, owner)).send().await.expect(200);
            let head = server.request("HEAD", &path).as_(somebody(operation, owner)).send().await.expect(200);
            assert_eq!(lasting(&get), lasting(&head), "{}", operation.id);
            assert!(head.bytes().is_empty(), "{}", operation.id);
        }
    }
}

one_engine! {
    async fn head_is_refused_as_get_is_but_silently(server: TestServer) {
        let refused = server.request("HEAD", "/v1/members").send().await.expect(401);
        assert!(refused.bytes().is_empty());
        assert_eq!(refused.header("content-type"), "application/problem+json");
        server.request("HEAD", "/v1/nothing/here").send().await.expect(404);
        server.request("HEAD", "/v1/dues/quotes").send().await.expect(405);
    }

    async fn options_names_exactly_the_methods_of_each_address_to_anybody(server: TestServer) {
        let fixture = settle(&server).await;
        for address in Contract::of(true).document().addresses() {
            let path = path(&address.operations[0], &fixture.member);
            let answer = server.request("OPTIONS", &path).send().await.expect(204);
            assert_eq!(allow(&answer), allowed(&address.operations), "{path}");
        }
        for page in ["/docs", "/docs/", "/docs/guides", "/docs/guides/", "/docs/guides/qa", "/problems/", "/problems/not-found"] {
            let answer = server.request("OPTIONS", page).send().await.expect(204);
            assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS", "{page}");
            let refused = server.post(page).send().await.expect_problem(405, "method-not-allowed");
            assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS", "{page}");
        }
        server.request("OPTIONS", "/v1/nothing/here").send().await.expect(404);
    }

    async fn every_other_method_is_refused_with_allow_at_every_address(server: TestServer) {
        let fixture = settle(&server).await;
        for address in Contract::of(true).document().addresses() {
            let path = path(&address.operations[0], &fixture.member);
            let expected = allowed(&address.operations);
            for method in ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "QUERY", "PURGE"] {
                if address.operation(method).is_some() {
                    continue;
                }
                let answer = server.request(method, &path).as_(Role::Admin).send().await.expect_problem(405, "method-not-allowed");
                assert_eq!(allow(&answer), expected, "{method} {path}");
            }
        }
    }

    async fn a_fixed_address_is_not_taken_for_an_id_whoever_asks(server: TestServer) {
        for path in ["/v1/members/categories", "/v1/accounts/sessions", "/v1/organizations/regions"] {
            server.patch(path).send().await.expect_problem(405, "method-not-allowed");
            server.patch(path).as_(Role::Account).send().await.expect_problem(405, "method-not-allowed");
        }
        server.patch("/v1/accounts/me").send().await.expect_problem(401, "unauthenticated");
    }

    async fn no_header_turns_one_method_into_another(server: TestServer) {
        for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
            server.get("/v1/dues/rate-tables").header(name, "DELETE").send().await.expect(200);
            server.get("/v1/dues/quotes").header(name, "POST").send().await.expect(405);
        }
        server.get("/v1/dues/rate-tables?_method=DELETE").send().await.expect(400);
    }
}
