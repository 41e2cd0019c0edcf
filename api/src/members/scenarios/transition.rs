//! The waiver for members who lost their position.

use chrono::NaiveDate;
use guildhall_domain::Category;
use serde_json::{Value, json};

use super::{apply, record};
use crate::http::problem::Problem;
use crate::members::RULES;
use crate::members::actions::apply::Request;
use crate::members::actions::employment::SpellParticulars;
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Scenario, Stage, Step};

fn waiver(category: &str) -> Value {
    json!({ "category": category, "in_transition": true, "involuntarily_separated": true })
}

/// A Full member since a date whose position ended on 1 February 2023.
async fn separated(
    stage: &mut Stage<'_>,
    handle: &'static str,
    name: (&'static str, &'static str),
    since: &str,
) -> Result<(), Problem> {
    stage.on(since)?;
    stage.person(handle, name.0, name.1).await?;
    let employment = SpellParticulars { ends_on: NaiveDate::from_ymd_opt(2023, 2, 1), ..position(15_000_000) };
    stage.apply(handle, Category::Full, |request| Request { employment: Some(employment), ..request }).await?;
    stage.settle(handle).await
}

/// Six waived half-years, or the last five of them.
const SIX: &[&str] = &["2023-03-01", "2023-09-01", "2024-03-01", "2024-09-01", "2025-03-01", "2025-09-01"];
const FIVE: &[&str] = &["2023-09-01", "2024-03-01", "2024-09-01", "2025-03-01", "2025-09-01"];

async fn waived(stage: &mut Stage<'_>, handle: &'static str, begins: &[&str]) -> Result<(), Problem> {
    for on in begins {
        stage.on(on)?;
        let asked = |request| Request { in_transition: true, involuntarily_separated: true, ..request };
        stage.apply(handle, Category::Full, asked).await?;
        stage.settle(handle).await?;
    }
    Ok(())
}

pub(super) fn conditions() -> Scenario {
    Scenario::new("in-transition", "Who may have the dues waived between positions")
        .expects("Full members separated against their will, for nothing; not while employed, not to join, not others")
        .rule(RULES, "members.in_transition", "mit")
        .at("2023-02-15T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.on("2022-03-01")?;
                stage.person("ruth", "Ruth", "Nolan").await?;
                separated(stage, "ines", ("Ines", "Falk"), "2022-03-01").await?;
                stage.member_since("omar", ("Omar", "Reyes"), "2022-03-01").await
            })
        })
        .step(apply("Somebody who has a position", "omar", waiver("full")).refused(409, "transition-while-employed"))
        .step(apply("Somebody who joins", "ruth", waiver("full")).refused(409, "transition-needs-membership"))
        .step(
            apply("Somebody who left of their own will", "ines", json!({ "category": "full", "in_transition": true }))
                .refused(409, "not-involuntarily-separated"),
        )
        .step(
            apply("In a category that has no waiver", "ines", waiver("other"))
                .refused(409, "transition-not-open-to-category"),
        )
        .step(
            apply("Somebody who lost the position", "ines", waiver("full"))
                .answers(201)
                .with("/kind", "renewal")
                .with("/pricing/in_transition", true)
                .with("/due_today_cents", 0),
        )
}

pub(super) fn last_block() -> Scenario {
    Scenario::new("in-transition-last-block", "The sixth waived half-year, and a seventh")
        .expects("five used: the sixth is granted; six used: refused")
        .rule(RULES, "members.in_transition", "mit")
        .at("2026-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                separated(stage, "ines", ("Ines", "Falk"), "2022-09-01").await?;
                waived(stage, "ines", FIVE).await?;
                separated(stage, "omar", ("Omar", "Reyes"), "2022-03-01").await?;
                waived(stage, "omar", SIX).await
            })
        })
        .step(apply("With five half-years behind", "ines", waiver("full")).answers(201).with("/due_today_cents", 0))
        .step(
            apply("With six", "omar", waiver("full"))
                .refused(409, "transition-exhausted")
                .with("/rule/clause", "members.in_transition")
                .with("/rule/facts/0/value", "6"),
        )
}

pub(super) fn ends_with_a_job() -> Scenario {
    Scenario::new("transition-ends-with-a-job", "The next full-time position ends the waiver on its first day")
        .expects("granted until 1 September 2023; a position from 10 May entered by staff ends it on that day")
        .rule(RULES, "members.in_transition", "mit")
        .at("2023-06-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                separated(stage, "ines", ("Ines", "Falk"), "2022-03-01").await?;
                waived(stage, "ines", &["2023-02-15"]).await
            })
        })
        .step(record("While between positions", "ines").with("/good_until_on", "2023-09-01"))
        .step(
            Step::post(
                "Staff enter the position",
                "createEmploymentSpell",
                "/v1/members/{ines.member}/employment-spells",
            )
            .by("staff")
            .body(json!({
                "employer_name": "City of Marlow (demo)", "employer_kind": "city_or_county",
                "position_title": "City Manager", "extent": "full_time", "starts_on": "2023-05-10"
            }))
            .answers(201),
        )
        .step(record("The waiver has ended", "ines").with("/good_until_on", "2023-05-10").with("/standing", "grace"))
        .step(apply("Another half-year", "ines", waiver("full")).refused(409, "transition-while-employed"))
}
