//! Write-offs and credits that one proposes and another decides.

use serde_json::{Value, json};

use super::{invoice, pay};
use crate::members::{apply, joining};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn post(server: &TestServer, role: Role, path: &str, key: &str, body: Value) -> Answer {
    let request = server.post(path).as_(role).key(key);
    if body.is_null() { request.send().await } else { request.json(&body).send().await }
}

async fn read(server: &TestServer, path: &str) -> Answer {
    server.get(path).as_(Role::Finance).send().await.expect(200)
}

/// The address of an invoice over 975.00, and of the member.
async fn billed(server: &TestServer) -> (String, String) {
    let person = server.new_account().await;
    let made = apply(server, &person, &joining(15_000_000)).await.expect(201);
    let id = invoice(server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
    (format!("/v1/billing/invoices/{id}"), format!("/v1/members/{}", made.text_at("/member_id")))
}

async fn owed(server: &TestServer) -> i64 {
    let report = read(server, "/v1/billing/ledger").await.json();
    let of = report["accounts"].as_array().unwrap().iter().find(|of| of["account"] == "accounts_receivable");
    of.map_or(0, |of| of["closing_cents"].as_i64().unwrap())
}

both_engines! {
    async fn what_is_written_off_is_decided_by_another_and_begins_nothing(server: TestServer) {
        let (at, member) = billed(&server).await;
        let whole = json!({ "reason": "Bankrupt." });
        let made = post(&server, Role::Finance, &format!("{at}/write-offs"), "a", whole.clone()).await.expect(201);
        assert_eq!((made.at("/state"), made.at("/amount_cents")), (json!("proposed"), json!(97_500)));
        post(&server, Role::Finance, &format!("{at}/write-offs"), "b", whole.clone()).await.expect_problem(409, "write-off-proposed");
        let path = format!("/v1/billing/write-offs/{}", made.text_at("/id"));
        for noun in ["approval", "decline"] {
            post(&server, Role::Finance, &format!("{path}/{noun}"), noun, Value::Null).await.expect_problem(409, "second-person-needed");
        }
        assert_eq!(read(&server, &at).await.at("/outstanding_cents"), 97_500);
        let approved = post(&server, Role::Admin, &format!("{path}/approval"), "c", Value::Null).await.expect(200);
        assert_eq!(approved.at("/state"), "approved");
        post(&server, Role::Admin, &format!("{path}/approval"), "d", Value::Null).await.expect_problem(409, "proposal-decided");
        let invoice = read(&server, &at).await;
        assert_eq!((invoice.at("/outstanding_cents"), invoice.at("/written_off_cents"), invoice.at("/overdue")), (json!(0), json!(97_500), json!(false)));
        assert_eq!((owed(&server).await, read(&server, &member).await.at("/standing")), (0, json!("pending")));
        let id = at.rsplit('/').next().unwrap();
        post(&server, Role::Finance, &format!("{at}/void"), "e", json!({ "reason": "x" })).await.expect_problem(409, "invoice-lowered");
        pay(&server, id, 97_500, "after-all").await.expect(201);
        assert_eq!(read(&server, &at).await.at("/written_off_cents"), 0);
        assert_eq!((owed(&server).await, read(&server, &member).await.at("/standing")), (0, json!("active")));
    }

    async fn a_declined_write_off_changes_nothing_and_more_than_is_owed_is_not_proposed(server: TestServer) {
        let (at, _) = billed(&server).await;
        let over = json!({ "amount_cents": 97_501, "reason": "x" });
        post(&server, Role::Finance, &format!("{at}/write-offs"), "a", over).await.expect_problem(409, "more-than-outstanding");
        let part = json!({ "amount_cents": 500, "reason": "Bank fees." });
        let made = post(&server, Role::Admin, &format!("{at}/write-offs"), "b", part).await.expect(201);
        let path = format!("/v1/billing/write-offs/{}", made.text_at("/id"));
        post(&server, Role::Finance, &format!("{path}/decline"), "c", Value::Null).await.expect(200);
        assert_eq!((read(&server, &path).await.at("/state"), read(&server, &at).await.at("/outstanding_cents")), (json!("declined"), json!(97_500)));
        assert_eq!(read(&server, "/v1/billing/write-offs?state=proposed").await.at("/data"), json!([]));
    }

    async fn a_credit_is_issued_by_one_up_to_the_limit_and_by_two_above_it(server: TestServer) {
        let (at, member) = billed(&server).await;
        let note = |cents: i64| json!({ "amount_cents": cents, "reason": "goodwill", "remark": "A gift.", "line": 1 });
        let made = post(&server, Role::Finance, &format!("{at}/credit-notes"), "a", note(10_000)).await.expect(201);
        assert_eq!((made.at("/state"), made.at("/provisional")), (json!("issued"), json!(true)));
        assert_eq!(read(&server, &at).await.at("/outstanding_cents"), 87_500);
        post(&server, Role::Finance, &format!("{at}/credit-notes"), "b", note(97_501)).await.expect_problem(409, "more-than-charged");
        let unknown = json!({ "amount_cents": 1, "reason": "goodwill", "remark": "x", "line": 9 });
        post(&server, Role::Finance, &format!("{at}/credit-notes"), "c", unknown).await.expect_problem(409, "unknown-line");
        let above = post(&server, Role::Finance, &format!("{at}/credit-notes"), "d", note(10_001)).await.expect(201);
        assert_eq!((above.at("/state"), read(&server, &at).await.at("/outstanding_cents")), (json!("proposed"), json!(87_500)));
        let path = format!("/v1/billing/credit-notes/{}", above.text_at("/id"));
        post(&server, Role::Finance, &format!("{path}/approval"), "e", Value::Null).await.expect_problem(409, "second-person-needed");
        post(&server, Role::Admin, &format!("{path}/approval"), "f", Value::Null).await.expect(200);
        assert_eq!((owed(&server).await, read(&server, &at).await.at("/outstanding_cents")), (77_499, json!(77_499)));
        let id = at.rsplit('/').next().unwrap();
        pay(&server, id, 77_399, "most").await.expect(201);
        assert_eq!(read(&server, &member).await.at("/standing"), "pending");
        post(&server, Role::Finance, &format!("{at}/credit-notes"), "g", note(100)).await.expect(201);
        let paid = read(&server, &member).await;
        assert_eq!((paid.at("/standing"), paid.at("/good_until_on")), (json!("active"), json!("2026-03-01")));
        post(&server, Role::Finance, &format!("{at}/credit-notes"), "h", note(5_000)).await.expect(201);
        let refunds = read(&server, &format!("/v1/billing/refunds?invoice_id={id}")).await;
        assert_eq!((refunds.at("/data/0/amount_cents"), refunds.at("/data/0/reason")), (json!(5_000), json!("goodwill")));
    }
}
