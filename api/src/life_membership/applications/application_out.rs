//! An application for Life membership on the wire: where it stands, what was verified, every step
//! ever taken on it, and the steps that are open.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::ids::AccountId;
use guildhall_domain::life_membership::{
    Actor, AllowedStep, BoardVote, GivenFact, LifeAction, LifeApplication, LifeState, LifeStatus, LifeTransition,
    LifeVerification, allowed_steps,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::steps::Reason;
use crate::certificate_page::CertificateNameOut;
use crate::life_membership::AssessmentOut;
use crate::life_membership::assessments::facts::LifeFactsOut;
use crate::life_membership::codes::{ActorCode, GivenFactCode, LifeActionCode, LifeStateCode, LifeStatusCode};
use crate::wire::ClauseOut;

/// An application for Life membership in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationSummary)]
pub struct LifeApplicationSummaryOut {
    /// Id of the application.
    id: Uuid,
    /// The member's record.
    member_id: Uuid,
    /// Where it stands.
    #[schema(value_type = LifeStateCode)]
    state: LifeState,
    /// The day of retirement: the first day that is no longer service.
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
    /// The member's record.
    member_id: Uuid,
    /// Where it stands.
    #[schema(value_type = LifeStateCode)]
    state: LifeState,
    /// Whether Life status is held or suspended; null before a grant.
    #[schema(required, value_type = Option<LifeStatusCode>)]
    life_status: Option<LifeStatus>,
    /// The day of retirement, as announced or verified: the first day that is no longer service.
    #[schema(example = "2025-02-01")]
    retired_on: NaiveDate,
    /// What staff verified last; null before.
    #[schema(required)]
    verification: Option<LifeVerificationOut>,
    /// While suspended: the first day for which dues are owed. Null otherwise.
    #[schema(required, example = "2027-05-01")]
    charged_from_on: Option<NaiveDate>,
    /// Every step ever taken, the first one first.
    #[schema(max_items = 1000)]
    transitions: Vec<LifeTransitionOut>,
    /// The steps that are open today, and to whom.
    #[schema(max_items = 9)]
    next_steps: Vec<NextStepOut>,
    /// Whether the certificate can print the member's name.
    certificate_name: CertificateNameOut,
    /// Who announced it: the member or staff.
    submitted_by: Uuid,
    /// When it was announced.
    submitted_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// What staff verified: the inputs of the decision and the decision. Posting `facts` to
/// `/v1/life-membership/assessments` gives `assessment` again, to the byte.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeVerification)]
pub struct LifeVerificationOut {
    /// The facts assessed.
    facts: LifeFactsOut,
    /// Which of them staff gave; the others were taken from the record.
    #[schema(value_type = Vec<GivenFactCode>, max_items = 5)]
    given: Vec<GivenFact>,
    /// What came out.
    assessment: AssessmentOut,
}

/// A step taken.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationTransition)]
pub struct LifeTransitionOut {
    /// The step.
    #[schema(value_type = LifeActionCode)]
    step: LifeAction,
    /// Where the application stood; null for the first.
    #[schema(required, value_type = Option<LifeStateCode>)]
    from: Option<LifeState>,
    /// Where it stands since.
    #[schema(value_type = LifeStateCode)]
    to: LifeState,
    /// In which capacity it was taken.
    #[schema(value_type = ActorCode)]
    actor: Actor,
    /// By which account; null when it followed from the record.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// When, in America/New_York.
    #[schema(example = "2025-03-01")]
    taken_on: NaiveDate,
    /// The day from which the new state holds: the retirement for a grant by right.
    #[schema(example = "2025-02-01")]
    holds_from_on: NaiveDate,
    /// Why, in the words of whoever took it.
    #[schema(max_items = 20, value_type = Vec<Reason>, example = json!(["Employment confirmed by the city."]))]
    reasons: Vec<String>,
    /// The vote it rests on; null for every other step.
    #[schema(required)]
    vote: Option<BoardVoteOut>,
    /// The clause it rests on.
    ground: ClauseOut,
}

/// A vote of the Executive Board.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BoardVote)]
pub struct BoardVoteOut {
    /// Members of the board present.
    #[schema(minimum = 0, maximum = 1000, example = 19)]
    present: u32,
    /// Votes for the grant.
    #[schema(minimum = 0, maximum = 1000, example = 17)]
    r#for: u32,
    /// Votes against it.
    #[schema(minimum = 0, maximum = 1000, example = 1)]
    against: u32,
}

/// A step that is open.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeApplicationNextStep)]
pub struct NextStepOut {
    /// The step.
    #[schema(value_type = LifeActionCode)]
    step: LifeAction,
    /// Where it may lead.
    #[schema(value_type = Vec<LifeStateCode>, max_items = 9)]
    leads_to: Vec<LifeState>,
    /// Who may take it.
    #[schema(value_type = Vec<ActorCode>, max_items = 4)]
    by: Vec<Actor>,
    /// The first day on which it may be taken; null when that is today or past.
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

impl From<BoardVote> for BoardVoteOut {
    fn from(vote: BoardVote) -> Self {
        BoardVoteOut { present: vote.present, r#for: vote.in_favor, against: vote.against }
    }
}

impl From<BoardVoteOut> for BoardVote {
    fn from(vote: BoardVoteOut) -> Self {
        BoardVote { present: vote.present, in_favor: vote.r#for, against: vote.against }
    }
}
