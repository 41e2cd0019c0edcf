//! One organization: put on record, read, corrected.

use serde_json::json;

use super::{city, register};
use crate::support::{Role, TestServer, both_engines, one_engine};

both_engines! {
    async fn an_organization_is_read_back_as_it_was_put_on_record(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let record = made.json();
        assert_eq!(record["name"], "City of Springfield");
        assert_eq!((&record["country"], &record["state"]), (&json!("US"), &json!("IL")));
        assert_eq!((&record["created_at"], &record["updated_at"]), (&json!("2025-03-01T12:00:00Z"), &json!("2025-03-01T12:00:00Z")));
        assert_eq!(made.header("location"), format!("/v1/organizations/{}", record["id"].as_str().unwrap()));
        let read = server.get(made.header("location")).as_(Role::Account).send().await.expect(200);
        assert_eq!(read.json(), record);
        assert_eq!(read.tag(), made.tag());
    }

    async fn a_correction_changes_what_it_names_clears_what_is_null_and_leaves_the_rest(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        server.set_clock("2025-03-02T12:00:00Z");
        let patch = json!({ "name": "Village of Springfield", "population": null });
        let changed = server.patch(made.header("location")).as_(Role::Staff).if_match(&made.tag()).json(&patch).send().await.expect(200);
        let mut expected = made.json();
        expected["name"] = json!("Village of Springfield");
        expected["population"] = json!(null);
        expected["updated_at"] = json!("2025-03-02T12:00:00Z");
        assert_eq!(changed.json(), expected);
        assert_ne!(changed.tag(), made.tag());
        let read = server.get(made.header("location")).as_(Role::Staff).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (changed.json(), changed.tag()));
    }

    async fn a_refused_correction_changes_nothing(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let path = made.header("location");
        server.patch(path).as_(Role::Staff).if_match("*").json(&json!({ "population": -1 })).send().await.expect(422);
        server.patch(path).as_(Role::Account).if_match("*").json(&json!({ "population": 1 })).send().await.expect(403);
        server.patch(path).as_(Role::Staff).if_match("\"0-0\"").json(&json!({ "population": 1 })).send().await.expect(412);
        let read = server.get(path).as_(Role::Staff).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (made.json(), made.tag()));
    }

    async fn a_second_organization_of_the_same_name_kind_state_and_country_is_one_only_when_staff_say_so(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let id = made.text_at("/id");
        for name in ["City of Springfield", "CITY of  Springfield "] {
            let refused = register(&server, &city(name)).await.expect_problem(409, "organization-on-record");
            assert_eq!(refused.at("/rule/facts/0"), json!({ "name": "organization_id", "value": id }));
            assert!(refused.text_at("/detail").contains(&id), "{refused:?}");
            assert_eq!(refused.violations(), [("/name".to_owned(), "organization_on_record".to_owned())]);
        }
        for (member, value) in [("kind", "special_district"), ("state", "MA"), ("name", "Town of Springfield")] {
            let mut other = city("City of Springfield");
            other[member] = json!(value);
            register(&server, &other).await.expect(201);
        }
        let mut another = city("City of Springfield");
        another["distinct"] = json!(true);
        register(&server, &another).await.expect(201);
        register(&server, &city("City of Springfield")).await.expect_problem(409, "organization-on-record");
    }

    async fn an_organization_does_not_become_the_second_of_a_name_by_a_correction(server: TestServer) {
        register(&server, &city("City of Springfield")).await.expect(201);
        let other = register(&server, &city("Town of Springfield")).await.expect(201);
        let patch = |body: serde_json::Value| server.patch(other.header("location")).as_(Role::Staff).if_match("*").json(&body);
        let refused = patch(json!({ "name": "city of springfield" })).send().await.expect_problem(409, "organization-on-record");
        assert_eq!(refused.violations()[0].0, "/name");
        patch(json!({ "name": "TOWN of Springfield" })).send().await.expect(200);
        patch(json!({ "name": "City of Springfield", "distinct": true })).send().await.expect(200);
        patch(json!({ "population": 8_000 })).send().await.expect(200);
    }

    async fn of_twenty_who_put_one_organization_on_record_at_once_one_does(server: TestServer) {
        let body = city("City of Springfield");
        let all = futures_util::future::join_all((0..20).map(|_| register(&server, &body))).await;
        let made: Vec<_> = all.iter().filter(|answer| answer.status() == 201).collect();
        assert_eq!(made.len(), 1, "{:?}", all.iter().map(|answer| answer.status()).collect::<Vec<_>>());
        for refused in all.iter().filter(|answer| answer.status() != 201) {
            assert_eq!((refused.status(), refused.slug().as_str()), (409, "organization-on-record"));
            assert_eq!(refused.at("/rule/facts/0/value"), made[0].at("/id"));
        }
    }

    async fn a_state_is_one_of_its_country_when_it_is_entered_and_when_it_is_corrected(server: TestServer) {
        let place = |state: Option<&str>, country: &str| {
            let mut body = city(&format!("City in {country} {state:?}"));
            body["country"] = json!(country);
            match state {
                Some(state) => body["state"] = json!(state),
                None => { body.as_object_mut().expect("an object").remove("state"); }
            }
            body
        };
        for (state, country) in [(Some("PR"), "US"), (Some("DC"), "US"), (Some("NSW"), "AU"), (Some("ON"), "CA"), (None, "GB")] {
            register(&server, &place(state, country)).await.expect(201);
        }
        for (state, country) in [("ON", "US"), ("AA", "US"), ("TX", "GB"), ("TX", "CA"), ("IL", "AU")] {
            let refused = register(&server, &place(Some(state), country)).await.expect_problem(409, "state-outside-country");
            assert_eq!(refused.violations(), [("/state".to_owned(), "state_outside_country".to_owned())]);
        }
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let patch = |body: serde_json::Value| server.patch(made.header("location")).as_(Role::Staff).if_match("*").json(&body);
        assert_eq!(patch(json!({ "state": "MA" })).send().await.expect(200).at("/state"), "MA");
        let refused = patch(json!({ "country": "AU" })).send().await.expect_problem(409, "state-outside-country");
        assert_eq!(refused.violations()[0].0, "/country");
        patch(json!({ "state": null })).send().await.expect_problem(409, "state-outside-country");
        let moved = patch(json!({ "country": "AU", "state": "NSW" })).send().await.expect(200);
        assert_eq!((moved.at("/country"), moved.at("/state")), (json!("AU"), json!("NSW")));
        assert_eq!(patch(json!({ "country": "NZ", "state": null })).send().await.expect(200).at("/state"), json!(null));
    }

    async fn text_comes_back_as_it_was_sent(server: TestServer) {
        for name in ["Saint-Étienne-des-Grès", "'; drop table organizations; --", "<script>alert(1)</script>", "日本市", "\u{e1}", "🏛️", "ශ්\u{200d}රී ජයවර්ධනපුර"] {
            let made = register(&server, &city(name)).await.expect(201);
            let read = server.get(made.header("location")).as_(Role::Staff).send().await.expect(200);
            assert_eq!(read.at("/name"), name);
        }
        let made = register(&server, &city(" Cafe\u{301} \u{a0} Town ")).await.expect(201);
        assert_eq!(made.at("/name"), "Caf\u{e9} Town", "composed, with single spaces");
    }
}

one_engine! {
    async fn an_organization_in_the_united_states_needs_a_state_and_one_elsewhere_does_not(server: TestServer) {
        let stateless = json!({ "name": "City of Nowhere", "kind": "city_or_county" });
        register(&server, &stateless).await.expect_problem(409, "state-outside-country");
        let abroad = json!({ "name": "Town of Nuuk", "kind": "city_or_county", "country": "GL" });
        assert_eq!(register(&server, &abroad).await.expect(201).at("/state"), json!(null));
        let province = json!({ "name": "City of Guelph", "kind": "city_or_county", "country": "CA", "state": "ON" });
        register(&server, &province).await.expect(201);
    }

    async fn what_a_record_may_hold_is_bounded(server: TestServer) {
        let long = "x".repeat(201);
        for (member, value, code) in [
            ("name", json!(""), "wrong_format"),
            ("name", json!("   "), "wrong_format"),
            ("name", json!(long), "too_long"),
            ("name", json!(null), "wrong_type"),
            ("kind", json!("castle"), "not_in_list"),
            ("state", json!("il"), "wrong_format"),
            ("state", json!(null), "wrong_type"),
            ("country", json!("USA"), "wrong_format"),
            ("country", json!("XX"), "wrong_format"),
            ("population", json!(-1), "out_of_range"),
            ("population", json!(1.5), "wrong_type"),
            ("population", json!("7500"), "wrong_type"),
            ("general_fund_budget_cents", json!(100_000_000_000_001_i64), "out_of_range"),
            ("id", json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11"), "unknown_member"),
            ("version", json!(7), "unknown_member"),
            ("created_at", json!("2025-03-01T12:00:00Z"), "unknown_member"),
        ] {
            let mut body = city("City of Springfield");
            body[member] = value;
            let answer = register(&server, &body).await.expect_problem(422, "invalid-body");
            let met = answer.violations().contains(&(format!("/{member}"), code.to_owned()));
            assert!(met, "{body}: {:?}", answer.violations());
        }
    }

    async fn only_staff_put_organizations_on_record(server: TestServer) {
        server.post("/v1/organizations").json(&city("A")).send().await.expect_problem(401, "unauthenticated");
        for role in [Role::Account, Role::Member, Role::Faculty, Role::Coach, Role::Finance, Role::Board] {
            server.post("/v1/organizations").as_(role).json(&city("A")).send().await.expect_problem(403, "forbidden");
        }
        server.post("/v1/organizations").as_(Role::Admin).json(&city("A")).send().await.expect(201);
    }

    async fn an_organization_that_does_not_exist_is_not_found(server: TestServer) {
        let path = "/v1/organizations/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";
        server.get(path).as_(Role::Staff).send().await.expect_problem(404, "not-found");
        server.patch(path).as_(Role::Staff).if_match("*").json(&json!({})).send().await.expect_problem(404, "not-found");
    }
}
