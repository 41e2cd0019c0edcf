//! Which payments are taken, and that none is taken twice.

use serde_json::json;

use super::invoices::applicant;
use super::{check, read};
use crate::billing::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

pub(super) fn amounts() -> Scenario {
    Scenario::new("payment-amounts", "Too much, too early, exactly right, and once more")
        .expects("a cent too many and money of tomorrow are refused; what is paid in full takes nothing more")
        .rule(RULES, "billing.payment.amount", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                stage.invoice("ines", 1).await
            })
        })
        .step(
            check("A cent more than is outstanding", "CHK-1", "ines", 97_501, "2025-03-01")
                .refused(409, "more-than-outstanding")
                .with("/rule/clause", "billing.payment.amount")
                .with("/rule/facts/1/value", "97500"),
        )
        .step(
            check("Received tomorrow", "CHK-1", "ines", 97_500, "2025-03-02")
                .refused(409, "received-in-the-future")
                .with("/rule/earliest_on", "2025-03-02"),
        )
        .step(check("Nothing", "CHK-1", "ines", 0, "2025-03-01").refused(422, "invalid-body"))
        .step(check("Exactly what is outstanding", "CHK-1", "ines", 97_500, "2025-03-01").answers(201))
        .step(read("It is paid", "ines").with("/status", "paid").with("/outstanding_cents", 0))
        .step(check("A cent on top", "CHK-2", "ines", 1, "2025-03-01").refused(409, "invoice-paid"))
}

pub(super) fn reference_twice() -> Scenario {
    let payment = |says, key, method: &str, who: &str, reference: &str| {
        Step::post(says, "createPayment", "/v1/billing/payments").by("finance").key(key).body(json!({
            "invoice_id": format!("{{{who}.invoice}}"), "method": method, "amount_cents": 100,
            "received_on": "2025-03-01", "external_reference": reference
        }))
    };
    Scenario::new("reference-twice", "Two people have a check with the same number")
        .expects("one reference is taken once for each method and payer; space and invisible characters do not make it another")
        .rule(RULES, "billing.payment.reference", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                applicant(stage, "omar", ("Omar", "Reyes")).await?;
                stage.invoice("ines", 1).await?;
                stage.invoice("omar", 1).await
            })
        })
        .step(payment("Check 4711 of the one", "first", "check", "ines", "4711").answers(201))
        .step(payment("Check 4711 of the other", "second", "check", "omar", "4711").answers(201))
        .step(
            payment("Check 4711 of the one again", "third", "check", "ines", " 47\u{200B}11 ")
                .refused(409, "duplicate-reference")
                .with("/rule/clause", "billing.payment.reference"),
        )
        .step(payment("Transfer 4711 of the one", "fourth", "ach", "ines", "4711").answers(201))
}

pub(super) fn sent_twice() -> Scenario {
    Scenario::new("payment-sent-twice", "The answer was lost, so the client asks again")
        .expects("under the same key the payment is recorded once and answered twice; another body is refused")
        .rule(RULES, "billing.payment.reference", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                stage.invoice("ines", 1).await
            })
        })
        .step(check("A part of it", "CHK-1", "ines", 50_000, "2025-03-01").answers(201).with("/amount_cents", 50_000))
        .step(
            check("The same again", "CHK-1", "ines", 50_000, "2025-03-01")
                .answers(201)
                .replayed()
                .with("/amount_cents", 50_000),
        )
        .step(
            check("Another amount under the same key", "CHK-1", "ines", 47_500, "2025-03-01")
                .refused(422, "idempotency-key-reused"),
        )
        .step(
            check("The same check under another key", "other-key", "ines", 47_500, "2025-03-01")
                .body(json!({
                    "invoice_id": "{ines.invoice}", "method": "check", "amount_cents": 47_500,
                    "received_on": "2025-03-01", "external_reference": "CHK-1"
                }))
                .refused(409, "duplicate-reference")
                .with("/rule/clause", "billing.payment.reference"),
        )
        .step(read("It was recorded once", "ines").with("/paid_cents", 50_000).with("/status", "partially_paid"))
}
