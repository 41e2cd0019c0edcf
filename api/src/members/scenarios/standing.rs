//! Where standing turns, and who may see it.

use guildhall_domain::Category;
use serde_json::{Value, json};

use super::record;
use crate::members::RULES;
use crate::members::actions::apply::Request;
use crate::members::demo::stage::position;
use crate::sandbox::scenarios::{Scenario, Step};

fn standing(says: &'static str) -> Step {
    Step::get(says, "getMemberStanding", "/v1/members/{ines.member}/standing").by("ines")
}

pub(super) fn term_ends() -> Scenario {
    Scenario::new("term-ends", "The last second that is paid for, and the first that is not")
        .expects("active until midnight in New York, in grace from then on, with no job in between")
        .rule(RULES, "members.standing.grace", "assumption")
        .at("2025-03-01T04:59:59Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await }))
        .step(
            standing("On the last day of the term")
                .with("/judged_on", "2025-02-28")
                .with("/standing", "active")
                .with("/changes_on", "2025-03-01")
                .with("/becomes", "grace"),
        )
        .step(Step::clock("The clock moves on by a second", "2025-03-01T05:00:00Z"))
        .step(
            standing("On the first day not paid for")
                .with("/standing", "grace")
                .with("/changes_on", "2025-04-30")
                .with("/becomes", "lapsed"),
        )
        .step(
            Step::get("Benefits stay: the role is held", "getMe", "/v1/accounts/me")
                .by("ines")
                .with("/roles", json!(["account", "member"])),
        )
}

pub(super) fn grace_ends() -> Scenario {
    Scenario::new("grace-ends", "The last day of grace and the first of lapse")
        .expects("day 59 after the term is grace, day 60 is lapsed and the role `member` is gone")
        .rule(RULES, "members.standing.lapsed", "assumption")
        .at("2025-04-30T03:59:59Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-03-01").await }))
        .step(
            standing("On the fifty-ninth day after the term")
                .with("/judged_on", "2025-04-29")
                .with("/standing", "grace")
                .with("/changes_on", "2025-04-30"),
        )
        .step(Step::clock("The clock moves on by a second", "2025-04-30T04:00:00Z"))
        .step(
            standing("On the sixtieth day")
                .with("/standing", "lapsed")
                .with("/changes_on", Value::Null)
                .with("/explanation/0/clause", "members.standing.lapsed"),
        )
        .step(
            Step::get("The role is no longer held", "getMe", "/v1/accounts/me")
                .by("ines")
                .with("/roles", json!(["account"])),
        )
}

pub(super) fn paid_in_full() -> Scenario {
    let check = |says, key, cents: i64| {
        Step::post(says, "createPayment", "/v1/billing/payments").by("finance").key(key).answers(201).body(json!({
            "invoice_id": "{ines.invoice}", "method": "check", "amount_cents": cents,
            "received_on": "2025-03-01", "external_reference": key
        }))
    };
    Scenario::new("paid-in-full", "A new membership starts with the last cent")
        .expects("one cent short the member is pending, with the last cent active for a year")
        .rule(RULES, "members.standing.pending", "faq")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.person("ines", "Ines", "Falk").await?;
                let more = |request| Request { employment: Some(position(15_000_000)), ..request };
                stage.apply("ines", Category::Full, more).await?;
                stage.invoice("ines", 1).await
            })
        })
        .step(check("Finance records all but a cent of $975.00", "CHK-1", 97_499))
        .step(standing("Nothing has begun").with("/standing", "pending").with("/changes_on", Value::Null))
        .step(check("The last cent", "CHK-2", 1))
        .step(
            record("The membership has begun", "ines")
                .with("/standing", "active")
                .with("/joined_on", "2025-03-01")
                .with("/good_until_on", "2026-03-01"),
        )
}

pub(super) fn somebody_elses_record() -> Scenario {
    let read = |says, who| Step::get(says, "getMember", "/v1/members/{ines.member}").by(who);
    Scenario::new("somebody-elses-record", "A record is there for its owner and for staff")
        .expects("the owner and staff read it; to another member and to the board it does not exist")
        .unnamed_rule(RULES, "assumption")
        .at("2025-03-01T17:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.member_since("ines", ("Ines", "Falk"), "2024-06-01").await }))
        .step(read("The person", "ines").with("/id", "{ines.member}"))
        .step(read("Staff", "staff").with("/family_name", "Falk"))
        .step(read("Another member", "member").refused(404, "not-found"))
        .step(read("Somebody on the board", "board").refused(404, "not-found"))
        .step(
            Step::get("Nobody in particular", "getMember", "/v1/members/{ines.member}").refused(401, "unauthenticated"),
        )
}
