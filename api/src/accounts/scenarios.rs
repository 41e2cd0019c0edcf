//! Scenarios at the edges of the rules about accounts.

use serde_json::json;

use crate::accounts::RULES;
use crate::sandbox::people::PASSWORD;
use crate::sandbox::scenarios::{Scenario, Step};

/// Those of this slice. A new one is a function below and its name here.
pub fn all() -> Vec<Scenario> {
    vec![guessing()]
}

fn sign_in(says: &'static str, password: &str) -> Step {
    Step::post(says, "createSession", "/v1/accounts/sessions")
        .body(json!({ "email": "account@demo.guildhall.example", "password": password }))
}

fn guessing() -> Scenario {
    let wrong = |says| sign_in(says, "not the password at all").refused(401, "wrong-credentials");
    let guesses =
        ["A wrong password", "A second", "A third", "A fourth", "A fifth", "A sixth", "A seventh", "An eighth"];
    let scenario = Scenario::new("guessing-slows-down", "Ten wrong passwords in a row, and the right one")
        .expects("ten are judged, then the right one waits thirty seconds like any other, and is taken after them")
        .unnamed_rule(RULES, "assumption")
        .at("2025-03-01T12:00:00Z");
    guesses
        .into_iter()
        .chain(["A ninth", "A tenth"])
        .fold(scenario, |scenario, says| scenario.step(wrong(says)))
        .step(sign_in("The right one", PASSWORD).refused(429, "too-many-failures"))
        .step(Step::clock("Half a minute passes", "2025-03-01T12:00:30Z"))
        .step(sign_in("The right one again", PASSWORD).answers(201).with("/current", true))
}
