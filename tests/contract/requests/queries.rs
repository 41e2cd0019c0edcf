//! Query parameters: none unknown, none twice, each within its bounds.

use crate::support::calls::{call, path, somebody};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::settle;
use crate::support::{Role, TestServer, both_engines, one_engine};

/// Whether an operation is a list: whether it takes a cursor.
fn is_list(operation: &Operation) -> bool {
    let parameters = operation.value["parameters"].as_array();
    parameters.into_iter().flatten().any(|one| one["in"] == "query" && one["name"] == "after")
}

both_engines! {
    async fn an_unknown_parameter_is_named_by_every_operation(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations() {
            let owner = &fixture.member;
            let address = format!("{}?no_such=1", path(operation, owner));
            let mut request = server.request(&operation.method, &address);
            for (name, value) in [("If-Match", "*"), ("Idempotency-Key", "query")] {
                if operation.requires_header(name) {
                    request = request.header(name, value);
                }
            }
            let answer = request.as_(somebody(operation, owner)).send().await;
            assert_eq!((answer.status(), answer.slug().as_str()), (400, "invalid-parameter"), "{}", operation.id);
            assert_eq!(answer.violations(), [("no_such".to_owned(), "unknown_parameter".to_owned())], "{}", operation.id);
        }
    }

    async fn a_limit_is_one_to_a_hundred_in_every_list(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        let lists: Vec<&Operation> = contract.document().operations().filter(|operation| is_list(operation)).collect();
        assert!(lists.len() >= 8, "only {} lists found", lists.len());
        for operation in lists {
            let (owner, address) = (&fixture.member, path(operation, &fixture.member));
            for limit in ["1", "100"] {
                let request = server.get(&format!("{address}?limit={limit}")).as_(somebody(operation, owner));
                assert_eq!(request.send().await.expect(200).at("/page/limit").to_string(), limit);
            }
            for limit in ["0", "101", "-1", "1.5", "1e1", "", "ten", "+5", "99999999999999999999", "%31%30%31", " 5", "5%00"] {
                let request = server.get(&format!("{address}?limit={}", limit.replace(' ', "%20"))).as_(somebody(operation, owner));
                let answer = request.send().await;
                let expected = if limit.contains("%00") { 400 } else { 422 };
                assert_eq!(answer.status(), expected, "{} limit={limit}", operation.id);
                assert_eq!(answer.violations()[0].0, "limit", "{} limit={limit}", operation.id);
            }
        }
    }

    async fn a_cursor_is_one_that_this_list_gave(server: TestServer) {
        let fixture = settle(&server).await;
        let foreign = server.get("/v1/organizations?limit=1&sort=name").as_(Role::Staff).send().await.expect(200).text_at("/page/next");
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| is_list(operation) && operation.id != "listOrganizations") {
            let empty = server.get(&format!("{}?after=", path(operation, &fixture.member)));
            empty.as_(somebody(operation, &fixture.member)).send().await.expect_problem(422, "invalid-query");
            for after in [foreign.as_str(), "x", "eyJhIjoxfQ", "eyJhIjoxfQ.AAAA", "..", "%F0%9F%92%A5"] {
                let request = server.get(&format!("{}?after={after}", path(operation, &fixture.member)));
                let answer = request.as_(somebody(operation, &fixture.member)).send().await;
                assert_eq!((answer.status(), answer.slug().as_str()), (400, "invalid-parameter"), "{} {after}", operation.id);
            }
        }
    }
}

one_engine! {
    async fn a_parameter_given_twice_is_refused_even_with_the_same_value(server: TestServer) {
        for query in ["limit=5&limit=5", "limit=5&limit=6", "state=IL&state=IL", "sort=name&kind=other&sort=name"] {
            let answer = server.get(&format!("/v1/organizations?{query}")).as_(Role::Staff).send().await;
            let answer = answer.expect_problem(400, "invalid-parameter");
            assert_eq!(answer.violations()[0].1, "given_twice", "{query}");
        }
    }

    async fn an_unknown_name_is_given_back_as_far_as_the_schema_of_a_problem_allows(server: TestServer) {
        let long = "x".repeat(200);
        for (name, shown) in [("a%00b", "a\u{fffd}b"), (long.as_str(), &long[..128])] {
            let answer = server.get(&format!("/v1/dues/rate-tables?{name}=1")).send().await;
            let answer = answer.expect_problem(400, "invalid-parameter");
            assert_eq!(answer.violations()[0].0, shown);
        }
    }

    async fn all_unknown_and_doubled_parameters_are_named_at_once(server: TestServer) {
        let answer = server.get("/v1/organizations?b=1&limit=1&a=2&limit=2&Limit=3&limit%5B%5D=4").as_(Role::Staff).send().await;
        let answer = answer.expect_problem(400, "invalid-parameter");
        let named: Vec<String> = answer.violations().into_iter().map(|(name, _)| name).collect();
        assert_eq!(named, ["Limit", "a", "b", "limit", "limit[]"]);
    }

    async fn parameters_that_are_no_text_are_refused(server: TestServer) {
        for query in ["name_prefix=%00", "name_prefix=a%00b", "name_prefix=%ff", "name_prefix=%C0%AF", "name_prefix=%ED%A0%80", "%ff=1"] {
            let answer = server.get(&format!("/v1/organizations?{query}")).as_(Role::Staff).send().await;
            assert_eq!((answer.status(), answer.slug().as_str()), (400, "invalid-parameter"), "{query}");
        }
    }

    async fn a_changed_cursor_or_one_of_another_order_is_refused(server: TestServer) {
        settle(&server).await;
        let first = server.get("/v1/organizations?limit=1&sort=name").as_(Role::Staff).send().await.expect(200);
        let cursor = first.text_at("/page/next");
        let (content, seal) = cursor.split_once('.').expect("content and seal");
        let mut bent = content.to_owned();
        bent.replace_range(5..6, if &content[5..6] == "A" { "B" } else { "A" });
        for wrong in [format!("{bent}.{seal}"), content.to_owned(), format!("{content}."), format!("{cursor}x"), cursor.to_lowercase()] {
            let answer = server.get(&format!("/v1/organizations?sort=name&after={wrong}")).as_(Role::Staff).send().await;
            answer.expect_problem(400, "invalid-parameter");
        }
        server.get(&format!("/v1/organizations?sort=population&after={cursor}")).as_(Role::Staff).send().await.expect_problem(400, "invalid-parameter");
        server.get(&format!("/v1/organizations?sort=name&after={cursor}")).as_(Role::Staff).send().await.expect(200);
    }

    async fn an_operation_without_parameters_says_so(server: TestServer) {
        let request = call(&server, Contract::of(true).document().operation("listRateTables"), &settle(&server).await.member, 0).await;
        request.send().await.expect(200);
        let answer = server.get("/v1/dues/rate-tables?limit=5").send().await.expect_problem(400, "invalid-parameter");
        assert_eq!(answer.at("/errors/0/detail"), "this operation has no query parameters");
    }
}
