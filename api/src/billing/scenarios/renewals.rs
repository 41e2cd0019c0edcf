//! Renewals: in installments, and by themselves.

use guildhall_domain::Category;
use serde_json::json;

use super::{check, read};
use crate::members::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

pub(super) fn installments() -> Scenario {
    let record = |says| Step::get(says, "getMember", "/v1/members/{ines.member}").by("ines");
    Scenario::new("installment-missed", "A renewal in four parts, of which the second is late")
        .expects("each part carries the membership to the next; the one that is missed begins the grace")
        .rule(RULES, "members.standing.grace", "assumption")
        .at("2025-02-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await?;
                stage.on("2025-02-01")?;
                stage.apply("ines", Category::Full, |request| request).await?;
                stage.invoice("ines", 4).await
            })
        })
        .step(
            read("The invoice", "ines")
                .with("/total_cents", 97_500)
                .with("/installments/0/amount_cents", 24_375)
                .with("/installments/1/due_on", "2025-05-01"),
        )
        .step(check("The first part, a cent short", "CHK-1", "ines", 24_374, "2025-02-01").answers(201))
        .step(record("The old term's end stands").with("/good_until_on", "2025-03-01"))
        .step(check("The cent", "CHK-2", "ines", 1, "2025-02-01").answers(201))
        .step(record("Good until the second part is due").with("/good_until_on", "2025-05-01"))
        .step(Step::clock("The second part falls due", "2025-05-01T12:00:00Z"))
        .step(
            Step::get("In grace", "getMemberStanding", "/v1/members/{ines.member}/standing")
                .by("ines")
                .with("/standing", "grace")
                .with("/changes_on", "2025-06-30"),
        )
        .step(check("All the rest, late", "CHK-3", "ines", 73_125, "2025-05-01").answers(201))
        .step(record("Good until the end of the term").with("/standing", "active").with("/good_until_on", "2026-03-01"))
}

pub(super) fn by_itself() -> Scenario {
    Scenario::new("renewal-by-itself", "The job that invoices renewals when their window opens")
        .expects("run on the first day of the window it issues one invoice, run again none")
        .unnamed_rule(RULES, "assumption")
        .at("2024-12-01T12:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await }))
        .step(
            Step::get("Nothing is open", "listInvoices", "/v1/billing/invoices?status=open")
                .by("ines")
                .with("/data", json!([])),
        )
        .step(
            Step::post("The jobs of the day", "createSandboxJobRun", "/v1/sandbox/job-runs")
                .with("/jobs/4/name", "billing.renewal_invoices")
                .with("/jobs/4/outcome", "done"),
        )
        .step(
            Step::get("The renewal is invoiced", "listInvoices", "/v1/billing/invoices?status=open")
                .by("ines")
                .with("/data/0/total_cents", 97_500)
                .with("/data/0/member_id", "{ines.member}"),
        )
        .step(
            Step::post("The jobs once more", "createSandboxJobRun", "/v1/sandbox/job-runs")
                .with("/jobs/1/outcome", "already_done"),
        )
}
