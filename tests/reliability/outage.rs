//! PostgreSQL stopped, crashed, paused or throwing everybody out: 503 with
//! `Retry-After`, never 500, and back by itself (PROMISES A4, A5).

use std::future::Future;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::cluster::Cluster;
use crate::support::database::{TestDatabase, execute, open};
use crate::support::server::{run, run_on};
use crate::support::{Answer, Engine, Role, TestServer};

fn city(name: &str) -> Value {
    json!({ "name": name, "kind": "other", "state": "IL" })
}

/// A test in a cluster of its own, which it may ill-treat.
fn with_own_cluster<F: Future<Output = ()>>(body: impl FnOnce(TestServer, Cluster) -> F) {
    let cluster = Cluster::start("synchronous_commit = on");
    let database = TestDatabase::of_cluster(&cluster);
    run_on(database, |server| body(server, cluster));
}

/// A server with the deadlines of a real one.
async fn hurried(server: &TestServer) -> TestServer {
    server.replica(|config| (config.acquire_timeout_ms, config.statement_timeout_ms) = (1_500, 2_000)).await
}

/// Sends and measures: no answer may take longer than five seconds.
async fn in_time(request: impl Future<Output = Answer>) -> Answer {
    let began = Instant::now();
    let answer = request.await;
    assert!(began.elapsed() < Duration::from_secs(5), "{answer:?} took {:?}", began.elapsed());
    answer
}

async fn write(server: &TestServer, key: &str) -> Answer {
    in_time(server.post("/v1/organizations").as_(Role::Staff).key(key).json(&city(key)).send()).await
}

/// Every kind of request while the database is away.
async fn everything_says_come_back_later(server: &TestServer, token: &str) {
    let requests = [
        server.get("/v1/organizations").as_(token),
        server.get("/v1/accounts/me").as_(token),
        server.post("/v1/organizations").as_(token).key("away").json(&city("away")),
        server.get("/health/ready"),
    ];
    for request in requests {
        let answer = in_time(request.send()).await.expect_problem(503, "unavailable");
        assert_eq!(answer.header("retry-after"), "1");
    }
    in_time(server.get("/health/live").send()).await.expect(200);
    in_time(server.get("/v1/dues/rate-tables").send()).await.expect(200);
}

/// Waits until the service is ready again, two seconds at most (and as many more as a busy machine needs).
async fn ready_again(server: &TestServer) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while in_time(server.get("/health/ready").send()).await.status() != 200 {
        assert!(Instant::now() < deadline, "not ready ten seconds after the database is back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn names(server: &TestServer) -> Vec<String> {
    let list = in_time(server.get("/v1/organizations").as_(Role::Staff).send()).await.expect(200).at("/data");
    list.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_database_that_stops_and_one_that_crashes_are_missed_and_found_again() {
    with_own_cluster(|server, cluster| async move {
        let server = hurried(&server).await;
        let token = server.token(server.person(Role::Staff).account_id).await;
        let mut expected = Vec::new();
        for mode in ["fast", "immediate"] {
            let key = format!("before {mode}").replace(' ', "-");
            write(&server, &key).await.expect(201);
            expected.push(key);
            cluster.control(mode);
            everything_says_come_back_later(&server, &token).await;
            cluster.control("start");
            ready_again(&server).await;
            assert_eq!(names(&server).await, expected, "after {mode}");
        }
        // The write that was refused was not done, and its key is not used up.
        write(&server, "away").await.expect(201);
    });
}

#[test]
fn a_paused_database_keeps_nobody_waiting_longer_than_five_seconds() {
    with_own_cluster(|server, cluster| async move {
        let server = hurried(&server).await;
        let token = server.token(server.person(Role::Staff).account_id).await;
        write(&server, "before").await.expect(201);
        cluster.signal("STOP");
        let paused = Instant::now();
        let ready = in_time(server.get("/health/ready").send()).await;
        assert_eq!(ready.status(), 503);
        assert!(paused.elapsed() < Duration::from_secs(4), "readiness noticed after {:?}", paused.elapsed());
        in_time(server.get("/health/live").send()).await.expect(200);
        in_time(server.get("/v1/organizations").as_(&token).send()).await.expect_problem(503, "unavailable");
        cluster.signal("CONT");
        ready_again(&server).await;
        write(&server, "after").await.expect(201);
        assert_eq!(names(&server).await, ["after", "before"]);
    });
}

#[test]
fn terminated_connections_are_replaced_and_no_request_answers_500() {
    run(Engine::Postgres, |server| async move {
        // Signed in before anybody is thrown out: the harness needs the database for that.
        server.token(server.person(Role::Staff).account_id).await;
        let executioner = open(server.database_url(), 1).await;
        let end_all = "select pg_terminate_backend(pid) from pg_stat_activity \
                       where datname = current_database() and pid <> pg_backend_pid()";
        for round in 0..5 {
            let working = futures_util::future::join_all((0..8).map(|number| {
                let (server, key) = (server.clone(), format!("round-{round}-{number}"));
                async move {
                    let answer =
                        server.post("/v1/organizations").as_(Role::Staff).key(&key).json(&city(&key)).send().await;
                    assert!([201, 503].contains(&answer.status()), "{answer:?}");
                    let read = server.get("/v1/organizations").as_(Role::Staff).send().await;
                    assert!([200, 503].contains(&read.status()), "{read:?}");
                }
            }));
            tokio::join!(working, execute(&executioner, end_all));
            ready_again(&server).await;
        }
        for round in 0..5 {
            for number in 0..8 {
                write(&server, &format!("round-{round}-{number}")).await.expect(201);
            }
        }
        let list = server.get("/v1/organizations?limit=100").as_(Role::Staff).send().await.expect(200);
        assert_eq!(list.at("/data").as_array().map_or(0, Vec::len), 40);
    });
}

#[test]
fn a_server_whose_database_has_no_schema_is_alive_and_not_ready() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run_on(TestDatabase::empty(engine), |server| async move {
            server.get("/health/live").send().await.expect(200);
            server.get("/health/ready").send().await.expect_problem(503, "unavailable");
        });
    }
}
