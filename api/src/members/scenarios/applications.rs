//! When somebody may renew, and what happens once it is too late for that.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::{apply, record};
use crate::members::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

fn full() -> Value {
    json!({ "category": "full" })
}

pub(super) fn renewal_window_opens() -> Scenario {
    Scenario::new("renewal-window-opens", "Renewing a day too early, and on the first day")
        .expects("refused on day 91 before the end, which names the first date; taken on day 90")
        .rule(RULES, "members.application.renewal", "assumption")
        .at("2024-12-01T04:59:59Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await }))
        .step(
            apply("In the last second of 30 November", "ines", full())
                .refused(409, "renewal-too-early")
                .with("/rule/clause", "members.application.renewal")
                .with("/rule/earliest_on", "2024-12-01"),
        )
        .step(Step::clock("The clock moves on by a second", "2024-12-01T05:00:00Z"))
        .step(
            apply("The same application", "ines", full())
                .answers(201)
                .with("/kind", "renewal")
                .with("/state", "awaiting_payment")
                .with("/due_today_cents", 97_500),
        )
}

pub(super) fn rejoin_through_staff() -> Scenario {
    Scenario::new("rejoin-through-staff", "A lapsed member cannot come back alone")
        .expects("the member's own application is refused, the same one from staff is a rejoin")
        .rule(RULES, "members.application.rejoin", "faq")
        .at("2025-04-30T12:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await }))
        .step(
            apply("The member, on the first day of lapse", "ines", full())
                .refused(409, "rejoin-needs-staff")
                .with("/rule/facts/0/value", "2025-04-30"),
        )
        .step(
            apply("Staff for the member", "staff", json!({ "category": "full", "account_id": "{ines.account}" }))
                .answers(201)
                .with("/kind", "rejoin")
                .with("/account_id", "{ines.account}")
                .with("/member_id", "{ines.member}")
                .with("/due_today_cents", 97_500),
        )
}

pub(super) fn reinstatement_year() -> Scenario {
    let check = |says, key, invoice: &str| {
        Step::post(says, "createPayment", "/v1/billing/payments").by("finance").key(key).answers(201).body(json!({
            "invoice_id": invoice, "method": "check", "amount_cents": 97_500,
            "received_on": "2026-03-01", "external_reference": key
        }))
    };
    Scenario::new("reinstatement-year", "Rejoining within twelve months keeps the join date")
        .expects("twelve months to the day after payment ended the date is kept, a day later it is a new one")
        .unnamed_rule(RULES, "assumption")
        .at("2026-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await?;
                stage.member_since("omar", ("Omar", "Reyes"), "2024-02-28").await?;
                stage.on("2026-03-01")?;
                for who in ["ines", "omar"] {
                    stage.rejoin(who, Category::Full).await?;
                    stage.invoice(who, 1).await?;
                }
                Ok(())
            })
        })
        .step(check("Payment of whose membership ended on 2025-03-01", "CHK-1", "{ines.invoice}"))
        .step(
            record("The join date is kept; the run of terms is new", "ines")
                .with("/joined_on", "2024-03-01")
                .with("/term_starts_on", "2026-03-01"),
        )
        .step(check("Payment of whose membership ended a day before that", "CHK-2", "{omar.invoice}"))
        .step(record("The join date is new", "omar").with("/joined_on", "2026-03-01"))
}

pub(super) fn application_expires() -> Scenario {
    Scenario::new("application-expires", "A renewal that was not invoiced before the membership lapsed")
        .expects("it is no longer invoiced; withdrawn, it makes way for a rejoin through staff")
        .rule(RULES, "members.application.kind", "assumption")
        .at("2025-04-30T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await?;
                stage.on("2025-04-29")?;
                stage.apply("ines", Category::Full, |request| request).await.map(|_| ())
            })
        })
        .step(
            Step::post("The member asks for the invoice", "createInvoice", "/v1/billing/invoices")
                .by("ines")
                .key("late-invoice")
                .body(json!({ "application_id": "{ines.application}", "expected_total_cents": 97_500 }))
                .refused(409, "application-expired"),
        )
        .step(
            Step::post(
                "The member takes the application back",
                "withdrawApplication",
                "/v1/members/applications/{ines.application}/withdrawal",
            )
            .by("ines")
            .with("/state", "withdrawn"),
        )
        .step(
            apply("Staff submit another", "staff", json!({ "category": "full", "account_id": "{ines.account}" }))
                .answers(201)
                .with("/kind", "rejoin"),
        )
}

pub(super) fn one_open_application() -> Scenario {
    Scenario::new("one-open-application", "One application at a time")
        .expects("a second one is refused until the first is withdrawn, and a withdrawn one stays so")
        .rule(RULES, "members.application.one_at_a_time", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                stage.apply("ines", Category::Other, |request| request).await.map(|_| ())
            })
        })
        .step(
            apply("A second application", "ines", json!({ "category": "academic_professor" }))
                .refused(409, "application-already-open"),
        )
        .step(withdraw("The first is withdrawn").with("/state", "withdrawn").with("/due_today_cents", Value::Null))
        .step(withdraw("And withdrawn again").refused(409, "application-not-open"))
        .step(
            apply("The second application once more", "ines", json!({ "category": "academic_professor" }))
                .answers(201)
                .with("/kind", "join"),
        )
}

fn withdraw(says: &'static str) -> Step {
    let path = "/v1/members/applications/{ines.application}/withdrawal";
    Step::post(says, "withdrawApplication", path).by("ines")
}
