//! One spelling of each address; an id in any case and in no other spelling.

use crate::support::calls::{body, call, path, somebody};
use crate::support::contract::Contract;
use crate::support::fixture::{Owner, settle};
use crate::support::{Role, TestServer, both_engines, one_engine, wire};

/// Other ways to write an id that some parser takes for the same.
fn spellings(id: &str) -> Vec<String> {
    let simple = id.replace('-', "");
    vec![
        simple.to_uppercase(),
        simple.clone(),
        format!("%7B{id}%7D"),
        format!("urn:uuid:{id}"),
        format!("%20{id}"),
        format!("{id}%20"),
        format!("{id}%00"),
        format!("{id}%0A"),
        id[..35].to_owned(),
        "%C3%28".to_owned(),
        "0".to_owned(),
    ]
}

both_engines! {
    async fn an_id_is_read_in_any_case_in_every_address_and_written_in_small_letters(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let capitals = fixture.member.ids.iter().map(|(name, id)| (*name, id.to_uppercase())).collect();
        let capitals = Owner { person: fixture.member.person.clone(), ids: capitals };
        for operation in contract.document().operations().filter(|operation| operation.path.contains("_id}")) {
            let rehearsed = |owner: &Owner| {
                let changes = operation.value["parameters"].to_string().contains("\"mode\"");
                format!("{}{}", path(operation, owner), if changes { "?mode=validate" } else { "" })
            };
            let mut answers = Vec::new();
            for owner in [&fixture.member, &capitals] {
                let mut request = server.request(&operation.method, &rehearsed(owner)).as_(somebody(operation, &fixture.member));
                for (name, value) in [("If-Match", "*"), ("Idempotency-Key", "any-case")] {
                    if operation.requires_header(name) {
                        request = request.header(name, value);
                    }
                }
                if operation.value.get("requestBody").is_some() {
                    request = request.json(&body(&server, operation, &fixture.member, 0).await);
                }
                answers.push(request.send().await);
            }
            let [small, large] = answers.as_slice() else { unreachable!("two were sent") };
            assert_eq!((small.status(), small.slug()), (large.status(), large.slug()), "{}", operation.id);
            if operation.method == "GET" && small.header("content-type").starts_with("application/json") {
                assert_eq!((small.json(), small.header("etag")), (large.json(), large.header("etag")), "{}", operation.id);
            }
        }
    }

    async fn an_id_has_no_other_spelling_in_any_address(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.path.contains("_id}")) {
            let last = operation.path.split(['{', '}']).rfind(|part| part.ends_with("_id")).expect("an id");
            for spelling in spellings(fixture.member.id(last)).into_iter().filter(|spelling| spelling != fixture.member.id(last)) {
                let ids = fixture.member.ids.iter().map(|(name, id)| (*name, if *name == last { spelling.clone() } else { id.clone() }));
                let owner = Owner { person: fixture.member.person.clone(), ids: ids.collect() };
                let answer = call(&server, operation, &owner, 0).await.as_(somebody(operation, &owner)).send().await;
                assert_eq!((answer.status(), answer.slug().as_str()), (404, "not-found"), "{} {spelling}", operation.id);
            }
        }
    }
}

one_engine! {
    async fn a_trailing_or_double_slash_is_another_address(server: TestServer) {
        let fixture = settle(&server).await;
        for address in Contract::of(true).document().addresses() {
            let path = path(&address.operations[0], &fixture.member);
            for odd in [format!("{path}/"), format!("/{path}"), path.replacen("/v1/", "/v1//", 1), format!("{path}//")] {
                if odd != path {
                    server.get(&odd).as_(Role::Admin).send().await.expect_problem(404, "not-found");
                }
            }
        }
    }

    async fn an_address_is_spelled_in_lower_case(server: TestServer) {
        for odd in ["/V1/organizations", "/v1/Organizations", "/v1/dues/RATE-TABLES", "/HEALTH/live", "/v1/dues/rate_tables"] {
            server.get(odd).as_(Role::Staff).send().await.expect_problem(404, "not-found");
        }
    }

    async fn nothing_climbs_out_of_an_address(server: TestServer) {
        for odd in [
            "/v1/dues/../organizations/regions",
            "/docs/../v1/dues/rate-tables",
            "/docs/../../etc/passwd",
            "/docs/..%2f..%2fetc/passwd",
            "/docs/%2e%2e/%2e%2e/etc/passwd",
            "/v1/dues/%2e%2e/organizations/regions",
            "/v1/dues%2frate-tables",
            "/v1/dues/rate-tables;v=1",
            "/v1/dues\\rate-tables",
            "/.env",
            "/.git/config",
            "/metrics",
            "/actuator/health",
            "/v1",
            "/v1/",
            "/problems/../problems/",
            "/problems/no-such-problem",
        ] {
            let bytes = wire::request(&format!("GET {odd}"), "\r\n");
            wire::send(&server, &bytes).await.expect_problem(404, "not-found");
        }
    }

    async fn an_address_too_long_to_read_is_414(server: TestServer) {
        let long = "x".repeat(9_000);
        server.get(&format!("/v1/organizations?name_prefix={long}")).as_(Role::Staff).send().await.expect_problem(414, "uri-too-long");
    }
}
