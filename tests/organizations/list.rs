//! The list of organizations: orders and filters, the same on both engines.

use serde_json::{Value, json};

use super::register;
use crate::support::{Role, TestServer, both_engines};

/// Names whose order tells byte order, folding and dictionaries apart.
const NAMES: [&str; 8] = ["alpha", "Beta", "beta 2", "Zeta", "éclair", "_under", "Über", "100 Mile House"];

async fn settle(server: &TestServer) {
    for (index, name) in NAMES.into_iter().enumerate() {
        let population = (index % 3 != 0).then_some(1000 * (index % 4));
        let mut body = json!({ "name": name, "kind": if index % 2 == 0 { "city_or_county" } else { "university" }, "state": if index < 4 { "IL" } else { "WI" } });
        if let Some(population) = population {
            body["population"] = json!(population);
        }
        register(server, &body).await.expect(201);
    }
}

async fn names(server: &TestServer, query: &str) -> Vec<String> {
    let answer = server.get(&format!("/v1/organizations?limit=100{query}")).as_(Role::Account).send().await.expect(200);
    let data = answer.at("/data");
    data.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).map(str::to_owned).collect()
}

both_engines! {
    async fn names_are_sorted_without_regard_to_case_by_their_bytes(server: TestServer) {
        settle(&server).await;
        let expected = ["100 Mile House", "_under", "alpha", "Beta", "beta 2", "Zeta", "éclair", "Über"];
        assert_eq!(names(&server, "").await, expected);
        assert_eq!(names(&server, "&sort=name").await, expected);
    }

    async fn the_most_populous_come_first_and_the_unknown_last(server: TestServer) {
        settle(&server).await;
        let answer = server.get("/v1/organizations?sort=population&limit=100").as_(Role::Account).send().await.expect(200);
        let data = answer.at("/data");
        let populations: Vec<i64> = data.as_array().unwrap().iter().map(|one| one["population"].as_i64().unwrap_or(-1)).collect();
        assert_eq!(populations, [3000, 2000, 1000, 1000, 0, -1, -1, -1]);
    }

    async fn filters_narrow_the_list_and_combine(server: TestServer) {
        settle(&server).await;
        assert_eq!(names(&server, "&state=WI").await, ["100 Mile House", "_under", "éclair", "Über"]);
        assert_eq!(names(&server, "&kind=university").await, ["100 Mile House", "_under", "Beta", "Zeta"]);
        assert_eq!(names(&server, "&kind=university&state=IL").await, ["Beta", "Zeta"]);
        assert_eq!(names(&server, "&name_prefix=BET").await, ["Beta", "beta 2"]);
        assert_eq!(names(&server, "&name_prefix=%C3%BC").await, ["Über"]);
        assert_eq!(names(&server, "&name_prefix=bet&kind=university").await, ["Beta"]);
        assert_eq!(names(&server, "&state=CA").await, Vec::<String>::new());
    }

    async fn wildcards_of_a_database_are_plain_characters_in_a_prefix(server: TestServer) {
        settle(&server).await;
        assert_eq!(names(&server, "&name_prefix=%25").await, Vec::<String>::new());
        assert_eq!(names(&server, "&name_prefix=_").await, ["_under"]);
    }

    async fn a_new_organization_is_in_the_very_next_list(server: TestServer) {
        register(&server, &json!({ "name": "Town of Now", "kind": "other", "state": "VT" })).await.expect(201);
        assert_eq!(names(&server, "").await, ["Town of Now"]);
    }
}

both_engines! {
    async fn filters_the_list_does_not_offer_are_refused(server: TestServer) {
        for (query, status, parameter, code) in [
            ("color=red", 400, "color", "unknown_parameter"),
            ("sort=age", 422, "sort", "not_in_list"),
            ("kind=castle", 422, "kind", "not_in_list"),
            ("state=illinois", 422, "state", "wrong_format"),
            ("state=XX", 422, "state", "wrong_format"),
            ("name_prefix=", 422, "name_prefix", "too_short"),
        ] {
            let answer = server.get(&format!("/v1/organizations?{query}")).as_(Role::Account).send().await.expect(status);
            let met: Vec<(String, String)> = answer.violations();
            assert!(met.contains(&(parameter.to_owned(), code.to_owned())), "{query}: {met:?}");
            assert_eq!(answer.at("/errors/0/pointer"), Value::Null);
        }
    }
}
