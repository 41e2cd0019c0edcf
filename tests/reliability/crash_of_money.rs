//! kill -9 while payments come in and are reversed: every entry of the ledger sums to zero, and every payment is whole or not
//! there (PROMISES A1, A2).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::crash::{sign_in, start};
use crate::cli::program::{Program, Running, client};
use crate::support::Engine;
use crate::support::database::TestDatabase;

const CLERKS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_during_reversals_leaves_the_ledger_balanced_on_sqlite() {
    kill_and_audit(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_kill_during_reversals_leaves_the_ledger_balanced_on_postgres() {
    kill_and_audit(Engine::Postgres).await;
}

async fn kill_and_audit(engine: Engine) {
    let database = tokio::task::spawn_blocking(move || TestDatabase::empty(engine)).await.expect("a database");
    let program = Program::new()
        .with("GUILDHALL_DATABASE_URL", &database.url)
        .with("GUILDHALL_PUBLIC_URL", "http://guildhall.test")
        .with("GUILDHALL_RATE_LIMIT", "10000000");
    let mut server = start(&program);
    let invoice = bill(&server).await;
    let token = sign_in(&server, "finance").await;
    for (round, acknowledged) in [20, 50, 30].into_iter().enumerate() {
        pay_and_reverse_until_killed(server, &token, &invoice, round, acknowledged).await;
        server = start(&program);
        audit(&server, &token, &invoice).await;
    }
}

async fn send(server: &str, token: &str, key: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
    let request = client().post(format!("{server}{path}")).bearer_auth(token).header("idempotency-key", key);
    let answer = request.json(body).send().await.ok()?;
    let status = answer.status().as_u16();
    Some((status, answer.json().await.ok()?))
}

/// The renewal of a member in grace, invoiced and not paid.
async fn bill(server: &Running) -> Value {
    let token = sign_in(server, "grace").await;
    // The server invoices renewals by itself, and may have done so already.
    let open = all(server, &token, "/v1/billing/invoices?status=open&limit=100").await;
    if let Some(invoice) = open.first() {
        return invoice.clone();
    }
    let apply = json!({ "category": "full" });
    let (status, made) =
        send(&server.url, &token, "apply", "/v1/members/applications", &apply).await.expect("an answer");
    assert_eq!(status, 201, "{made}");
    let bill = json!({ "application_id": made["id"], "expected_total_cents": made["due_today_cents"] });
    let (status, invoice) = send(&server.url, &token, "bill", "/v1/billing/invoices", &bill).await.expect("an answer");
    assert_eq!(status, 201, "{invoice}");
    invoice
}

/// Clerks record a dollar and take it back, again and again; the server is killed as soon as so many reversals are answered.
async fn pay_and_reverse_until_killed(
    server: Running,
    token: &str,
    invoice: &Value,
    round: usize,
    acknowledged: usize,
) {
    let (url, reversed) = (server.url.clone(), AtomicUsize::new(0));
    let (invoice, today) = (invoice["id"].as_str().expect("an id"), &invoice["priced_on"]);
    let clerks = (0..CLERKS).map(|clerk| {
        let (url, reversed) = (&url, &reversed);
        async move {
            for number in 0.. {
                let key = format!("round-{round}-clerk-{clerk}-{number}");
                let payment = json!({
                    "invoice_id": invoice, "method": "check", "amount_cents": 100, "received_on": today,
                    "external_reference": key
                });
                let Some((status, made)) = send(url, token, &key, "/v1/billing/payments", &payment).await else {
                    break;
                };
                assert!([201, 503].contains(&status), "{made}");
                let Some(id) = made["id"].as_str() else { continue };
                let (path, key) = (format!("/v1/billing/payments/{id}/reversal"), format!("{key}-back"));
                let how = json!({ "reason": "posted_wrongly", "on": today });
                let Some((status, back)) = send(url, token, &key, &path, &how).await else { break };
                assert!([200, 503].contains(&status), "{back}");
                reversed.fetch_add(usize::from(status == 200), Ordering::Relaxed);
            }
        }
    });
    let kill = async {
        let deadline = Instant::now() + Duration::from_secs(300);
        while reversed.load(Ordering::Relaxed) < acknowledged {
            assert!(Instant::now() < deadline, "the clerks are too slow");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.signal("KILL");
        drop(server);
    };
    tokio::join!(join_all(clerks), kill);
}

/// Each entry sums to zero, and what the invoice says is paid is what stands of its payments.
async fn audit(server: &Running, token: &str, invoice: &Value) {
    let invoice = invoice["id"].as_str().expect("an id");
    let entries = all(server, token, "/v1/billing/ledger-entries?limit=100").await;
    assert!(entries.len() > 20, "{} entries", entries.len());
    let mut accounts: BTreeMap<String, i64> = BTreeMap::new();
    for entry in &entries {
        let postings = entry["postings"].as_array().expect("postings");
        let cents = |posting: &Value| posting["amount_cents"].as_i64().expect("cents");
        assert_eq!(postings.iter().map(cents).sum::<i64>(), 0, "{entry}");
        for posting in postings {
            *accounts.entry(posting["account"].as_str().expect("an account").into()).or_default() += cents(posting);
        }
    }
    assert_eq!(accounts.values().sum::<i64>(), 0, "{accounts:?}");
    let payments = all(server, token, &format!("/v1/billing/payments?invoice_id={invoice}&limit=100")).await;
    let standing = payments.iter().filter(|payment| payment["reversal"].is_null());
    let paid: i64 = standing.map(|payment| payment["amount_cents"].as_i64().expect("cents")).sum();
    let read = client().get(format!("{}/v1/billing/invoices/{invoice}", server.url)).bearer_auth(token);
    let read: Value = read.send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(read["paid_cents"], paid, "{read}");
}

async fn all(server: &Running, token: &str, first: &str) -> Vec<Value> {
    let (mut items, mut next, base) = (Vec::new(), first.to_owned(), first);
    loop {
        let request = client().get(format!("{}{next}", server.url)).bearer_auth(token);
        let page: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        items.extend(page["data"].as_array().unwrap_or_else(|| panic!("{page}")).iter().cloned());
        match page["page"]["next"].as_str() {
            Some(cursor) => next = format!("{base}&after={cursor}"),
            None => return items,
        }
    }
}
