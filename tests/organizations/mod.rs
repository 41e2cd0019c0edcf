//! What the slice `organizations` promises: the record of local governments and other bodies, and the regions.

mod list;
mod record;
mod regions;
mod representatives;

use serde_json::{Value, json};

use crate::support::{Answer, Role, TestServer};

/// A city as staff put it on record.
fn city(name: &str) -> Value {
    json!({ "name": name, "kind": "city_or_county", "state": "IL", "population": 7_500, "general_fund_budget_cents": 780_000_000 })
}

/// Puts an organization on record as staff.
async fn register(server: &TestServer, body: &Value) -> Answer {
    server.post("/v1/organizations").as_(Role::Staff).json(body).send().await
}
