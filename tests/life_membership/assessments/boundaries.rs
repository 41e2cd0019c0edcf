//! Both sides of every boundary: anniversaries, 29 February, broken service, overlaps.

use serde_json::{Value, json};

use crate::life_membership::{assess, clause, decided, retires, served, with};
use crate::support::{TestServer, one_engine};

async fn service(server: &TestServer, facts: &Value) -> (i64, i64) {
    let answer = assess(server, facts).await.expect(200);
    let part = |name: &str| answer.at(&format!("/qualifying_service/{name}")).as_i64().expect("a number");
    (part("years"), part("days"))
}

async fn outcome(server: &TestServer, facts: &Value) -> Value {
    decided(&assess(server, facts).await.expect(200)).0
}

one_engine! {
    async fn a_year_that_began_on_29_february_is_completed_on_1_march_of_a_common_year(server: TestServer) {
        let until = |end: &str| retires("1960-01-01", end, &[served("1996-02-29", None)]);
        assert_eq!(service(&server, &until("2021-02-28")).await, (24, 365));
        assert_eq!(outcome(&server, &until("2021-02-28")).await, "not_eligible");
        assert_eq!(service(&server, &until("2021-03-01")).await, (25, 0));
        assert_eq!(outcome(&server, &until("2021-03-01")).await, "eligible");
        assert_eq!(service(&server, &until("2024-02-29")).await, (28, 0), "a leap year has the day itself");
        assert_eq!(service(&server, &until("2024-02-28")).await, (27, 364));
    }

    async fn whoever_was_born_on_29_february_turns_65_on_1_march(server: TestServer) {
        let on = |day: &str| retires("1956-02-29", day, &[served("2000-01-01", None)]);
        for (day, age, outcome) in [("2021-02-28", 64, "not_eligible"), ("2021-03-01", 65, "eligible")] {
            let answer = assess(&server, &on(day)).await.expect(200);
            assert_eq!((answer.at("/age_on_retirement_years"), answer.at("/outcome")), (json!(age), json!(outcome)), "{day}");
            assert_eq!(answer.at("/earliest_eligible_on"), "2021-03-01");
        }
    }

    async fn left_over_days_of_broken_service_make_a_year_at_366_and_not_at_365(server: TestServer) {
        let broken = |end: &str| {
            let spells = [served("1990-01-01", Some("2013-12-31")), served("2015-01-01", Some(end))];
            retires("1965-01-01", "2020-01-01", &spells)
        };
        // 23 years and 364 days; with 1 year and 1 day it is 365 days left over, with 2 days 366.
        assert_eq!(service(&server, &broken("2016-01-02")).await, (24, 365));
        assert_eq!(service(&server, &broken("2016-01-03")).await, (25, 0));
    }

    async fn spells_that_overlap_or_touch_count_once(server: TestServer) {
        let touching = [served("1995-07-01", Some("2010-01-01")), served("2010-01-01", Some("2020-07-01"))];
        let overlapping = [served("1995-07-01", Some("2015-01-01")), served("2001-01-01", Some("2020-07-01"))];
        for spells in [touching, overlapping] {
            assert_eq!(service(&server, &retires("1960-01-01", "2020-07-01", &spells)).await, (25, 0));
        }
    }

    async fn nothing_after_the_retirement_counts_and_the_evidence_says_where_it_was_clipped(server: TestServer) {
        let spells = [served("1995-07-01", Some("2030-01-01")), served("2022-01-01", None)];
        let answer = assess(&server, &retires("1960-01-01", "2020-07-01", &spells)).await.expect(200);
        assert_eq!(answer.at("/qualifying_service"), json!({ "years": 25, "days": 0 }));
        let evidence = &clause(&answer, "life.twenty_five_years.service")["evidence"];
        assert_eq!((&evidence[0]["counted_from"], &evidence[0]["counted_until"]), (&json!("1995-07-01"), &json!("2020-07-01")));
        assert_eq!((&evidence[1]["counts"], &evidence[1]["reasons"][0]["code"]), (&json!(false), &json!("after_retirement")));
    }

    async fn the_earliest_date_is_a_yes_and_the_day_before_a_no(server: TestServer) {
        let now = retires("1970-03-15", "2026-01-01", &[served("2003-05-20", None)]);
        let answer = assess(&server, &now).await.expect(200);
        let first = answer.text_at("/earliest_eligible_on");
        assert_eq!(first, "2028-05-20", "25 years come before the age of 65");
        assert_eq!(outcome(&server, &with(now.clone(), "/retired_on", json!(first))).await, "eligible");
        assert_eq!(outcome(&server, &with(now, "/retired_on", json!("2028-05-19"))).await, "not_eligible");
    }

    async fn whoever_does_not_serve_any_more_never_becomes_eligible_by_waiting(server: TestServer) {
        let left = retires("1970-03-15", "2026-01-01", &[served("2003-05-20", Some("2020-01-01"))]);
        assert_eq!(assess(&server, &left).await.expect(200).at("/earliest_eligible_on"), Value::Null);
        let nothing = assess(&server, &retires("1970-03-15", "2026-01-01", &[])).await.expect(200);
        assert_eq!((nothing.at("/outcome"), nothing.at("/qualifying_service/years")), (json!("not_eligible"), json!(0)));
    }

    async fn every_reason_against_a_spell_is_named_and_not_only_the_first(server: TestServer) {
        let spell = json!({
            "starts_on": "2000-01-01", "category": "affiliate_staff", "employment": "special_district",
            "office_eligible": false, "dues_current": false, "reference": "the water district",
        });
        let answer = assess(&server, &retires("1960-01-01", "2020-01-01", &[spell])).await.expect(200);
        let evidence = clause(&answer, "life.twenty_five_years.service")["evidence"][0].clone();
        let codes: Vec<_> = evidence["reasons"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
        assert_eq!(codes, ["category_not_full", "special_district", "dues_not_current", "not_eligible_for_office"].map(Value::from));
        assert_eq!((&evidence["reference"], &evidence["counted_from"]), (&json!("the water district"), &Value::Null));
    }

    async fn every_clause_names_a_source_and_marks_what_is_a_house_assumption(server: TestServer) {
        let answer = assess(&server, &retires("1960-01-01", "2020-07-01", &[served("1995-07-01", None)])).await.expect(200);
        let clauses = answer.at("/clauses");
        for one in clauses.as_array().unwrap() {
            assert_eq!(one["source"] == "default of this software; the association has published no figure", one["provisional"] == true, "{one}");
        }
        let codes: Vec<_> = clauses.as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
        assert_eq!(codes, [
            "life.full_member", "life.twenty_five_years.service", "life.sixty_five_and_fifteen.age",
            "life.sixty_five_and_fifteen.service", "life.board_grant",
        ].map(Value::from));
        assert_eq!(answer.at("/policy"), json!({ "version": "article-viii-3c.2", "effective_on": null }));
    }
}
