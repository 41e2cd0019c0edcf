//! One's own account.

mod closure;

use futures_util::future::join_all;
use serde_json::json;

use super::enter;
use crate::support::{Role, TestServer, both_engines, one_engine};

both_engines! {
    async fn everybody_reads_their_own_account_with_every_role_held_now(server: TestServer) {
        let member = server.new_member().await;
        let me = server.get("/v1/accounts/me").as_(&member).send().await.expect(200);
        assert_eq!(me.at("/roles"), json!(["account", "member"]));
        assert_eq!(me.at("/member_id"), json!(member.member_id));
        assert_eq!(me.at("/id"), json!(member.account_id));
        let staff = server.get("/v1/accounts/me").as_(Role::Staff).send().await.expect(200);
        assert_eq!((staff.at("/roles"), staff.at("/member_id")), (json!(["account", "staff"]), json!(null)));
        server.get("/v1/accounts/me").send().await.expect_problem(401, "unauthenticated");
    }

    async fn the_member_role_is_held_through_grace_and_not_a_day_longer(server: TestServer) {
        let member = server.new_member().await;
        for (at, roles) in [
            ("2026-01-01T12:00:00Z", json!(["account", "member"])),
            ("2026-03-01T12:00:00Z", json!(["account", "member"])),
            ("2026-03-02T12:00:00Z", json!(["account"])),
        ] {
            server.set_clock(at);
            let me = server.get("/v1/accounts/me").as_(&member).send().await.expect(200);
            assert_eq!(me.at("/roles"), roles, "{at}");
        }
    }

    async fn a_name_is_changed_by_whoever_has_seen_the_present_one(server: TestServer) {
        let person = server.new_account().await;
        let seen = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        let patch = |body: serde_json::Value| server.patch("/v1/accounts/me").as_(&person).json(&body);
        server.set_clock("2025-03-01T12:00:09Z");
        let changed = patch(json!({ "given_name": " Zoë " })).if_match(&seen.tag()).send().await.expect(200);
        let mut expected = seen.json();
        expected["given_name"] = json!("Zoë");
        expected["updated_at"] = json!("2025-03-01T12:00:09Z");
        assert_eq!(changed.json(), expected);
        let read = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (changed.json(), changed.tag()));
        server.get("/v1/accounts/me").as_(&person).header("if-none-match", read.tag()).send().await.expect(304);
        patch(json!({ "given_name": "Eve" })).if_match(&seen.tag()).send().await.expect_problem(412, "stale-version");
        patch(json!({ "given_name": "Eve" })).send().await.expect_problem(428, "precondition-required");
        let hidden = patch(json!({ "family_name": "R\u{202e}" })).if_match("*").send().await.expect_problem(422, "invalid-body");
        assert_eq!(hidden.violations(), [("/family_name".to_owned(), "invisible_character".to_owned())]);
    }

    async fn one_of_two_names_can_be_cleared_and_the_last_cannot(server: TestServer) {
        let person = server.new_account().await;
        let patch = async |body: serde_json::Value| server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&body).send().await;
        let one = patch(json!({ "given_name": "Madonna", "family_name": null })).await.expect(200);
        assert_eq!((one.at("/given_name"), one.at("/family_name")), (json!("Madonna"), json!("")));
        let other = patch(json!({ "given_name": " ", "family_name": "Suharto" })).await.expect(200);
        assert_eq!((other.at("/given_name"), other.at("/family_name")), (json!(""), json!("Suharto")));
        for nothing in [json!({ "family_name": null }), json!({ "family_name": "" }), json!({ "family_name": "\u{a0} " })] {
            let refused = patch(nothing).await.expect_problem(409, "name-refused");
            assert_eq!(refused.violations(), [("/given_name".to_owned(), "name_refused".to_owned())]);
        }
    }

    async fn a_name_for_printing_is_given_changed_and_cleared_by_its_owner(server: TestServer) {
        let person = server.new_account().await;
        let patch = async |body: serde_json::Value| server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&body).send().await;
        assert_eq!(server.get("/v1/accounts/me").as_(&person).send().await.expect(200).at("/printed_name"), json!(null));
        let given = patch(json!({ "printed_name": " Ji  Tian " })).await.expect(200);
        assert_eq!(given.at("/printed_name"), "Ji Tian");
        assert_eq!(patch(json!({ "given_name": "Xiaoming" })).await.expect(200).at("/printed_name"), "Ji Tian");
        let refused = patch(json!({ "printed_name": "\u{20bb7}\u{7530}" })).await.expect_problem(409, "name-refused");
        assert_eq!(refused.violations(), [("/printed_name".to_owned(), "name_refused".to_owned())]);
        assert!(refused.text_at("/detail").contains('\u{20bb7}'));
        for wrong in [json!(""), json!("  "), json!("a".repeat(201)), json!("A\u{200d}B"), json!(7)] {
            patch(json!({ "printed_name": wrong })).await.expect_problem(422, "invalid-body");
        }
        assert_eq!(patch(json!({ "printed_name": null })).await.expect(200).at("/printed_name"), json!(null));
    }

    async fn of_eight_changes_of_one_version_one_wins(server: TestServer) {
        let person = server.new_account().await;
        let tag = server.get("/v1/accounts/me").as_(&person).send().await.expect(200).tag();
        let change = |index: usize| {
            let body = json!({ "given_name": format!("Name{index}") });
            server.patch("/v1/accounts/me").as_(&person).if_match(&tag).json(&body).send()
        };
        let answers = join_all((0..8).map(change)).await;
        let winners: Vec<_> = answers.iter().filter(|answer| answer.status() == 200).collect();
        assert_eq!(winners.len(), 1);
        assert!(answers.iter().all(|answer| [200, 412].contains(&answer.status())));
        let read = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        assert_eq!(read.json(), winners[0].json());
    }
}

one_engine! {
    async fn nobody_grants_themselves_anything(server: TestServer) {
        let person = server.new_account().await;
        for (name, value) in [
            ("roles", json!(["admin"])), ("status", json!("active")), ("email", json!("other@example.org")),
            ("id", json!(person.account_id)), ("member_id", json!(null)), ("created_at", json!("2020-01-01T00:00:00Z")),
        ] {
            let body = json!({ name: value });
            let answer = server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&body).send().await.expect(422);
            assert_eq!(answer.violations(), [(format!("/{name}"), "unknown_member".to_owned())]);
        }
        let path = format!("/v1/accounts/{}", person.account_id);
        let signed_in = enter(&server, &person).await;
        let patch = server.patch(&path).as_(&signed_in.access).if_match("*").json(&json!({ "roles": ["admin"] }));
        patch.send().await.expect_problem(403, "forbidden");
    }
}
