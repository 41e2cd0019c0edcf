//! What the slice `cyber_program` promises: prices, plans, cohorts, seats, activities, progress. The table of who sees
//! what is `visibility.rs`, row by row; that nothing else is to be seen anywhere is `canaries.rs`.

mod breakout_groups;
mod catalogue;
mod cohorts;
mod enrollments;
mod personal_data;
mod posts;
pub mod program;
mod progress;
pub mod seating;
mod surveys;
pub(crate) mod under_way;

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
