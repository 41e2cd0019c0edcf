//! `GET /v1/dues/rate-tables`: the tables behind every price, with their sources.

use serde_json::{Value, json};

use super::{full, quote, with};
use crate::support::{TestServer, both_engines, one_engine};

both_engines! {
    async fn anybody_reads_both_tables_the_oldest_first(server: TestServer) {
        let answer = server.get("/v1/dues/rate-tables").send().await.expect(200);
        let versions: Vec<Value> = answer.at("/data").as_array().unwrap().iter().map(|one| one["version"].clone()).collect();
        assert_eq!(versions, ["before-2022-10", "2022-10"]);
        assert_eq!(answer.at("/page"), json!({ "limit": 100, "has_more": false, "next": null }));
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
    }
}

one_engine! {
    async fn the_published_figures_are_those_of_the_join_page(server: TestServer) {
        let old = server.get("/v1/dues/rate-tables/before-2022-10").send().await.expect(200);
        assert_eq!((old.at("/salary/rate"), old.at("/salary/cap_cents")), (json!("0.008"), json!(140_000)));
        assert_eq!((old.at("/effective_on"), old.at("/salary/small_community")), (Value::Null, Value::Null));
        let new = server.get("/v1/dues/rate-tables/2022-10").send().await.expect(200);
        assert_eq!((new.at("/salary/rate"), new.at("/salary/cap_cents")), (json!("0.0065"), json!(120_000)));
        assert_eq!(new.at("/effective_on"), "2022-10-01");
        let small = json!({ "population_at_most": 7_500, "general_fund_budget_at_most_cents": 780_000_000, "discount": "0.2", "cap_cents": 94_000 });
        assert_eq!(new.at("/salary/small_community"), small);
        assert_eq!(new.at("/salary/source"), "icma.org/page/join-icma-chief-administrative-officer-cao-or-assistant-chief-administrative-officer-acao");
        assert_eq!(new.at("/print_magazine_cents"), 2_500);
    }

    async fn only_figures_that_nobody_published_are_marked_provisional(server: TestServer) {
        let table = server.get("/v1/dues/rate-tables/2022-10").send().await.expect(200);
        assert_eq!(table.at("/salary/provisional"), false);
        let flat = table.at("/flat");
        let provisional: Vec<&str> = flat.as_array().unwrap().iter()
            .filter(|one| one["provisional"] == true)
            .filter_map(|one| one["category"].as_str())
            .collect();
        let expected = ["affiliate_department_head", "affiliate_staff", "affiliate_intern", "academic_professor", "other", "retired", "honorary"];
        assert_eq!(provisional, expected);
        for one in flat.as_array().unwrap() {
            assert_eq!(one["source"] == "default of this software; the association has published no figure", one["provisional"] == true, "{one}");
        }
    }

    async fn every_price_names_a_table_that_can_be_read(server: TestServer) {
        for on in ["1990-01-01", "2022-09-30", "2022-10-01", "2025-03-01", "2099-12-31"] {
            let answer = quote(&server, &with(full(10_000_000), json!({ "priced_on": on }))).await.expect(200);
            let version = answer.text_at("/rate_table/version");
            let table = server.get(&format!("/v1/dues/rate-tables/{version}")).send().await.expect(200);
            assert_eq!(table.at("/effective_on"), answer.at("/rate_table/effective_on"));
        }
    }

    async fn a_table_that_does_not_exist_is_not_found(server: TestServer) {
        server.get("/v1/dues/rate-tables/2031-01").send().await.expect_problem(404, "not-found");
    }

    async fn an_unchanged_table_is_not_sent_twice(server: TestServer) {
        for path in ["/v1/dues/rate-tables", "/v1/dues/rate-tables/2022-10"] {
            let tag = server.get(path).send().await.expect(200).tag();
            let again = server.get(path).header("if-none-match", &tag).send().await.expect(304);
            assert_eq!(again.tag(), tag);
        }
    }
}
