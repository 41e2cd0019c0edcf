//! `POST /v1/cyber-program/price-quotes`: what the rules refuse (409) and what the schema does (422).

use serde_json::json;

use crate::cyber_program::{participants, quote};
use crate::support::{TestServer, one_engine};

one_engine! {
    async fn five_hundred_are_priced_and_one_more_is_too_many(server: TestServer) {
        assert_eq!(quote(&server, &["none"; 500]).await.expect(200).at("/total_cents"), 500 * 249_500);
        let answer = quote(&server, &["none"; 501]).await.expect_problem(409, "too-many-participants");
        assert_eq!(answer.at("/rule/clause"), "cyber_program.participants");
        let facts = json!([
            { "name": "participant_count", "value": "501" }, { "name": "participants_at_most", "value": "500" },
        ]);
        assert_eq!(answer.at("/rule/facts"), facts);
    }

    async fn a_price_for_nobody_or_for_a_whole_town_is_not_asked(server: TestServer) {
        let answer = quote(&server, &[]).await.expect_problem(422, "invalid-body");
        assert_eq!(answer.violations(), [("/participants".to_owned(), "too_few".to_owned())]);
        quote(&server, &["none"; 5_001]).await.expect_problem(422, "invalid-body");
    }

    async fn a_broken_request_is_told_every_fault_at_once(server: TestServer) {
        let body = json!({
            "participants": [
                { "membership_standing": "emperor" }, { "membership_standing": "active", "percent": 20 }, {}, "active",
            ],
            "priced_on": "2023-02-29", "discount": 0.2,
        });
        let answer =
            server.post("/v1/cyber-program/price-quotes").json(&body).send().await.expect_problem(422, "invalid-body");
        let expected = [
            ("/discount", "unknown_member"),
            ("/participants/0/membership_standing", "not_in_list"),
            ("/participants/1/percent", "unknown_member"),
            ("/participants/2/membership_standing", "required"),
            ("/participants/3", "wrong_type"),
            ("/priced_on", "wrong_format"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }

    async fn standings_are_spelled_one_way_and_null_is_none_of_them(server: TestServer) {
        for standing in ["Active", "ACTIVE", " active", "pending", "", "member"] {
            quote(&server, &[standing]).await.expect_problem(422, "invalid-body");
        }
        let body = json!({ "participants": [{ "membership_standing": null }] });
        server.post("/v1/cyber-program/price-quotes").json(&body).send().await.expect_problem(422, "invalid-body");
        let mut body = participants(&["active"]);
        body["priced_on"] = json!(null);
        server.post("/v1/cyber-program/price-quotes").json(&body).send().await.expect_problem(422, "invalid-body");
    }
}
