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
    /// Name of the scenario.
    #[schema(value_type = ScenarioNameCode, example = "dues-cap")]
    name: &'static str,
    /// What the scenario is about.
    #[schema(value_type = String, max_length = 200, example = "The standard cap, a cent of salary below and above")]
    title: &'static str,
    /// Result of the scenario, in one line.
    #[schema(value_type = String, max_length = 500, example = "$184,615.38 a year pays $1,200.00 by rounding, one cent more by the cap")]
    expects: &'static str,
    /// Rule that the scenario tests at its edge.
    rule: ScenarioRuleOut,
    /// Time of the clock at the start.
    #[schema(example = "2025-03-01T12:00:00Z")]
    starts_at: DateTime<Utc>,
}

/// The rule that a scenario tests.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioRule)]
pub struct ScenarioRuleOut {
    /// Code of the clause in answers; null for a rule that no answer names.
    #[schema(required, value_type = Option<String>, max_length = 128, example = "dues.full.cap")]
    clause: Option<&'static str>,
    /// Where the rule is published, or a note that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// Page of the repository that explains the rule.
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

/// A scenario with its steps, before it is started: names in braces, such as `{ines.invoice}`, stand for ids.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioScript)]
pub struct ScriptOut {
    /// The scenario.
    scenario: ScenarioOut,
    /// Requests to send, in order.
    #[schema(max_items = 50)]
    steps: Vec<StepOut>,
}

impl ScriptOut {
    pub(super) fn of(app: &App, scenario: &Scenario) -> ScriptOut {
        let steps = scenario.steps.iter().map(StepOut::of).collect();
        ScriptOut { scenario: ScenarioOut::of(app, scenario), steps }
    }
}

/// A scenario that was started.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxScenarioPlay)]
pub struct PlayOut {
    /// The scenario.
    scenario: ScenarioOut,
    /// People of the scenario: those created for it, then the personas that a step names. All other personas exist as usual.
    #[schema(max_items = 50)]
    people: Vec<PersonaOut>,
    /// Requests to send, in order.
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
    /// The request, in words.
    #[schema(value_type = String, max_length = 200, example = "A salary of $184,615.38 a year")]
    says: &'static str,
    /// `operationId` of the operation.
    #[schema(value_type = String, max_length = 40, example = "createDuesQuote")]
    operation: &'static str,
    /// HTTP method.
    #[schema(max_length = 10, example = "POST")]
    method: String,
    /// Address of the request.
    #[schema(max_length = 500, example = "/v1/dues/quotes")]
    path: String,
    /// Caller: the `role` of one of the people, signed in at the moment of the step; null for a request without sign-in.
    #[schema(required, value_type = Option<String>, max_length = 32, example = "finance")]
    caller: Option<&'static str>,
    /// `Idempotency-Key` to send; null for none.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "first-check")]
    idempotency_key: Option<&'static str>,
    /// `If-Match` to send; null for none.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "*")]
    if_match: Option<&'static str>,
    /// Body to send, as JSON; null for none.
    #[schema(required)]
    body: Option<StepBody>,
    /// Answer to expect.
    expected: ExpectedOut,
}

/// A body to send, with the members of the operation's request body.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxStepBody, value_type = Object, example = json!({ "category": "full", "annual_salary_cents": 18_461_538 }))]
pub struct StepBody(Value);

/// The answer to expect from a step.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxExpectation)]
pub struct ExpectedOut {
    /// Status code.
    #[schema(minimum = 200, maximum = 599, example = 200)]
    status: i32,
    /// Slug at the end of the problem's `type`; null when the request succeeds.
    #[schema(required, value_type = Option<String>, max_length = 64, example = "price-differs")]
    problem: Option<&'static str>,
    /// Whether it is a repeated answer, marked `Idempotency-Replayed: true`.
    #[schema(example = false)]
    replayed: bool,
    /// Members of the answer with known values.
    #[schema(max_items = 50)]
    values: Vec<ExpectedValueOut>,
}

/// A member of an answer with a known value.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxExpectedValue)]
pub struct ExpectedValueOut {
    /// JSON pointer to the member (RFC 6901).
    #[schema(value_type = String, max_length = 200, example = "/total_cents")]
    pointer: &'static str,
    /// Value of the member: text, a number, true, false or null.
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
