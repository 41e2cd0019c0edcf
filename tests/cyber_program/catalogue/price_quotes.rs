//! `POST /v1/cyber-program/price-quotes`: the list decides, and "20 %" is prose (RULES 4, ambiguities 1 and 2).

use serde_json::{Value, json};

use crate::cyber_program::{participants, quote};
use crate::support::{TestServer, both_engines, one_engine};

/// Every standing, its row, the amount, and whether that rests on a default of this software.
const ROWS: [(&str, &str, i64, bool); 7] = [
    ("active", "member", 199_500, false),
    ("grace", "member", 199_500, true),
    ("life", "member", 199_500, true),
    ("student", "member", 199_500, true),
    ("honorary", "member", 199_500, true),
    ("lapsed", "non_member", 249_500, true),
    ("none", "non_member", 249_500, false),
];

both_engines! {
    async fn anybody_gets_a_price_that_names_list_rows_and_sources(server: TestServer) {
        let answer = quote(&server, &["active", "none"]).await.expect(200);
        assert_eq!(answer.at("/total_cents"), 199_500 + 249_500);
        assert_eq!(answer.at("/currency"), "USD");
        assert_eq!(answer.at("/price_list"), json!({ "version": "published", "effective_on": null }));
        let explanation = answer.at("/explanation");
        let clauses: Vec<&str> =
            explanation.as_array().unwrap().iter().map(|one| one["clause"].as_str().unwrap()).collect();
        let expected = [
            "cyber_program.price_list", "cyber_program.member_test", "cyber_program.member_test",
            "cyber_program.price.member", "cyber_program.price.non_member", "cyber_program.saving",
        ];
        assert_eq!(clauses, expected);
        assert!(explanation.as_array().unwrap().iter().all(|one| one["source"] != ""));
    }
}

one_engine! {
    async fn members_pay_1995_and_everybody_else_2495(server: TestServer) {
        for (standing, row, cents, provisional) in ROWS {
            let answer = quote(&server, &[standing]).await.expect(200);
            let line = json!({
                "membership_standing": standing, "price_row": row, "amount_cents": cents, "list_price_cents": 249_500,
                "saving_cents": 249_500 - cents, "provisional": provisional,
            });
            assert_eq!(answer.at("/lines"), json!([line]));
            assert_eq!(answer.at("/total_cents"), cents, "{standing}");
        }
    }

    async fn a_member_saves_500_dollars_and_not_a_fifth(server: TestServer) {
        let line = quote(&server, &["active"]).await.expect(200).at("/lines/0");
        assert_eq!(line["saving_cents"], 50_000);
        let (amount, list) = (line["amount_cents"].as_i64().unwrap(), line["list_price_cents"].as_i64().unwrap());
        assert_ne!(amount * 10, list * 8, "20 % off would be 1,996");
    }

    async fn an_office_is_priced_line_by_line_in_its_own_order(server: TestServer) {
        let standings: Vec<&str> = ROWS.iter().map(|row| row.0).rev().collect();
        let answer = quote(&server, &standings).await.expect(200);
        let lines = answer.at("/lines");
        let told: Vec<&Value> = lines.as_array().unwrap().iter().map(|line| &line["membership_standing"]).collect();
        assert_eq!(told, standings);
        assert_eq!(answer.at("/total_cents"), 5 * 199_500 + 2 * 249_500);
    }

    async fn the_list_prices_any_date_because_no_start_of_it_was_published(server: TestServer) {
        for on in ["1900-01-01", "1969-07-20", "2022-02-28", "2025-03-01", "2099-12-31", "2200-12-31"] {
            let mut body = participants(&["life"]);
            body["priced_on"] = json!(on);
            let answer = server.post("/v1/cyber-program/price-quotes").json(&body).send().await.expect(200);
            assert_eq!((answer.at("/total_cents"), answer.at("/priced_on")), (json!(199_500), json!(on)));
        }
    }

    async fn without_a_date_the_price_is_that_of_the_associations_today(server: TestServer) {
        server.set_clock("2025-03-02T04:59:59Z");
        assert_eq!(quote(&server, &["none"]).await.at("/priced_on"), "2025-03-01", "New York is behind UTC");
        server.set_clock("2025-03-02T05:00:00Z");
        assert_eq!(quote(&server, &["none"]).await.at("/priced_on"), "2025-03-02");
    }

    async fn asked_twice_the_answer_is_the_same_to_the_byte(server: TestServer) {
        let first = quote(&server, &["grace", "none"]).await.expect(200);
        assert_eq!(first.bytes(), quote(&server, &["grace", "none"]).await.expect(200).bytes());
    }
}
