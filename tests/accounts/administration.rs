//! Everybody's accounts: roles, suspension, the list.

use chrono::TimeDelta;
use guildhall_persistence::PageRequest;
use guildhall_persistence::outbox::{self, MessageFilter, MessageSort};
use serde_json::{Value, json};

use super::{GOOD, enter, pass, refresh, register, sign_in, works};
use crate::support::people::PASSWORD;
use crate::support::{Answer, Person, Role, TestServer, both_engines, one_engine};

fn path(person: &Person) -> String {
    format!("/v1/accounts/{}", person.account_id)
}

async fn decide(server: &TestServer, person: &Person, decision: Value) -> Answer {
    server.patch(&path(person)).as_(Role::Admin).if_match("*").json(&decision).send().await
}

async fn list(server: &TestServer, query: &str) -> Answer {
    server.get(&format!("/v1/accounts?{query}")).as_(Role::Staff).send().await
}

fn ids(page: &Answer) -> Vec<String> {
    let text = |item: &Value| item["id"].as_str().unwrap_or_default().to_owned();
    page.at("/data").as_array().into_iter().flatten().map(text).collect()
}

/// The letters to every administrator.
async fn told(server: &TestServer) -> Vec<Value> {
    let page = PageRequest::first(100, MessageSort::Oldest);
    let messages = outbox::list_messages(server.db(), &MessageFilter::default(), page).await.unwrap();
    let bulk = messages.items.into_iter().filter(|message| message.kind == "bulk_letter");
    bulk.map(|message| message.payload).filter(|letter| letter["template"] == "letters/accounts/office_given").collect()
}

both_engines! {
    async fn of_two_administrators_who_take_each_others_role_at_once_one_stays(server: TestServer) {
        let (first, second) = (server.person(Role::Admin), server.new_person(&[Role::Admin]).await);
        let take = async |by: &Person, from: &Person| {
            let body = json!({ "roles": [] });
            server.patch(&format!("/v1/accounts/{}", from.account_id)).as_(by).if_match("*").json(&body).send().await
        };
        let (one, other) = tokio::join!(take(&first, &second), take(&second, &first));
        let mut statuses = [one.status(), other.status()];
        statuses.sort_unstable();
        assert!(matches!(statuses, [200, 403 | 409]), "{statuses:?}");
        let left = list(&server, "role=admin").await.expect(200);
        assert_eq!(ids(&left).len(), 1);
    }

    async fn a_grant_that_lets_somebody_decide_over_others_is_told_to_every_administrator(server: TestServer) {
        let (person, second) = (server.new_account().await, server.new_person(&[Role::Admin]).await);
        decide(&server, &person, json!({ "roles": ["coach", "board"] })).await.expect(200);
        assert!(told(&server).await.is_empty());
        for (roles, letters) in [(json!(["finance", "coach"]), 1), (json!(["finance"]), 1), (json!(["finance", "admin", "faculty"]), 3)] {
            decide(&server, &person, json!({ "roles": roles })).await.expect(200);
            assert_eq!(told(&server).await.len(), letters, "{roles}");
        }
        for letter in told(&server).await {
            let recipients = letter["recipients"].as_array().unwrap();
            assert!(recipients.contains(&json!(second.account_id)), "{letter}");
            assert!(recipients.contains(&json!(server.person(Role::Admin).account_id)), "{letter}");
        }
    }

    async fn a_role_reaches_a_token_already_given_out_at_once_and_leaves_it_as_fast(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        let allowed = async || server.get("/v1/accounts").as_(&session.access).send().await.status();
        assert_eq!(allowed().await, 403);
        let granted = decide(&server, &person, json!({ "roles": ["staff", "coach"] })).await.expect(200);
        assert_eq!(granted.at("/roles"), json!(["account", "coach", "staff"]));
        assert_eq!(allowed().await, 200);
        decide(&server, &person, json!({ "roles": [] })).await.expect(200);
        assert_eq!(allowed().await, 403);
    }

    async fn suspension_ends_every_session_at_once_and_reinstating_revives_none(server: TestServer) {
        let person = server.new_account().await;
        let session = enter(&server, &person).await;
        assert!(works(&server, &session.access).await);
        let suspended = decide(&server, &person, json!({ "status": "suspended" })).await.expect(200);
        assert_eq!(suspended.at("/status"), "suspended");
        assert!(!works(&server, &session.access).await);
        refresh(&server, &session.refresh).await.expect_problem(401, "invalid-refresh-token");
        decide(&server, &person, json!({ "status": "active" })).await.expect(200);
        assert!(!works(&server, &session.access).await);
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
    }

    async fn a_decision_needs_the_version_it_rests_on(server: TestServer) {
        let person = server.new_account().await;
        let read = server.get(&path(&person)).as_(Role::Admin).send().await.expect(200);
        let patch = |tag: &str| server.patch(&path(&person)).as_(Role::Admin).if_match(tag).json(&json!({ "roles": ["board"] }));
        let changed = patch(&read.tag()).send().await.expect(200);
        patch(&read.tag()).send().await.expect_problem(412, "stale-version");
        patch(&changed.tag()).send().await.expect(200);
        let bare = server.patch(&path(&person)).as_(Role::Admin).json(&json!({ "roles": [] }));
        bare.send().await.expect_problem(428, "precondition-required");
    }

    async fn the_list_shows_each_account_once_the_latest_first(server: TestServer) {
        for number in 0..5 {
            register(&server, &format!("newcomer{number}@example.org"), GOOD).await.expect(202);
        }
        let all = ids(&list(&server, "limit=100").await.expect(200));
        let mut seen = Vec::new();
        let mut query = "limit=4".to_owned();
        loop {
            let page = list(&server, &query).await.expect(200);
            seen.extend(ids(&page));
            let Some(next) = page.at("/page/next").as_str().map(str::to_owned) else { break };
            query = format!("limit=4&after={next}");
        }
        assert_eq!(seen, all);
        assert_eq!(all.len(), 5 + Role::ALL.len());
        let first = list(&server, "limit=1").await.expect(200);
        assert_eq!(first.at("/data/0/email"), "newcomer4@example.org");
    }

    async fn the_list_is_narrowed_by_role_status_and_address(server: TestServer) {
        register(&server, "newcomer@example.org", GOOD).await.expect(202);
        let finance = list(&server, "role=finance").await.expect(200);
        assert_eq!(ids(&finance), [server.person(Role::Finance).account_id.to_string()]);
        let pending = list(&server, "status=pending").await.expect(200);
        assert_eq!((ids(&pending).len(), pending.at("/data/0/email")), (1, json!("newcomer@example.org")));
        let one = list(&server, "email=MEMBER@people.example").await.expect(200);
        assert_eq!(ids(&one), [server.person(Role::Member).account_id.to_string()]);
        assert_eq!(one.at("/data/0/roles"), json!(["account", "member"]));
        assert!(ids(&list(&server, "email=nobody@example.org").await.expect(200)).is_empty());
    }
}

one_engine! {
    async fn administrators_cannot_take_away_their_own_access(server: TestServer) {
        let admin = server.person(Role::Admin);
        for decision in [json!({ "roles": [] }), json!({ "roles": ["staff"] }), json!({ "status": "suspended" })] {
            decide(&server, &admin, decision).await.expect_problem(409, "own-admin-access");
        }
        decide(&server, &admin, json!({ "roles": ["admin", "staff"] })).await.expect_problem(409, "own-matter");
        decide(&server, &admin, json!({ "roles": ["admin"] })).await.expect(200);
        let other = server.new_person(&[Role::Admin]).await;
        decide(&server, &other, json!({ "roles": [] })).await.expect(200);
    }

    async fn only_roles_that_are_granted_and_states_that_are_decided_can_be_set(server: TestServer) {
        let person = server.new_account().await;
        for (decision, pointer) in [
            (json!({ "roles": ["member"] }), "/roles/0"),
            (json!({ "roles": ["account"] }), "/roles/0"),
            (json!({ "roles": ["king"] }), "/roles/0"),
            (json!({ "roles": null }), "/roles"),
            (json!({ "status": "pending" }), "/status"),
            (json!({ "email": "other@example.org" }), "/email"),
        ] {
            let refused = decide(&server, &person, decision).await.expect(422);
            assert_eq!(refused.violations()[0].0, pointer);
        }
    }

    async fn an_unconfirmed_account_is_neither_suspended_nor_activated_by_hand(server: TestServer) {
        register(&server, "newcomer@example.org", GOOD).await.expect(202);
        let id = list(&server, "email=newcomer@example.org").await.expect(200).text_at("/data/0/id");
        for status in ["active", "suspended"] {
            let patch = server.patch(&format!("/v1/accounts/{id}")).as_(Role::Admin).if_match("*").json(&json!({ "status": status }));
            patch.send().await.expect_problem(409, "account-awaits-confirmation");
        }
    }

    async fn only_staff_and_administrators_see_accounts_and_only_administrators_decide(server: TestServer) {
        let person = server.new_account().await;
        for role in Role::ALL {
            let (list, read) = (server.get("/v1/accounts").as_(*role), server.get(&path(&person)).as_(*role));
            let status = if matches!(role, Role::Staff | Role::Admin) { 200 } else { 403 };
            assert_eq!((list.send().await.status(), read.send().await.status()), (status, status), "{role}");
            let patch = server.patch(&path(&person)).as_(*role).if_match("*").json(&json!({}));
            assert_eq!(patch.send().await.status(), if *role == Role::Admin { 200 } else { 403 }, "{role}");
        }
        pass(&server, TimeDelta::seconds(1));
        server.get("/v1/accounts/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11").as_(Role::Staff).send().await.expect(404);
        server.get("/v1/accounts/no-id").as_(Role::Staff).send().await.expect(404);
    }
}
