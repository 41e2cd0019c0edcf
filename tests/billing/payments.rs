//! Payments: recorded once, never more than is owed, opening what they pay for.

use futures_util::future::join_all;
use serde_json::json;

use super::{invoice, pay};
use crate::members::{apply, joining};
use crate::support::{Role, TestServer, both_engines};

/// The open invoice of a new applicant, over 975.00.
async fn open_invoice(server: &TestServer) -> String {
    let person = server.new_account().await;
    let made = apply(server, &person, &joining(15_000_000)).await.expect(201);
    invoice(server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id")
}

both_engines! {
    async fn payments_add_up_and_never_exceed_what_is_outstanding(server: TestServer) {
        let id = open_invoice(&server).await;
        let made = pay(&server, &id, 50_000, "CHK-1").await.expect(201);
        let read = server.get(made.header("location")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (made.json(), made.tag()));
        let partly = server.get(&format!("/v1/billing/invoices/{id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((partly.at("/status"), partly.at("/outstanding_cents")), (json!("partially_paid"), json!(47_500)));
        let over = pay(&server, &id, 47_501, "CHK-2").await.expect_problem(409, "more-than-outstanding");
        assert!(over.text_at("/detail").contains("$475.00"));
        pay(&server, &id, 47_500, "CHK-2").await.expect(201);
        pay(&server, &id, 1, "CHK-3").await.expect_problem(409, "invoice-paid");
        let list = server.get(&format!("/v1/billing/payments?invoice_id={id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!(list.at("/data").as_array().map(Vec::len), Some(2));
    }

    async fn the_same_money_is_not_recorded_twice(server: TestServer) {
        let (one, two) = (open_invoice(&server).await, open_invoice(&server).await);
        let payment = |invoice: &str, method: &str| json!({ "invoice_id": invoice, "method": method, "amount_cents": 100, "received_on": "2025-03-01", "external_reference": "REF-1" });
        let record = async |body, key: &str| server.post("/v1/billing/payments").as_(Role::Finance).key(key).json(&body).send().await;
        record(payment(&one, "wire"), "a").await.expect(201);
        record(payment(&one, "wire"), "b").await.expect_problem(409, "duplicate-reference");
        record(payment(&one, "ach"), "c").await.expect(201);
        record(payment(&two, "wire"), "d").await.expect(201);
    }

    async fn only_finance_records_what_has_arrived_on_an_invoice_that_takes_it(server: TestServer) {
        let id = open_invoice(&server).await;
        let payment = json!({ "invoice_id": id, "method": "lockbox", "amount_cents": 97_500, "received_on": "2025-03-01", "external_reference": "L-1" });
        for role in [Role::Account, Role::Member, Role::Staff, Role::Board] {
            server.post("/v1/billing/payments").as_(role).key("k").json(&payment).send().await.expect_problem(403, "forbidden");
        }
        let record = async |member: &str, value, key: &str| {
            let mut body = payment.clone();
            body[member] = value;
            server.post("/v1/billing/payments").as_(Role::Finance).key(key).json(&body).send().await
        };
        record("received_on", json!("2025-03-02"), "1").await.expect_problem(409, "received-in-the-future");
        record("invoice_id", json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11"), "2").await.expect_problem(409, "unknown-invoice");
        record("method", json!("cash"), "3").await.expect_problem(422, "invalid-body");
        record("amount_cents", json!(0), "4").await.expect_problem(422, "invalid-body");
        record("external_reference", json!("L-1"), "5").await.expect(201);
    }

    async fn a_payment_and_a_withdrawal_at_once_leave_either_a_member_or_a_void_invoice(server: TestServer) {
        for _ in 0..5 {
            let person = server.new_account().await;
            let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
            let id = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201).text_at("/id");
            let withdrawal = format!("{}/withdrawal", made.header("location"));
            let withdraw = server.post(&withdrawal).as_(&person).send();
            let (paid, withdrawn) = tokio::join!(pay(&server, &id, 97_500, "CHK"), withdraw);
            let state = server.get(made.header("location")).as_(&person).send().await.expect(200).at("/state");
            let invoice = server.get(&format!("/v1/billing/invoices/{id}")).as_(&person).send().await.expect(200).at("/status");
            match (paid.status(), withdrawn.status()) {
                (201, 409) => assert_eq!((state, invoice), (json!("accepted"), json!("paid"))),
                (409, 200) => assert_eq!((state, invoice), (json!("withdrawn"), json!("void"))),
                other => panic!("both or neither: {other:?}"),
            }
        }
    }

    async fn two_hundred_clients_racing_to_pay_one_invoice_leave_one_payment(server: TestServer) {
        let id = open_invoice(&server).await;
        server.token(server.person(Role::Finance).account_id).await;
        let racers = (0..200).map(|n| {
            let (server, id) = (server.clone(), id.clone());
            async move { pay(&server, &id, 97_500, &format!("CHK-{n}")).await.status() }
        });
        let statuses = join_all(racers).await;
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409 | 503)), "{statuses:?}");
        let list = server.get(&format!("/v1/billing/payments?invoice_id={id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!(list.at("/data").as_array().map(Vec::len), Some(1));
        let paid = server.get(&format!("/v1/billing/invoices/{id}")).as_(Role::Finance).send().await.expect(200);
        assert_eq!((paid.at("/status"), paid.at("/paid_cents")), (json!("paid"), json!(97_500)));
    }
}
