//! Scenarios at the edges of the program's rules: prices and plans, which need nobody, and seats.

use serde_json::{Value, json};

use crate::cyber_program::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function in this file and its name here.
pub fn all() -> Vec<Scenario> {
    vec![
        price_by_standing(),
        published_price(),
        breakout_sizes(),
        waitlist_offer(),
        cohort_canceled(),
        certificate_needs_attendance(),
    ]
}

const TODAY: &str = "2025-03-01T12:00:00Z";

fn price(says: &'static str, standings: &[&str]) -> Step {
    let one = |standing: &&str| json!({ "membership_standing": standing });
    let participants: Vec<Value> = standings.iter().map(one).collect();
    Step::post(says, "createProgramPriceQuote", "/v1/cyber-program/price-quotes")
        .body(json!({ "participants": participants }))
}

fn price_by_standing() -> Scenario {
    Scenario::new("cyber-price-by-standing", "Who counts as a member when a seat is priced")
        .expects("members in grace, for life, students and honorary pay $1,995.00; lapsed and free accounts $2,495.00")
        .rule(RULES, "cyber_program.member_test", "assumption")
        .at(TODAY)
        .step(
            price("A member in good standing: published", &["active"])
                .with("/total_cents", 199_500)
                .with("/lines/0/provisional", false),
        )
        .step(
            price("Grace, Life, student, honorary: ours", &["grace", "life", "student", "honorary"])
                .with("/total_cents", 798_000)
                .with("/lines/0/price_row", "member")
                .with("/lines/0/provisional", true)
                .with("/lines/3/price_row", "member"),
        )
        .step(
            price("A lapsed member", &["lapsed"])
                .with("/total_cents", 249_500)
                .with("/lines/0/price_row", "non_member")
                .with("/lines/0/provisional", true),
        )
        .step(price("A free account", &["none"]).with("/total_cents", 249_500).with("/lines/0/provisional", false))
}

fn published_price() -> Scenario {
    Scenario::new("cyber-published-price", "The published price, and not 20 % off")
        .expects("a member pays $1,995.00 and saves $500.00; a fifth off would be $1,996.00")
        .rule(RULES, "cyber_program.saving", "page")
        .at(TODAY)
        .step(
            price("A member and somebody who is none", &["active", "none"])
                .with("/total_cents", 449_000)
                .with("/lines/0/amount_cents", 199_500)
                .with("/lines/0/list_price_cents", 249_500)
                .with("/lines/0/saving_cents", 50_000)
                .with("/lines/1/saving_cents", 0)
                .with("/price_list/version", "published")
                .with("/price_list/effective_on", Value::Null),
        )
}

fn breakout_sizes() -> Scenario {
    let plan = |says, count: i64| {
        let body = json!({ "participant_count": count });
        Step::post(says, "createBreakoutPlan", "/v1/cyber-program/breakout-plans").body(body)
    };
    Scenario::new("cyber-breakout-sizes", "Groups of ten to twelve, where they are possible")
        .expects("24 are two groups of 12; 25 and 49 get the nearest sizes with a warning, and no refusal")
        .rule(RULES, "cyber_program.breakouts.planner", "assumption")
        .at(TODAY)
        .step(
            plan("24 participants", 24)
                .with("/group_sizes", json!([12, 12]))
                .with("/within_typical_range", true)
                .with("/warning", Value::Null),
        )
        .step(
            plan("25 participants", 25)
                .with("/group_sizes", json!([13, 12]))
                .with("/within_typical_range", false)
                .with(
                    "/warning",
                    "25 participants cannot be split into groups of 10 to 12; these sizes are the nearest",
                ),
        )
        .step(
            plan("49 participants", 49)
                .with("/group_sizes", json!([10, 10, 10, 10, 9]))
                .with("/within_typical_range", false),
        )
        .step(plan("More than one plan may be asked for", 10_001).refused(409, "too-many-to-group"))
}

fn waitlist_offer() -> Scenario {
    let read = |says, who: &str| {
        Step::get(says, "getEnrollment", &format!("/v1/cyber-program/enrollments/{{{who}.enrollment}}")).by("staff")
    };
    let accept = |says, who: &'static str| {
        let address = format!("/v1/cyber-program/enrollments/{{{who}.enrollment}}/offer-acceptance");
        Step::post(says, "createOfferAcceptance", &address).by(who)
    };
    Scenario::new("waitlist-offer", "A seat from the waitlist is offered, and binds nobody who does not accept it")
        .expects("the offer is open for 72 hours and then goes to the next; an invoice comes with the acceptance")
        .rule(RULES, "cyber_program.enrollment.offer", "assumption")
        .at(TODAY)
        .arrange(|stage| {
            Box::pin(async move {
                let cohort = stage.cohort("2025-05-05", 1).await?;
                for (handle, name) in
                    [("ines", ("Ines", "Falk")), ("omar", ("Omar", "Reyes")), ("lena", ("Lena", "Brandt"))]
                {
                    stage.person(handle, name.0, name.1).await?;
                    stage.enroll(handle, cohort).await?;
                }
                Ok(())
            })
        })
        .step(
            read("Omar waits behind Ines, who has the only seat", "omar")
                .with("/state", "waitlisted")
                .with("/waitlist_position", 1),
        )
        .step(
            Step::post(
                "Ines gives her seat up",
                "withdrawEnrollment",
                "/v1/cyber-program/enrollments/{ines.enrollment}/withdrawal",
            )
            .by("ines")
            .any_version()
            .with("/state", "withdrawn"),
        )
        .step(
            read("It is offered to Omar, who owes nothing for it", "omar")
                .with("/state", "offered")
                .with("/offer_expires_at", "2025-03-04T12:00:00Z")
                .with("/invoice_id", Value::Null),
        )
        .step(accept("Lena cannot accept: nothing is offered to her", "lena").refused(409, "enrollment-step-not-open"))
        .step(Step::clock("The 72 hours are over", "2025-03-04T12:00:00Z"))
        .step(
            accept("Omar is too late", "omar")
                .refused(409, "seat-offer-expired")
                .with("/rule/clause", "cyber_program.enrollment.offer"),
        )
        .step(Step::post("The jobs of the minute run", "createSandboxJobRun", "/v1/sandbox/job-runs"))
        .step(read("Omar has left the waitlist and owes nothing", "omar").with("/state", "withdrawn"))
        .step(read("Lena is offered the seat", "lena").with("/state", "offered"))
        .step(
            accept("Lena accepts, and owes the price from now on", "lena")
                .with("/state", "enrolled")
                .with("/payment_due_on", "2025-04-03")
                .with("/paid_cents", 0),
        )
}

fn cohort_canceled() -> Scenario {
    let enrollment = "/v1/cyber-program/enrollments/{ines.enrollment}";
    let cancel = |says| {
        Step::post(says, "createCohortCancellation", "/v1/cyber-program/cohorts/{cohort.id}/cancellation")
            .by("staff")
            .body(json!({ "reason": "Too few people enrolled." }))
    };
    Scenario::new("cohort-cancelled", "The association cancels a cohort nine days before it begins")
        .expects("nothing is kept, although withdrawing on that day would cost the whole price; it is canceled once")
        .rule(RULES, "cyber_program.cancellation.weeks", "assumption")
        .at("2025-04-26T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.on("2025-03-01")?;
                let cohort = stage.cohort("2025-05-05", 1).await?;
                stage.person("ines", "Ines", "Falk").await?;
                stage.enroll("ines", cohort).await
            })
        })
        .step(
            Step::get("Withdrawing today would cost Ines the whole price", "getEnrollment", enrollment)
                .by("ines")
                .with("/next_steps/0/withdrawal/kept_cents", 249_500),
        )
        .step(cancel("Staff cancel the cohort").with("/canceled_on", "2025-04-26"))
        .step(
            Step::get("Ines owes nothing", "getEnrollment", enrollment)
                .by("ines")
                .with("/state", "canceled")
                .with("/steps/1/withdrawal/kept_cents", 0)
                .with("/invoice_id", Value::Null),
        )
        .step(cancel("It is canceled once").refused(409, "cohort-canceled"))
}

fn certificate_needs_attendance() -> Scenario {
    let sheet = |noun: &str| format!("/v1/cyber-program/enrollments/{{ines.enrollment}}/{noun}");
    let mark = |says, body: Value| Step::post(says, "createMark", &sheet("marks")).body(body);
    let attended = json!({ "activity": "w01-live_event", "kind": "attended" });
    let own = json!({ "activity": "w01-live_event", "kind": "attended", "reason": "I joined by phone." });
    let progress = |says| Step::get(says, "getProgress", &sheet("progress")).by("ines");
    Scenario::new("certificate-needs-attendance", "Nobody completes the program on their own word alone")
        .expects("a participant's own word on a live event needs a reason, and counts once staff confirm it")
        .rule(RULES, "cyber_program.marks", "assumption")
        .at("2025-05-08T12:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.on("2025-03-01")?;
                let cohort = stage.cohort("2025-05-05", 1).await?;
                stage.person("ines", "Ines", "Falk").await?;
                stage.enroll("ines", cohort).await
            })
        })
        .step(
            mark("Ines says that she was there, without a reason", attended.clone())
                .by("ines")
                .refused(409, "mark-reason-missing")
                .with("/rule/clause", "cyber_program.marks"),
        )
        .step(
            mark("She says why nobody else said so", own)
                .by("ines")
                .with("/self_reported", true)
                .with("/counts", false),
        )
        .step(progress("It does not count yet").with("/counts/live_events_seen", 0))
        .step(mark("Staff confirm it", attended).by("staff").with("/counts", true))
        .step(progress("Now it does").with("/counts/live_events_seen", 1))
        .step(
            Step::get(
                "There is no certificate before the program is completed",
                "getProgramCertificate",
                &sheet("certificate"),
            )
            .by("ines")
            .refused(409, "program-not-completed"),
        )
        .step(Step::clock("Two weeks and a day after the live event", "2025-05-26T12:00:00Z"))
        .step(
            mark(
                "It is too late to mark the text of the first week",
                json!({ "activity": "w01-read", "kind": "done" }),
            )
            .by("ines")
            .refused(409, "mark-too-late"),
        )
}
