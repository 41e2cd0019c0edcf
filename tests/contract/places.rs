//! A refusal by a rule points to the member of the body that is at fault. Each 409 either says where it can be, or stands
//! here with the reason why no member is.

use std::collections::BTreeSet;

use guildhall::http::problem::{self, ProblemKind, known};
use serde_json::{Value, json};

use crate::support::contract::{Contract, Operation};

/// The rule finds several faults at once and says where each is.
const SAYS_ITSELF: &str = "its rule says where each fault is";
/// What the request is about is in the wrong state, whatever the body says.
const THE_RECORD: &str = "the record of the address, or the account, does not allow it";
/// Who asks is at fault.
const WHO_ASKS: &str = "the caller is at fault";
/// No operation that takes a body refuses with it.
const NO_BODY: &str = "no operation with a body refuses so";

/// Refusals that point to no member by themselves, and why.
const PLACELESS: &[(&str, &[&str])] = &[
    (SAYS_ITSELF, &["password-refused", "name-refused", "participant-twice", "life-facts-contradict"]),
    (
        THE_RECORD,
        &[
            "second-factor-active",
            "second-factor-not-begun",
            "second-factor-missing",
            "invoice-settled-elsewhere",
            "refund-paid",
            "refund-canceled",
            "payment-reversed",
            "paid-back",
            "invoice-lowered",
            "proposal-decided",
            "write-off-proposed",
            "month-reopened",
            "honorary-not-in-force",
            "cohort-canceled",
            "cohort-entry-closed",
            "cohort-over",
            "cohort-writing-closed",
            "breakout-group-too-large",
            "enrollment-step-not-open",
            "enrollment-not-paid",
            "substitution-closed",
            "survey-already-answered",
            "too-many-unpaid-enrollments",
            "too-many-enrollments-today",
            "life-step-not-open",
            "life-is-due",
            "life-board-path-closed",
            "life-board-has-decided",
            "life-not-retired-yet",
            "life-position-still-held",
            "life-step-before-last",
            "life-application-open",
            "already-life-member",
            "life-is-suspended",
            "print-subscription-awaits-payment",
            "print-subscription-current",
            "application-already-open",
            "rejoin-needs-staff",
            "renewal-too-early",
            "installment-outstanding",
            "application-not-in-review",
            "membership-not-begun",
        ],
    ),
    (WHO_ASKS, &["own-matter", "second-person-needed", "address-changed-by-admin", "life-step-not-theirs"]),
    (
        NO_BODY,
        &[
            "seat-not-paid",
            "enrollment-step-not-theirs",
            "seat-offer-expired",
            "enrollment-is-paid",
            "enrollment-not-overdue",
            "nobody-to-group",
            "breakout-groups-in-use",
            "program-not-completed",
            "survey-still-open",
            "life-not-eligible",
            "not-a-life-member",
            "application-not-open",
            "no-figures",
            "report-span",
        ],
    ),
    (
        "an operator's command or a job refuses so, no request",
        &[
            "credit-without-time",
            "credit-too-much",
            "credit-in-the-future",
            "credit-key-taken",
            "credit-is-reversal",
            "credit-reversed-already",
            "no-participants",
            "template-empty",
            "activity-code-invalid",
            "activity-code-twice",
            "activity-week-out-of-range",
            "activity-due-day-out-of-range",
            "activity-kind-twice-in-week",
            "activity-cannot-be-required",
            "participant-named-twice",
            "no-such-breakout-group",
            "life-reason-missing",
            "service-spell-starts-before-birth",
            "service-spell-ends-before-it-starts",
            "not-paid-in-full",
            "first-installment-unpaid",
            "no-membership-to-continue",
            "no-term-for-category-change",
            "rule-refuses",
        ],
    ),
    ("two members together name the colleague, and neither or both are there", &["colleague-unclear"]),
    ("a header is at fault: the key is in use", &["idempotency-in-progress"]),
];

fn of_rules() -> impl Iterator<Item = &'static ProblemKind> {
    problem::all().filter(|kind| kind.status == 409)
}

fn has_place(kind: &ProblemKind) -> bool {
    !kind.at.is_empty() || !kind.lacks.is_empty()
}

/// Pointers to the members that a body of `operation` can have.
fn members(contract: &Contract, operation: &Operation) -> BTreeSet<String> {
    let content = operation.value["requestBody"]["content"].as_object();
    let Some(media) = content.and_then(|content| content.values().next()) else { return BTreeSet::new() };
    let mut schema = media["schema"].clone();
    schema["components"] =
        json!({ "schemas": contract.document().resolved(&json!({ "$ref": "#/components/schemas" })) });
    known(&schema)
}

fn refuses(contract: &Contract, operation: &Operation, slug: &str) -> bool {
    let refusal = contract.document().response(operation, 409);
    let examples: Option<&Value> = refusal.map(|refusal| &refusal["content"]["application/problem+json"]["examples"]);
    examples.is_some_and(|examples| examples.get(slug).is_some())
}

#[test]
fn every_refusal_by_a_rule_says_which_member_is_at_fault_or_stands_here_with_the_reason_why_none_is() {
    let placeless: Vec<&str> = PLACELESS.iter().flat_map(|(_, slugs)| slugs.iter().copied()).collect();
    let silent: Vec<&str> = of_rules().filter(|kind| !has_place(kind)).map(|kind| kind.slug).collect();
    let missing: Vec<&&str> = silent.iter().filter(|slug| !placeless.contains(*slug)).collect();
    assert!(missing.is_empty(), "say `at` or `lacks` in problems.rs, or the reason here: {missing:?}");
    let idle: Vec<&&str> = placeless.iter().filter(|slug| !silent.contains(*slug)).collect();
    assert!(idle.is_empty(), "these have a place, or are gone: {idle:?}");
}

#[test]
fn every_place_is_a_member_of_a_body_that_is_refused_so() {
    let contract = Contract::of(true);
    let operations: Vec<(&Operation, BTreeSet<String>)> =
        contract.document().operations().map(|operation| (operation, members(&contract, operation))).collect();
    let mut wrong = Vec::new();
    for kind in of_rules().filter(|kind| has_place(kind)) {
        let refused: Vec<&BTreeSet<String>> = operations
            .iter()
            .filter(|(operation, _)| refuses(&contract, operation, kind.slug))
            .map(|(_, members)| members)
            .collect();
        for place in kind.at.iter().chain(kind.lacks) {
            if !refused.iter().any(|members| members.contains(*place)) {
                wrong.push(format!("{}: no body that is refused so has {place}", kind.slug));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
