//! What the slice `cyber_program` promises: prices, plans, cohorts, seats, activities, progress. The table of who sees
//! what is `visibility.rs`, row by row; that nothing else is to be seen anywhere is `canaries.rs`.

mod at_once;
mod breakout_plans;
mod calendar;
mod canaries;
mod catalogue;
mod certificate;
mod cohorts;
mod completion;
mod dashboard;
mod groups;
mod marks;
mod mentors;
mod planted;
mod posts;
pub mod program;
mod progress;
mod queues;
mod quote_refusals;
mod quotes;
mod races;
mod reflections;
mod requests;
mod seat_money;
mod seat_prices;
mod seat_purchases;
pub mod seating;
mod surveys;
mod templates;
mod under_way;
mod vault;
mod visibility;
mod withdrawals;

use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

/// Asks for the price of participants of these standings; anybody may.
async fn quote(server: &TestServer, standings: &[&str]) -> Answer {
    server.post("/v1/cyber-program/price-quotes").json(&participants(standings)).send().await
}

/// The body of such a question.
fn participants(standings: &[&str]) -> Value {
    let one = |standing: &&str| json!({ "membership_standing": standing });
    json!({ "participants": standings.iter().map(one).collect::<Vec<_>>() })
}

/// Asks for a plan of breakout groups; anybody may.
async fn plan(server: &TestServer, participant_count: i64) -> Answer {
    let body = json!({ "participant_count": participant_count });
    server.post("/v1/cyber-program/breakout-plans").json(&body).send().await
}
