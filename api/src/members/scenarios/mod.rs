//! Scenarios at the edges of the membership rules.

mod admission;
mod applications;
mod categories;
mod standing;
mod transition;

use guildhall_domain::members::admission::Criterion;
use serde_json::{Value, json};

use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function in one of these files and its name here.
pub fn all() -> Vec<Scenario> {
    vec![
        standing::term_ends(),
        standing::grace_ends(),
        standing::paid_in_full(),
        applications::renewal_window_opens(),
        applications::rejoin_through_staff(),
        applications::reinstatement_year(),
        applications::application_expires(),
        applications::one_open_application(),
        transition::conditions(),
        transition::last_block(),
        categories::retired_age(),
        categories::leap_day(),
        categories::not_applied_for(),
        categories::chapter_code(),
        categories::special_district(),
        categories::change_at_once(),
        admission::full_in_review(),
        admission::chapter_code(),
        transition::ends_with_a_job(),
        standing::somebody_elses_record(),
    ]
}

fn apply(says: &'static str, who: &'static str, body: Value) -> Step {
    Step::post(says, "createApplication", "/v1/members/applications").by(who).body(body)
}

/// Staff accept the last application of Ines.
fn accept(says: &'static str, told: Value) -> Step {
    Step::post(says, "acceptApplication", "/v1/members/applications/{ines.application}/acceptance")
        .by("staff")
        .body(told)
}

/// The six criteria of a Full member's job, each met.
fn criteria() -> Value {
    Criterion::ALL.iter().map(|criterion| json!({ "criterion": criterion.as_str(), "met": true })).collect()
}

fn record(says: &'static str, who: &'static str) -> Step {
    Step::get(says, "getMember", &format!("/v1/members/{{{who}.member}}")).by(who)
}

/// A full-time position, as an application says it.
fn position(employer_kind: &str) -> Value {
    json!({
        "employer_name": "City of Marlow (demo)", "employer_kind": employer_kind, "position_title": "City Manager",
        "extent": "full_time", "annual_salary_cents": 15_000_000, "starts_on": "2010-03-01"
    })
}
