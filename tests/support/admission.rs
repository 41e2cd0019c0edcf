//! Staff's acceptance of applications, as it happens between applying and paying.

use serde_json::{Value, json};

use super::{Answer, Role, TestServer};

/// The six criteria of a Full member's job, all met.
pub fn criteria() -> Value {
    let all = [
        "appointment",
        "policy_formulation",
        "budget",
        "appointing_authority",
        "organizational_relationships",
        "qualifications",
    ];
    Value::from(all.map(|criterion| json!({ "criterion": criterion, "met": true })).to_vec())
}

/// Staff accept the application at `path`.
pub async fn accept(server: &TestServer, path: &str) -> Answer {
    let told = json!({ "criteria": criteria(), "separation_document": "Letter of the council, 2025-12-15" });
    server.post(&format!("{path}/acceptance")).as_(Role::Staff).json(&told).send().await
}

/// Staff accept what an answer made, when it is in review.
pub async fn accept_if_in_review(server: &TestServer, made: &Answer) {
    if made.status() == 201 && made.at("/state") == "in_review" {
        accept(server, made.header("location")).await.expect(200);
    }
}
