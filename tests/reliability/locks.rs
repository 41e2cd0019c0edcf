//! Somebody else holds the lock: writes are refused in time, reads go on (PROMISES A8).

use std::time::{Duration, Instant};

use guildhall_persistence::organizations;
use serde_json::json;

use crate::support::database::open;
use crate::support::{Role, TestServer, both_engines, one_engine};

one_engine! {
    async fn a_foreign_writer_on_sqlite_delays_writes_and_nothing_else(server: TestServer) {
        let hurried = server.replica(|config| (config.acquire_timeout_ms, config.statement_timeout_ms) = (1_500, 2_000)).await;
        let city = json!({ "name": "City", "kind": "other", "state": "IL" });
        let post = || hurried.post("/v1/organizations").as_(Role::Staff).key("one").json(&city);
        hurried.get("/v1/organizations").as_(Role::Staff).send().await.expect(200);
        let foreign = open(server.database_url(), 1).await;
        let lock = foreign.begin().await.expect("the lock");
        let began = Instant::now();
        let refused = post().send().await.expect_problem(503, "unavailable");
        assert_eq!(refused.header("retry-after"), "1");
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        hurried.get("/v1/organizations").as_(Role::Staff).send().await.expect(200);
        let (made, ()) = tokio::join!(post().send(), async {
            // Given up while the request is waiting for it, or just before.
            tokio::task::yield_now().await;
            lock.rollback().await.expect("given up");
        });
        made.expect(201);
    }
}

both_engines! {
    async fn a_locked_row_is_waited_for_and_then_given_up_with_503(server: TestServer) {
        let city = json!({ "name": "City", "kind": "other", "state": "IL" });
        let made = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201);
        let id = made.text_at("/id").parse().expect("an id");
        let foreign = open(server.database_url(), 1).await;
        let hurried = server.replica(|config| (config.acquire_timeout_ms, config.statement_timeout_ms) = (1_500, 2_000)).await;
        let lock = foreign.begin().await.expect("a transaction");
        organizations::lock_organization(&lock, id).await.expect("the row");
        let patch = || hurried.patch(made.header("location")).as_(Role::Staff).if_match("*").json(&json!({ "population": 1 }));
        let began = Instant::now();
        let refused = patch().send().await.expect_problem(503, "unavailable");
        assert_eq!(refused.header("retry-after"), "1");
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        hurried.get(made.header("location")).as_(Role::Staff).send().await.expect(200);
        lock.rollback().await.expect("given up");
        patch().send().await.expect(200);
    }
}
