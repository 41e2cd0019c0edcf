//! Scenarios at the edges of the billing rules.

mod flows_back;
mod invoices;
mod own_matter;
mod payments;
mod renewals;

use serde_json::json;

use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function in one of these files and its name here.
pub fn all() -> Vec<Scenario> {
    vec![
        flows_back::check_for_two(),
        flows_back::check_returned(),
        flows_back::posted_to_the_wrong_invoice(),
        flows_back::overdue_second_part(),
        invoices::stale_quote(),
        invoices::nothing_to_pay(),
        invoices::void_and_anew(),
        invoices::fiscal_year_turns(),
        own_matter::decided_by_somebody_else(),
        payments::amounts(),
        payments::reference_twice(),
        payments::sent_twice(),
        renewals::installments(),
        renewals::by_itself(),
    ]
}

/// Somebody's application is to be invoiced at a total.
fn bill(says: &'static str, who: &'static str, key: &'static str, expected_total_cents: i64) -> Step {
    Step::post(says, "createInvoice", "/v1/billing/invoices").by(who).key(key).body(json!({
        "application_id": format!("{{{who}.application}}"), "expected_total_cents": expected_total_cents
    }))
}

/// A check that finance received on a day for somebody's invoice; its number is the key.
fn check(says: &'static str, key: &'static str, who: &str, cents: i64, received_on: &str) -> Step {
    Step::post(says, "createPayment", "/v1/billing/payments").by("finance").key(key).body(json!({
        "invoice_id": format!("{{{who}.invoice}}"), "method": "check", "amount_cents": cents,
        "received_on": received_on, "external_reference": key
    }))
}

fn read(says: &'static str, who: &'static str) -> Step {
    Step::get(says, "getInvoice", &format!("/v1/billing/invoices/{{{who}.invoice}}")).by(who)
}
