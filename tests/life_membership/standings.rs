//! `POST /v1/life-membership/standings`: every kind of work, and the amount of a quote.

use serde_json::{Value, json};

use crate::support::{Answer, TestServer, one_engine};

async fn standing(server: &TestServer, body: &Value) -> Answer {
    server.post("/v1/life-membership/standings").json(body).send().await
}

one_engine! {
    async fn every_kind_of_work_has_its_row_and_says_when_it_is_assumed(server: TestServer) {
        for (employment, status, charged_as, cents, provisional) in [
            ("none", "held", "life", 0, false),
            ("full_time_local_government", "suspended_full_time_local_government", "full", 65_000, false),
            ("part_time_local_government", "held", "life", 0, false),
            ("interim_local_government", "held", "life", 0, false),
            ("special_district", "suspended_other_employment", "full_not_in_service", 20_000, true),
            ("full_time_private_sector", "suspended_other_employment", "full_not_in_service", 20_000, false),
            ("full_time_university", "suspended_other_employment", "full_not_in_service", 20_000, false),
            ("full_time_consultant", "suspended_other_employment", "full_not_in_service", 20_000, false),
            ("part_time_private_sector", "held", "life", 0, true),
            ("part_time_university", "held", "life", 0, true),
            ("part_time_consultant", "held", "life", 0, true),
            ("other_full_time", "suspended_other_employment", "full_not_in_service", 20_000, true),
            ("other_part_time", "held", "life", 0, true),
        ] {
            let answer = standing(&server, &json!({ "employment": employment, "annual_salary_cents": 10_000_000 })).await.expect(200);
            let said = ["life_status", "charged_as", "annual_dues_cents", "provisional"].map(|name| answer.at(&format!("/{name}")));
            assert_eq!(said, [json!(status), json!(charged_as), json!(cents), json!(provisional)], "{employment}");
            assert_eq!(answer.at("/explanation/0/clause"), format!("life.standing.{employment}"));
            assert!(!answer.text().contains("10000000"), "the salary is not repeated");
        }
    }

    async fn the_amount_is_that_of_a_quote_for_the_category_on_the_same_day(server: TestServer) {
        let community = json!({ "population": 7_500, "general_fund_budget_cents": 780_000_000 });
        for priced_on in ["2022-09-30", "2022-10-01", "2025-03-01"] {
            for small in [false, true] {
                let mut figures = if small { community.clone() } else { json!({}) };
                figures["annual_salary_cents"] = json!(12_345_600);
                figures["priced_on"] = json!(priced_on);
                let (mut asked, mut quoted) = (figures.clone(), figures);
                asked["employment"] = json!("full_time_local_government");
                quoted["category"] = json!("full");
                let quote = server.post("/v1/dues/quotes").json(&quoted).send().await.expect(200);
                let answer = standing(&server, &asked).await.expect(200);
                assert_eq!(answer.at("/annual_dues_cents"), quote.at("/total_cents"), "{priced_on} {small}");
                assert_eq!((answer.at("/rate_table"), answer.at("/priced_on")), (quote.at("/rate_table"), json!(priced_on)));
            }
        }
    }

    async fn only_full_time_local_government_work_needs_a_salary(server: TestServer) {
        let answer = standing(&server, &json!({ "employment": "full_time_local_government" })).await.expect_problem(409, "salary-missing");
        assert_eq!(answer.at("/rule/clause"), "dues.full.salary");
        standing(&server, &json!({ "employment": "full_time_university" })).await.expect(200);
    }

    async fn without_a_date_the_table_is_that_of_today(server: TestServer) {
        let body = json!({ "employment": "none" });
        assert_eq!(standing(&server, &body).await.at("/priced_on"), "2025-03-01");
    }

    async fn a_broken_request_is_told_every_fault_at_once(server: TestServer) {
        let body = json!({ "employment": "retired", "annual_salary_cents": 0, "population": null, "priced_on": "2025-02-29", "extra": {} });
        let answer = standing(&server, &body).await.expect_problem(422, "invalid-body");
        let expected = [
            ("/annual_salary_cents", "out_of_range"),
            ("/employment", "not_in_list"),
            ("/extra", "unknown_member"),
            ("/population", "wrong_type"),
            ("/priced_on", "wrong_format"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }
}
