//! A token is judged before anything else of a request is looked at.

use crate::support::contract::Contract;
use crate::support::{TestServer, both_engines, one_engine};

both_engines! {
    async fn without_a_token_nothing_else_of_a_request_is_judged(server: TestServer) {
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.scopes().is_some()) {
            let path = operation.path.replace('{', "not-an-id-").replace('}', "");
            let request = server.request(&operation.method, &format!("{path}?no=such&no=such"));
            let broken = request.header("content-type", "text/plain").header("idempotency-key", "").body("{");
            let answer = broken.send().await.expect_problem(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{}", operation.id);
        }
    }
}

one_engine! {
    async fn a_bad_token_is_refused_by_every_operation_even_the_open_ones(server: TestServer) {
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.path.starts_with("/v1/")) {
            let path = operation.path.replace('{', "not-an-id-").replace('}', "");
            let answer = server.request(&operation.method, &path).as_("no.such.token").send().await;
            let answer = answer.expect_problem(401, "invalid-token");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"", "{}", operation.id);
        }
    }

    async fn a_token_in_the_address_or_a_cookie_is_no_token(server: TestServer) {
        let token = server.token(server.person(crate::support::Role::Staff).account_id).await;
        server.get("/v1/members").header("cookie", format!("access_token={token}; token={token}")).send().await.expect(401);
        server.get(&format!("/v1/members?access_token={token}")).send().await.expect(401);
    }

    async fn the_scheme_is_bearer_in_any_case_and_no_other(server: TestServer) {
        let token = server.token(server.person(crate::support::Role::Staff).account_id).await;
        for scheme in ["Bearer", "bearer", "BEARER"] {
            server.get("/v1/organizations").header("authorization", format!("{scheme} {token}")).send().await.expect(200);
        }
        for value in [format!("Basic {token}"), token.clone(), "Bearer".into(), "Bearer ".into(), format!("Bearer {token}, Bearer {token}")] {
            let answer = server.get("/v1/organizations").header("authorization", &value).send().await;
            answer.expect_problem(401, "invalid-token");
        }
    }
}
