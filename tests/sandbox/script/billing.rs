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
