//! What is stored and what is written down: no secret, and every deed. PROMISES C3.

use guildhall_persistence::PageRequest;
use guildhall_persistence::audit::{AuditFilter, AuditSort, list_entries};
use serde_json::json;

use super::{BETTER, GOOD, SignedIn, join, key, refresh, request_reset, reset, sign_in, token_for};
use crate::support::{Engine, Role, TestServer, both_engines, database};

both_engines! {
    async fn neither_passwords_nor_tokens_of_a_session_reach_the_database_in_clear(server: TestServer) {
        let server = watched(server).await;
        let first = join(&server, "ana@example.org").await;
        let second = SignedIn::of(&refresh(&server, &first.refresh).await.expect(200));
        let body = json!({ "email": "ana@example.org", "password": GOOD });
        let third = SignedIn::of(&server.post("/v1/accounts/sessions").key(&key()).json(&body).send().await.expect(201));
        request_reset(&server, "ana@example.org").await.expect(202);
        reset(&server, &token_for(&server, "ana@example.org").await, BETTER).await.expect(204);
        let stored = everything(&server);
        for session in [first, second, third] {
            for secret in [session.access, session.refresh] {
                assert!(!holds(&stored, &secret), "{secret}");
            }
        }
        for password in [GOOD, BETTER] {
            assert!(!holds(&stored, password), "{password}");
        }
        assert!(holds(&stored, "ana@example.org"), "nothing was looked at");
    }

    async fn every_deed_leaves_a_line_in_the_trail_that_names_no_secret(server: TestServer) {
        let session = join(&server, "ana@example.org").await;
        sign_in(&server, "ana@example.org", "not the password at all").await.expect(401);
        refresh(&server, &session.refresh).await.expect(200);
        refresh(&server, &session.refresh).await.expect(401);
        let change = json!({ "current_password": GOOD, "new_password": BETTER });
        let again = SignedIn::of(&sign_in(&server, "ana@example.org", GOOD).await.expect(201));
        server.post("/v1/accounts/password-changes").as_(&again.access).json(&change).send().await.expect(204);
        let me = server.get("/v1/accounts/me").as_(&again.access).send().await.expect(200);
        server.patch("/v1/accounts/me").as_(&again.access).if_match("*").json(&json!({ "given_name": "Zoë" })).send().await.expect(200);
        server.delete(&again.path).as_(&again.access).send().await.expect(204);
        request_reset(&server, "ana@example.org").await.expect(202);
        reset(&server, &token_for(&server, "ana@example.org").await, "five marbles roll uphill slowly").await.expect(204);
        let path = format!("/v1/accounts/{}", me.text_at("/id"));
        for decision in [json!({ "roles": ["coach"], "status": "suspended" }), json!({ "status": "active" })] {
            server.patch(&path).as_(Role::Admin).if_match("*").json(&decision).send().await.expect(200);
        }
        let page = PageRequest::first(100, AuditSort::Newest);
        let entries = list_entries(server.db(), &AuditFilter::default(), page).await.unwrap().items;
        let mut actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(actions, [
            "account.confirmed", "account.password_changed", "account.password_reset", "account.password_reset_requested",
            "account.registered", "account.reinstated", "account.roles_updated", "account.suspended", "account.updated",
            "session.created", "session.created", "session.ended", "session.ended", "sign_in.failed",
        ]);
        let said: String = entries.iter().map(|entry| entry.detail.to_string()).collect();
        assert!(!said.contains("ana@example.org") && !said.contains(GOOD), "{said}");
    }
}

/// The server, on connections that PostgreSQL logs every statement and parameter of.
async fn watched(server: TestServer) -> TestServer {
    if server.engine() == Engine::Sqlite {
        return server;
    }
    let url = server.database_url().to_owned();
    tokio::task::spawn_blocking(move || database::alter(&url, &["log_statement = 'all'"])).await.unwrap();
    server.replica(|_| ()).await
}

/// Every byte that the store was given: the file and its journal, or the log of all statements.
fn everything(server: &TestServer) -> Vec<u8> {
    match server.engine() {
        Engine::Postgres => database::log().into_bytes(),
        Engine::Sqlite => {
            let file = server.database_url().trim_start_matches("sqlite:");
            let journal = std::fs::read(format!("{file}-wal")).unwrap_or_default();
            [std::fs::read(file).unwrap(), journal].concat()
        }
    }
}

/// Whether `secret` stands there as text or, in a log, as a parameter of bytes.
fn holds(stored: &[u8], secret: &str) -> bool {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let stands = |needle: &[u8]| stored.windows(needle.len()).any(|window| window == needle);
    stands(secret.as_bytes()) || stands(hex.as_bytes())
}
