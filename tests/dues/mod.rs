//! What the slice `dues` promises: prices, their reasons, and the tables behind them.

mod quote_properties;
mod quote_refusals;
mod quotes;
mod rate_tables;

use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

/// The last day of the old rate table and the first of the new one.
const OLD: &str = "2022-09-30";
const NEW: &str = "2022-10-01";

/// Asks for a quote; anybody may.
async fn quote(server: &TestServer, body: &Value) -> Answer {
    server.post("/v1/dues/quotes").json(body).send().await
}

/// A new Full member earning so much, priced today.
fn full(salary_cents: i64) -> Value {
    json!({ "category": "full", "annual_salary_cents": salary_cents })
}

/// The same in a community at both limits of the small-community rate.
fn small(salary_cents: i64) -> Value {
    with(full(salary_cents), json!({ "population": 7_500, "general_fund_budget_cents": 780_000_000 }))
}

/// `body` with the members of `more`; null takes a member away.
fn with(mut body: Value, more: Value) -> Value {
    for (name, value) in more.as_object().expect("an object") {
        if value.is_null() {
            body.as_object_mut().expect("an object").remove(name);
        } else {
            body[name] = value.clone();
        }
    }
    body
}

/// The price of what must have one.
async fn total(server: &TestServer, body: &Value) -> i64 {
    let answer = quote(server, body).await.expect(200);
    answer.at("/total_cents").as_i64().expect("cents")
}

/// Codes of the clauses that an answer explains itself with.
fn clauses(answer: &Answer) -> Vec<String> {
    let explanation = answer.at("/explanation");
    let all = explanation.as_array().into_iter().flatten();
    all.map(|one| one["clause"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Due dates and cents of an answer's installments.
fn installments(answer: &Answer) -> Vec<(String, i64)> {
    let all = answer.at("/installments");
    let one = |one: &Value| {
        let due_on = one["due_on"].as_str().unwrap_or_default().to_owned();
        (due_on, one["amount_cents"].as_i64().expect("cents"))
    };
    all.as_array().into_iter().flatten().map(one).collect()
}
