//! The books balance, entry by entry and account by account.

use serde_json::{Value, json};

use super::{invoice, pay};
use crate::members::{apply, joining};
use crate::support::{Role, TestServer, both_engines};

fn sum(entries: &[Value], account: &str) -> i64 {
    let postings = entries.iter().flat_map(|entry| entry["postings"].as_array().unwrap());
    postings
        .filter(|posting| posting["account"] == account)
        .map(|posting| posting["amount_cents"].as_i64().unwrap())
        .sum()
}

both_engines! {
    async fn every_entry_sums_to_zero_and_the_accounts_tell_what_happened(server: TestServer) {
        let mut ids = Vec::new();
        for _ in 0..3 {
            let person = server.new_account().await;
            let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
            ids.push(invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id"));
        }
        pay(&server, &ids[0], 97_500, "CHK").await.expect(201);
        pay(&server, &ids[1], 40_000, "CHK").await.expect(201);
        let void = format!("/v1/billing/invoices/{}/void", ids[2]);
        server.post(&void).as_(Role::Finance).key("v").json(&json!({ "reason": "Moved away." })).send().await.expect(200);
        let list = server.get("/v1/billing/ledger-entries?limit=100").as_(Role::Finance).send().await.expect(200);
        let data = list.at("/data");
        let entries = data.as_array().unwrap();
        assert_eq!(entries.len(), 6, "three issued, two paid, one voided");
        for entry in entries {
            let total: i64 = entry["postings"].as_array().unwrap().iter().map(|posting| posting["amount_cents"].as_i64().unwrap()).sum();
            assert_eq!(total, 0, "{entry}");
        }
        assert_eq!(sum(entries, "cash"), 137_500);
        assert_eq!(sum(entries, "accounts_receivable"), 57_500);
        assert_eq!(sum(entries, "dues_revenue"), -195_000);
        let of_one = server.get(&format!("/v1/billing/ledger-entries?invoice_id={}", ids[2])).as_(Role::Finance).send().await.expect(200);
        assert_eq!(of_one.at("/data").as_array().map(Vec::len), Some(2));
        server.get("/v1/billing/ledger-entries").as_(Role::Staff).send().await.expect_problem(403, "forbidden");
    }
}
