//! A cohort of eight under way: groups, a move, marks, attendance, a calendar link given and revoked.

use serde_json::{Value, json};

use super::{Player, SHARED};

const AT: &str = "/v1/cyber-program";

/// Answers the address of the cohort.
pub(super) async fn take_part(player: &mut Player<'_>) -> String {
    player.reader.sign_in("faculty", "faculty@demo.guildhall.example", SHARED).await;
    let cohort = json!({
        "name": "Under way", "starts_on": "2025-02-24", "capacity": 24,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    });
    let cohort = player.post("staff", &format!("{AT}/cohorts"), cohort).await;
    let cohort = format!("{AT}/cohorts/{}", cohort["id"].as_str().expect("an id"));
    let mentor = json!({ "account_id": player.get("faculty", "/v1/accounts/me").await["id"] });
    player.post("staff", &format!("{cohort}/mentors"), mentor).await;
    let first = enroll(player, &cohort, "alex").await;
    player.ask(Some("staff"), "POST", &format!("{cohort}/breakout-assignment"), None).await;
    let late = enroll(player, &cohort, "grace").await;
    let groups = player.get("faculty", &format!("{cohort}/breakout-groups")).await;
    let group = format!("{AT}/breakout-groups/{}", groups["groups"][0]["id"].as_str().expect("an id"));
    player.post("faculty", &format!("{group}/moves"), json!({ "enrollment_id": late })).await;
    let sheet = format!("{AT}/enrollments/{}", first.as_str().expect("an id"));
    player.post("alex", &format!("{sheet}/marks"), json!({ "activity": "w01-read", "kind": "done" })).await;
    let there = json!({ "activity": "w01-live_event", "enrollment_ids": [first, late] });
    player.post("faculty", &format!("{cohort}/attendance"), there).await;
    for (who, path) in [("faculty", format!("{cohort}/dashboard")), ("alex", format!("{sheet}/progress"))] {
        player.get(who, &path).await;
    }
    player.ask(Some("alex"), "POST", &format!("{sheet}/calendar-link"), None).await;
    player.ask(Some("alex"), "DELETE", &format!("{sheet}/calendar-link"), None).await;
    cohort
}

/// Registers a member.
async fn enroll(player: &mut Player<'_>, cohort: &str, who: &str) -> Value {
    let asked = json!({ "participants": [{ "membership_standing": "active" }] });
    let quote = player.open("POST", &format!("{AT}/price-quotes"), asked).await;
    let seat = json!({
        "settlement": "invoice", "discipline": "finance", "expected_total_cents": quote["total_cents"]
    });
    player.post(who, &format!("{cohort}/enrollments"), seat).await["id"].clone()
}
