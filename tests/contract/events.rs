//! One event per change: its row and its line in the audit trail, in the transaction of the change.

use guildhall_persistence::PageRequest;
use guildhall_persistence::audit::{AuditFilter, AuditSort, list_entries};
use guildhall_persistence::events::{EventRecord, events_of};
use serde_json::json;
use uuid::Uuid;

use crate::support::{Role, TestServer, both_engines};

async fn events(server: &TestServer, subject: &str) -> Vec<EventRecord> {
    events_of(server.db(), subject.parse::<Uuid>().expect("an id")).await.expect("events")
}

fn names(events: &[EventRecord]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

both_engines! {
    async fn a_change_leaves_one_event_with_the_id_of_its_line_in_the_trail(server: TestServer) {
        let body = json!({ "name": "City of Marlow", "kind": "city_or_county", "state": "IL" });
        let made = server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201);
        let path = made.header("location").to_owned();
        let patch = json!({ "name": "Village of Marlow" });
        server.set_clock("2025-03-02T12:00:00Z");
        server.patch(&path).as_(Role::Staff).if_match("*").json(&patch).send().await.expect(200);
        let events = events(&server, &made.text_at("/id")).await;
        assert_eq!(names(&events), ["organization.created", "organization.updated"]);
        for event in &events {
            let as_recorded = (event.subject_kind.as_str(), event.payload_version, &event.payload);
            assert_eq!(as_recorded, ("organization", 1, &json!({})));
            assert!(event.actor.is_some());
        }
        let filter = AuditFilter { subject_id: Some(events[0].subject_id), ..AuditFilter::default() };
        let trail = list_entries(server.db(), &filter, PageRequest::first(9, AuditSort::Newest)).await.unwrap().items;
        let lines: Vec<_> = trail.iter().rev().map(|line| (line.id, line.action.as_str())).collect();
        assert_eq!(lines, events.iter().map(|event| (event.id, event.name.as_str())).collect::<Vec<_>>());
    }

    async fn a_refused_change_leaves_no_event(server: TestServer) {
        let body = json!({ "name": "City of Marlow", "kind": "city_or_county", "state": "IL" });
        let made = server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201);
        let path = made.header("location").to_owned();
        let patch = json!({ "name": "Village of Marlow" });
        server.patch(&path).as_(Role::Staff).if_match("\"0-0\"").json(&patch).send().await.expect(412);
        assert_eq!(names(&events(&server, &made.text_at("/id")).await), ["organization.created"]);
    }

    async fn a_name_that_changes_in_the_account_or_in_the_record_is_told_of_both_and_once_each(server: TestServer) {
        let person = server.new_member().await;
        let me = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        let (account, member) = (me.text_at("/id"), me.text_at("/member_id"));
        let name = |given: &str| json!({ "given_name": given });
        server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&name("Zoë")).send().await.expect(200);
        assert_eq!(names(&events(&server, &account).await), ["account.updated"]);
        assert_eq!(names(&events(&server, &member).await), ["member.updated"]);
        let record = format!("/v1/members/{member}");
        server.patch(&record).as_(Role::Staff).if_match("*").json(&name("Zoe")).send().await.expect(200);
        assert_eq!(names(&events(&server, &account).await), ["account.updated", "account.updated"]);
        assert_eq!(names(&events(&server, &member).await), ["member.updated", "member.updated"]);
        let me = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        assert_eq!(me.at("/given_name"), "Zoe");
    }
}
