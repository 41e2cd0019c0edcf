//! What work makes of Life membership.

use serde_json::{Value, json};

use super::{application, record};
use crate::life_membership::RULES;
use crate::members::actions::employment::SpellParticulars;
use crate::members::demo::stage::{position, position_at};
use crate::sandbox::scenarios::{Scenario, Step};
use guildhall_domain::members::EmployerKind;

pub(super) fn standings() -> Scenario {
    let works = |says, employment: &str| {
        let body = json!({ "employment": employment, "annual_salary_cents": 15_000_000, "priced_on": "2025-03-01" });
        Step::post(says, "createLifeStanding", "/v1/life-membership/standings").body(body)
    };
    Scenario::new("life-at-work", "What a Life member pays while working")
        .expects("by salary back in full-time service, $200.00 full time elsewhere, nothing part time or interim")
        .rule(RULES, "life.standing.full_time_local_government", "seed")
        .at("2025-03-01T12:00:00Z")
        .step(
            works("Full time for a local government", "full_time_local_government")
                .with("/life_status", "suspended_full_time_local_government")
                .with("/charged_as", "full")
                .with("/annual_dues_cents", 97_500)
                .with("/provisional", false),
        )
        .step(
            works("Full time in the private sector", "full_time_private_sector")
                .with("/life_status", "suspended_other_employment")
                .with("/charged_as", "full_not_in_service")
                .with("/annual_dues_cents", 20_000)
                .with("/provisional", false),
        )
        .step(
            works("Full time for a special district, where the rule is ours", "special_district")
                .with("/annual_dues_cents", 20_000)
                .with("/provisional", true),
        )
        .step(
            works("Part time for a local government", "part_time_local_government")
                .with("/life_status", "held")
                .with("/annual_dues_cents", 0),
        )
        .step(
            works("As an interim manager", "interim_local_government")
                .with("/life_status", "held")
                .with("/charged_as", "life")
                .with("/annual_dues_cents", 0),
        )
}

pub(super) fn on_record() -> Scenario {
    Scenario::new("life-suspended-by-work", "Life membership follows the work on record")
        .expects(
            "an interim position changes nothing, full-time service suspends, and leaving reinstates without a test",
        )
        .rule(RULES, "life.standing.full_time_local_government", "seed")
        .at("2025-02-10T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.life_member("ines", ("Ines", "Falk")).await?;
                let omar = stage.life_member("omar", ("Omar", "Reyes")).await?;
                let (starts_on, ends_on) = ("2025-02-05".parse(), "2025-03-01".parse());
                let company = SpellParticulars {
                    starts_on: starts_on.unwrap_or_default(),
                    ends_on: ends_on.ok(),
                    ..position_at(EmployerKind::PrivateCompany, None)
                };
                stage.works(&omar, company).await
            })
        })
        .step(work("An interim position", "interim").answers(201))
        .step(application("Still granted", "ines").with("/state", "granted").with("/life_status", "held"))
        .step(work("A full-time one", "full_time").answers(201))
        .step(
            application("Suspended by it", "ines")
                .with("/state", "suspended_full_time_lg")
                .with("/transitions/3/step", "suspend")
                .with("/transitions/3/actor", "system"),
        )
        .step(record("A Full member again, with the dues of one", "ines").with("/category", "full"))
        .step(
            application("Somebody who works full time for a company until 1 March", "omar")
                .with("/state", "suspended_other_employment"),
        )
        .step(record("And is charged as not in service", "omar").with("/category", "full_not_in_service"))
        .step(Step::clock("The first day after that work", "2025-03-01T17:00:00Z"))
        .step(Step::post("The jobs of the day", "createSandboxJobRun", "/v1/sandbox/job-runs"))
        .step(application("Reinstated by them", "omar").with("/state", "reinstated").with("/life_status", "held"))
        .step(record("A Life member as before", "omar").with("/category", "life").with("/good_until_on", Value::Null))
}

fn work(says: &'static str, extent: &str) -> Step {
    let held = position(15_000_000);
    Step::post(says, "createEmploymentSpell", "/v1/members/{ines.member}/employment-spells").by("ines").body(json!({
        "employer_name": held.employer_name, "employer_kind": "city_or_county", "position_title": held.position_title,
        "extent": extent, "annual_salary_cents": 15_000_000, "starts_on": "2025-02-05"
    }))
}
