//! Dues that follow the salary: rates, caps, small communities, rounding.

use serde_json::{Value, json};

use super::{TODAY, quote};
use crate::dues::RULES;
use crate::sandbox::scenarios::{Scenario, Step};

fn full(says: &'static str, salary_cents: i64) -> Step {
    quote(says, json!({ "category": "full", "annual_salary_cents": salary_cents }))
}

fn in_community(says: &'static str, salary_cents: i64, population: i64, budget_cents: i64) -> Step {
    let facts = json!({
        "category": "full", "annual_salary_cents": salary_cents,
        "population": population, "general_fund_budget_cents": budget_cents
    });
    quote(says, facts)
}

pub(super) fn switch_day() -> Scenario {
    Scenario::new("dues-switch-day", "The old rate table's last second and the new one's first")
        .expects("$100,000 a year costs $800.00 until midnight in New York and $650.00 from 2022-10-01 on")
        .rule(RULES, "dues.rate_table", "join")
        .at("2022-10-01T03:59:59Z")
        .step(
            full("A quote in the last second of 30 September 2022 in New York", 10_000_000)
                .with("/priced_on", "2022-09-30")
                .with("/total_cents", 80_000)
                .with("/rate_table/version", "before-2022-10"),
        )
        .step(Step::clock("The clock moves on by a second", "2022-10-01T04:00:00Z").with("/today", "2022-10-01"))
        .step(
            full("The same quote", 10_000_000)
                .with("/priced_on", "2022-10-01")
                .with("/total_cents", 65_000)
                .with("/rate_table/version", "2022-10")
                .with("/rate_table/effective_on", "2022-10-01"),
        )
}

pub(super) fn cap() -> Scenario {
    Scenario::new("dues-cap", "The standard cap, a cent of salary below and above")
        .expects("$184,615.38 a year pays $1,200.00 by rounding, one cent more by the cap")
        .rule(RULES, "dues.full.cap", "join")
        .at(TODAY)
        .step(
            full("A salary of $184,615.38: the product is $1,199.99997", 18_461_538)
                .with("/total_cents", 120_000)
                .with("/capped", false),
        )
        .step(full("One cent more", 18_461_539).with("/total_cents", 120_000).with("/capped", true))
        .step(full("A million a year", 100_000_000).with("/total_cents", 120_000).with("/capped", true))
}

pub(super) fn old_cap() -> Scenario {
    Scenario::new("old-dues-cap", "The cap of the table before October 2022")
        .expects("$175,000.00 a year comes to $1,400.00 exactly, one cent more to the cap of $1,400.00")
        .rule(RULES, "dues.full.cap", "join")
        .at("2022-09-30T16:00:00Z")
        .step(
            full("A salary of $174,999.00", 17_499_900)
                .with("/total_cents", 139_999)
                .with("/capped", false)
                .with("/rate_table/effective_on", Value::Null),
        )
        .step(full("A salary of $175,000.00 exactly", 17_500_000).with("/total_cents", 140_000).with("/capped", false))
        .step(full("One cent more", 17_500_001).with("/total_cents", 140_000).with("/capped", true))
        .step(
            in_community("A small community: that rate did not exist yet", 10_000_000, 7_500, 780_000_000)
                .with("/total_cents", 80_000),
        )
}

pub(super) fn small_community_limits() -> Scenario {
    let small = |says, population, budget| in_community(says, 10_000_000, population, budget);
    Scenario::new("small-community-limits", "Both limits of a small community, and one beyond each")
        .expects("7,500 people and $7,800,000 still pay $520.00; one person or one cent more pays $650.00")
        .rule(RULES, "dues.full.small_community", "join")
        .at(TODAY)
        .step(
            small("Exactly 7,500 people and a budget of exactly $7,800,000.00", 7_500, 780_000_000)
                .with("/total_cents", 52_000)
                .with("/explanation/2/clause", "dues.full.small_community"),
        )
        .step(small("One person more", 7_501, 780_000_000).with("/total_cents", 65_000))
        .step(small("A budget of one cent more", 7_500, 780_000_001).with("/total_cents", 65_000))
        .step(
            quote(
                "The budget is not known",
                json!({ "category": "full", "annual_salary_cents": 10_000_000, "population": 7_500 }),
            )
            .with("/total_cents", 65_000),
        )
}

pub(super) fn small_community_cap() -> Scenario {
    let small = |says, salary| in_community(says, salary, 7_500, 780_000_000);
    Scenario::new("small-community-cap", "A small community's cap is $940, not a fifth off $1,200")
        .expects("$180,769.23 a year pays $940.00 by rounding, one cent more by the cap; never $960.00")
        .rule(RULES, "dues.full.cap", "join")
        .at(TODAY)
        .step(small("A salary of $180,769.23", 18_076_923).with("/total_cents", 94_000).with("/capped", false))
        .step(small("One cent more", 18_076_924).with("/total_cents", 94_000).with("/capped", true))
        .step(
            small("A salary at which the standard cap acts", 18_461_539)
                .with("/total_cents", 94_000)
                .with("/capped", true),
        )
}

pub(super) fn half_a_cent() -> Scenario {
    Scenario::new("dues-half-cent", "Rounding: once, half up, after the discount")
        .expects("half a cent rounds up, less rounds down, and there is no minimum")
        .rule(RULES, "dues.full.rounding", "assumption")
        .at(TODAY)
        .step(full("76 cents a year: 0.494 of a cent", 76).with("/total_cents", 0))
        .step(full("77 cents a year: 0.5005 of a cent", 77).with("/total_cents", 1))
        .step(full("$10.00 a year: 6.5 cents", 1_000).with("/total_cents", 7))
        .step(
            in_community("$12.50 a year in a small community: 6.5 cents after the discount", 1_250, 7_500, 780_000_000)
                .with("/total_cents", 7),
        )
}
