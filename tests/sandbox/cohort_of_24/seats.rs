//! From the quote to 24 seats: planned, registered for, bought, paid, one given up and taken by the first in line.

use serde_json::{Value, json};

use super::people::{BOUGHT, LAPSED, MEMBERS, PROMOTED, UNPAID, WAITING, WITHDRAWN};
use super::{AT, Play, STARTS_ON, counts, day};

const MEMBER: i64 = 199_500;
const RETAIL: i64 = 249_500;

/// What 24 seats cost: five members, a lapsed one, eighteen free accounts.
pub(super) async fn quote(play: &mut Play) -> i64 {
    let standing = |who| match who {
        who if MEMBERS.contains(&who) => "active",
        LAPSED => "lapsed",
        _ => "none",
    };
    let participants: Vec<Value> = (0..24).map(|who| json!({ "membership_standing": standing(who) })).collect();
    let body = Some(json!({ "participants": participants }));
    let quote = play.line(None, "POST", &format!("{AT}/price-quotes"), body, 200).await.json();
    let rows =
        |row: &str| quote["lines"].as_array().expect("lines").iter().filter(|line| line["price_row"] == row).count();
    assert_eq!((rows("member"), rows("non_member")), (5, 19));
    assert_eq!(quote["total_cents"], 5 * MEMBER + 19 * RETAIL);
    let plan = Some(json!({ "participant_count": 24 }));
    let plan = play.line(None, "POST", &format!("{AT}/breakout-plans"), plan, 200).await.json();
    assert_eq!(plan["group_sizes"], json!([12, 12]));
    quote["total_cents"].as_i64().expect("cents")
}

/// Staff plan the cohort and name its mentor.
pub(super) async fn plan(play: &mut Play) {
    let body = json!({
        "name": "Spring 2025", "starts_on": STARTS_ON, "capacity": 24,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    });
    let cohort = play.make("staff", &format!("{AT}/cohorts"), body).await;
    assert_eq!((&cohort["ends_on"], &cohort["writing_closes_on"]), (&json!("2025-07-28"), &json!("2025-08-11")));
    play.cohort = format!("{AT}/cohorts/{}", cohort["id"].as_str().expect("an id"));
    let faculty = play.get("faculty", "/v1/accounts/me").await["id"].clone();
    let mentors = play.at("mentors");
    let mentored = play.act("staff", &mentors, json!({ "account_id": faculty })).await;
    assert_eq!(mentored["mentors"].as_array().map(Vec::len), Some(1));
}

/// Twenty register themselves, a county buys four seats, and two wait. The seats cost what was quoted.
pub(super) async fn fill(play: &mut Play, quoted: i64) {
    for who in 0..BOUGHT.start {
        assert_eq!(enroll(play, who).await["state"], "enrolled");
    }
    buy(play).await;
    for (who, position) in [(PROMOTED, 1), (WAITING, 2)] {
        let waits = enroll(play, who).await;
        assert_eq!((&waits["state"], &waits["waitlist_position"]), (&json!("waitlisted"), &json!(position)));
        assert_eq!(waits["invoice_id"], Value::Null, "a place on the waitlist costs nothing");
    }
    assert_eq!(play.states().await, counts([("enrolled", 24), ("waitlisted", 2)]));
    let mut total = 0;
    for who in 0..24 {
        let seat = play.get("staff", &play.people[who].enrollment.clone()).await;
        total += seat["price"]["amount_cents"].as_i64().expect("cents");
    }
    assert_eq!(total, quoted);
}

fn facts(who: usize) -> Value {
    let disciplines = ["finance", "information_technology", "management", "operations"];
    let states = ["IL", "VA", "OR"];
    json!({
        "discipline": disciplines[who % 4], "population": 4_000 * (who % 7 + 1) * (who % 7 + 1),
        "community_state": states[who % 3]
    })
}

async fn enroll(play: &mut Play, who: usize) -> Value {
    let mut body = facts(who);
    body["settlement"] = json!("invoice");
    body["expected_total_cents"] = json!(if MEMBERS.contains(&who) { MEMBER } else { RETAIL });
    let (name, at) = (play.name(who), play.at("enrollments"));
    let made = play.make(&name, &at, body).await;
    play.people[who].enrollment = format!("{AT}/enrollments/{}", made["id"].as_str().expect("an id"));
    made
}

/// A county buys seats by purchase order.
async fn buy(play: &mut Play) {
    let county = json!({ "name": "County of Hamilton", "kind": "city_or_county", "state": "IL" });
    let county = play.make("staff", "/v1/organizations", county).await;
    let mut participants = Vec::new();
    for who in BOUGHT {
        let mut participant = facts(who);
        participant["account_id"] = json!(play.people[who].account_id);
        participants.push(participant);
    }
    let body = json!({
        "organization_id": county["id"], "purchase_order_number": "PO-24", "participants": participants,
        "expected_total_cents": 4 * RETAIL
    });
    let at = play.at("seat-purchases");
    let bought = play.act("staff", &at, body).await;
    for (who, one) in BOUGHT.zip(bought["enrollments"].as_array().expect("registrations")) {
        assert_eq!((&one["state"], &one["settlement"]), (&json!("enrolled"), &json!("purchase_order")));
        play.people[who].enrollment = format!("{AT}/enrollments/{}", one["id"].as_str().expect("an id"));
    }
}

/// Finance records what was paid: everything but the seats of three.
pub(super) async fn pay(play: &mut Play) {
    play.clock("2025-03-15T15:00:00Z".parse().expect("an instant")).await;
    for who in (0..24).filter(|who| !UNPAID.contains(who)) {
        pay_seat(play, who).await;
    }
}

/// The seat's invoice is paid in full.
pub(super) async fn pay_seat(play: &mut Play, who: usize) {
    let at = play.people[who].enrollment.clone();
    let seat = play.get("finance", &at).await;
    let invoice = format!("/v1/billing/invoices/{}", seat["invoice_id"].as_str().expect("an invoice"));
    let invoice = play.get("finance", &invoice).await;
    // One invoice bills the seats that were bought together.
    if invoice["status"] == "open" {
        receive(play, &invoice).await;
    }
    let paid = play.get("finance", &at).await;
    assert_eq!(
        (&paid["paid_cents"], &paid["payment_due_on"]),
        (&seat["price"]["amount_cents"], &seat["payment_due_on"])
    );
}

/// All of an invoice comes in.
pub(super) async fn receive(play: &mut Play, invoice: &Value) {
    let payment = json!({
        "invoice_id": invoice["id"], "method": "wire", "amount_cents": invoice["total_cents"],
        "received_on": play.today(), "external_reference": format!("WIRE-{}", invoice["number"].as_str().expect("a number"))
    });
    play.make("finance", "/v1/billing/payments", payment).await;
}

/// Thirty days before the first, a paid seat is given up: all of it goes back, and the first in line has the seat.
pub(super) async fn withdraw(play: &mut Play) {
    play.clock(day(-30)).await;
    let (name, at) = (play.name(WITHDRAWN), play.sheet(WITHDRAWN, "withdrawal"));
    let left = play.line(Some(&name), "POST", &at, None, 200).await.json();
    assert_eq!(left["state"], "withdrawn");
    let terms = &left["steps"][1]["withdrawal"];
    assert_eq!((&terms["percent"], &terms["refund_cents"]), (&json!(100), &json!(RETAIL)));
    let due = play.get("finance", "/v1/billing/refunds?state=due&limit=100").await;
    let refunds = due["data"].as_array().expect("refunds");
    assert_eq!((refunds.len(), &refunds[0]["amount_cents"]), (1, &json!(RETAIL)));
    let at = format!("/v1/billing/refunds/{}/payment", refunds[0]["id"].as_str().expect("an id"));
    let payout = json!({ "method": "ach", "paid_on": play.today(), "external_reference": "ACH-1" });
    assert_eq!(play.act("finance", &at, payout).await["state"], "paid");
    let offered = play.get("staff", &play.people[PROMOTED].enrollment.clone()).await;
    assert_eq!((&offered["state"], &offered["invoice_id"]), (&json!("offered"), &Value::Null));
    let (name, at) = (play.name(PROMOTED), play.sheet(PROMOTED, "offer-acceptance"));
    let seated = play.line(Some(&name), "POST", &at, None, 200).await.json();
    assert_eq!((&seated["state"], &seated["price"]["amount_cents"]), (&json!("enrolled"), &json!(RETAIL)));
    let waits = play.get("staff", &play.people[WAITING].enrollment.clone()).await;
    assert_eq!((&waits["state"], &waits["waitlist_position"]), (&json!("waitlisted"), &json!(1)));
    assert_eq!(play.states().await, counts([("enrolled", 24), ("waitlisted", 1), ("withdrawn", 1)]));
    pay_seat(play, PROMOTED).await;
}
