//! A cohort of three seats: planned, mentored, filled, waited for, given up, bought, and at last taken back.

use serde_json::{Value, json};

use super::super::reader::Asked;
use super::{Player, SHARED};

const COHORTS: &str = "/v1/cyber-program/cohorts";

/// Everything but what time brings; the address of a registration that nobody pays.
pub(super) async fn enroll(player: &mut Player<'_>) -> String {
    for role in ["faculty", "account", "member", "coach"] {
        player.reader.sign_in(role, &format!("{role}@demo.guildhall.example"), SHARED).await;
    }
    let cohort = plan(player).await;
    let unpaid = register(player, "account", &cohort, 249_500).await;
    let given_up = register(player, "member", &cohort, 199_500).await;
    let (town, [first, second]) = buy(player, &cohort).await;
    pay(player, &given_up, 199_500).await;
    leave(player, "member", &given_up, "withdrawal").await;
    player.ask(Some("staff"), "POST", &format!("{second}/offer-acceptance"), None).await;
    order(player, &cohort, &town, &first).await;
    substitute(player, &second).await;
    player.ask(Some("staff"), "GET", "/v1/cyber-program/enrollments?limit=100", None).await;
    unpaid
}

/// A cohort that does not come about: one leaves it before on better terms.
pub(super) async fn cancel(player: &mut Player<'_>) {
    let body = json!({
        "name": "Winter 2026", "starts_on": "2026-01-05", "capacity": 2,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    });
    let made = player.post("staff", COHORTS, body).await;
    let cohort = format!("{COHORTS}/{}", made["id"].as_str().expect("an id"));
    player.reader.sign_in("board", "board@demo.guildhall.example", SHARED).await;
    player.reader.sign_in("coach", "coach@demo.guildhall.example", SHARED).await;
    let seat = register(player, "coach", &cohort, 249_500).await;
    player.keys += 1;
    let key = Some(format!("line-{}", player.keys));
    let terms = Some(json!({ "kept_percent": 0, "reason": "Deployed." }));
    let asked = Asked { by: Some("staff".into()), key, tag: Some("*".into()), body: terms };
    player.reader.send("POST", &format!("{seat}/withdrawal-on-terms"), &asked).await;
    register(player, "board", &cohort, 249_500).await;
    player.post("staff", &format!("{cohort}/cancellation"), json!({ "reason": "Too few people enrolled." })).await;
}

/// Takes back the seat that was not paid; so much later that everybody signs in anew.
pub(super) async fn release(player: &mut Player<'_>, enrollment: &str) {
    player.reader.forget_tokens();
    player.staff().await;
    leave(player, "staff", enrollment, "release").await;
}

async fn plan(player: &mut Player<'_>) -> String {
    let body = json!({
        "name": "Autumn 2025", "starts_on": "2025-10-06", "capacity": 2,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    });
    let made = player.post("staff", COHORTS, body).await;
    let cohort = format!("{COHORTS}/{}", made["id"].as_str().expect("an id"));
    player.change("staff", "PATCH", &cohort, Some(json!({ "capacity": 3 }))).await;
    let faculty = player.get("faculty", "/v1/accounts/me").await["id"].as_str().expect("an id").to_owned();
    let mentors = format!("{cohort}/mentors");
    player.post("staff", &mentors, json!({ "account_id": faculty })).await;
    player.ask(Some("staff"), "DELETE", &format!("{mentors}/{faculty}"), None).await;
    player.post("staff", &mentors, json!({ "account_id": faculty })).await;
    player.ask(None, "GET", COHORTS, None).await;
    player.ask(None, "GET", &format!("{cohort}/week-plan"), None).await;
    cohort
}

async fn register(player: &mut Player<'_>, who: &str, cohort: &str, price: i64) -> String {
    let body = json!({ "settlement": "invoice", "discipline": "finance", "expected_total_cents": price });
    let made = player.post(who, &format!("{cohort}/enrollments"), body).await;
    format!("/v1/cyber-program/enrollments/{}", made["id"].as_str().expect("an id"))
}

/// The town and the addresses of its two enrollments: a seat, and a place on the waitlist.
async fn buy(player: &mut Player<'_>, cohort: &str) -> (Value, [String; 2]) {
    let town = json!({ "name": "City of Shelbyville", "kind": "city_or_county", "state": "IL" });
    let town = player.post("staff", "/v1/organizations", town).await;
    let representatives = format!("/v1/organizations/{}/representatives", town["id"].as_str().expect("an id"));
    let account = player.get("account", "/v1/accounts/me").await["id"].as_str().expect("an id").to_owned();
    player.post("staff", &representatives, json!({ "account_id": account })).await;
    player.ask(Some("staff"), "GET", &representatives, None).await;
    player.ask(Some("account"), "GET", "/v1/organizations/representations", None).await;
    player.ask(Some("staff"), "DELETE", &format!("{representatives}/{account}"), None).await;
    let mut participants = Vec::new();
    for who in ["faculty", "staff"] {
        let account = player.get(who, "/v1/accounts/me").await["id"].clone();
        participants.push(json!({ "account_id": account, "discipline": "operations" }));
    }
    let body = json!({
        "organization_id": town["id"], "purchase_order_number": "PO-12", "participants": participants,
        "expected_total_cents": 2 * 249_500
    });
    let bought = player.post("staff", &format!("{cohort}/seat-purchases"), body).await;
    let at = |place: usize| {
        let id = bought["enrollments"][place]["id"].as_str().expect("an id");
        format!("/v1/cyber-program/enrollments/{id}")
    };
    (town, [at(0), at(1)])
}

/// Somebody asks on a purchase order, staff confirm it, a seat becomes free and is declined.
async fn order(player: &mut Player<'_>, cohort: &str, town: &Value, seat: &str) {
    let body = json!({
        "settlement": "purchase_order", "purchase_order_number": "PO-13", "discipline": "finance",
        "expected_total_cents": 249_500
    });
    let asked = player.post("coach", &format!("{cohort}/enrollments"), body).await;
    let asked = format!("/v1/cyber-program/enrollments/{}", asked["id"].as_str().expect("an id"));
    let order = json!({ "organization_id": town["id"], "purchase_order_number": "PO-13" });
    player.post("staff", &format!("{asked}/purchase-order"), order).await;
    leave(player, "staff", seat, "withdrawal").await;
    player.ask(Some("coach"), "POST", &format!("{asked}/offer-decline"), None).await;
}

/// A colleague takes the seat that the town pays.
async fn substitute(player: &mut Player<'_>, seat: &str) {
    let colleague = player.get("coach", "/v1/accounts/me").await["id"].clone();
    player.keys += 1;
    let key = Some(format!("line-{}", player.keys));
    let by = Some("staff".to_owned());
    let read = player.reader.send("GET", seat, &Asked { by: by.clone(), ..Asked::default() }).await;
    let tag = read.header("etag").map(str::to_owned);
    let body = Some(json!({ "account_id": colleague }));
    player.reader.send("POST", &format!("{seat}/substitution"), &Asked { by, key, tag, body }).await;
}

/// So that something is to be given back.
async fn pay(player: &mut Player<'_>, enrollment: &str, cents: i64) {
    let invoice = player.get("staff", enrollment).await["invoice_id"].clone();
    let payment = json!({
        "invoice_id": invoice, "method": "wire", "amount_cents": cents, "received_on": "2025-03-01",
        "external_reference": "WIRE-77"
    });
    player.post("finance", "/v1/billing/payments", payment).await;
}

/// Takes a step on the version that was just read.
async fn leave(player: &mut Player<'_>, by: &str, enrollment: &str, noun: &str) -> Value {
    player.keys += 1;
    let key = Some(format!("line-{}", player.keys));
    let by = Some(by.to_owned());
    let read = player.reader.send("GET", enrollment, &Asked { by: by.clone(), ..Asked::default() }).await;
    let tag = read.header("etag").map(str::to_owned);
    player.reader.send("POST", &format!("{enrollment}/{noun}"), &Asked { by, key, tag, body: None }).await.json()
}
