//! Scenarios at the edges of the rules on Life membership.

mod applications;
mod assessments;
mod work;

use serde_json::{Value, json};

use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function in one of these files and its name here.
pub fn all() -> Vec<Scenario> {
    vec![
        assessments::twenty_five_years(),
        assessments::sixty_five_and_fifteen(),
        assessments::leap_day(),
        assessments::what_counts(),
        work::standings(),
        work::on_record(),
        applications::granted(),
        applications::board(),
        applications::appealed(),
    ]
}

fn assess(says: &'static str, born_on: &str, retired_on: &str, service_spells: Value) -> Step {
    Step::post(says, "createLifeAssessment", "/v1/life-membership/assessments").body(json!({
        "born_on": born_on, "retired_on": retired_on, "category_on_retirement": "full", "service_spells": service_spells
    }))
}

/// Full-time service of a Full member that goes on.
fn since(starts_on: &str) -> Value {
    json!([{ "starts_on": starts_on, "category": "full", "employment": "full_time_local_government" }])
}

/// A step on somebody's application, by its noun.
fn take(says: &'static str, operation: &'static str, who: &str, noun: &str) -> Step {
    let path = format!("/v1/life-membership/applications/{{{who}.life_application}}/{noun}");
    Step::post(says, operation, &path).any_version()
}

fn application(says: &'static str, who: &'static str) -> Step {
    let path = format!("/v1/life-membership/applications/{{{who}.life_application}}");
    Step::get(says, "getLifeApplication", &path).by(who)
}

fn record(says: &'static str, who: &'static str) -> Step {
    Step::get(says, "getMember", &format!("/v1/members/{{{who}.member}}")).by(who)
}
