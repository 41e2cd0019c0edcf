//! Who may hold which category.

use guildhall_domain::Category;
use guildhall_domain::members::EmployerKind;
use serde_json::{Value, json};

use super::{accept, apply, position, record};
use crate::members::RULES;
use crate::members::actions::apply::Request;
use crate::members::demo::stage::position_at;
use crate::sandbox::scenarios::{Scenario, Stage, Step};

/// Two people with nothing but an account.
macro_rules! two_newcomers {
    () => {
        |stage: &mut Stage<'_>| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                stage.person("omar", "Omar", "Reyes").await
            })
        }
    };
}

pub(super) fn retired_age() -> Scenario {
    Scenario::new("retired-age", "Retired membership begins at 55, and not a day before")
        .expects("55 today is taken, 55 tomorrow is refused and told the date; a full-time position refuses both")
        .rule(RULES, "members.category.retired", "ret")
        .at("2025-03-01T17:00:00Z")
        .arrange(two_newcomers!())
        .step(
            apply("Without a birth date", "ines", json!({ "category": "retired" })).refused(409, "birth-date-missing"),
        )
        .step(
            apply(
                "Somebody of 55 who still works full time",
                "ines",
                json!({ "category": "retired", "born_on": "1970-03-01", "employment": position("private_company") }),
            )
            .refused(409, "still-in-full-time-employment"),
        )
        .step(
            apply(
                "Whose fifty-fifth birthday is today",
                "ines",
                json!({ "category": "retired", "born_on": "1970-03-01" }),
            )
            .answers(201)
            .with("/kind", "join")
            .with("/due_today_cents", 20_000),
        )
        .step(
            apply("Whose birthday is tomorrow", "omar", json!({ "category": "retired", "born_on": "1970-03-02" }))
                .refused(409, "too-young-for-retired")
                .with("/rule/earliest_on", "2025-03-02")
                .with("/rule/clause", "members.category.retired"),
        )
}

pub(super) fn leap_day() -> Scenario {
    Scenario::new("born-on-a-leap-day", "Somebody born on 29 February turns 55 on 1 March")
        .expects("refused on 28 February 2027, which names 1 March; 28 February's child is taken")
        .rule(RULES, "members.category.retired", "ret")
        .at("2027-02-28T17:00:00Z")
        .arrange(two_newcomers!())
        .step(
            apply("Born on 29 February 1972", "ines", json!({ "category": "retired", "born_on": "1972-02-29" }))
                .refused(409, "too-young-for-retired")
                .with("/rule/earliest_on", "2027-03-01"),
        )
        .step(
            apply("Born on the day before", "omar", json!({ "category": "retired", "born_on": "1972-02-28" }))
                .answers(201),
        )
}

pub(super) fn not_applied_for() -> Scenario {
    Scenario::new("not-applied-for", "Life is granted and honorary conferred")
        .expects("nobody applies for either, staff included")
        .rule(RULES, "members.application.open_categories", "seed")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-06-01").await }))
        .step(
            apply("A member applies for life membership", "ines", json!({ "category": "life" }))
                .refused(409, "category-not-open-to-applications")
                .with("/rule/clause", "members.application.open_categories"),
        )
        .step(
            apply("A member applies for honorary membership", "ines", json!({ "category": "honorary" }))
                .refused(409, "category-not-open-to-applications"),
        )
        .step(
            apply("Staff for the member", "staff", json!({ "category": "life", "account_id": "{ines.account}" }))
                .refused(409, "category-not-open-to-applications"),
        )
}

pub(super) fn chapter_code() -> Scenario {
    Scenario::new("chapter-code", "A student joins free through a chapter, with its code")
        .expects("refused without the code, free with it; a member cannot change over to it")
        .rule(RULES, "members.category.chapter_student", "chap")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("omar", "Omar", "Reyes").await?;
                stage.member_since("ines", ("Ines", "Falk"), "2024-06-01").await?;
                stage.chapter("SPRINGFIELD-U", 40).await
            })
        })
        .step(
            apply("Without the code", "omar", json!({ "category": "chapter_student" }))
                .refused(409, "chapter-code-missing"),
        )
        .step(
            apply("With it", "omar", json!({ "category": "chapter_student", "chapter_code": "SPRINGFIELD-U" }))
                .answers(201)
                .with("/due_today_cents", 0),
        )
        .step(
            apply("A member", "ines", json!({ "category": "chapter_student", "chapter_code": "SPRINGFIELD-U" }))
                .refused(409, "already-member"),
        )
}

pub(super) fn special_district() -> Scenario {
    Scenario::new("special-district", "A special district is not a local government")
        .expects("its manager cannot join as Full but as Other; a council of governments' can")
        .rule(RULES, "members.category.employment", "faq")
        .at("2025-03-01T17:00:00Z")
        .arrange(two_newcomers!())
        .step(
            apply(
                "The manager of a special district, as Full",
                "ines",
                json!({ "category": "full", "employment": position("special_district") }),
            )
            .refused(409, "local-government-position-missing")
            .with("/rule/clause", "members.category.employment"),
        )
        .step(
            apply(
                "The same, outside local government",
                "ines",
                json!({ "category": "other", "employment": position("special_district") }),
            )
            .answers(201)
            .with("/due_today_cents", 20_000),
        )
        .step(
            apply(
                "The manager of a council of governments, as Full",
                "omar",
                json!({ "category": "full", "employment": position("council_of_governments") }),
            )
            .answers(201)
            .with("/due_today_cents", 97_500),
        )
}

pub(super) fn change_at_once() -> Scenario {
    Scenario::new("category-change", "A change of category holds once staff accept it, and costs nothing yet")
        .expects("in review until accepted, then carried out without an invoice, the paid term untouched; not in service needs to have been Full")
        .rule(RULES, "members.admission.acceptance", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.on("2024-06-01")?;
                stage.person("ines", "Ines", "Falk").await?;
                let employment = Some(position_at(EmployerKind::CityOrCounty, None));
                stage.apply("ines", Category::AffiliateStaff, |request| Request { employment, ..request }).await?;
                stage.settle("ines").await?;
                stage.apply("ines", Category::AffiliateDepartmentHead, |request| request).await.map(|_| ())
            })
        })
        .step(
            Step::get("From staff to department head", "getApplication", "/v1/members/applications/{ines.application}")
                .by("ines")
                .with("/kind", "category_change")
                .with("/state", "in_review")
                .with("/review/0/clause", "members.admission.acceptance"),
        )
        .step(record("Until then nothing changes", "ines").with("/category", "affiliate_staff"))
        .step(accept("Staff accept it", json!({})).with("/state", "accepted").with("/due_today_cents", Value::Null))
        .step(
            record("The record shows it", "ines")
                .with("/category", "affiliate_department_head")
                .with("/good_until_on", "2025-06-01"),
        )
        .step(
            apply("To not in service, never having been Full", "ines", json!({ "category": "full_not_in_service" }))
                .refused(409, "never-full"),
        )
}
