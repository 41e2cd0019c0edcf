//! What an invoice comes to, and which number it gets.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::{bill, check, read};
use crate::billing::RULES;
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Scenario, Stage, Step};

pub(super) async fn applicant(
    stage: &mut Stage<'_>,
    handle: &'static str,
    name: (&'static str, &'static str),
) -> Result<(), crate::http::problem::Problem> {
    stage.person(handle, name.0, name.1).await?;
    stage.apply_employed(handle, Category::Full, position(15_000_000)).await
}

pub(super) fn stale_quote() -> Scenario {
    Scenario::new("stale-quote", "A price agreed before the rates changed")
        .expects("the invoice at yesterday's $1,200.00 is refused with both figures, never charged at another price")
        .rule(RULES, "billing.invoice.price", "assumption")
        .at("2022-10-01T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.on("2022-09-30")?;
                applicant(stage, "ines", ("Ines", "Falk")).await
            })
        })
        .step(
            bill("At the total of the day before", "ines", "bill-1", 120_000)
                .refused(409, "price-differs")
                .with("/rule/clause", "billing.invoice.price")
                .with("/rule/facts/0/value", "120000")
                .with("/rule/facts/1/value", "97500"),
        )
        .step(
            Step::get("Nothing was issued", "listInvoices", "/v1/billing/invoices").by("ines").with("/data", json!([])),
        )
        .step(
            Step::get("What it comes to today", "getApplication", "/v1/members/applications/{ines.application}")
                .by("ines")
                .with("/due_today_cents", 97_500),
        )
        .step(
            bill("At the total of today, under the same key: a refusal does not use it up", "ines", "bill-1", 97_500)
                .answers(201)
                .with("/total_cents", 97_500)
                .with("/rate_table_version", "2022-10")
                .with("/priced_on", "2022-10-01"),
        )
}

pub(super) fn nothing_to_pay() -> Scenario {
    Scenario::new("nothing-to-pay", "An invoice of nothing")
        .expects("it is paid when issued, and the membership begins")
        .unnamed_rule(RULES, "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                stage.apply_with_code("ines", Category::ChapterStudent, "SPRINGFIELD-U").await
            })
        })
        .step(
            bill("A chapter student's invoice", "ines", "bill-1", 0)
                .answers(201)
                .with("/status", "paid")
                .with("/total_cents", 0)
                .with("/number", "2025-000001"),
        )
        .step(
            Step::get("The membership has begun", "getMember", "/v1/members/{ines.member}")
                .by("ines")
                .with("/standing", "active")
                .with("/good_until_on", "2026-03-01"),
        )
}

pub(super) fn void_and_anew() -> Scenario {
    let void = |says, key| {
        Step::post(says, "voidInvoice", "/v1/billing/invoices/{ines.invoice}/void")
            .by("finance")
            .key(key)
            .body(json!({ "reason": "Billed to the wrong employer." }))
    };
    Scenario::new("void-and-anew", "An invoice is taken back and issued again")
        .expects("one invoice at a time; the void one keeps its number, takes no payment, and cannot be voided again")
        .rule(RULES, "billing.invoice.status", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                stage.invoice("ines", 1).await
            })
        })
        .step(bill("A second invoice for one application", "ines", "bill-2", 97_500).refused(409, "already-invoiced"))
        .step(
            void("Finance void it", "void-1")
                .with("/status", "void")
                .with("/number", "2025-000001")
                .with("/outstanding_cents", 0),
        )
        .step(void("And again", "void-2").refused(409, "invoice-void").with("/rule/clause", "billing.invoice.status"))
        .step(check("A check for it", "CHK-1", "ines", 97_500, "2025-03-01").refused(409, "invoice-void"))
        .step(
            bill("The second invoice now", "ines", "bill-3", 97_500)
                .answers(201)
                .with("/number", "2025-000002")
                .with("/voided_at", Value::Null),
        )
        .step(read("The first stays on record", "ines").with("/status", "void").with("/number", "2025-000001"))
}

pub(super) fn fiscal_year_turns() -> Scenario {
    Scenario::new("fiscal-year-turns", "Invoice numbers begin anew on 1 July")
        .expects("the last second of 30 June belongs to 2025, the next one to 2026-000001")
        .unnamed_rule(RULES, "assumption")
        .at("2025-07-01T03:59:59Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                applicant(stage, "omar", ("Omar", "Reyes")).await
            })
        })
        .step(
            bill("An invoice in the last second of the fiscal year", "ines", "bill-1", 97_500)
                .answers(201)
                .with("/number", "2025-000001")
                .with("/priced_on", "2025-06-30"),
        )
        .step(Step::clock("The clock moves on by a second", "2025-07-01T04:00:00Z"))
        .step(
            bill("An invoice in the first second of the next", "omar", "bill-2", 97_500)
                .answers(201)
                .with("/number", "2026-000001")
                .with("/priced_on", "2025-07-01"),
        )
}
