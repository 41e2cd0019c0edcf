//! The steps of an enrollment on the wire: those taken, and those that are possible.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Refuse;
use guildhall_domain::cyber_program::{
    Cohort, CyberProgramPolicy, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentState,
    EnrollmentStep, Withdrawal, decide_enrollment, offer_expires_at,
};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::cyber_program::EnrollmentStepRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::codes::{EnrollmentActionCode, EnrollmentActorCode, EnrollmentStateCode};
use crate::wire::ClauseOut;

/// A step that was taken.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentStep)]
pub struct EnrollmentStepOut {
    /// Which step.
    #[schema(value_type = EnrollmentActionCode)]
    step: EnrollmentAction,
    /// State before the step; null for the first step.
    #[schema(required, value_type = Option<EnrollmentStateCode>)]
    from: Option<EnrollmentState>,
    /// State after the step.
    #[schema(value_type = EnrollmentStateCode)]
    to: EnrollmentState,
    /// Capacity in which the step was taken.
    #[schema(value_type = EnrollmentActorCode)]
    actor: EnrollmentActor,
    /// Account that took the step; null when it happened automatically.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// Day of the step, in the cohort's time zone.
    #[schema(example = "2025-03-01")]
    taken_on: NaiveDate,
    /// When the step was taken.
    taken_at: DateTime<Utc>,
    /// Day the payment is due, for a step that gave a seat; null otherwise.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// Result of leaving; null for other steps, and when nothing was kept or refunded.
    #[schema(required)]
    withdrawal: Option<WithdrawalOut>,
    /// Clauses applied, in order.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

impl From<EnrollmentStepRecord> for EnrollmentStepOut {
    fn from(step: EnrollmentStepRecord) -> Self {
        EnrollmentStepOut {
            step: step.action,
            from: step.from,
            to: step.to,
            actor: step.actor,
            account_id: step.account_id.map(AccountId::uuid),
            taken_on: step.on,
            taken_at: step.at,
            payment_due_on: step.payment_due_on,
            withdrawal: step.withdrawal.map(WithdrawalOut::from),
            explanation: step.explanation.into_iter().map(ClauseOut::from).collect(),
        }
    }
}

/// Financial result of leaving: paid plus still owed equals kept plus refunded.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentWithdrawal)]
pub struct WithdrawalOut {
    /// Percentage of the price that is given back.
    #[schema(minimum = 0, maximum = 100, example = 50)]
    percent: u32,
    /// Part of the price that the association keeps, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 99_750)]
    kept_cents: i64,
    /// Amount refunded, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 99_750)]
    refund_cents: i64,
    /// Amount still owed, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 0)]
    still_owed_cents: i64,
    /// Version of the terms in force on the day of registration.
    #[schema(max_length = 64, example = "2026-1")]
    terms_version: String,
    /// True when the terms are a default of this software; the association has published none.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses applied, in order.
    #[schema(max_items = 10)]
    explanation: Vec<ClauseOut>,
}

impl From<Withdrawal> for WithdrawalOut {
    fn from(withdrawal: Withdrawal) -> Self {
        WithdrawalOut {
            percent: withdrawal.percent,
            kept_cents: withdrawal.kept.cents(),
            refund_cents: withdrawal.refund.cents(),
            still_owed_cents: withdrawal.still_owed.cents(),
            terms_version: withdrawal.terms_version,
            provisional: withdrawal.provisional,
            explanation: withdrawal.explanation.into_iter().map(ClauseOut::from).collect(),
        }
    }
}

/// A step that is possible now or from a later day.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentNextStep)]
pub struct EnrollmentNextStepOut {
    /// Which step.
    #[schema(value_type = EnrollmentActionCode)]
    step: EnrollmentAction,
    /// State after the step.
    #[schema(value_type = EnrollmentStateCode)]
    leads_to: EnrollmentState,
    /// Who can take the step.
    #[schema(value_type = Vec<EnrollmentActorCode>, max_items = 4)]
    by: Vec<EnrollmentActor>,
    /// First day on which the step is possible; null when it is possible today.
    #[schema(required, example = "2025-04-01")]
    from_on: Option<NaiveDate>,
    /// Result if the step were taken today; null when nothing is kept or refunded.
    #[schema(required)]
    withdrawal: Option<WithdrawalOut>,
}

/// The steps that the rules allow somebody, today or from a later day.
pub fn next_steps(
    case: &EnrollmentCase,
    has_buyer: bool,
    cohort: &Cohort,
    now: DateTime<Utc>,
    policy: &CyberProgramPolicy,
) -> Vec<EnrollmentNextStepOut> {
    let today = cohort.date_at(now);
    let whether_it_gets_a_seat = match case.owes_nothing() {
        true => EnrollmentDecision::Promote,
        false => EnrollmentDecision::Offer(offer_expires_at(now, cohort, policy)),
    };
    let decisions = [
        whether_it_gets_a_seat,
        EnrollmentDecision::Accept(now),
        EnrollmentDecision::Decline,
        EnrollmentDecision::Withdraw,
        EnrollmentDecision::Release,
    ];
    let open = |decision: EnrollmentDecision<'_>| {
        let (action, by) = (decision.action(), decision.action().may_be_taken_by());
        let step = |on| EnrollmentStep { decision, actor: by[0], on };
        let (taken, from_on) = match decide_enrollment(case, &step(today), cohort, policy) {
            Ok(taken) => (taken, None),
            Err(refusal) => {
                let from_on = refusal.earliest_on()?;
                (decide_enrollment(case, &step(from_on), cohort, policy).ok()?, Some(from_on))
            }
        };
        let withdrawal = taken.withdrawal.map(WithdrawalOut::from);
        let by = by.iter().copied().filter(|actor| has_buyer || *actor != EnrollmentActor::Buyer).collect();
        Some(EnrollmentNextStepOut { step: action, leads_to: taken.to, by, from_on, withdrawal })
    };
    decisions.into_iter().filter_map(open).collect()
}
