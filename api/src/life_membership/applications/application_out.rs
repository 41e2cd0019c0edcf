//! An application for Life membership on the wire: where it stands, what was verified, every step
//! ever taken on it, and the steps that are open.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::ids::AccountId;
use guildhall_domain::life_membership::{
    Actor, AllowedStep, GivenFact, LifeAction, LifeApplication, LifeState, LifeStatus, LifeTransition,
    LifeVerification, allowed_steps,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::steps::Reason;
use crate::certificate_page::CertificateNameOut;
use crate::life_membership::AssessmentOut;
use crate::life_membership::assessments::facts::LifeFactsOut;
use crate::life_membership::codes::{ActorCode, GivenFactCode, LifeActionCode, LifeStateCode, LifeStatusCode};
use crate::wire::{BoardVoteOut, ClauseOut};

/// An application for Life membership in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationSummary)]
pub struct LifeApplicationSummaryOut {
    /// Id of the application.
    id: Uuid,
    /// Member record of the applicant.
    member_id: Uuid,
    /// State of the application.
    #[schema(value_type = LifeStateCode)]
    state: LifeState,
    /// Day of retirement: the first day that is no longer service.
    #[schema(example = "2025-02-01")]
    retired_on: NaiveDate,
    /// When it was announced.
    submitted_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl From<LifeApplication> for LifeApplicationSummaryOut {
    fn from(application: LifeApplication) -> Self {
        LifeApplicationSummaryOut {
            id: application.id.uuid(),
            member_id: application.member_id.uuid(),
            state: application.state,
            retired_on: application.retired_on,
            submitted_at: application.submitted_at,
            updated_at: application.updated_at,
        }
    }
}

/// An application for Life membership, and after the grant the Life membership itself.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplication)]
pub struct LifeApplicationOut {
    /// Id of the application.
    id: Uuid,
    /// Member record of the applicant.
    member_id: Uuid,
    /// State of the application.
    #[schema(value_type = LifeStateCode)]
    state: LifeState,
    /// Whether Life status is held or suspended; null before a grant.
    #[schema(required, value_type = Option<LifeStatusCode>)]
    life_status: Option<LifeStatus>,
    /// Day of retirement, as announced or verified: the first day that is no longer service.
    #[schema(example = "2025-02-01")]
    retired_on: NaiveDate,
    /// Latest verification by staff; null until then.
    #[schema(required)]
    verification: Option<LifeVerificationOut>,
    /// First day for which dues are owed while Life status is suspended; null otherwise.
    #[schema(required, example = "2027-05-01")]
    charged_from_on: Option<NaiveDate>,
    /// All steps taken, oldest first.
    #[schema(max_items = 1000)]
    transitions: Vec<LifeTransitionOut>,
    /// Steps that are possible today, and who may take them.
    #[schema(max_items = 9)]
    next_steps: Vec<NextStepOut>,
    /// Whether the certificate can print the member's name.
    certificate_name: CertificateNameOut,
    /// Account that announced the retirement: the member's or a staff account.
    submitted_by: Uuid,
    /// When it was announced.
    submitted_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// Verification by staff: the facts and their assessment. Posting `facts` to `/v1/life-membership/assessments` gives the
/// same assessment, byte for byte.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeVerification)]
pub struct LifeVerificationOut {
    /// Facts that were assessed.
    facts: LifeFactsOut,
    /// Facts that staff sent; the others come from the record.
    #[schema(value_type = Vec<GivenFactCode>, max_items = 5)]
    given: Vec<GivenFact>,
    /// Result of the assessment.
    assessment: AssessmentOut,
}

/// A step that was taken on the application.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationTransition)]
pub struct LifeTransitionOut {
    /// Kind of step.
    #[schema(value_type = LifeActionCode)]
    step: LifeAction,
    /// State before the step; null for the first step.
    #[schema(required, value_type = Option<LifeStateCode>)]
    from: Option<LifeState>,
    /// State after the step.
    #[schema(value_type = LifeStateCode)]
    to: LifeState,
    /// Capacity in which it was taken.
    #[schema(value_type = ActorCode)]
    actor: Actor,
    /// Account that took the step; null when it followed from the record.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// Date of the step, in America/New_York.
    #[schema(example = "2025-03-01")]
    taken_on: NaiveDate,
    /// Day from which the new state applies; for a grant by right, the day of retirement.
    #[schema(example = "2025-02-01")]
    holds_from_on: NaiveDate,
    /// Reasons given by whoever took the step.
    #[schema(max_items = 20, value_type = Vec<Reason>, example = json!(["Employment confirmed by the city."]))]
    reasons: Vec<String>,
    /// Vote of the board that the step is based on; null for all other steps.
    #[schema(required)]
    vote: Option<BoardVoteOut>,
    /// Clause of the rules that the step is based on.
    ground: ClauseOut,
}

/// A step that is possible now.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationNextStep)]
pub struct NextStepOut {
    /// Kind of step.
    #[schema(value_type = LifeActionCode)]
    step: LifeAction,
    /// States that the step may lead to.
    #[schema(value_type = Vec<LifeStateCode>, max_items = 9)]
    leads_to: Vec<LifeState>,
    /// Capacities in which it may be taken.
    #[schema(value_type = Vec<ActorCode>, max_items = 4)]
    by: Vec<Actor>,
    /// First day on which it may be taken; null when it may be taken today.
    #[schema(required, example = "2025-06-30")]
    from_on: Option<NaiveDate>,
}

/// The application with its history, as of a day.
pub fn application_out(
    application: LifeApplication,
    transitions: Vec<LifeTransition>,
    certificate_name: CertificateNameOut,
    today: NaiveDate,
) -> LifeApplicationOut {
    let next_steps = allowed_steps(&application.case(), today).into_iter().map(NextStepOut::from).collect();
    LifeApplicationOut {
        id: application.id.uuid(),
        member_id: application.member_id.uuid(),
        state: application.state,
        life_status: application.state.life_status(),
        retired_on: application.retired_on,
        verification: application.verification.map(LifeVerificationOut::from),
        charged_from_on: application.charged_from_on,
        transitions: transitions.into_iter().map(LifeTransitionOut::from).collect(),
        next_steps,
        certificate_name,
        submitted_by: application.submitted_by.uuid(),
        submitted_at: application.submitted_at,
        updated_at: application.updated_at,
    }
}

impl From<LifeVerification> for LifeVerificationOut {
    fn from(kept: LifeVerification) -> Self {
        LifeVerificationOut { facts: kept.facts.into(), given: kept.given, assessment: kept.assessment.into() }
    }
}

impl From<LifeTransition> for LifeTransitionOut {
    fn from(step: LifeTransition) -> Self {
        LifeTransitionOut {
            step: step.action,
            from: step.from,
            to: step.to,
            actor: step.actor,
            account_id: step.account_id.map(AccountId::uuid),
            taken_on: step.on,
            holds_from_on: step.holds_from,
            reasons: step.reasons,
            vote: step.vote.map(BoardVoteOut::from),
            ground: step.ground.into(),
        }
    }
}

impl From<AllowedStep> for NextStepOut {
    fn from(step: AllowedStep) -> Self {
        NextStepOut { step: step.action, leads_to: step.leads_to, by: step.by.to_vec(), from_on: step.from_on }
    }
}
