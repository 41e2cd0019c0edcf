//! kill -9 in the middle of writes: nothing acknowledged is lost, nothing is done
//! twice (PROMISES A1, A2).

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use guildhall::sandbox::people;
use serde_json::{Value, json};

use crate::cli::program::{Program, Running, client};
use crate::support::Engine;
use crate::support::database::TestDatabase;

const WRITERS: usize = 12;

/// What the writers know: by key, the answer; `None` while there is none.
type Ledger = Mutex<BTreeMap<String, Option<Value>>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_during_writes_loses_nothing_on_sqlite() {
    kill_and_compare(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_during_writes_loses_nothing_on_postgres() {
    kill_and_compare(Engine::Postgres).await;
}

async fn kill_and_compare(engine: Engine) {
    let database = tokio::task::spawn_blocking(move || TestDatabase::empty(engine)).await.expect("a database");
    let program = Program::new()
        .with("GUILDHALL_DATABASE_URL", &database.url)
        .with("GUILDHALL_PUBLIC_URL", "http://guildhall.test")
        .with("GUILDHALL_RATE_LIMIT", "10000000");
    let ledger = Ledger::default();
    let mut server = start(&program);
    let token = sign_in(&server, "staff").await;
    for (round, acknowledged) in [40, 160, 90].into_iter().enumerate() {
        write_until_killed(server, &token, &ledger, round, acknowledged).await;
        let killed_at = Instant::now();
        server = start(&program);
        assert!(killed_at.elapsed() < Duration::from_secs(20), "a restart took {:?}", killed_at.elapsed());
        retry_unanswered(&server, &token, &ledger).await;
    }
    compare(&server, &token, &ledger).await;
}

/// Starts the server on a free port.
pub(super) fn start(program: &Program) -> Running {
    program.start(&["serve", "--bind", "127.0.0.1:0"])
}

/// Signs a persona in.
pub(super) async fn sign_in(server: &Running, role: &str) -> String {
    let body = json!({ "email": format!("{role}@demo.guildhall.example"), "password": people::PASSWORD });
    let answer =
        client().post(format!("{}/v1/accounts/sessions", server.url)).json(&body).send().await.expect("an answer");
    let body: Value = answer.json().await.expect("JSON");
    body["tokens"]["access_token"].as_str().expect("a token").to_owned()
}

/// Posts under `key`; the key is the name too. `None`: the connection was cut.
async fn post(http: &reqwest::Client, url: &str, token: &str, key: &str) -> Option<Value> {
    let body = json!({ "name": key, "kind": "other", "state": "IL" });
    let request = http.post(format!("{url}/v1/organizations")).bearer_auth(token).header("idempotency-key", key);
    let answer = request.json(&body).send().await.ok()?;
    assert_eq!(answer.status(), 201, "{key}");
    answer.json().await.ok()
}

/// Many writers at once; the server is killed as soon as so many answers are in.
async fn write_until_killed(server: Running, token: &str, ledger: &Ledger, round: usize, acknowledged: usize) {
    let url = server.url.clone();
    let before = answered(ledger);
    let writers = (0..WRITERS).map(|writer| {
        let url = &url;
        async move {
            let http = client();
            for number in 0.. {
                let key = format!("round-{round}-writer-{writer}-{number}");
                note(ledger, &key, None);
                let answer = post(&http, url, token, &key).await;
                let cut = answer.is_none();
                note(ledger, &key, answer);
                // Each writer goes on until it is cut off, so each leaves one request in doubt.
                if cut {
                    break;
                }
            }
        }
    });
    let kill = async {
        let deadline = Instant::now() + Duration::from_secs(60);
        while answered(ledger) - before < acknowledged {
            assert!(Instant::now() < deadline, "the writers are too slow");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.signal("KILL");
        drop(server);
    };
    tokio::join!(join_all(writers), kill);
}

fn note(ledger: &Ledger, key: &str, answer: Option<Value>) {
    ledger.lock().expect("the ledger").insert(key.to_owned(), answer);
}

fn answered(ledger: &Ledger) -> usize {
    ledger.lock().expect("the ledger").values().flatten().count()
}

async fn retry_unanswered(server: &Running, token: &str, ledger: &Ledger) {
    let open: Vec<String> = {
        let ledger = ledger.lock().expect("the ledger");
        ledger.iter().filter(|(_, answer)| answer.is_none()).map(|(key, _)| key.clone()).collect()
    };
    assert_eq!(open.len(), WRITERS, "each writer is cut off in one request");
    for key in open {
        let answer = post(&client(), &server.url, token, &key).await.expect("an answer");
        note(ledger, &key, Some(answer));
    }
}

/// Everything acknowledged is there once, unchanged, and every key still gives its first answer.
async fn compare(server: &Running, token: &str, ledger: &Ledger) {
    let expected = ledger.lock().expect("the ledger").clone();
    let stored = all_organizations(server, token).await;
    for (key, answer) in &expected {
        let kept: Vec<&Value> = stored.iter().filter(|one| one["name"] == *key).collect();
        assert_eq!(kept, [answer.as_ref().expect("answered")], "{key}");
    }
    for (key, answer) in expected.iter().step_by(5) {
        assert_eq!(post(&client(), &server.url, token, key).await.as_ref(), answer.as_ref(), "{key}");
    }
    assert_eq!(all_organizations(server, token).await.len(), stored.len());
}

async fn all_organizations(server: &Running, token: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), "/v1/organizations?limit=100".to_owned());
    loop {
        let request = client().get(format!("{}{next}", server.url)).bearer_auth(token);
        let page: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        items.extend(page["data"].as_array().expect("a page").iter().cloned());
        match page["page"]["next"].as_str() {
            Some(cursor) => next = format!("/v1/organizations?limit=100&after={cursor}"),
            None => return items,
        }
    }
}
