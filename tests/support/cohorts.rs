//! A cohort in which the people of a fixture have a seat.

use serde_json::json;

use super::fixture::Owner;
use super::{Role, TestServer};

/// Plans a cohort and registers everybody at the price of their own standing.
pub async fn seat(server: &TestServer, owners: [&mut Owner; 2]) {
    let body = json!({
        "name": "Spring of the fixture", "starts_on": "2025-05-05", "capacity": 12,
        "live_event": { "weekday": "wednesday", "at": "13:00", "minutes": 60 }
    });
    let cohorts = "/v1/cyber-program/cohorts";
    let cohort = server.post(cohorts).as_(Role::Staff).json(&body).send().await.expect(201);
    for (owner, price) in owners.into_iter().zip([249_500, 199_500]) {
        let seat = json!({ "settlement": "invoice", "discipline": "finance", "expected_total_cents": price });
        let enrollments = format!("{}/enrollments", cohort.header("location"));
        let made = server.post(&enrollments).as_(&owner.person).key("seat").json(&seat).send().await.expect(201);
        owner.ids.push(("cohort_id", cohort.text_at("/id")));
        owner.ids.push(("enrollment_id", made.text_at("/id")));
    }
}
