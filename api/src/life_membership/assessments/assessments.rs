//! `POST /v1/life-membership/assessments`: would this retirement make a Life member, for anybody.

use actix_web::post;
use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::life_membership::{Assessment, LifeFacts, LifePath, Outcome, PolicyRef, ServiceLength, assess};
use serde::Serialize;
use utoipa::ToSchema;

use super::clauses::ClauseCheckOut;
use super::facts::{LifeFactsIn, contradict};
use crate::app::App;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::life_membership::codes::{LifePathCode, OutcomeCode};
use crate::wire::ClauseOut;

/// Whether a retirement makes a Life member, by which path, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeAssessment)]
pub struct AssessmentOut {
    /// Whether the person shall become a Life member.
    #[schema(value_type = OutcomeCode)]
    outcome: Outcome,
    /// By which path: 25 years is tried before 65 and 15; null when by neither.
    #[schema(required, value_type = Option<LifePathCode>)]
    path: Option<LifePath>,
    /// Whether the Executive Board may grant it to somebody who meets neither path.
    #[schema(example = false)]
    board_path_open: bool,
    /// Completed years of age on the day of retirement.
    #[schema(minimum = 0, maximum = 10_000, example = 67)]
    age_on_retirement_years: u32,
    /// The service that counts, up to the retirement.
    qualifying_service: ServiceLengthOut,
    /// Every clause of the three paths, met or not.
    #[schema(max_items = 20)]
    clauses: Vec<ClauseCheckOut>,
    /// The first retirement date on which the answer turns yes if the present service continues; on the day before it
    /// is a no. In the past for somebody eligible; null when it never turns.
    #[schema(required, example = "2023-05-17")]
    earliest_eligible_on: Option<NaiveDate>,
    /// How the service was counted.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
    /// What the reader should know besides.
    #[schema(max_items = 20, value_type = Vec<String>, example = json!(["Staff should check the date of the retirement."]))]
    notes: Vec<String>,
    /// The row of policy applied.
    policy: PolicyRefOut,
}

/// Completed years and the days beyond them.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceLength)]
pub struct ServiceLengthOut {
    /// Completed years.
    #[schema(minimum = 0, maximum = 10_000, example = 23)]
    years: u32,
    /// Days that do not make another year yet.
    #[schema(minimum = 0, maximum = 730, example = 299)]
    days: u32,
}

/// The row of policy that a decision rests on.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyReference)]
pub struct PolicyRefOut {
    /// Name of the row.
    #[schema(max_length = 64, example = "article-viii-3c.2")]
    version: String,
    /// First day of retirement on which it applies; null when that was never published.
    #[schema(required, example = "2025-01-01")]
    effective_on: Option<NaiveDate>,
}

impl From<Assessment> for AssessmentOut {
    fn from(answer: Assessment) -> Self {
        AssessmentOut {
            outcome: answer.outcome,
            path: answer.path,
            board_path_open: answer.board_path_open,
            age_on_retirement_years: answer.age_on_retirement_years,
            qualifying_service: answer.qualifying_service.into(),
            clauses: answer.clauses.into_iter().map(ClauseCheckOut::from).collect(),
            earliest_eligible_on: answer.earliest_eligible_on,
            explanation: answer.explanation.into_iter().map(ClauseOut::from).collect(),
            notes: answer.notes,
            policy: answer.policy.into(),
        }
    }
}

impl From<ServiceLength> for ServiceLengthOut {
    fn from(length: ServiceLength) -> Self {
        ServiceLengthOut { years: length.years, days: length.days }
    }
}

impl From<PolicyRef> for PolicyRefOut {
    fn from(policy: PolicyRef) -> Self {
        PolicyRefOut { version: policy.version, effective_on: policy.effective_on }
    }
}

/// Assess a retirement for Life membership
///
/// Open to anyone and stateless: nothing of the request is kept. Measured on the day of retirement: 25 years, else 65
/// and 15, else the board's path. Each clause says what it requires, what was found, and what became of every spell;
/// the same facts give the same answer, to the byte.
#[utoipa::path(tag = "Life membership", operation_id = "createLifeAssessment", security(()), request_body = LifeFactsIn,
    extensions(("x-stateless" = json!(true))),
    responses(
        (status = 200, description = "The assessment, explained.", body = AssessmentOut),
        (status = 409, description = "`life-facts-contradict`"),
    ))]
#[post("/assessments")]
pub async fn create_life_assessment(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<LifeFactsIn>,
) -> Result<Reply, Problem> {
    let facts = LifeFacts::from(body.0);
    let answer = assess(&facts, &app.policies.life_membership)
        .map_err(|faults| contradict(&faults, |fault, code, detail| Violation::at(fault.pointer(), &code, detail)))?;
    Reply::ok(&AssessmentOut::from(answer))
}
