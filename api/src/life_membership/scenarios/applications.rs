//! The way of an application for Life membership.

use serde_json::{Value, json};

use super::{record, take};
use crate::life_membership::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

fn reasons() -> Value {
    json!({ "reasons": ["Eleven months of service are on record."] })
}

fn vote(says: &'static str, who: &str, present: i64, for_: i64, against: i64) -> Step {
    let body = json!({ "present": present, "for": for_, "against": against });
    take(says, "recordBoardVote", who, "board-vote").by("board").body(body)
}

pub(super) fn granted() -> Scenario {
    let service = json!({
        "starts_on": "2000-02-01", "ends_on": "2025-02-01", "category": "full", "employment": "full_time_local_government"
    });
    let given = json!({ "further_service_spells": [service], "reasons": ["Letter of the City of Marlow."] });
    Scenario::new("life-granted", "From the announcement to Life membership")
        .expects(
            "verified at 25 years it can be neither declined nor referred; granted, it has no end and is granted once",
        )
        .rule(RULES, "life.paths", "article")
        .at("2025-02-10T17:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.retired("ines", ("Ines", "Falk")).await.map(|_| ()) }))
        .step(
            take("Granted before anything was verified", "grantLifeMembership", "ines", "grant")
                .by("staff")
                .refused(409, "life-step-not-open"),
        )
        .step(
            take("Staff verify 25 years to the day", "verifyLifeApplication", "ines", "verification")
                .by("staff")
                .body(given)
                .with("/state", "verified")
                .with("/verification/assessment/outcome", "eligible")
                .with("/verification/assessment/qualifying_service/years", 25),
        )
        .step(
            take("Staff would rather decline", "declineLifeApplication", "ines", "decline")
                .by("staff")
                .body(reasons())
                .refused(409, "life-is-due")
                .with("/rule/clause", "life.paths"),
        )
        .step(
            take("Staff grant it", "grantLifeMembership", "ines", "grant")
                .by("staff")
                .with("/state", "granted")
                .with("/life_status", "held"),
        )
        .step(
            record("A Life member, paid for without end", "ines")
                .with("/category", "life")
                .with("/good_until_on", Value::Null),
        )
        .step(
            Step::post("Announced once more", "createLifeApplication", "/v1/life-membership/applications")
                .by("ines")
                .body(json!({ "retired_on": "2025-02-01" }))
                .refused(409, "already-life-member"),
        )
}

pub(super) fn board() -> Scenario {
    Scenario::new("life-board-vote", "The board's path: more than half of those present")
        .expects(
            "ten of nineteen present carry, nine of eighteen do not: a tie is a refusal, and abstentions count against",
        )
        .rule(RULES, "life.board_grant.vote", "assumption")
        .at("2025-02-10T17:00:00Z")
        .arrange(|stage| {
            Box::pin(async move {
                stage.referred("ines", ("Ines", "Falk")).await?;
                stage.referred("omar", ("Omar", "Reyes")).await.map(|_| ())
            })
        })
        .step(vote("More votes than people", "ines", 3, 3, 1).refused(409, "life-vote-exceeds-present"))
        .step(
            vote("Ten of nineteen, seven abstain", "ines", 19, 10, 2)
                .with("/state", "granted_by_board")
                .with("/transitions/3/vote/for", 10)
                .with("/transitions/3/holds_from_on", "2025-02-10"),
        )
        .step(record("A Life member from the vote on", "ines").with("/category", "life"))
        .step(vote("Nine of eighteen", "omar", 18, 9, 9).with("/state", "declined"))
        .step(record("Still a Full member", "omar").with("/category", "full"))
}

pub(super) fn appealed() -> Scenario {
    let appeal = |says| take(says, "appealLifeApplication", "ines", "appeal").by("ines").body(reasons());
    Scenario::new("life-appealed", "Declined by staff, appealed, declined by the board")
        .expects("a refusal by staff is appealed to the board once; the board's vote is final")
        .rule(RULES, "life.process", "assumption")
        .at("2025-02-10T17:00:00Z")
        .arrange(|stage| Box::pin(async move { stage.verified("ines", ("Ines", "Falk"), None).await.map(|_| ()) }))
        .step(
            take("Granted without a path", "grantLifeMembership", "ines", "grant")
                .by("staff")
                .refused(409, "life-not-eligible"),
        )
        .step(
            take("Staff decline it", "declineLifeApplication", "ines", "decline")
                .by("staff")
                .body(reasons())
                .with("/state", "declined"),
        )
        .step(appeal("The member appeals").with("/state", "referred_to_board").with("/transitions/3/actor", "member"))
        .step(vote("The board declines", "ines", 10, 5, 5).with("/state", "declined"))
        .step(appeal("The member appeals again").refused(409, "life-board-has-decided"))
}
