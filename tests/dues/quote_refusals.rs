//! `POST /v1/dues/quotes`: what the rules refuse (409) and what the schema does (422).

use serde_json::json;

use super::{full, quote, with};
use crate::support::{TestServer, one_engine};

one_engine! {
    async fn each_rule_refuses_with_a_cause_of_its_own_and_names_its_clause(server: TestServer) {
        let renewing = |category: &str, count: i64| {
            json!({ "category": category, "annual_salary_cents": 10_000_000, "renewal": true, "installments": count })
        };
        for (body, slug, clause) in [
            (json!({ "category": "full" }), "salary-missing", "dues.full.salary"),
            (with(full(10_000_000), json!({ "installments": 2 })), "installments-for-new-member", "dues.installments"),
            (with(full(10_000_000), json!({ "installments": 12 })), "installments-for-new-member", "dues.installments"),
            (renewing("full", 5), "installments-not-offered", "dues.installments"),
            (renewing("full", 12), "installments-not-offered", "dues.installments"),
            (renewing("academic_student", 2), "installments-for-student", "dues.installments"),
            (renewing("chapter_student", 4), "installments-for-student", "dues.installments"),
            (renewing("full_not_in_service", 2), "installments-outside-local-government", "dues.installments"),
            (renewing("other", 2), "installments-outside-local-government", "dues.installments"),
            (renewing("retired", 3), "installments-outside-local-government", "dues.installments"),
            (with(renewing("full", 2), json!({ "in_transition": true })), "installments-in-transition", "dues.installments"),
            (with(full(10_000_000), json!({ "print_magazine": true })), "print-magazine-not-offered", "dues.print_magazine"),
            (json!({ "category": "retired", "print_magazine": true }), "print-magazine-not-offered", "dues.print_magazine"),
            (json!({ "category": "other", "in_transition": true }), "transition-not-open-to-category", "dues.in_transition"),
            (json!({ "category": "affiliate_staff", "in_transition": true }), "transition-not-open-to-category", "dues.in_transition"),
        ] {
            let answer = quote(&server, &body).await.expect_problem(409, slug);
            assert_eq!(answer.at("/rule/clause"), clause, "{body}");
            assert!(!answer.text_at("/rule/source").is_empty());
        }
    }

    async fn two_to_four_installments_are_offered_to_every_category_in_local_government(server: TestServer) {
        for category in ["full", "affiliate_department_head", "affiliate_staff", "affiliate_intern"] {
            for count in 2..=4 {
                let body = json!({ "category": category, "annual_salary_cents": 10_000_000, "renewal": true, "installments": count });
                quote(&server, &body).await.expect(200);
            }
        }
    }

    async fn a_broken_request_is_told_every_fault_at_once(server: TestServer) {
        let body = json!({
            "category": "emperor", "annual_salary_cents": 0, "population": -1, "general_fund_budget_cents": "much",
            "priced_on": "2023-02-29", "renewal": 1, "installments": 13, "print_magazine": null, "tip_cents": 5,
        });
        let answer = quote(&server, &body).await.expect_problem(422, "invalid-body");
        let expected = [
            ("/annual_salary_cents", "out_of_range"),
            ("/category", "not_in_list"),
            ("/general_fund_budget_cents", "wrong_type"),
            ("/installments", "out_of_range"),
            ("/population", "out_of_range"),
            ("/priced_on", "wrong_format"),
            ("/print_magazine", "wrong_type"),
            ("/renewal", "wrong_type"),
            ("/tip_cents", "unknown_member"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }

    async fn the_category_is_required_and_nothing_else_is(server: TestServer) {
        let answer = quote(&server, &json!({})).await.expect_problem(422, "invalid-body");
        assert_eq!(answer.violations(), [("/category".to_owned(), "required".to_owned())]);
        quote(&server, &json!({ "category": "other" })).await.expect(200);
    }

    async fn figures_at_the_bounds_of_the_schema_are_priced_and_those_beyond_refused(server: TestServer) {
        for (name, least, most) in [
            ("annual_salary_cents", 1_i64, 100_000_000_000_i64),
            ("population", 0, 100_000_000),
            ("general_fund_budget_cents", 0, 100_000_000_000_000),
        ] {
            for value in [least, most] {
                quote(&server, &with(full(1), json!({ name: value }))).await.expect(200);
            }
            for value in [least - 1, most + 1, i64::MIN, i64::MAX] {
                let answer = quote(&server, &with(full(1), json!({ name: value }))).await.expect_problem(422, "invalid-body");
                assert_eq!(answer.violations(), [(format!("/{name}"), "out_of_range".to_owned())]);
            }
        }
    }

    async fn a_quote_writes_nothing_so_any_key_is_as_good_as_none(server: TestServer) {
        let one = server.post("/v1/dues/quotes").key("same").json(&full(1_000_000)).send().await.expect(200);
        let two = server.post("/v1/dues/quotes").key("same").json(&full(2_000_000)).send().await.expect(200);
        assert_ne!(one.at("/total_cents"), two.at("/total_cents"));
    }
}
