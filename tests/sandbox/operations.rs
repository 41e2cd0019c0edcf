//! The operations that exist only in a sandbox, held against the document.

use std::time::{Duration, Instant};

use guildhall_domain::MessageId;
use guildhall_persistence::outbox::{self, NewMessage};
use serde_json::{Value, json};

use crate::support::{Role, TestServer, one_engine};

one_engine! {
    async fn the_clock_stands_until_it_is_moved_forward_or_back(server: TestServer) {
        let read = server.get("/v1/sandbox/clock").send().await.expect(200).json();
        assert_eq!(read, json!({ "now": "2025-03-01T12:00:00Z", "today": "2025-03-01" }));
        for (now, today) in [("2026-07-01T03:59:59.5Z", "2026-06-30"), ("2024-02-29T12:00:00Z", "2024-02-29")] {
            let moved = server.put("/v1/sandbox/clock").json(&json!({ "now": now })).send().await.expect(200);
            assert_eq!(moved.text_at("/today"), today);
            assert_eq!(server.get("/v1/sandbox/clock").send().await.json(), moved.json());
        }
    }

    async fn an_instant_that_the_domain_cannot_hold_is_refused(server: TestServer) {
        for (now, status, code) in [
            ("1969-12-31T23:59:59Z", 409, "out_of_range"),
            ("2201-01-01T00:00:00Z", 422, "wrong_format"),
            ("2025-03-01", 422, "wrong_format"),
            ("2025-03-01T12:00:00", 422, "wrong_format"),
            ("2025-02-30T12:00:00Z", 422, "wrong_format"),
        ] {
            let refused = server.put("/v1/sandbox/clock").json(&json!({ "now": now })).send().await.expect(status);
            assert!(refused.violations().contains(&("/now".into(), code.into())), "{now}: {:?}", refused.violations());
        }
        server.put("/v1/sandbox/clock").json(&json!({ "now": "2025-03-01T12:00:00Z", "zone": "UTC" })).send().await.expect(422);
        server.get("/v1/sandbox/clock?zone=UTC").send().await.expect(400);
        assert_eq!(server.get("/v1/sandbox/clock").send().await.text_at("/now"), "2025-03-01T12:00:00Z");
    }

    async fn an_access_token_expires_by_the_clock_of_the_domain(server: TestServer) {
        let token = server.token(server.person(Role::Member).account_id).await;
        server.get("/v1/accounts/me").as_(&token).send().await.expect(200);
        server.put("/v1/sandbox/clock").json(&json!({ "now": "2025-03-01T12:10:00Z" })).send().await.expect(200);
        server.get("/v1/accounts/me").as_(&token).send().await.expect_problem(401, "invalid-token");
    }

    async fn a_reset_takes_less_than_a_second_and_forgets_everything(server: TestServer) {
        server.set_clock("2031-01-01T00:00:00Z");
        server.post("/v1/sandbox/resets").send().await.expect(204);
        let began = Instant::now();
        server.post("/v1/sandbox/resets").send().await.expect(204);
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
        assert_eq!(server.get("/v1/sandbox/clock").send().await.text_at("/now"), "2025-03-01T12:00:00Z");
        assert_eq!(server.get("/v1/sandbox/outbox").send().await.at("/data"), json!([]));
    }

    async fn there_is_a_persona_for_every_role_and_standing(server: TestServer) {
        server.post("/v1/sandbox/resets").send().await.expect(204);
        let personas = server.get("/v1/sandbox/personas").send().await.expect(200);
        assert_eq!(personas.at("/page"), json!({ "limit": 100, "has_more": false, "next": null }));
        let personas = personas.at("/data");
        for role in Role::ALL {
            let somebody = personas.as_array().unwrap().iter().find(|one| one["role"] == role.as_str());
            let roles = somebody.unwrap_or_else(|| panic!("nobody for {}", role.as_str()))["roles"].clone();
            assert!(roles.as_array().unwrap().contains(&json!(role.as_str())), "{}: {roles}", role.as_str());
        }
        let is_member = |role: &str| {
            let one = personas.as_array().unwrap().iter().find(|one| one["role"] == role).unwrap();
            (one["member_id"].is_string(), one["roles"].as_array().unwrap().contains(&json!("member")))
        };
        for (role, expected) in [
            ("account", (false, false)),
            ("member2", (true, true)),
            ("affiliate", (true, true)),
            ("student", (true, true)),
            ("life", (true, true)),
            ("grace", (true, true)),
            ("lapsed", (true, false)),
            ("staff", (false, false)),
        ] {
            assert_eq!(is_member(role), expected, "{role}");
        }
        for one in personas.as_array().unwrap() {
            assert!(one["password"].as_str().unwrap().chars().count() >= 15);
        }
    }

    async fn every_persona_can_sign_in_with_the_password_that_is_shown(server: TestServer) {
        server.post("/v1/sandbox/resets").send().await.expect(204);
        for one in server.get("/v1/sandbox/personas").send().await.at("/data").as_array().unwrap() {
            let credentials = json!({ "email": one["email"], "password": one["password"] });
            let session = server.post("/v1/accounts/sessions").json(&credentials).send().await.expect(201);
            let me = server.get("/v1/accounts/me").as_(&session.text_at("/tokens/access_token")).send().await.expect(200);
            assert_eq!(me.at("/id"), one["account_id"], "{}", one["role"]);
        }
    }

    async fn the_outbox_is_paged_in_either_order_and_filtered_by_kind(server: TestServer) {
        let tx = server.db().begin().await.unwrap();
        for number in 0..5 {
            let now = server.clock().now() + chrono::TimeDelta::seconds(number);
            let payload = json!({ "to": "somebody@people.example", "subject": number.to_string(), "text": "…" });
            let id = MessageId::new(server.app().entropy.uuid(now));
            let kind = if number % 2 == 0 { "even" } else { "odd" }.into();
            let message = NewMessage { id, kind, dedupe: None, payload, created_at: now, available_at: now };
            outbox::append(&tx, &message).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(subjects(&server, "limit=2").await, ["0", "1", "2", "3", "4"]);
        assert_eq!(subjects(&server, "limit=2&sort=newest").await, ["4", "3", "2", "1", "0"]);
        assert_eq!(subjects(&server, "limit=2&kind=even").await, ["0", "2", "4"]);
        server.get("/v1/sandbox/outbox?sort=random").send().await.expect(422);
    }

    async fn a_job_run_sends_what_is_due_and_says_so(server: TestServer) {
        let tx = server.db().begin().await.unwrap();
        for (number, wait) in [(1, 0), (2, 60)] {
            let now = server.clock().now();
            let payload = json!({ "to": "somebody@people.example", "subject": number.to_string(), "text": "…" });
            let id = MessageId::new(server.app().entropy.uuid(now));
            let available_at = now + chrono::TimeDelta::seconds(wait);
            let message = NewMessage { id, kind: "letter".into(), dedupe: None, payload, created_at: now, available_at };
            outbox::append(&tx, &message).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (clock, sent) in [("2025-03-01T12:00:00Z", 1), ("2025-03-01T12:00:59Z", 0), ("2025-03-01T12:01:00Z", 1)] {
            server.set_clock(clock);
            let run = server.post("/v1/sandbox/job-runs").send().await.expect(200);
            assert_eq!(run.text_at("/ran_at"), clock);
            let jobs = run.at("/jobs");
            let delivery = jobs.as_array().unwrap().iter().find(|job| job["name"] == "outbox.deliver").unwrap().clone();
            assert_eq!(delivery, json!({ "name": "outbox.deliver", "outcome": "done", "done": sent, "failed": 0 }), "{clock}");
        }
        let sent = server.get("/v1/sandbox/outbox").send().await.at("/data");
        assert_eq!(sent[1]["delivered_at"], json!("2025-03-01T12:01:00Z"));
    }

    async fn a_daily_job_runs_once_for_a_civil_date(server: TestServer) {
        for (clock, outcome) in [
            ("2025-03-01T12:00:00Z", "done"),
            ("2025-03-02T04:59:59Z", "already_done"),
            ("2025-03-02T05:00:00Z", "done"),
        ] {
            server.set_clock(clock);
            let jobs = server.post("/v1/sandbox/job-runs").send().await.expect(200).at("/jobs");
            let notices = jobs.as_array().unwrap().iter().find(|job| job["name"] == "members.standing_notices").unwrap();
            assert_eq!(notices["outcome"], outcome, "{clock}");
        }
    }
}

/// Reads every page of the outbox.
async fn subjects(server: &TestServer, query: &str) -> Vec<String> {
    let mut path = format!("/v1/sandbox/outbox?{query}");
    let mut found = Vec::new();
    loop {
        let page = server.get(&path).send().await.expect(200);
        let data = page.at("/data");
        found.extend(data.as_array().unwrap().iter().map(|one| one["payload"]["subject"].as_str().unwrap().to_owned()));
        match page.at("/page/next") {
            Value::String(next) => path = format!("/v1/sandbox/outbox?{query}&after={next}"),
            _ => return found,
        }
    }
}
