//! `POST /v1/dues/quotes`: every price of RULES 1.3 to 1.6, boundaries on both sides.

use serde_json::{Value, json};

use super::{NEW, OLD, clauses, full, installments, quote, small, total, with};
use crate::support::{TestServer, both_engines, one_engine};

both_engines! {
    async fn anybody_gets_a_price_that_names_table_clauses_and_sources(server: TestServer) {
        let answer = quote(&server, &small(10_000_000)).await.expect(200);
        assert_eq!(answer.at("/total_cents"), 52_000);
        assert_eq!(answer.at("/currency"), "USD");
        assert_eq!(answer.at("/rate_table"), json!({ "version": "2022-10", "effective_on": "2022-10-01" }));
        let expected =
            ["dues.rate_table", "dues.full.formula", "dues.full.small_community", "dues.full.cap", "dues.full.rounding"];
        assert_eq!(clauses(&answer), expected);
        let explanation = answer.at("/explanation");
        assert!(explanation.as_array().unwrap().iter().all(|one| one["source"] != ""));
        assert!(!answer.text().contains("10000000"), "the salary is not repeated");
    }
}

one_engine! {
    async fn without_a_date_the_price_is_that_of_the_associations_today(server: TestServer) {
        assert_eq!(quote(&server, &full(10_000_000)).await.at("/priced_on"), "2025-03-01");
        server.set_clock("2025-03-02T04:59:59Z");
        assert_eq!(quote(&server, &full(10_000_000)).await.at("/priced_on"), "2025-03-01", "New York is behind UTC");
        server.set_clock("2025-03-02T05:00:00Z");
        assert_eq!(quote(&server, &full(10_000_000)).await.at("/priced_on"), "2025-03-02");
    }

    async fn the_rate_switches_on_the_first_of_october_2022_that_day_included(server: TestServer) {
        for (on, cents, version, effective_on) in [
            (OLD, 80_000, "before-2022-10", Value::Null),
            (NEW, 65_000, "2022-10", json!("2022-10-01")),
        ] {
            let answer = quote(&server, &with(full(10_000_000), json!({ "priced_on": on }))).await.expect(200);
            assert_eq!(answer.at("/total_cents"), cents, "{on}");
            assert_eq!(answer.at("/rate_table"), json!({ "version": version, "effective_on": effective_on }));
        }
    }

    async fn each_cap_acts_just_above_its_salary_and_not_at_it(server: TestServer) {
        let old = |salary| with(full(salary), json!({ "priced_on": OLD }));
        for (body, cents, capped) in [
            (old(17_499_999), 140_000, false),
            (old(17_500_000), 140_000, false),
            (old(17_500_001), 140_000, true),
            (full(18_461_400), 119_999, false),
            (full(18_461_538), 120_000, false),
            (full(18_461_539), 120_000, true),
            (full(100_000_000_000), 120_000, true),
            (small(18_076_800), 93_999, false),
            (small(18_076_923), 94_000, false),
            (small(18_076_924), 94_000, true),
            (small(18_461_539), 94_000, true),
        ] {
            let answer = quote(&server, &body).await.expect(200);
            assert_eq!((answer.at("/total_cents"), answer.at("/capped")), (json!(cents), json!(capped)), "{body}");
        }
    }

    async fn half_a_cent_rounds_up_once_after_the_discount(server: TestServer) {
        for (body, cents) in
            [(full(76), 0), (full(77), 1), (full(1_000), 7), (small(1_250), 7), (full(1), 0), (full(10_001_000), 65_007)]
        {
            assert_eq!(total(&server, &body).await, cents, "{body}");
        }
    }

    async fn both_limits_of_a_small_community_are_inclusive_and_both_figures_must_be_known(server: TestServer) {
        for (more, cents) in [
            (json!({}), 52_000),
            (json!({ "population": 7_499 }), 52_000),
            (json!({ "population": 0, "general_fund_budget_cents": 0 }), 52_000),
            (json!({ "population": 7_501 }), 65_000),
            (json!({ "general_fund_budget_cents": 779_999_999 }), 52_000),
            (json!({ "general_fund_budget_cents": 780_000_001 }), 65_000),
            (json!({ "population": null }), 65_000),
            (json!({ "general_fund_budget_cents": null }), 65_000),
            (json!({ "population": null, "general_fund_budget_cents": null }), 65_000),
            (json!({ "priced_on": OLD }), 80_000),
            (json!({ "category": "affiliate_department_head" }), 20_000),
        ] {
            assert_eq!(total(&server, &with(small(10_000_000), more.clone())).await, cents, "{more}");
        }
    }

    async fn whoever_falls_between_the_two_rows_is_told_why(server: TestServer) {
        let rich = with(small(10_000_000), json!({ "general_fund_budget_cents": 780_000_001 }));
        let answer = quote(&server, &rich).await.expect(200);
        assert!(answer.text_at("/notes/0").contains("budget is above the limit"));
        assert!(!clauses(&answer).contains(&"dues.full.small_community".to_owned()));
    }

    async fn every_other_category_pays_one_amount_marked_when_it_is_a_placeholder(server: TestServer) {
        for (category, cents, provisional) in [
            ("full_not_in_service", 20_000, false),
            ("affiliate_department_head", 20_000, true),
            ("affiliate_staff", 20_000, true),
            ("affiliate_intern", 2_500, true),
            ("academic_professor", 20_000, true),
            ("academic_student", 2_500, false),
            ("chapter_student", 0, false),
            ("other", 20_000, true),
            ("retired", 20_000, true),
            ("life", 0, false),
            ("honorary", 0, true),
        ] {
            for priced_on in [OLD, NEW] {
                let answer = quote(&server, &json!({ "category": category, "priced_on": priced_on })).await.expect(200);
                assert_eq!(answer.at("/total_cents"), cents, "{category}");
                assert_eq!(answer.at("/lines/0/provisional"), provisional, "{category}");
                assert_eq!(answer.at("/notes/0").is_string(), provisional, "{category}");
                assert_eq!(answer.at("/capped"), false);
            }
        }
    }

    async fn a_life_member_may_add_the_print_magazine_for_25_a_year(server: TestServer) {
        let answer = quote(&server, &json!({ "category": "life", "print_magazine": true })).await.expect(200);
        assert_eq!(answer.at("/total_cents"), 2_500);
        assert_eq!(answer.at("/lines/1/code"), "print_magazine");
        assert_eq!(answer.at("/lines/1/amount_cents"), 2_500);
    }

    async fn full_members_and_department_heads_in_transition_pay_nothing(server: TestServer) {
        for category in ["full", "affiliate_department_head"] {
            let answer = quote(&server, &json!({ "category": category, "in_transition": true })).await.expect(200);
            assert_eq!(answer.at("/total_cents"), 0, "{category}");
            assert!(clauses(&answer).contains(&"dues.in_transition".to_owned()));
        }
    }

    async fn a_renewing_member_in_local_government_pays_in_one_to_four_installments(server: TestServer) {
        let of = |count: i64| {
            with(full(10_001_000), json!({ "renewal": true, "installments": count, "priced_on": NEW }))
        };
        for (count, expected) in [
            (1, vec![("2022-10-01", 65_007)]),
            (2, vec![("2022-10-01", 32_504), ("2023-04-01", 32_503)]),
            (3, vec![("2022-10-01", 21_669), ("2023-02-01", 21_669), ("2023-06-01", 21_669)]),
            (4, vec![("2022-10-01", 16_252), ("2023-01-01", 16_252), ("2023-04-01", 16_252), ("2023-07-01", 16_251)]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(on, cents)| (on.to_owned(), cents)).collect();
            assert_eq!(installments(&quote(&server, &of(count)).await.expect(200)), expected);
        }
    }

    async fn a_due_date_the_month_does_not_have_falls_on_its_last_day(server: TestServer) {
        let body = with(full(10_000_000), json!({ "renewal": true, "installments": 4, "priced_on": "2023-11-30" }));
        let dates: Vec<String> =
            installments(&quote(&server, &body).await.expect(200)).into_iter().map(|(on, _)| on).collect();
        assert_eq!(dates, ["2023-11-30", "2024-02-29", "2024-05-30", "2024-08-30"]);
    }
}
