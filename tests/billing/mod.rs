//! What the slice `billing` promises.

mod allocations;
mod decided_by_two;
mod invoices;
mod lapsed_time;
mod ledger;
mod new_subject;
mod payers;
mod payments;
mod periods;
mod refunds;
mod renewals;
mod reversals;
mod seats;

use serde_json::json;

use crate::support::{Answer, Person, Role, TestServer};

/// Asks, as `person`, for the invoice of an application at this total.
pub async fn invoice(server: &TestServer, person: &Person, application: &str, total: i64, installments: u8) -> Answer {
    let order = json!({ "application_id": application, "expected_total_cents": total, "installments": installments });
    let key = format!("invoice-{application}-{total}-{installments}");
    server.post("/v1/billing/invoices").as_(person).key(&key).json(&order).send().await
}

/// Records, as finance, a check received on 1 March 2025 or on the clock's day when that is later.
pub async fn pay(server: &TestServer, invoice: &str, amount: i64, reference: &str) -> Answer {
    let reference = format!("{invoice}/{reference}");
    let payment = json!({
        "invoice_id": invoice, "method": "check", "amount_cents": amount, "received_on": "2025-03-01",
        "external_reference": reference
    });
    server.post("/v1/billing/payments").as_(Role::Finance).key(&reference).json(&payment).send().await
}

/// Invoices an application at its price of today and pays it at once.
pub async fn pay_in_full(server: &TestServer, person: &Person, application: &Answer) {
    let id = application.text_at("/id");
    let total = application.at("/due_today_cents").as_i64().unwrap();
    let issued = invoice(server, person, &id, total, 1).await.expect(201);
    pay(server, &issued.text_at("/id"), total, "CHK").await.expect(201);
}
