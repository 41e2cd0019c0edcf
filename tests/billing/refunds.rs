//! Refunds: due when a seat that was paid is given up, paid once by finance.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::seats::{MEMBER_PRICE, refund_due};
use crate::support::{Answer, Role, TestServer, both_engines};

async fn pay_out(server: &TestServer, refund: &str, key: &str, paid_on: &str, reference: &str) -> Answer {
    let payout = json!({ "method": "ach", "paid_on": paid_on, "external_reference": reference });
    server.post(&format!("/v1/billing/refunds/{refund}/payment")).as_(Role::Finance).key(key).json(&payout).send().await
}

async fn sum(server: &TestServer, account: &str) -> i64 {
    let list =
        server.get("/v1/billing/ledger-entries?limit=100").as_(Role::Finance).send().await.expect(200).at("/data");
    let postings =
        list.as_array().into_iter().flatten().flat_map(|entry| entry["postings"].as_array().unwrap().clone());
    postings
        .filter(|posting| posting["account"] == account)
        .map(|posting| posting["amount_cents"].as_i64().unwrap())
        .sum()
}

both_engines! {
    async fn a_refund_says_how_much_why_and_by_which_terms(server: TestServer) {
        let person = server.new_account().await;
        let id = refund_due(&server, &person).await;
        let read = server.get(&format!("/v1/billing/refunds/{id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((read.at("/state"), read.at("/amount_cents")), (json!("due"), json!(MEMBER_PRICE / 2)));
        assert_eq!((read.at("/reason"), read.at("/provisional")), (json!("withdrawal"), json!(true)));
        assert_eq!(read.at("/explanation/0/clause"), "cyber_program.refund.terms");
        assert_eq!((read.at("/due_since"), read.at("/method"), read.at("/paid_by")), (json!("2025-03-01"), Value::Null, Value::Null));
        let invoice = read.text_at("/invoice_id");
        let invoice = server.get(&format!("/v1/billing/invoices/{invoice}")).as_(&person).send().await.expect(200);
        assert_eq!((invoice.at("/refunded_cents"), invoice.at("/outstanding_cents")), (json!(MEMBER_PRICE / 2), json!(0)));
        server.get(&format!("/v1/billing/refunds/{id}")).as_(&person).send().await.expect_problem(403, "forbidden");
    }

    async fn a_refund_is_paid_once_and_leaves_the_books_balanced(server: TestServer) {
        let person = server.new_account().await;
        let id = refund_due(&server, &person).await;
        assert_eq!((sum(&server, "refunds_payable").await, sum(&server, "cash").await), (-MEMBER_PRICE / 2, MEMBER_PRICE));
        server.set_clock("2025-03-10T12:00:00Z");
        pay_out(&server, &id, "early", "2025-02-28", "ACH-1").await.expect_problem(409, "refund-not-due");
        pay_out(&server, &id, "late", "2025-03-11", "ACH-1").await.expect_problem(409, "refund-paid-in-the-future");
        let paid = pay_out(&server, &id, "paid", "2025-03-10", "ACH-1").await.expect(200);
        assert_eq!((paid.at("/state"), paid.at("/external_reference")), (json!("paid"), json!("ACH-1")));
        assert_eq!(paid.at("/paid_by"), json!(server.person(Role::Finance).account_id));
        let read = server.get(&format!("/v1/billing/refunds/{id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (paid.json(), paid.tag()));
        pay_out(&server, &id, "again", "2025-03-10", "ACH-2").await.expect_problem(409, "refund-paid");
        assert_eq!((sum(&server, "refunds_payable").await, sum(&server, "cash").await), (0, MEMBER_PRICE / 2));
        assert_eq!((sum(&server, "accounts_receivable").await, sum(&server, "program_revenue").await), (0, -MEMBER_PRICE / 2));
        let entries = server.get("/v1/billing/ledger-entries?limit=1").as_(Role::Finance).send().await.expect(200);
        assert_eq!((entries.at("/data/0/kind"), entries.at("/data/0/refund_id")), (json!("refund_paid"), json!(id)));
    }

    async fn the_same_payout_is_not_recorded_twice(server: TestServer) {
        let person = server.new_account().await;
        let (first, second) = (refund_due(&server, &person).await, refund_due(&server, &person).await);
        pay_out(&server, &first, "a", "2025-03-01", "ACH-1").await.expect(200);
        pay_out(&server, &second, "b", "2025-03-01", "ACH-1").await.expect_problem(409, "duplicate-refund-reference");
        pay_out(&server, &second, "c", "2025-03-01", "ACH-2").await.expect(200);
    }

    async fn refunds_are_listed_for_finance_by_state_and_invoice(server: TestServer) {
        let person = server.new_account().await;
        let (first, second) = (refund_due(&server, &person).await, refund_due(&server, &person).await);
        pay_out(&server, &first, "a", "2025-03-01", "ACH-1").await.expect(200);
        let ids = async |query: &str| {
            let list = server.get(&format!("/v1/billing/refunds{query}")).as_(Role::Finance).send().await.expect(200);
            let data = list.at("/data");
            data.as_array().unwrap().iter().map(|refund| refund["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ids("").await.len(), 2);
        assert_eq!((ids("?state=due").await, ids("?state=paid").await), (vec![second.clone()], vec![first]));
        let read = server.get(&format!("/v1/billing/refunds/{second}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!(ids(&format!("?invoice_id={}", read.text_at("/invoice_id"))).await, [second]);
        server.get("/v1/billing/refunds").as_(Role::Staff).send().await.expect_problem(403, "forbidden");
    }

    async fn of_fifty_clients_that_pay_one_refund_one_does(server: TestServer) {
        let person = server.new_account().await;
        let id = refund_due(&server, &person).await;
        server.token(server.person(Role::Finance).account_id).await;
        let racer = |n: usize| {
            let (server, id) = (server.clone(), id.clone());
            async move { pay_out(&server, &id, &format!("racer-{n}"), "2025-03-01", &format!("ACH-{n}")).await.status() }
        };
        let statuses = join_all((0..50).map(racer)).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 503)), "{statuses:?}");
        assert_eq!(sum(&server, "cash").await, MEMBER_PRICE - MEMBER_PRICE / 2);
    }
}
