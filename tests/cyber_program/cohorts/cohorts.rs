//! Cohorts: planned by staff, read by anybody, changed without taking a seat from anybody.

use serde_json::json;

use crate::cyber_program::seating::{COHORTS, change, cohort, enroll, queue, spring, stands};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn anybody_reads_when_a_cohort_runs_and_whether_there_is_a_seat(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        queue(&server, &at, 3).await;
        let read = server.get(&at).send().await.expect(200);
        for (member, expected) in [
            ("stage", json!("upcoming")), ("starts_on", json!("2025-05-05")), ("ends_on", json!("2025-07-28")),
            ("weeks", json!(12)), ("time_zone", json!("America/New_York")), ("capacity", json!(2)),
            ("free_seats", json!(0)), ("waiting", json!(1)), ("entry_closes_on", json!("2025-05-12")),
            ("writing_closes_on", json!("2025-08-11")), ("provisional", json!(true)), ("mentors", json!([])),
            ("live_event", json!({ "weekday": "wednesday", "at": "13:00", "minutes": 60 })),
        ] {
            assert_eq!(read.at(&format!("/{member}")), expected, "{member}");
        }
        server.set_clock("2025-05-05T12:00:00Z");
        assert_eq!(server.get(&at).send().await.expect(200).at("/stage"), "running");
        server.set_clock("2025-07-28T12:00:00Z");
        assert_eq!(server.get(&at).send().await.expect(200).at("/stage"), "over");
    }

    async fn cohorts_are_listed_the_latest_first_in_pages(server: TestServer) {
        for (name, starts_on) in [("A", "2025-05-05"), ("B", "2025-09-01"), ("C", "2026-01-12")] {
            let mut body = spring(name, 10);
            body["starts_on"] = json!(starts_on);
            server.post(COHORTS).as_(Role::Admin).json(&body).send().await.expect(201);
        }
        let first = server.get(&format!("{COHORTS}?limit=2")).send().await.expect(200);
        assert_eq!((first.at("/data/0/name"), first.at("/data/1/name")), (json!("C"), json!("B")));
        let next = first.text_at("/page/next");
        let second = server.get(&format!("{COHORTS}?limit=2&after={next}")).send().await.expect(200);
        assert_eq!((second.at("/data/0/name"), second.at("/page/has_more")), (json!("A"), json!(false)));
        let ahead = server.get(&format!("{COHORTS}?starts_from=2025-09-01")).send().await.expect(200);
        assert_eq!(ahead.at("/data").as_array().map(Vec::len), Some(2));
    }

    async fn a_cohort_has_a_name_of_its_own_a_zone_that_exists_and_not_too_many_seats(server: TestServer) {
        cohort(&server, "Spring", 2).await;
        for (member, value, slug) in [
            ("capacity", json!(2), "cohort-name-taken"),
            ("time_zone", json!("Mars/Olympus"), "unknown-time-zone"),
            ("capacity", json!(501), "cohort-capacity-out-of-range"),
            ("starts_on", json!("2035-03-02"), "cohort-start-out-of-range"),
        ] {
            let mut body = spring("Spring", 2);
            body[member] = value;
            server.post(COHORTS).as_(Role::Staff).json(&body).send().await.expect_problem(409, slug);
        }
        let mut body = spring("West", 2);
        body["time_zone"] = json!("America/Los_Angeles");
        let west = server.post(COHORTS).as_(Role::Staff).json(&body).send().await.expect(201);
        assert_eq!(west.at("/time_zone"), "America/Los_Angeles");
        let renamed = change(&server, west.header("location"), &json!({ "name": "Spring" })).await;
        renamed.expect_problem(409, "cohort-name-taken");
    }

    async fn a_first_day_in_the_past_is_taken_and_seats_are_not_given(server: TestServer) {
        let mut body = spring("Long ago", 2);
        body["starts_on"] = json!("2000-01-01");
        let made = server.post(COHORTS).as_(Role::Staff).json(&body).send().await.expect(201);
        assert_eq!(made.at("/stage"), "over");
        let person = server.new_account().await;
        enroll(&server, made.header("location"), &person).await.expect_problem(409, "cohort-entry-closed");
    }

    async fn two_names_that_differ_in_capitals_or_space_around_them_are_one(server: TestServer) {
        let made = server.post(COHORTS).as_(Role::Staff).json(&spring("  Auckland Māori ", 2)).send().await.expect(201);
        assert_eq!(made.at("/name"), "Auckland Māori");
        for name in ["AUCKLAND MĀORI", "auckland māori", "Auckland Māori\u{2003}"] {
            let again = server.post(COHORTS).as_(Role::Staff).json(&spring(name, 2)).send().await;
            again.expect_problem(409, "cohort-name-taken");
        }
        let other = cohort(&server, "Wellington", 2).await;
        change(&server, &other, &json!({ "name": " auckland MĀORI" })).await.expect_problem(409, "cohort-name-taken");
        assert_eq!(change(&server, &other, &json!({ "name": " WELLINGTON " })).await.expect(200).at("/name"), "WELLINGTON");
    }

    async fn nobody_loses_a_seat_when_a_cohort_is_made_smaller(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        queue(&server, &at, 3).await;
        let refused = change(&server, &at, &json!({ "capacity": 2 })).await;
        let refused = refused.expect_problem(409, "cohort-capacity-below-held");
        assert_eq!(refused.at("/rule/facts/1/value"), "3");
        assert_eq!(change(&server, &at, &json!({ "capacity": 3 })).await.expect(200).at("/free_seats"), 0);
    }

    async fn more_seats_go_to_those_who_wait_at_once(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 5).await;
        let larger = change(&server, &at, &json!({ "capacity": 3 })).await.expect(200);
        assert_eq!((larger.at("/free_seats"), larger.at("/waiting")), (json!(0), json!(2)));
        for (person, expected) in people.iter().zip([
            (json!("enrolled"), json!(null)), (json!("offered"), json!(null)), (json!("offered"), json!(null)),
            (json!("waitlisted"), json!(1)), (json!("waitlisted"), json!(2)),
        ]) {
            assert_eq!(stands(&server, &person.1).await, expected);
        }
    }

    async fn enrolling_does_not_make_a_change_of_the_cohort_stale(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let seen = server.get(&at).send().await.expect(200).tag();
        queue(&server, &at, 2).await;
        let renamed = server.patch(&at).as_(Role::Staff).if_match(&seen).json(&json!({ "name": "Spring 2025" }));
        renamed.send().await.expect(200);
        let again = server.patch(&at).as_(Role::Staff).if_match(&seen).json(&json!({ "name": "Other" }));
        again.send().await.expect_problem(412, "stale-version");
        let places: Vec<_> = queue(&server, &at, 1).await;
        assert_eq!(crate::cyber_program::seating::read(&server, &places[0].1).await.at("/place"), 3, "no place is drawn twice");
    }

    async fn dates_and_hours_move_while_they_lie_ahead_and_calendars_learn_of_it(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let moved = change(&server, &at, &json!({ "starts_on": "2025-05-12" })).await.expect(200);
        assert_eq!((moved.at("/ends_on"), moved.at("/calendar_sequence")), (json!("2025-08-04"), json!(1)));
        let hour = json!({ "live_event": { "weekday": "friday", "at": "09:30", "minutes": 90 } });
        assert_eq!(change(&server, &at, &hour).await.expect(200).at("/calendar_sequence"), 2);
        assert_eq!(change(&server, &at, &hour).await.expect(200).at("/calendar_sequence"), 2, "nothing moved");
        change(&server, &at, &json!({ "starts_on": "2025-03-01" })).await.expect_problem(409, "cohort-has-begun");
        server.set_clock("2025-05-12T04:00:00Z");
        change(&server, &at, &json!({ "starts_on": "2025-06-02" })).await.expect_problem(409, "cohort-has-begun");
        let other = json!({ "live_event": { "weekday": "monday", "at": "09:30", "minutes": 60 } });
        assert_eq!(change(&server, &at, &other).await.expect(200).at("/calendar_sequence"), 3);
        server.set_clock("2025-08-04T04:00:00Z");
        let refused = change(&server, &at, &hour).await.expect_problem(409, "cohort-ended");
        assert_eq!(refused.at("/detail"), "the cohort ended on 2025-08-04; its live events can no longer be moved");
    }

    async fn a_patch_of_the_weekly_hour_keeps_what_it_leaves_out(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        for (patch, expected) in [
            (json!({ "at": "09:30" }), json!({ "weekday": "wednesday", "at": "09:30", "minutes": 60 })),
            (json!({ "weekday": "friday" }), json!({ "weekday": "friday", "at": "09:30", "minutes": 60 })),
            (json!({ "minutes": 90 }), json!({ "weekday": "friday", "at": "09:30", "minutes": 90 })),
            (json!({}), json!({ "weekday": "friday", "at": "09:30", "minutes": 90 })),
        ] {
            let changed = change(&server, &at, &json!({ "live_event": patch })).await.expect(200);
            assert_eq!(changed.at("/live_event"), expected, "{patch}");
        }
        assert_eq!(server.get(&at).send().await.expect(200).at("/calendar_sequence"), 3);
        for (member, value) in [("at", json!(null)), ("at", json!("9:30")), ("weekday", json!(null)), ("minutes", json!(null))] {
            let refused = change(&server, &at, &json!({ "live_event": { member: value } })).await;
            let refused = refused.expect_problem(422, "invalid-body");
            assert_eq!(refused.at("/errors/0/pointer"), format!("/live_event/{member}"));
        }
    }

    async fn the_week_plan_is_the_template_on_the_dates_of_the_cohort(server: TestServer) {
        let at = cohort(&server, "Spring", 4).await;
        let plan = server.get(&format!("{at}/week-plan")).send().await.expect(200);
        assert_eq!(plan.at("/weeks").as_array().map(Vec::len), Some(12));
        assert_eq!(plan.at("/weeks/0/starts_at"), "2025-05-05T04:00:00Z");
        let activities = plan.at("/weeks/2/activities");
        let find = |code: &str| activities.as_array().into_iter().flatten().find(|one| one["activity"] == code).cloned().expect("it is planned");
        assert_eq!(find("w03-read")["due_on"], "2025-05-21");
        let live = find("w03-live_event");
        assert_eq!((&live["live_event"]["on"], &live["live_event"]["starts_at"]), (&json!("2025-05-21"), &json!("2025-05-21T17:00:00Z")));
        let surveys = plan.json().to_string().matches("\"survey\"").count();
        assert_eq!(surveys, 3, "weeks 1, 6 and 12");
    }
}
