//! Scenarios on the wire.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::catalogue::ScenarioNameCode;
use super::{Scenario, Step};
use crate::app::App;
use crate::sandbox::personas::PersonaOut;

/// A situation at a rule's edge.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenario)]
pub struct ScenarioOut {
    /// Its name.
    #[schema(value_type = ScenarioNameCode, example = "dues-cap")]
    name: &'static str,
    /// What it is about.
    #[schema(value_type = String, max_length = 200, example = "The standard cap, a cent of salary below and above")]
    title: &'static str,
    /// What comes of it, in one line.
    #[schema(value_type = String, max_length = 500, example = "$184,615.38 a year pays $1,200.00 by rounding, one cent more by the cap")]
    expects: &'static str,
    /// The rule at whose edge it stands.
    rule: ScenarioRuleOut,
    /// Where the clock stands at its start.
    #[schema(example = "2025-03-01T12:00:00Z")]
    starts_at: DateTime<Utc>,
}

/// The rule that a scenario stands at.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioRule)]
pub struct ScenarioRuleOut {
    /// The clause, as the answers name it; null for a rule that no answer names.
    #[schema(required, value_type = Option<String>, max_length = 128, example = "dues.full.cap")]
    clause: Option<&'static str>,
    /// Where the rule is published, or that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// The page of the repository that explains it.
    #[schema(value_type = String, max_length = 200, example = "docs/rules/dues.md")]
    page: &'static str,
}

impl ScenarioOut {
    pub(super) fn of(app: &App, scenario: &Scenario) -> ScenarioOut {
        let rule = ScenarioRuleOut {
            clause: scenario.clause,
            source: scenario.source(app),
            page: scenario.rules.map_or("", |rules| rules.page),
        };
        ScenarioOut {
            name: scenario.name,
            title: scenario.title,
            expects: scenario.expects,
            rule,
            starts_at: scenario.at,
        }
    }
}

/// A scenario with its steps; before it is started ids stand in braces, as in `{ines.invoice}`.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioScript)]
pub struct ScriptOut {
    /// Which one.
    scenario: ScenarioOut,
    /// What to ask, in order.
    #[schema(max_items = 50)]
    steps: Vec<StepOut>,
}

impl ScriptOut {
    pub(super) fn of(app: &App, scenario: &Scenario) -> ScriptOut {
        let steps = scenario.steps.iter().map(StepOut::of).collect();
        ScriptOut { scenario: ScenarioOut::of(app, scenario), steps }
    }
}

/// A scenario that has been put in place.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioPlay)]
pub struct PlayOut {
    /// Which one.
    scenario: ScenarioOut,
    /// Who is there: those invented for it, then the personas whom a step names. Everybody else is there as always.
    #[schema(max_items = 50)]
    people: Vec<PersonaOut>,
    /// What to ask, in order.
    #[schema(max_items = 50)]
    steps: Vec<StepOut>,
}

impl PlayOut {
    pub(super) fn of(app: &App, scenario: &Scenario, people: Vec<PersonaOut>, steps: Vec<StepOut>) -> PlayOut {
        PlayOut { scenario: ScenarioOut::of(app, scenario), people, steps }
    }
}

/// One request and the answer to expect.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxStep)]
pub struct StepOut {
    /// What is asked, in words.
    #[schema(value_type = String, max_length = 200, example = "A salary of $184,615.38 a year")]
    says: &'static str,
    /// The operation, by its operationId.
    #[schema(value_type = String, max_length = 40, example = "createDuesQuote")]
    operation: &'static str,
    /// The method.
    #[schema(max_length = 10, example = "POST")]
    method: String,
    /// The address.
    #[schema(max_length = 500, example = "/v1/dues/quotes")]
    path: String,
    /// Who asks: the `role` of one of the people, signed in at the moment of the step; null for nobody in particular.
    #[schema(required, value_type = Option<String>, max_length = 32, example = "finance")]
    caller: Option<&'static str>,
    /// The `Idempotency-Key` to send; null for none.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "first-check")]
    idempotency_key: Option<&'static str>,
    /// The `If-Match` to send; null for none.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "*")]
    if_match: Option<&'static str>,
    /// The body to send, as JSON; null for none.
    #[schema(required)]
    body: Option<StepBody>,
    /// The answer to expect.
    expected: ExpectedOut,
}

/// A body to send, with the members that the operation of the step asks for.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxStepBody, value_type = Object, example = json!({ "category": "full", "annual_salary_cents": 18_461_538 }))]
pub struct StepBody(Value);

/// What an answer will be.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxExpectation)]
pub struct ExpectedOut {
    /// Its status.
    #[schema(minimum = 200, maximum = 599, example = 200)]
    status: i32,
    /// The slug at the end of the problem's `type`; null when it is not refused.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "price-differs")]
    problem: Option<&'static str>,
    /// Whether it is an answer given before, marked `Idempotency-Replayed: true`.
    #[schema(example = false)]
    replayed: bool,
    /// Members of the answer that are known beforehand.
    #[schema(max_items = 50)]
    values: Vec<ExpectedValueOut>,
}

/// One member of an answer that is known beforehand.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxExpectedValue)]
pub struct ExpectedValueOut {
    /// Where it stands (RFC 6901).
    #[schema(value_type = String, max_length = 200, example = "/total_cents")]
    pointer: &'static str,
    /// What stands there: text, a number, true, false or null.
    #[schema(value_type = Value, example = json!(120_000))]
    value: Value,
}

impl StepOut {
    pub(super) fn of(step: &Step) -> StepOut {
        let values = step.values.iter().map(|(pointer, value)| ExpectedValueOut { pointer, value: value.clone() });
        StepOut {
            says: step.says,
            operation: step.operation,
            method: step.method.to_string(),
            path: step.path.clone(),
            caller: step.caller,
            idempotency_key: step.key,
            if_match: step.if_match,
            body: step.body.clone().map(StepBody),
            expected: ExpectedOut {
                status: i32::from(step.status),
                problem: step.problem,
                replayed: step.replayed,
                values: values.collect(),
            },
        }
    }
}
