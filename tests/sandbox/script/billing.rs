//! The print magazine, ordered by somebody who has become a Life member and paid; and every refund that is due, paid out.

use serde_json::json;

use super::Player;

/// After Alex was granted Life membership.
pub(super) async fn subscribe(player: &mut Player<'_>) {
    let me = player.get("alex", "/v1/accounts/me").await;
    let record = format!("/v1/members/{}", me["member_id"].as_str().expect("a member"));
    let path = format!("{record}/print-subscriptions");
    let ordered = player.post("alex", &path, json!({ "expected_total_cents": 2_500 })).await;
    let payment = json!({
        "invoice_id": ordered["invoice_id"], "method": "check", "amount_cents": 2_500, "received_on": "2025-03-01",
        "external_reference": "CHK-PRINT-1"
    });
    player.post("finance", "/v1/billing/payments", payment).await;
    player.get("alex", &path).await;
    player.get("alex", &format!("{record}/entitlements")).await;
}

/// A check for more than is owed, its credit used, the payment taken back, and what is given up by two people.
pub(super) async fn flow_back(player: &mut Player<'_>) {
    let voided = player.get("grace", "/v1/billing/invoices?status=void&limit=1").await["data"][0].clone();
    let anew = json!({ "application_id": voided["application_id"], "expected_total_cents": voided["total_cents"] });
    let invoice = player.post("grace", "/v1/billing/invoices", anew).await["id"].clone();
    let payment = json!({
        "allocations": [{ "invoice_id": invoice, "amount_cents": 100 }], "method": "check", "amount_cents": 5_000,
        "received_on": "2025-03-01", "external_reference": "1001"
    });
    let payment = player.post("finance", "/v1/billing/payments", payment).await;
    let at = |slice: &str, id: &serde_json::Value| format!("/v1/billing/{slice}/{}", id.as_str().expect("an id"));
    let path = at("payments", &payment["id"]);
    let more = json!({ "invoice_id": invoice, "amount_cents": 2_500 });
    player.post("finance", &format!("{path}/allocations"), more).await;
    player.post("finance", &format!("{path}/refunds"), json!({ "amount_cents": 1_000 })).await;
    let returned = json!({ "reason": "returned", "on": "2025-03-01" });
    player.post("finance", &format!("{path}/reversal"), returned).await;
    let write_offs = format!("{}/write-offs", at("invoices", &invoice));
    let credit_notes = format!("{}/credit-notes", at("invoices", &invoice));
    for decision in ["decline", "approval"] {
        let fees = json!({ "amount_cents": 500, "reason": "Bank fees." });
        let proposed = player.post("finance", &write_offs, fees).await;
        let path = format!("{}/{decision}", at("write-offs", &proposed["id"]));
        player.ask(Some("admin"), "POST", &path, None).await;
        let goodwill = json!({ "amount_cents": 10_001, "reason": "goodwill", "remark": "The site was down." });
        let proposed = player.post("finance", &credit_notes, goodwill).await;
        let path = format!("{}/{decision}", at("credit-notes", &proposed["id"]));
        player.ask(Some("admin"), "POST", &path, None).await;
    }
    let closed = player.post("finance", "/v1/billing/period-closings", json!({ "month": "2024-03" })).await;
    let reopening = format!("{}/reopening", at("period-closings", &closed["id"]));
    for who in ["finance", "admin"] {
        player.post(who, &reopening, json!({ "reason": "The bank's statement was corrected." })).await;
    }
}

/// Whatever was paid for a seat that was given up goes back.
pub(super) async fn pay_refunds(player: &mut Player<'_>) {
    let due = player.get("finance", "/v1/billing/refunds?state=due&limit=100").await;
    for refund in due["data"].as_array().expect("refunds") {
        let id = refund["id"].as_str().expect("an id");
        let payout =
            json!({ "method": "ach", "paid_on": refund["due_since"], "external_reference": format!("ACH-{id}") });
        player.post("finance", &format!("/v1/billing/refunds/{id}/payment"), payout).await;
    }
}
