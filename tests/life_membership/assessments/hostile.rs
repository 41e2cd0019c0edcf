//! What no schema can state (409, every fault at once) and what the schema refuses (422).

use serde_json::{Value, json};

use crate::life_membership::{assess, retires, served, with};
use crate::support::{TestServer, one_engine};

fn facts() -> Value {
    retires("1960-05-01", "2020-07-01", &[served("1995-07-01", None)])
}

one_engine! {
    async fn every_contradiction_is_named_at_once_with_its_place(server: TestServer) {
        let body = retires("1990-01-01", "1990-01-01", &[
            served("1989-12-31", Some("2000-01-01")),
            served("1990-01-01", Some("1990-01-02")),
            served("2000-01-01", Some("2000-01-01")),
            served("1980-01-01", Some("1979-01-01")),
        ]);
        let answer = assess(&server, &body).await.expect_problem(409, "life-facts-contradict");
        let expected = [
            ("/retired_on", "retired_before_birth"),
            ("/service_spells/0/starts_on", "service_spell_starts_before_birth"),
            ("/service_spells/2/ends_on", "service_spell_ends_before_it_starts"),
            ("/service_spells/3/ends_on", "service_spell_ends_before_it_starts"),
            ("/service_spells/3/starts_on", "service_spell_starts_before_birth"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
        assert_eq!(answer.at("/rule/clause"), "life.facts");
    }

    async fn a_broken_request_is_told_every_fault_at_once(server: TestServer) {
        let body = json!({
            "born_on": "1960-02-30", "retired_on": 20200701, "category_on_retirement": "emperor", "tip": 1,
            "service_spells": [{ "starts_on": null, "ends_on": "2020-06-31", "category": "full", "employment": "juggler", "office_eligible": "yes", "reference": "x".repeat(201) }],
        });
        let answer = assess(&server, &body).await.expect_problem(422, "invalid-body");
        let expected = [
            ("/born_on", "wrong_format"),
            ("/category_on_retirement", "not_in_list"),
            ("/retired_on", "wrong_type"),
            ("/service_spells/0/employment", "not_in_list"),
            ("/service_spells/0/ends_on", "wrong_format"),
            ("/service_spells/0/office_eligible", "wrong_type"),
            ("/service_spells/0/reference", "too_long"),
            ("/service_spells/0/starts_on", "wrong_type"),
            ("/tip", "unknown_member"),
        ];
        assert_eq!(answer.violations(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }

    async fn everything_but_end_flags_and_reference_is_required(server: TestServer) {
        let answer = assess(&server, &json!({ "service_spells": [{}] })).await.expect_problem(422, "invalid-body");
        let missing = ["/born_on", "/category_on_retirement", "/retired_on", "/service_spells/0/category", "/service_spells/0/employment", "/service_spells/0/starts_on"];
        assert_eq!(answer.violations(), missing.map(|at| (at.to_owned(), "required".to_owned())));
        for optional in ["ends_on", "reference"] {
            assess(&server, &with(facts(), &format!("/service_spells/0/{optional}"), Value::Null)).await.expect(200);
        }
    }

    async fn five_hundred_spells_are_read_and_not_one_more(server: TestServer) {
        let many = |count: usize| retires("1960-05-01", "2020-07-01", &vec![served("1995-07-01", None); count]);
        let answer = assess(&server, &many(500)).await.expect(200);
        assert_eq!(answer.at("/qualifying_service"), json!({ "years": 25, "days": 0 }));
        let refused = assess(&server, &many(501)).await.expect_problem(422, "invalid-body");
        assert_eq!(refused.violations()[0].0, "/service_spells");
    }

    async fn the_ends_of_the_calendar_are_answered_like_any_other_date(server: TestServer) {
        for (born, starts, retired) in [
            ("1900-01-01", "1900-01-01", "2200-12-31"),
            ("2199-12-31", "2200-01-01", "2200-12-31"),
            ("1900-01-01", "2200-12-31", "1900-01-02"),
        ] {
            assess(&server, &retires(born, retired, &[served(starts, None)])).await.expect(200);
        }
    }

    async fn nothing_is_kept_so_a_key_and_a_rehearsal_mean_nothing(server: TestServer) {
        let one = server.post("/v1/life-membership/assessments").key("same").json(&facts()).send().await.expect(200);
        let other = with(facts(), "/retired_on", json!("2019-07-01"));
        let two = server.post("/v1/life-membership/assessments").key("same").json(&other).send().await.expect(200);
        assert_ne!(one.at("/outcome"), two.at("/outcome"));
        server.post("/v1/life-membership/assessments").rehearsed().json(&facts()).send().await.expect_problem(400, "invalid-parameter");
    }

    async fn the_same_facts_give_the_same_bytes(server: TestServer) {
        let (one, two) = (assess(&server, &facts()).await.expect(200), assess(&server, &facts()).await.expect(200));
        server.set_clock("2031-01-01T12:00:00Z");
        let later = assess(&server, &facts()).await.expect(200);
        assert!(one.bytes() == two.bytes() && one.bytes() == later.bytes(), "no clock is asked");
    }
}
