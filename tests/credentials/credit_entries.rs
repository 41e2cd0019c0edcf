//! `/v1/credentials/credit-entries`: whose hours, by what, on whose word.

use serde_json::{Value, json};

use super::ENTRIES;
use crate::support::credit::earned;
use crate::support::{Person, Role, TestServer, both_engines, one_engine};

async fn listed(server: &TestServer, who: impl Into<crate::support::client::Credential>, query: &str) -> Vec<Value> {
    let page = server.get(&format!("{ENTRIES}{query}")).as_(who).send().await.expect(200);
    page.at("/data").as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect()
}

both_engines! {
    async fn people_list_and_read_their_own_credit_with_its_provenance(server: TestServer) {
        let person = server.new_account().await;
        let first = earned(&server, &person, 90, "2024-12-31").await;
        server.set_clock("2025-03-02T12:00:00Z");
        let second = earned(&server, &person, 45, "2025-01-01").await;
        assert_eq!(listed(&server, &person, "").await, [json!(second), json!(first)], "the latest first");
        let entry = server.get(&format!("{ENTRIES}/{second}")).as_(&person).send().await.expect(200);
        assert_eq!(entry.json(), json!({
            "id": second, "account_id": person.account_id, "icma_cm_hours": { "minutes": 45, "hours": "0.75" },
            "earned_on": "2025-01-01", "source": "coaching_webinar", "title": "coaching_webinar, 45 minutes",
            "ground": { "clause": "credentials.sources", "source": "a source", "provisional": false, "detail": "45 minutes" },
            "reverses_id": null, "entered_at": "2025-03-02T12:00:00Z",
        }));
        let tag = entry.tag();
        server.get(&format!("{ENTRIES}/{second}")).as_(&person).header("if-none-match", &tag).send().await.expect(304);
    }

    async fn foreign_and_absent_credit_look_the_same(server: TestServer) {
        let (owner, stranger) = (server.new_account().await, server.new_account().await);
        let entry = earned(&server, &owner, 90, "2025-01-01").await;
        let absent = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";
        for role in [Role::Member, Role::Faculty, Role::Coach, Role::Finance, Role::Board] {
            for id in [entry.to_string(), absent.to_owned()] {
                server.get(&format!("{ENTRIES}/{id}")).as_(role).send().await.expect_problem(404, "not-found");
            }
        }
        server.get(&format!("{ENTRIES}/{entry}")).as_(&stranger).send().await.expect_problem(404, "not-found");
        assert!(listed(&server, &stranger, "").await.is_empty());
        assert!(listed(&server, &stranger, &format!("?account_id={}", owner.account_id)).await.is_empty());
        server.get(ENTRIES).send().await.expect_problem(401, "unauthenticated");
    }

    async fn staff_and_admins_see_everybodys_and_narrow_it_to_a_person(server: TestServer) {
        let (one, two) = (server.new_account().await, server.new_account().await);
        let (first, second) =
            (earned(&server, &one, 90, "2025-01-01").await, earned(&server, &two, 90, "2025-01-01").await);
        for role in [Role::Staff, Role::Admin] {
            let all = listed(&server, role, "?limit=100").await;
            assert!(all.contains(&json!(first)) && all.contains(&json!(second)));
            assert_eq!(listed(&server, role, &format!("?account_id={}", one.account_id)).await, [json!(first)]);
            server.get(&format!("{ENTRIES}/{second}")).as_(role).send().await.expect(200);
        }
        let own = format!("?account_id={}", one.account_id);
        assert_eq!(listed(&server, &one, &own).await, [json!(first)], "asking for oneself changes nothing");
    }
}

one_engine! {
    async fn a_long_ledger_is_read_page_by_page(server: TestServer) {
        let person: Person = server.new_account().await;
        let mut entered = Vec::new();
        for day in 1..=5 {
            entered.insert(0, json!(earned(&server, &person, 90, &format!("2025-01-0{day}")).await));
        }
        let (mut seen, mut address) = (Vec::new(), format!("{ENTRIES}?limit=2"));
        loop {
            let page = server.get(&address).as_(&person).send().await.expect(200);
            seen.extend(page.at("/data").as_array().unwrap().iter().map(|entry| entry["id"].clone()));
            match page.at("/page/next") {
                Value::String(next) => address = format!("{ENTRIES}?limit=2&after={next}"),
                _ => break,
            }
        }
        assert_eq!(seen, entered);
    }
}
