//! Who decides on a right, before anything is paid.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::{accept, apply, criteria};
use crate::members::RULES;
use crate::members::actions::apply::Request;
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Scenario, Step};

pub(super) fn full_in_review() -> Scenario {
    let bill = |says, key| {
        let body = json!({ "application_id": "{ines.application}", "expected_total_cents": 97_500 });
        Step::post(says, "createInvoice", "/v1/billing/invoices").by("ines").key(key).body(body)
    };
    Scenario::new("admission-full-in-review", "A Full member is accepted by staff before anything is paid")
        .expects("no invoice while in review; five criteria are not enough; accepted on six, it is invoiced and cannot be declined")
        .rule(RULES, "members.admission.acceptance", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                let more = |request| Request { employment: Some(position(15_000_000)), ..request };
                stage.apply("ines", Category::Full, more).await.map(|_| ())
            })
        })
        .step(bill("The applicant asks for the invoice", "too-early").refused(409, "application-in-review"))
        .step(
            Step::get("The queue of staff", "listApplications", "/v1/members/applications?state=in_review")
                .by("staff")
                .with("/data/0/id", "{ines.application}")
                .with("/data/0/review/0/clause", "members.admission.acceptance"),
        )
        .step(
            accept("On five criteria", json!({ "criteria": criteria().as_array().map(|all| all[..5].to_vec()) }))
                .refused(409, "criterion-unjudged")
                .with("/rule/facts/0/value", "qualifications"),
        )
        .step(
            accept("On six", json!({ "criteria": criteria() }))
                .with("/state", "awaiting_payment")
                .with("/due_today_cents", 97_500),
        )
        .step(bill("The applicant asks again", "in-time").answers(201).with("/total_cents", 97_500))
        .step(
            Step::post(
                "A colleague declines it meanwhile",
                "declineApplication",
                "/v1/members/applications/{ines.application}/decline",
            )
            .by("staff")
            .body(json!({ "texts": ["The position has no budget."] }))
            .refused(409, "application-not-in-review"),
        )
}

pub(super) fn chapter_code() -> Scenario {
    let join = |says, who, code: &str| apply(says, who, json!({ "category": "chapter_student", "chapter_code": code }));
    Scenario::new("admission-chapter-code", "A chapter on record vouches for its students with a code")
        .expects("a code of no chapter is refused; the right one takes one student for nothing, and no second into the last place")
        .rule(RULES, "members.category.chapter_student", "chap")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                stage.person("omar", "Omar", "Reyes").await?;
                stage.chapter("HARBOR-POINT-2025", 1).await
            })
        })
        .step(
            join("Any word", "ines", "SPRINGFIELD-U")
                .refused(409, "chapter-code-unknown")
                .with("/errors/0/pointer", "/chapter_code"),
        )
        .step(
            join("The code of the chapter", "ines", "HARBOR-POINT-2025")
                .answers(201)
                .with("/state", "awaiting_payment")
                .with("/due_today_cents", 0)
                .with("/review", Value::Array(Vec::new())),
        )
        .step(join("Somebody else, into a full chapter", "omar", "HARBOR-POINT-2025").refused(409, "chapter-full"))
}
