//! `GET /v1/credentials/year-statements`: 40 hours a year, all that was earned recorded, nothing carried over
//! (RULES, ambiguity 13).

use guildhall_domain::credentials::CreditSource;
use serde_json::{Value, json};

use super::YEARS;
use crate::support::credit::{entered, grant};
use crate::support::{Answer, Person, Role, TestServer, both_engines, one_engine};

async fn year(server: &TestServer, person: &Person, year: i32) -> Answer {
    server.get(&format!("{YEARS}?year={year}")).as_(person).send().await.expect(200)
}

/// So many minutes of the program, completed on a day.
async fn completed(server: &TestServer, person: &Person, minutes: i64, on: &str) {
    let key = format!("cyber_program/{on}/{}", person.account_id);
    entered(server, grant(person, CreditSource::CyberProgram, minutes, on, &key)).await;
}

both_engines! {
    async fn forty_eight_hours_meet_a_year_of_forty_and_eight_are_not_carried_over(server: TestServer) {
        let person = server.new_account().await;
        completed(&server, &person, 48 * 60, "2024-04-25").await;
        let met = year(&server, &person, 2024).await;
        let time = |hours: i64| json!({ "minutes": hours * 60, "hours": hours.to_string() });
        assert_eq!((met.at("/earned"), met.at("/required")), (time(48), time(40)));
        assert_eq!((met.at("/met"), met.at("/missing")), (json!(true), time(0)));
        assert_eq!((met.at("/surplus"), met.at("/carried_over")), (time(8), time(0)));
        assert_eq!(met.at("/by_source"), json!([{ "source": "cyber_program", "icma_cm_hours": time(48) }]));
        let next = year(&server, &person, 2025).await;
        assert_eq!((next.at("/earned"), next.at("/met"), next.at("/missing")), (time(0), json!(false), time(40)));
        assert_eq!(next.at("/by_source"), json!([]));
    }

    async fn the_day_of_earning_decides_the_year_on_both_sides_of_new_year(server: TestServer) {
        let person = server.new_account().await;
        for (day, minutes) in [("2023-12-31", 60), ("2024-01-01", 120), ("2024-12-31", 180), ("2025-01-01", 240)] {
            completed(&server, &person, minutes, day).await;
        }
        for (of, minutes) in [(2022, 0), (2023, 60), (2024, 300), (2025, 240), (2026, 0)] {
            assert_eq!(year(&server, &person, of).await.at("/earned/minutes"), minutes, "{of}");
        }
    }
}

one_engine! {
    async fn a_minute_less_than_forty_hours_does_not_meet_the_year(server: TestServer) {
        let person = server.new_account().await;
        completed(&server, &person, 40 * 60 - 1, "2024-06-01").await;
        let short = year(&server, &person, 2024).await;
        assert_eq!((short.at("/met"), short.at("/missing/minutes")), (json!(false), json!(1)));
        completed(&server, &person, 1, "2024-06-02").await;
        let met = year(&server, &person, 2024).await;
        assert_eq!((met.at("/met"), met.at("/surplus/minutes")), (json!(true), json!(0)));
    }

    async fn each_source_is_summed_and_time_is_exact(server: TestServer) {
        let person = server.new_account().await;
        for (source, minutes, key) in [
            (CreditSource::ConferenceSession, 45, "session/1"),
            (CreditSource::ConferenceSession, 45, "session/2"),
            (CreditSource::Reading, 600, "reading/1"),
            (CreditSource::CoachingWebinar, 90, "webinar/1"),
        ] {
            entered(&server, grant(&person, source, minutes, "2024-09-20", key)).await;
        }
        let told = year(&server, &person, 2024).await;
        let sums: Vec<(Value, Value)> = told.at("/by_source").as_array().unwrap().iter()
            .map(|sum| (sum["source"].clone(), sum["icma_cm_hours"]["hours"].clone()))
            .collect();
        let expected = [("coaching_webinar", "1.5"), ("conference_session", "1.5"), ("reading", "10")];
        assert_eq!(sums, expected.map(|(source, hours)| (json!(source), json!(hours))));
        assert_eq!(told.at("/earned"), json!({ "minutes": 780, "hours": "13" }));
    }

    async fn a_statement_says_what_is_published_and_what_is_ours(server: TestServer) {
        let person = server.new_account().await;
        let told = year(&server, &person, 2024).await;
        assert_eq!((told.at("/rule_version"), told.at("/provisional")), (json!("2026-1"), json!(true)));
        let sources: Vec<(Value, bool)> = told.at("/explanation").as_array().unwrap().iter()
            .map(|one| (one["clause"].clone(), one["source"].as_str().unwrap().starts_with("default of this software")))
            .collect();
        let expected = [
            (json!("credentials.year.required"), false),
            (json!("credentials.year.calendar"), true),
            (json!("credentials.year.carry_over"), true),
        ];
        assert_eq!(sources, expected);
    }

    async fn without_a_year_it_is_the_associations_present_one(server: TestServer) {
        server.set_clock("2026-01-01T04:59:59Z");
        let person = server.new_account().await;
        let told = server.get(YEARS).as_(&person).send().await.expect(200);
        assert_eq!((told.at("/year"), told.at("/account_id")), (json!(2025), json!(person.account_id)), "New York is behind UTC");
        server.set_clock("2026-01-01T05:00:00Z");
        assert_eq!(server.get(YEARS).as_(&person).send().await.expect(200).at("/year"), 2026);
    }

    async fn staff_and_admins_ask_for_anybody_and_nobody_else_does(server: TestServer) {
        let (person, stranger) = (server.new_account().await, server.new_account().await);
        completed(&server, &person, 60, "2025-01-01").await;
        let theirs = format!("{YEARS}?account_id={}", person.account_id);
        for role in [Role::Staff, Role::Admin] {
            assert_eq!(server.get(&theirs).as_(role).send().await.expect(200).at("/earned/minutes"), 60);
        }
        let absent = format!("{YEARS}?account_id=0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11");
        server.get(&absent).as_(Role::Staff).send().await.expect_problem(404, "not-found");
        for address in [&theirs, &absent] {
            server.get(address).as_(&stranger).send().await.expect_problem(404, "not-found");
        }
        server.get(&theirs).as_(&person).send().await.expect(200);
        server.get(&theirs).send().await.expect_problem(401, "unauthenticated");
        for year in ["1899", "2200", "soon"] {
            server.get(&format!("{YEARS}?year={year}")).as_(&person).send().await.expect_problem(422, "invalid-query");
        }
    }
}
