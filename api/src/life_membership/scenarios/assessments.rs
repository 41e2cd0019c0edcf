//! Who has earned Life membership: questions that need nobody.

use serde_json::{Value, json};

use super::{assess, since};
use crate::life_membership::RULES;
use crate::sandbox::scenarios::Scenario;

const TODAY: &str = "2025-03-01T12:00:00Z";

pub(super) fn twenty_five_years() -> Scenario {
    Scenario::new("life-25-years", "Twenty-five years as a Full member in service, to the day")
        .expects("the 25th anniversary is a yes at any age, the day before it a no that names the anniversary")
        .rule(RULES, "life.twenty_five_years.service", "article")
        .at(TODAY)
        .step(
            assess("On the 25th anniversary", "1965-01-01", "2020-07-01", since("1995-07-01"))
                .with("/outcome", "eligible")
                .with("/path", "twenty_five_years")
                .with("/qualifying_service/years", 25)
                .with("/qualifying_service/days", 0),
        )
        .step(
            assess("A day before it", "1965-01-01", "2020-06-30", since("1995-07-01"))
                .with("/outcome", "not_eligible")
                .with("/path", Value::Null)
                .with("/qualifying_service/years", 24)
                .with("/qualifying_service/days", 365)
                .with("/earliest_eligible_on", "2020-07-01")
                .with("/board_path_open", true),
        )
        .step(
            assess("At 66: the article has no test of age here", "1954-01-01", "2020-07-01", since("1995-07-01"))
                .with("/path", "twenty_five_years"),
        )
}

pub(super) fn sixty_five_and_fifteen() -> Scenario {
    Scenario::new("life-65-and-15", "Sixty-five years of age and fifteen of service, each to the day")
        .expects("65 today with 15 years is a yes; a day less of either is a no, and turning 65 after retiring gains nothing")
        .rule(RULES, "life.sixty_five_and_fifteen.age", "article")
        .at(TODAY)
        .step(
            assess("65 today, 15 years today", "1955-07-01", "2020-07-01", since("2005-07-01"))
                .with("/outcome", "eligible")
                .with("/path", "sixty_five_and_fifteen")
                .with("/age_on_retirement_years", 65),
        )
        .step(
            assess("65 tomorrow", "1955-07-02", "2020-07-01", since("2005-07-01"))
                .with("/outcome", "not_eligible")
                .with("/age_on_retirement_years", 64)
                .with("/earliest_eligible_on", "2020-07-02"),
        )
        .step(
            assess("15 years tomorrow", "1955-07-01", "2020-07-01", since("2005-07-02"))
                .with("/outcome", "not_eligible")
                .with("/qualifying_service/years", 14)
                .with("/earliest_eligible_on", "2020-07-02"),
        )
        .step(
            assess(
                "Who left the service at 64 and retires at 66",
                "1954-07-01",
                "2020-07-01",
                json!([{
                    "starts_on": "2000-07-01", "ends_on": "2019-06-30", "category": "full",
                    "employment": "full_time_local_government"
                }]),
            )
            .with("/outcome", "not_eligible")
            .with("/earliest_eligible_on", Value::Null),
        )
}

pub(super) fn leap_day() -> Scenario {
    Scenario::new("life-leap-day", "29 February has its anniversary on 1 March")
        .expects("service begun and people born on 29 February are a day short on 28 February and there on 1 March")
        .rule(RULES, "life.service.arithmetic", "assumption")
        .at(TODAY)
        .step(
            assess("25 years since 29 February, on 28 February", "1960-01-01", "2021-02-28", since("1996-02-29"))
                .with("/outcome", "not_eligible")
                .with("/qualifying_service/years", 24)
                .with("/qualifying_service/days", 365),
        )
        .step(
            assess("On 1 March", "1960-01-01", "2021-03-01", since("1996-02-29"))
                .with("/outcome", "eligible")
                .with("/qualifying_service/years", 25),
        )
        .step(
            assess("Born on 29 February, on 28 February", "1956-02-29", "2021-02-28", since("2000-01-01"))
                .with("/outcome", "not_eligible")
                .with("/age_on_retirement_years", 64)
                .with("/earliest_eligible_on", "2021-03-01"),
        )
        .step(
            assess("On 1 March, at 65", "1956-02-29", "2021-03-01", since("2000-01-01"))
                .with("/outcome", "eligible")
                .with("/path", "sixty_five_and_fifteen"),
        )
}

pub(super) fn what_counts() -> Scenario {
    let spell = |category: &str, employment: &str| json!([{ "starts_on": "1990-01-01", "category": category, "employment": employment }]);
    let years = "/qualifying_service/years";
    Scenario::new("life-what-counts", "Thirty years of something else are no year of service")
        .expects("affiliates, special districts, interim and part-time positions count nothing; each spell says why")
        .rule(RULES, "life.service.counting", "article")
        .at(TODAY)
        .step(
            assess(
                "As an affiliate",
                "1950-01-01",
                "2020-01-01",
                spell("affiliate_department_head", "full_time_local_government"),
            )
            .with(years, 0)
            .with("/clauses/1/evidence/0/reasons/0/code", "category_not_full"),
        )
        .step(
            assess("With a special district", "1950-01-01", "2020-01-01", spell("full", "special_district"))
                .with(years, 0)
                .with("/clauses/1/evidence/0/reasons/0/code", "special_district"),
        )
        .step(
            assess("Part time", "1950-01-01", "2020-01-01", spell("full", "part_time_local_government"))
                .with(years, 0)
                .with("/clauses/1/evidence/0/reasons/0/code", "not_full_time"),
        )
        .step(
            assess("Full time for a city", "1950-01-01", "2020-01-01", spell("full", "full_time_local_government"))
                .with(years, 30)
                .with("/outcome", "eligible"),
        )
}
