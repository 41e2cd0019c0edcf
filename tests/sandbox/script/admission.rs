//! What staff decide on applications and memberships, and the chapters of students.

use serde_json::json;

use super::Player;

/// Staff ask, the applicant answers, staff accept.
pub(super) async fn review(player: &mut Player<'_>, application: &str) {
    let at = format!("/v1/members/applications/{application}");
    let asks = json!({ "texts": ["Who prepares the budget of the city?"] });
    player.post("staff", &format!("{at}/information-request"), asks).await;
    player.post("alex", &format!("{at}/answer"), json!({ "texts": ["I do, with the finance director."] })).await;
    let told = json!({ "criteria": crate::support::admission::criteria() });
    player.post("staff", &format!("{at}/acceptance"), told).await;
}

/// The board confers an honorary membership that two voting members propose, and revokes it.
async fn honor(player: &mut Player<'_>, nominee: &str) {
    let personas = player.ask(None, "GET", "/v1/sandbox/personas", None).await;
    let find = |email: &str| {
        let all = personas["data"].as_array().expect("personas");
        all.iter()
            .find(|one| one["email"].as_str().is_some_and(|own| own.starts_with(email)))
            .expect("a persona")
            .clone()
    };
    let account = player.get("staff", nominee).await["account_id"].clone();
    let alex = player.get("alex", "/v1/accounts/me").await["member_id"].clone();
    let body = json!({
        "account_id": account, "nominator_ids": [find("member@")["member_id"], alex],
        "citation": "Thirty years of teaching.", "decided_on": "2025-03-01",
        "vote": { "present": 19, "for": 17, "against": 1 }
    });
    player.reader.sign_in("board", "board@demo.guildhall.example", super::SHARED).await;
    let made = player.post("board", "/v1/members/honorary-conferrals", body).await;
    let revoke = format!("/v1/members/honorary-conferrals/{}/revocation", made["id"].as_str().expect("an id"));
    player.post("board", &revoke, json!({ "reason": "Recorded for another person." })).await;
}

/// A chapter and its codes; an application that is declined; a membership that is ended and one that is confirmed.
pub(super) async fn look(player: &mut Player<'_>) {
    let chapter = json!({ "name": "Springfield University", "capacity": 40, "expires_on": "2026-09-01" });
    let chapter = player.post("staff", "/v1/members/chapters", chapter).await;
    let at = format!("/v1/members/chapters/{}", chapter["id"].as_str().expect("an id"));
    player.change("staff", "PATCH", &at, Some(json!({ "capacity": 60 }))).await;
    player.ask(Some("staff"), "POST", &format!("{at}/codes"), None).await;
    let applied = player.post("admin", "/v1/members/applications", json!({ "category": "other" })).await;
    let bill = json!({ "application_id": applied["id"], "expected_total_cents": 20_000 });
    let invoice = player.post("admin", "/v1/billing/invoices", bill).await;
    let payment = json!({
        "invoice_id": invoice["id"], "method": "check", "amount_cents": 20_000, "received_on": "2025-03-01",
        "external_reference": "CHK-OTHER"
    });
    player.post("finance", "/v1/billing/payments", payment).await;
    let member = format!("/v1/members/{}", applied["member_id"].as_str().expect("a member"));
    player.ask(Some("staff"), "POST", &format!("{member}/confirmation"), None).await;
    let wrong = json!({ "texts": ["The employer is a local government."] });
    player.post("staff", &format!("{member}/ending"), wrong).await;
    let born = json!({ "category": "retired", "born_on": "1960-05-17" });
    let again = player.post("admin", "/v1/members/applications", born).await;
    let decline = format!("/v1/members/applications/{}/decline", again["id"].as_str().expect("an id"));
    player.post("staff", &decline, json!({ "texts": ["No retirement from full-time employment is shown."] })).await;
    honor(player, &member).await;
    let towns = player.get("staff", "/v1/organizations?limit=1&sort=population").await;
    let town = towns["data"][0]["id"].as_str().expect("an id").to_owned();
    player.ask(Some("staff"), "POST", &format!("/v1/organizations/{town}/figures-confirmation"), None).await;
}
