//! What the slice `members` promises.

mod admission;
mod applications;
mod chapters;
mod confirmation;
mod employment;
mod expiry;
mod honorary;
mod life_cycle;
mod names;
mod records;

pub use applications::joined;

use serde_json::{Value, json};

use crate::support::admission::accept_if_in_review;
use crate::support::{Answer, Person, TestServer};

/// An application to join as a Full member with this salary.
pub fn joining(salary_cents: i64) -> Value {
    json!({ "category": "full", "employment": position(salary_cents) })
}

/// A full-time position with a city, held since 2020.
pub fn position(salary_cents: i64) -> Value {
    json!({
        "employer_name": "City of Springfield", "employer_kind": "city_or_county", "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": salary_cents, "starts_on": "2020-03-01"
    })
}

/// Sends an application as `person`; staff accept it where they must.
pub async fn apply(server: &TestServer, person: &Person, application: &Value) -> Answer {
    let made = submit(server, person, application).await;
    accept_if_in_review(server, &made).await;
    made
}

/// Sends an application as `person`, and nothing more.
pub async fn submit(server: &TestServer, person: &Person, application: &Value) -> Answer {
    server.post("/v1/members/applications").as_(person).json(application).send().await
}
