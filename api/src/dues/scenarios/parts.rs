//! Prices in parts, prices of our own, and the one thing to add.

use serde_json::json;

use super::{TODAY, quote};
use crate::dues::RULES;
use crate::sandbox::scenarios::Scenario;

pub(super) fn installments() -> Scenario {
    let renewing = |says, category: &str, count: i64| {
        quote(
            says,
            json!({ "category": category, "annual_salary_cents": 15_000_154, "renewal": true, "installments": count }),
        )
    };
    Scenario::new("installments-offered", "Who may pay in parts, and how the odd cents fall")
        .expects("$975.01 in four parts is $243.76 and three times $243.75; five parts, joiners, students and outsiders are refused")
        .rule(RULES, "dues.installments", "faq")
        .at(TODAY)
        .step(
            renewing("Four parts of $975.01", "full", 4)
                .with("/total_cents", 97_501)
                .with("/installments/0/amount_cents", 24_376)
                .with("/installments/0/due_on", "2025-03-01")
                .with("/installments/1/amount_cents", 24_375)
                .with("/installments/3/amount_cents", 24_375)
                .with("/installments/3/due_on", "2025-12-01"),
        )
        .step(renewing("Five parts", "full", 5).refused(409, "installments-not-offered"))
        .step(
            renewing("Two parts for somebody outside local government", "other", 2)
                .refused(409, "installments-outside-local-government"),
        )
        .step(renewing("Two parts for a student", "academic_student", 2).refused(409, "installments-for-student"))
        .step(
            quote(
                "Two parts for somebody who joins",
                json!({ "category": "full", "annual_salary_cents": 15_000_000, "installments": 2 }),
            )
            .refused(409, "installments-for-new-member")
            .with("/rule/clause", "dues.installments"),
        )
}

pub(super) fn capped_installments() -> Scenario {
    Scenario::new("capped-installments", "Installments of a price that the cap set")
        .expects("the cap acts on the year, not on the part: three parts of $400.00")
        .rule(RULES, "dues.installments", "faq")
        .at("2025-01-31T17:00:00Z")
        .step(
            quote(
                "Three parts at $250,000 a year, from the last day of January",
                json!({ "category": "full", "annual_salary_cents": 25_000_000, "renewal": true, "installments": 3 }),
            )
            .with("/capped", true)
            .with("/total_cents", 120_000)
            .with("/installments/0/amount_cents", 40_000)
            .with("/installments/1/due_on", "2025-05-31")
            .with("/installments/2/amount_cents", 40_000)
            .with("/installments/2/due_on", "2025-09-30"),
        )
}

pub(super) fn placeholders() -> Scenario {
    Scenario::new("provisional-prices", "Figures that are ours say so; published ones do not")
        .expects("department heads' $200.00 is marked provisional, students' $25.00 is not; Full needs a salary")
        .rule(RULES, "dues.flat.affiliate_department_head", "assumption")
        .at(TODAY)
        .step(
            quote("A department head", json!({ "category": "affiliate_department_head" }))
                .with("/total_cents", 20_000)
                .with("/lines/0/provisional", true),
        )
        .step(
            quote("A student", json!({ "category": "academic_student" }))
                .with("/total_cents", 2_500)
                .with("/lines/0/provisional", false),
        )
        .step(quote("A Full member without a salary", json!({ "category": "full" })).refused(409, "salary-missing"))
}

pub(super) fn print_magazine() -> Scenario {
    let wanted = |category: &str| json!({ "category": category, "print_magazine": true });
    Scenario::new("print-magazine", "The one thing that a Life member may pay for")
        .expects("$25.00 on top of waived dues for Life members; nobody else is offered it")
        .rule(RULES, "dues.print_magazine", "seed")
        .at(TODAY)
        .step(
            quote("A Life member who wants it", wanted("life"))
                .with("/total_cents", 2_500)
                .with("/lines/0/amount_cents", 0)
                .with("/lines/1/code", "print_magazine"),
        )
        .step(quote("A Life member who does not", json!({ "category": "life" })).with("/total_cents", 0))
        .step(quote("A retired member", wanted("retired")).refused(409, "print-magazine-not-offered"))
}
