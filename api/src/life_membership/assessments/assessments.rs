//! `POST /v1/life-membership/assessments`: would this retirement make a Life member, for anybody.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::life_membership::{Assessment, LifeFacts, LifePath, Outcome, PolicyRef, ServiceLength, assess};
use serde::Serialize;
use utoipa::ToSchema;

use super::clauses::ClauseCheckOut;
use super::facts::{LifeFactsIn, contradict};
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};
use crate::life_membership::codes::{LifePathCode, OutcomeCode};
use crate::life_membership::problems::LIFE_FACTS_CONTRADICT;
use crate::wire::ClauseOut;

/// Whether a member who retires becomes a Life member, by which path, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeAssessment)]
pub struct AssessmentOut {
    /// Whether the person is entitled to Life membership.
    #[schema(value_type = OutcomeCode)]
    outcome: Outcome,
    /// Path that is met: 25 years of service is checked before 15 years at age 65; null when neither is met.
    #[schema(required, value_type = Option<LifePathCode>)]
    path: Option<LifePath>,
    /// Whether the Executive Board may grant Life membership although neither path is met.
    #[schema(example = false)]
    board_path_open: bool,
    /// Age in completed years on the day of retirement.
    #[schema(minimum = 0, maximum = 10_000, example = 67)]
    age_on_retirement_years: u32,
    /// Service that counts, up to the day of retirement.
    qualifying_service: ServiceLengthOut,
    /// Every clause of the three paths, met or not.
    #[schema(max_items = 20)]
    clauses: Vec<ClauseCheckOut>,
    /// First retirement date on which the person is eligible if the present service continues. In the past for somebody
    /// who is eligible already; null when there is no such date.
    #[schema(required, example = "2023-05-17")]
    earliest_eligible_on: Option<NaiveDate>,
    /// How the service was counted.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
    /// Further remarks.
    #[schema(max_items = 20, value_type = Vec<String>, example = json!(["Staff should check the date of the retirement."]))]
    notes: Vec<String>,
    /// Version of the policy that was applied.
    policy: PolicyRefOut,
}

/// Completed years and the days beyond them.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceLength)]
pub struct ServiceLengthOut {
    /// Completed years.
    #[schema(minimum = 0, maximum = 10_000, example = 23)]
    years: u32,
    /// Days beyond the completed years.
    #[schema(minimum = 0, maximum = 730, example = 299)]
    days: u32,
}

/// Version of the policy that a decision is based on.
#[derive(Serialize, ToSchema)]
#[schema(as = PolicyReference)]
pub struct PolicyRefOut {
    /// Name of the version.
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
/// Open to anyone; nothing is stored. Checks, as of the day of retirement, 25 years of service, then 15 years at age 65 or
/// older, then whether the board may decide. Each clause says what it requires, what was found, and how every spell was
/// counted. The same facts give the same answer, byte for byte.
#[utoipa::path(post, path = "/assessments", tag = "Life membership", extensions(("x-refuses" = json!([
    LIFE_FACTS_CONTRADICT
]))))]
pub async fn create_life_assessment(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<LifeFactsIn>,
) -> Result<Answer<AssessmentOut>, Problem> {
    let facts = LifeFacts::from(body.0);
    let answer = assess(&facts, &app.policies.life_membership)
        .map_err(|faults| contradict(&faults, |fault, code, detail| Violation::at(fault.pointer(), &code, detail)))?;
    Ok(Answer::new(AssessmentOut::from(answer)))
}
