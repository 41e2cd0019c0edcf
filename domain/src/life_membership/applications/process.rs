//! The steps of an application: announced, verified, decided, and suspended or reinstated by work
//! from then on.
//!
//! Invariants: an application that meets a path is granted and can be neither declined nor
//! referred, because the constitution says "shall"; nothing is granted before the retirement; every
//! step records who, when and why. RULES 2.4.

use super::state::{Actor, LifeAction, LifeState};
use crate::AccountId;
use crate::explanation::Clause;
use crate::life_membership::assessments::assessment::Assessment;
use crate::life_membership::assessments::facts::LifeFacts;
use crate::life_membership::employment::Employment;
use crate::life_membership::policy::LifePolicy;
use crate::life_membership::refusal::LifeRefusal;
use crate::life_membership::standing::{LifeStatus, explain_status, prevailing};
use crate::members::conferrals::board_vote::{BoardVote, VoteResult};
use crate::refusal::cited;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What staff has verified: the part of an assessment that the next steps rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// The retirement.
    pub retired_on: NaiveDate,
    /// Whether one of the two paths is met.
    pub eligible: bool,
    /// Whether the board may grant it.
    pub board_path_open: bool,
    /// The first retirement date on which the person is eligible.
    pub earliest_eligible_on: Option<NaiveDate>,
}

impl Verified {
    /// What the next steps need of an assessment.
    #[must_use]
    pub const fn of(facts: &LifeFacts, assessment: &Assessment) -> Self {
        Self {
            retired_on: facts.retired_on,
            eligible: assessment.is_eligible(),
            board_path_open: assessment.board_path_open,
            earliest_eligible_on: assessment.earliest_eligible_on,
        }
    }
}

/// An application as the steps need it. Before it is announced, nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifeCase {
    /// The state; none before the announcement.
    pub state: Option<LifeState>,
    /// What staff has verified.
    pub verified: Option<Verified>,
    /// Whether the board has voted on it.
    pub board_has_voted: bool,
    /// Day of the last step.
    pub last_on: Option<NaiveDate>,
    /// Where the person's other application stands that is open or led to Life
    /// membership, if there is one.
    pub other: Option<LifeState>,
}

/// A step that somebody wants to take, with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LifeDecision {
    /// Announce a retirement.
    Announce,
    /// Record what was verified.
    Verify(Verified),
    /// Grant by right.
    Grant,
    /// Lay it before the board.
    ReferToBoard,
    /// Decline.
    Decline,
    /// Record a vote of the board.
    RecordVote(BoardVote),
    /// Take a refusal by staff to the board.
    Appeal,
}

impl LifeDecision {
    /// The step it is.
    #[must_use]
    pub const fn action(&self) -> LifeAction {
        match self {
            Self::Announce => LifeAction::Announce,
            Self::Verify(_) => LifeAction::Verify,
            Self::Grant => LifeAction::Grant,
            Self::ReferToBoard => LifeAction::ReferToBoard,
            Self::Decline => LifeAction::Decline,
            Self::RecordVote(_) => LifeAction::RecordVote,
            Self::Appeal => LifeAction::Appeal,
        }
    }
}

/// A step: who does what, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeStep {
    /// The step to take.
    pub decision: LifeDecision,
    /// In which capacity.
    pub actor: Actor,
    /// By whom.
    pub account_id: Option<AccountId>,
    /// When.
    pub on: NaiveDate,
    /// Why, in their own words; one sentence for each reason. Needed to refer,
    /// decline and appeal.
    pub reasons: Vec<String>,
}

/// A step taken, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeTransition {
    /// The step.
    pub action: LifeAction,
    /// The earlier state of the application.
    pub from: Option<LifeState>,
    /// The state after the step.
    pub to: LifeState,
    /// In which capacity it was taken.
    pub actor: Actor,
    /// By whom; none when it follows from the record.
    pub account_id: Option<AccountId>,
    /// When.
    pub on: NaiveDate,
    /// The day from which the new state holds: the retirement for a grant by right.
    pub holds_from: NaiveDate,
    /// Why, in the words of whoever took it.
    pub reasons: Vec<String>,
    /// The vote it rests on.
    pub vote: Option<BoardVote>,
    /// The clause applied.
    pub ground: Clause,
}

/// A step that may be taken next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedStep {
    /// The step.
    pub action: LifeAction,
    /// Where it leads.
    pub leads_to: Vec<LifeState>,
    /// Who may take it.
    pub by: &'static [Actor],
    /// The first day on which it may be taken, when that is still to come.
    pub from_on: Option<NaiveDate>,
}

/// Every step the rules leave open on a day, with who may take it.
#[must_use]
pub fn allowed_steps(case: &LifeCase, on: NaiveDate) -> Vec<AllowedStep> {
    let open = LifeAction::ALL.iter().copied().filter(|action| check_place(case, *action).is_ok());
    open.map(|action| AllowedStep {
        action,
        leads_to: action.leads_to().iter().copied().filter(|to| Some(*to) != case.state || !is_work(action)).collect(),
        by: action.may_be_taken_by(),
        from_on: first_day(case, action).filter(|first_on| on < *first_on),
    })
    .collect()
}

const fn is_work(action: LifeAction) -> bool {
    matches!(action, LifeAction::Suspend | LifeAction::Reinstate)
}

/// Decides a step.
///
/// # Errors
/// When it is not open, not theirs to take, too early, out of order or without reasons.
pub fn decide_step(case: &LifeCase, step: &LifeStep, policy: &LifePolicy) -> Result<LifeTransition, LifeRefusal> {
    let action = step.decision.action();
    if !action.may_be_taken_by().contains(&step.actor) {
        return Err(LifeRefusal::NotTheirs { action, actor: step.actor });
    }
    check_place(case, action)?;
    check_day(case, action, step.on)?;
    if action.needs_reason() && !step.reasons.iter().any(|reason| !reason.trim().is_empty()) {
        return Err(LifeRefusal::ReasonMissing { action });
    }
    let (to, vote, ground) = match &step.decision {
        LifeDecision::RecordVote(vote) => {
            let result = count(case, vote, policy)?;
            let to = if result.carried { LifeState::GrantedByBoard } else { LifeState::Declined };
            (to, Some(*vote), result.ground)
        }
        decision => (only_end(decision), None, ground(action)),
    };
    Ok(LifeTransition {
        action,
        from: case.state,
        to,
        actor: step.actor,
        account_id: step.account_id,
        on: step.on,
        holds_from: holds_from(case, to, step.on),
        reasons: step.reasons.clone(),
        vote,
        ground,
    })
}

/// What the work now on record does to a Life membership; none when nothing changes.
/// Leaving the work reinstates without a new test.
///
/// # Errors
/// When Life membership was never granted, or the day is before the last step.
pub fn follow_employment(
    case: &LifeCase,
    employments: &[Employment],
    on: NaiveDate,
    policy: &LifePolicy,
) -> Result<Option<LifeTransition>, LifeRefusal> {
    let current = case.state.and_then(LifeState::life_status).ok_or(LifeRefusal::NotALifeMember)?;
    let employment = prevailing(employments, policy).unwrap_or(Employment::None);
    let status = policy.standing(employment).status;
    if status == current {
        return Ok(None);
    }
    let (action, to) = match status {
        LifeStatus::Held => (LifeAction::Reinstate, LifeState::Reinstated),
        LifeStatus::SuspendedFullTimeLocalGovernment => (LifeAction::Suspend, LifeState::SuspendedFullTimeLg),
        LifeStatus::SuspendedOtherEmployment => (LifeAction::Suspend, LifeState::SuspendedOtherEmployment),
    };
    check_day(case, action, on)?;
    Ok(Some(LifeTransition {
        action,
        from: case.state,
        to,
        actor: Actor::System,
        account_id: None,
        on,
        holds_from: on,
        reasons: Vec::new(),
        vote: None,
        ground: explain_status(employment, policy),
    }))
}

/// Whether the state and what was verified leave a step open.
fn check_place(case: &LifeCase, action: LifeAction) -> Result<(), LifeRefusal> {
    if action == LifeAction::Announce {
        return check_announcement(case);
    }
    let state = case.state.filter(|state| action.taken_from().contains(state));
    if state.is_none() {
        return Err(LifeRefusal::StepNotOpen { action, state: case.state });
    }
    if matches!(action, LifeAction::Verify | LifeAction::Suspend | LifeAction::Reinstate) {
        return Ok(());
    }
    let verified = case.verified.ok_or(LifeRefusal::StepNotOpen { action, state: case.state })?;
    match action {
        LifeAction::Grant if !verified.eligible => {
            Err(LifeRefusal::NotEligible { earliest_on: verified.earliest_eligible_on })
        }
        LifeAction::ReferToBoard | LifeAction::Decline if verified.eligible => Err(LifeRefusal::LifeIsDue { action }),
        LifeAction::Appeal if case.board_has_voted => Err(LifeRefusal::BoardHasDecided),
        LifeAction::ReferToBoard | LifeAction::RecordVote | LifeAction::Appeal if !verified.board_path_open => {
            Err(LifeRefusal::BoardPathClosed)
        }
        _ => Ok(()),
    }
}

fn check_announcement(case: &LifeCase) -> Result<(), LifeRefusal> {
    if case.state.is_some() {
        return Err(LifeRefusal::StepNotOpen { action: LifeAction::Announce, state: case.state });
    }
    match case.other {
        Some(state) if state.is_open() => Err(LifeRefusal::LifeApplicationOpen { state }),
        Some(state) if state.life_status().is_some() => Err(LifeRefusal::AlreadyLifeMember { state }),
        _ => Ok(()),
    }
}

fn check_day(case: &LifeCase, action: LifeAction, on: NaiveDate) -> Result<(), LifeRefusal> {
    if let Some(last_on) = case.last_on.filter(|last_on| on < *last_on) {
        return Err(LifeRefusal::BeforeLastStep { on, last_on });
    }
    match first_day(case, action) {
        Some(retired_on) if on < retired_on => Err(LifeRefusal::NotRetiredYet { retired_on }),
        _ => Ok(()),
    }
}

/// Nothing is granted before the retirement, by right or by vote.
fn first_day(case: &LifeCase, action: LifeAction) -> Option<NaiveDate> {
    let grants = matches!(action, LifeAction::Grant | LifeAction::RecordVote);
    case.verified.filter(|_| grants).map(|verified| verified.retired_on)
}

fn count(case: &LifeCase, vote: &BoardVote, policy: &LifePolicy) -> Result<VoteResult, LifeRefusal> {
    let retired_on = case.verified.map_or(NaiveDate::MIN, |verified| verified.retired_on);
    let majority = &policy.rules.on(retired_on).board_majority_of;
    Ok(vote.result(majority, &policy.sources, ("life.board_grant.vote", "grant"))?)
}

const fn only_end(decision: &LifeDecision) -> LifeState {
    match decision {
        LifeDecision::Announce => LifeState::Requested,
        LifeDecision::Verify(_) => LifeState::Verified,
        LifeDecision::Grant => LifeState::Granted,
        LifeDecision::ReferToBoard | LifeDecision::Appeal | LifeDecision::RecordVote(_) => LifeState::ReferredToBoard,
        LifeDecision::Decline => LifeState::Declined,
    }
}

fn holds_from(case: &LifeCase, to: LifeState, on: NaiveDate) -> NaiveDate {
    match (to, case.verified) {
        (LifeState::Granted, Some(verified)) => verified.retired_on,
        _ => on,
    }
}

fn ground(action: LifeAction) -> Clause {
    let (source, detail) = match action {
        LifeAction::Announce => (cited::SEED, "a member announces a retirement or gets in touch"),
        LifeAction::Verify => (cited::SEED, "staff checks the eligibility"),
        LifeAction::Grant => (cited::ARTICLE, "one of the two paths is met, so the person shall become a Life member"),
        LifeAction::ReferToBoard => (cited::ARTICLE, "neither path is met; the board may grant it by vote"),
        LifeAction::Decline => (cited::ARTICLE, "neither path is met"),
        LifeAction::Appeal => (cited::ASSUMPTION, "a refusal by staff may be taken to the board once"),
        LifeAction::RecordVote => (cited::ARTICLE, "the board decides by vote"),
        LifeAction::Suspend | LifeAction::Reinstate => (cited::SEED, "Life status follows the work on record"),
    };
    Clause::new(format!("life.process.{action}"), source, detail)
}
