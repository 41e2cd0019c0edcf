//! The steps of a registration on the wire: every one ever taken, and those that are open.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Refuse;
use guildhall_domain::cyber_program::{
    Cohort, CyberProgramPolicy, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentState,
    EnrollmentStep, Withdrawal, decide_enrollment,
};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::cyber_program::EnrollmentStepRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::codes::{EnrollmentActionCode, EnrollmentActorCode, EnrollmentStateCode};
use crate::wire::ClauseOut;

/// A step taken.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentStep)]
pub struct EnrollmentStepOut {
    /// The step.
    #[schema(value_type = EnrollmentActionCode)]
    step: EnrollmentAction,
    /// Where the registration stood; null for the first.
    #[schema(required, value_type = Option<EnrollmentStateCode>)]
    from: Option<EnrollmentState>,
    /// Where it stands since.
    #[schema(value_type = EnrollmentStateCode)]
    to: EnrollmentState,
    /// In which capacity it was taken.
    #[schema(value_type = EnrollmentActorCode)]
    actor: EnrollmentActor,
    /// By which account; null when it followed from the record.
    #[schema(required)]
    account_id: Option<Uuid>,
    /// When, by the cohort's calendar.
    #[schema(example = "2025-03-01")]
    taken_on: NaiveDate,
    /// When.
    taken_at: DateTime<Utc>,
    /// When the seat is to be paid, for a step that gave one; null otherwise.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// What leaving came to; null for every other step, and when nothing was kept or paid.
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

/// What leaving comes to: paid and still owed are what is kept and refunded.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentWithdrawal)]
pub struct WithdrawalOut {
    /// Hundredths of the price that are given back.
    #[schema(minimum = 0, maximum = 100, example = 50)]
    percent: u32,
    /// What of the price is kept, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 99_750)]
    kept_cents: i64,
    /// What is paid back, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 99_750)]
    refund_cents: i64,
    /// What is still to be paid, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 0)]
    still_owed_cents: i64,
    /// Version of the terms, which are those of the day of registration.
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

/// A step that is open.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentNextStep)]
pub struct EnrollmentNextStepOut {
    /// The step.
    #[schema(value_type = EnrollmentActionCode)]
    step: EnrollmentAction,
    /// Where it leads.
    #[schema(value_type = EnrollmentStateCode)]
    leads_to: EnrollmentState,
    /// Who may take it.
    #[schema(value_type = Vec<EnrollmentActorCode>, max_items = 4)]
    by: Vec<EnrollmentActor>,
    /// The first day on which it may be taken; null when that is today or past.
    #[schema(required, example = "2025-04-01")]
    from_on: Option<NaiveDate>,
    /// What it would come to today; null when nothing is kept or paid back.
    #[schema(required)]
    withdrawal: Option<WithdrawalOut>,
}

/// The steps that the rules would let somebody take, today or from a day on.
pub fn next_steps(
    case: &EnrollmentCase,
    has_buyer: bool,
    cohort: &Cohort,
    today: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Vec<EnrollmentNextStepOut> {
    let decisions = [EnrollmentDecision::Promote, EnrollmentDecision::Withdraw, EnrollmentDecision::Release];
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
