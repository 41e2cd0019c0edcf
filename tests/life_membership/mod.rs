//! What the slice `life_membership` promises. Each sentence of the association's page on
//! eligibility, work and benefits is a test in `page.rs`.

mod applications;
mod assessments;
mod employment;
mod entitlements;
mod page;
mod page_process;
mod past;
mod print_magazine;
mod recognition;
pub mod retirees;
mod service_awards;
mod standings;
mod steps;

use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

/// Asks whether a retirement makes a Life member; anybody may.
pub async fn assess(server: &TestServer, facts: &Value) -> Answer {
    server.post("/v1/life-membership/assessments").json(facts).send().await
}

/// Full-time local-government service of a Full member; without an end it continues.
pub fn served(starts_on: &str, ends_on: Option<&str>) -> Value {
    json!({ "starts_on": starts_on, "ends_on": ends_on, "category": "full", "employment": "full_time_local_government" })
}

/// A Full member who retires.
pub fn retires(born_on: &str, retired_on: &str, service_spells: &[Value]) -> Value {
    json!({ "born_on": born_on, "retired_on": retired_on, "category_on_retirement": "full", "service_spells": service_spells })
}

/// `body` with the member at `pointer` replaced.
pub fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    body.pointer_mut(parent).expect("a place")[name] = value;
    body
}

/// Outcome and path.
pub fn decided(answer: &Answer) -> (Value, Value) {
    (answer.at("/outcome"), answer.at("/path"))
}

/// One clause of an answer.
pub fn clause(answer: &Answer, code: &str) -> Value {
    let clauses = answer.at("/clauses");
    let found = clauses.as_array().into_iter().flatten().find(|one| one["code"] == code);
    found.unwrap_or_else(|| panic!("no clause {code}: {answer:?}")).clone()
}
