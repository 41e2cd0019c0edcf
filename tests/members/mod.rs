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

use guildhall_domain::EmploymentSpellId;
use guildhall_domain::members::{EmployerKind, EmploymentSpell, Extent};
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

/// A spell as it could be put on record before its days were judged; its id.
pub async fn stored_spell(server: &TestServer, member: &Person, starts_on: &str) -> EmploymentSpellId {
    let now = server.clock().now();
    let spell = EmploymentSpell {
        id: EmploymentSpellId::new(server.app().entropy.uuid(now)),
        member_id: member.member_id.expect("a member"),
        organization_id: None,
        employer_name: "City of Shelbyville".into(),
        employer_kind: EmployerKind::CityOrCounty,
        position_title: "Clerk".into(),
        extent: Extent::FullTime,
        annual_salary: None,
        starts_on: starts_on.parse().expect("a date"),
        ends_on: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = server.db().begin().await.expect("a transaction");
    guildhall_persistence::members::insert_spell(&tx, &spell).await.expect("a spell");
    tx.commit().await.expect("committed");
    spell.id
}
