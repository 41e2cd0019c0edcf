//! Money of one payer for several people, money that comes back, and what is overdue.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::invoices::applicant;
use super::{check, read};
use crate::billing::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

fn allocation(who: &str, cents: i64) -> Value {
    json!({ "invoice_id": format!("{{{who}.invoice}}"), "amount_cents": cents })
}

fn reversal(says: &'static str, key: &'static str, who: &str, reason: &str, on: &str) -> Step {
    Step::post(says, "createPaymentReversal", &format!("/v1/billing/payments/{{{who}.payment}}/reversal"))
        .by("finance")
        .key(key)
        .body(json!({ "reason": reason, "on": on }))
}

fn member(says: &'static str, who: &'static str) -> Step {
    Step::get(says, "getMember", &format!("/v1/members/{{{who}.member}}")).by(who)
}

pub(super) fn check_for_two() -> Scenario {
    let payment = |says, key, amount: i64, allocations: Value| {
        Step::post(says, "createPayment", "/v1/billing/payments").by("finance").key(key).body(json!({
            "payer": { "account_id": "{ines.account}" }, "allocations": allocations, "method": "check",
            "amount_cents": amount, "received_on": "2025-03-01", "external_reference": "1001"
        }))
    };
    let both = || json!([allocation("ines", 97_500), allocation("omar", 97_500)]);
    Scenario::new("check-for-two", "One check pays the dues of two people")
        .expects(
            "each invoice takes its part, what is left stays as credit of the payer, and the check is recorded once",
        )
        .rule(RULES, "billing.payment.allocations", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                applicant(stage, "omar", ("Omar", "Reyes")).await?;
                stage.invoice("ines", 1).await?;
                stage.invoice("omar", 1).await
            })
        })
        .step(
            payment("The invoices are to take more than came", "too-much", 194_999, both())
                .refused(409, "more-than-received")
                .with("/rule/clause", "billing.payment.allocations"),
        )
        .step(
            payment("Ten dollars more than both owe", "first", 196_000, both())
                .answers(201)
                .with("/invoice_id", "{ines.invoice}")
                .with("/allocations/1/invoice_id", "{omar.invoice}")
                .with("/unapplied_cents", 1_000),
        )
        .step(read("The one is paid", "ines").with("/status", "paid"))
        .step(read("So is the other", "omar").with("/status", "paid"))
        .step(member("His membership has begun", "omar").with("/standing", "active"))
        .step(
            payment("The same check once more", "second", 1_000, json!([allocation("ines", 0)]))
                .refused(409, "duplicate-reference")
                .with("/rule/clause", "billing.payment.reference"),
        )
        .step(
            Step::get("What is left is found", "listPayments", "/v1/billing/payments?unapplied=true")
                .by("finance")
                .with("/data/0/unapplied_cents", 1_000),
        )
}

pub(super) fn check_returned() -> Scenario {
    Scenario::new("check-returned", "The bank returns the check of a new member")
        .expects("the invoice is open again and the membership never began; a second reversal is refused; paid again, it begins that day")
        .rule(RULES, "billing.payment.reversal", "assumption")
        .at("2025-03-08T17:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2025-03-01").await }))
        .step(member("She is a member", "ines").with("/standing", "active"))
        .step(
            reversal("Before it was received", "early", "ines", "returned", "2025-02-28")
                .refused(409, "reversal-date")
                .with("/rule/clause", "billing.payment.reversal"),
        )
        .step(
            reversal("The check is returned", "returned", "ines", "returned", "2025-03-07")
                .with("/reversal/reason", "returned")
                .with("/reversal/on", "2025-03-07"),
        )
        .step(
            read("The invoice is open again", "ines")
                .with("/status", "open")
                .with("/outstanding_cents", 97_500)
                .with("/overdue", true)
                .with("/days_overdue", 7),
        )
        .step(member("The membership never began", "ines").with("/standing", "pending").with("/good_until_on", Value::Null))
        .step(
            Step::get("Her application awaits payment", "getApplication", "/v1/members/applications/{ines.application}")
                .by("ines")
                .with("/state", "awaiting_payment"),
        )
        .step(
            reversal("And again", "again", "ines", "returned", "2025-03-08")
                .refused(409, "payment-reversed")
                .with("/rule/clause", "billing.payment.reversal"),
        )
        .step(check("She sends another check", "CHK-2", "ines", 97_500, "2025-03-08").answers(201))
        .step(
            member("The membership begins", "ines").with("/standing", "active").with("/good_until_on", "2026-03-08"),
        )
}

pub(super) fn posted_to_the_wrong_invoice() -> Scenario {
    Scenario::new("posted-to-the-wrong-invoice", "A dollar was recorded for the wrong application")
        .expects("reversed, it is recorded for the right one under the same reference, and the wrong application is withdrawn")
        .rule(RULES, "billing.payment.reversal", "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                applicant(stage, "ines", ("Ines", "Falk")).await?;
                applicant(stage, "omar", ("Omar", "Reyes")).await?;
                stage.invoice("ines", 1).await?;
                stage.invoice("omar", 1).await?;
                stage.pay("ines", 100).await
            })
        })
        .step(
            Step::post("She cannot withdraw", "withdrawApplication", "/v1/members/applications/{ines.application}/withdrawal")
                .by("ines")
                .refused(409, "invoice-paid"),
        )
        .step(reversal("Finance take the dollar back", "wrong", "ines", "posted_wrongly", "2025-03-01"))
        .step(
            reversal("They take it back once more", "once-more", "ines", "posted_wrongly", "2025-03-01")
                .refused(409, "payment-reversed")
                .with("/rule/clause", "billing.payment.reversal"),
        )
        .step(read("Nothing is paid on her invoice", "ines").with("/status", "open").with("/paid_cents", 0))
        .step(check("It is recorded for the right one", "ARRANGED-1", "omar", 100, "2025-03-01").answers(201))
        .step(
            Step::post("She withdraws", "withdrawApplication", "/v1/members/applications/{ines.application}/withdrawal")
                .by("ines")
                .with("/state", "withdrawn"),
        )
        .step(
            Step::get("The ledger of the day balances", "getLedger", "/v1/billing/ledger?from=2025-03-01&until=2025-03-01")
                .by("finance")
                .with("/debit_cents", 292_800)
                .with("/credit_cents", 292_800),
        )
}

pub(super) fn overdue_second_part() -> Scenario {
    let listed =
        |says, query: &str| Step::get(says, "listInvoices", &format!("/v1/billing/invoices?{query}")).by("ines");
    Scenario::new("overdue-second-part", "The second of four parts of a renewal is late")
        .expects(
            "an invoice is overdue by its earliest part that is still owed, and by nothing that is paid or not yet due",
        )
        .unnamed_rule(RULES, "assumption")
        .at("2025-04-30T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await?;
                stage.on("2025-02-01")?;
                stage.apply("ines", Category::Full, |request| request).await?;
                stage.invoice("ines", 4).await?;
                stage.pay("ines", 24_375).await
            })
        })
        .step(
            read("The first part is paid, the second not due", "ines")
                .with("/overdue", false)
                .with("/next_due_on", "2025-05-01"),
        )
        .step(listed("Nothing is overdue", "overdue=true").with("/data", json!([])))
        .step(listed("Nothing is due before May", "due_before=2025-05-01").with("/data", json!([])))
        .step(Step::clock("A month passes", "2025-05-31T17:00:00Z"))
        .step(read("The second part is late", "ines").with("/overdue", true).with("/days_overdue", 30))
        .step(listed("It is found", "overdue=true").with("/data/0/id", "{ines.invoice}"))
        .step(
            Step::get("And aged", "getAging", "/v1/billing/aging")
                .by("finance")
                .with("/days_0_to_30/amount_cents", 24_375)
                .with("/not_due/amount_cents", 48_750),
        )
}
