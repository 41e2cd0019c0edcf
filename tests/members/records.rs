//! The record: one's own, staff's work, nobody else's business.

use serde_json::{Value, json};

use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn a_record_exists_for_its_owner_staff_finance_and_admins_only(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let own = server.get(&path).as_(&member).send().await.expect(200);
        for role in [Role::Staff, Role::Finance, Role::Admin] {
            assert_eq!(server.get(&path).as_(role).send().await.expect(200).at("/id"), own.at("/id"), "{role}");
        }
        for role in [Role::Account, Role::Member, Role::Faculty, Role::Coach, Role::Board] {
            let foreign = server.get(&path).as_(role).send().await.expect_problem(404, "not-found");
            let absent = server.get("/v1/members/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11").as_(role).send().await.expect(404);
            let without_id = |answer: &crate::support::Answer| {
                let mut body = answer.json();
                body["request_id"] = Value::Null;
                body["instance"] = Value::Null;
                body
            };
            assert_eq!(without_id(&foreign), without_id(&absent), "{role} can tell foreign from absent");
        }
        server.get(&path).send().await.expect_problem(401, "unauthenticated");
    }

    async fn the_owner_and_staff_correct_it_and_finance_does_not(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let tag = server.get(&path).as_(&member).send().await.expect(200).tag();
        let change = json!({ "given_name": "Alex", "born_on": "1975-04-12" });
        server.patch(&path).as_(Role::Finance).if_match(&tag).json(&change).send().await.expect_problem(403, "forbidden");
        server.patch(&path).as_(Role::Account).if_match(&tag).json(&change).send().await.expect_problem(404, "not-found");
        let changed = server.patch(&path).as_(&member).if_match(&tag).json(&change).send().await.expect(200);
        assert_eq!((changed.at("/given_name"), changed.at("/born_on")), (json!("Alex"), json!("1975-04-12")));
        server.patch(&path).as_(&member).if_match(&tag).json(&change).send().await.expect_problem(412, "stale-version");
        server.patch(&path).as_(&member).json(&change).send().await.expect_problem(428, "precondition-required");
        let cleared = server.patch(&path).as_(Role::Staff).if_match(&changed.tag()).json(&json!({ "born_on": null })).send().await.expect(200);
        assert_eq!(cleared.at("/born_on"), Value::Null);
    }

    async fn a_name_changed_in_the_account_is_changed_in_the_record_at_once_and_the_other_way_round(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let name = json!({ "given_name": "Alexandra" });
        server.patch("/v1/accounts/me").as_(&member).if_match("*").json(&name).send().await.expect(200);
        let record = server.get(&path).as_(&member).send().await.expect(200);
        assert_eq!(record.at("/given_name"), "Alexandra");
        let family = json!({ "family_name": "Rivera-Stone" });
        server.patch(&path).as_(Role::Staff).if_match(&record.tag()).json(&family).send().await.expect(200);
        let me = server.get("/v1/accounts/me").as_(&member).send().await.expect(200);
        assert_eq!((me.at("/given_name"), me.at("/family_name")), (json!("Alexandra"), json!("Rivera-Stone")));
    }

    async fn a_fixed_address_taken_with_another_method_says_which_it_takes(server: TestServer) {
        for (path, allow) in [("/v1/organizations/regions", "GET, HEAD, OPTIONS"), ("/v1/members/categories", "GET, HEAD, OPTIONS")] {
            let refused = server.patch(path).as_(Role::Staff).if_match("*").json(&json!({})).send().await;
            assert_eq!(refused.expect_problem(405, "method-not-allowed").header("allow"), allow);
        }
    }

    async fn what_the_server_sets_cannot_be_set(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let change = json!({ "category": "life", "number": 1, "standing": "active", "good_until_on": "2099-01-01", "account_id": member.account_id, "version": 9 });
        let refused = server.patch(&path).as_(&member).if_match("*").json(&change).send().await.expect_problem(422, "invalid-body");
        assert_eq!(refused.violations().len(), 6);
        assert!(refused.violations().iter().all(|(_, code)| code == "unknown_member"));
    }

    async fn nobody_is_born_tomorrow(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let born = async |on: &str| server.patch(&path).as_(&member).if_match("*").json(&json!({ "born_on": on })).send().await;
        born("2025-03-02").await.expect_problem(409, "birth-date-in-the-future");
        born("1899-12-31").await.expect_problem(422, "invalid-body");
        born("2025-03-01").await.expect(200);
    }

    async fn staff_list_members_by_number_name_and_end_of_payment_with_filters(server: TestServer) {
        for _ in 0..5 {
            server.new_member().await;
        }
        for sort in ["number", "family_name", "good_until"] {
            let mut seen = Vec::new();
            let mut path = format!("/v1/members?sort={sort}&limit=2");
            loop {
                let page = server.get(&path).as_(Role::Staff).send().await.expect(200);
                seen.extend(page.at("/data").as_array().unwrap().iter().map(|item| item["id"].clone()));
                let next = page.at("/page/next");
                let Some(next) = next.as_str() else { break };
                path = format!("/v1/members?sort={sort}&limit=2&after={next}");
            }
            let mut distinct = seen.clone();
            distinct.sort_by_key(Value::to_string);
            distinct.dedup();
            assert_eq!((seen.len(), distinct.len()), (6, 6), "sorted by {sort}");
        }
        let count = async |query: &str| {
            let page = server.get(&format!("/v1/members?{query}")).as_(Role::Finance).send().await.expect(200);
            page.at("/data").as_array().map_or(0, Vec::len)
        };
        assert_eq!(count("standing=active&category=full").await, 6);
        assert_eq!(count("standing=grace").await, 0);
        assert_eq!(count("family_name_prefix=person").await, 5);
        server.set_clock("2026-01-15T12:00:00Z");
        assert_eq!((count("standing=active").await, count("standing=grace").await), (0, 6));
        server.set_clock("2026-06-15T12:00:00Z");
        assert_eq!((count("standing=grace").await, count("standing=lapsed").await), (0, 6));
        server.get("/v1/members").as_(Role::Member).send().await.expect_problem(403, "forbidden");
    }

    async fn the_catalogue_names_every_category_once_and_renames_with_the_date(server: TestServer) {
        let list = server.get("/v1/members/categories").send().await.expect(200);
        let codes: Vec<Value> = list.at("/data").as_array().unwrap().iter().map(|entry| entry["code"].clone()).collect();
        assert_eq!(codes.len(), 12);
        let provisional = |list: &crate::support::Answer, code: &str| {
            let data = list.at("/data");
            data.as_array().unwrap().iter().find(|entry| entry["code"] == code).unwrap()["can_be_applied_for"].clone()
        };
        assert_eq!((provisional(&list, "life"), provisional(&list, "full")), (json!(false), json!(true)));
    }
}
