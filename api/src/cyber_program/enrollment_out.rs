//! A registration on the wire: where it stands, what it costs, every step ever taken on it, and those that are open.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Refuse;
use guildhall_domain::cyber_program::{
    Cohort, CyberProgramPolicy, Discipline, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision,
    EnrollmentState, EnrollmentStep, FixedPrice, MembershipStanding, PriceRow, Settlement, Withdrawal,
    decide_enrollment,
};
use guildhall_domain::ids::{AccountId, BreakoutGroupId, OrganizationId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, EnrollmentRecord, EnrollmentStepRecord};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::{money, seats};
use super::codes::{MembershipStandingCode, PriceRowCode};
use super::seat_codes::{
    DisciplineCode, EnrollmentActionCode, EnrollmentActorCode, EnrollmentStateCode, SettlementCode,
};
use crate::app::App;
use crate::http::problem::Problem;
use crate::wire::ClauseOut;

/// A registration in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentSummary)]
pub struct EnrollmentSummaryOut {
    /// Id of the registration.
    id: Uuid,
    /// The cohort.
    cohort_id: Uuid,
    /// Whose it is.
    account_id: Uuid,
    /// Where it stands.
    #[schema(value_type = EnrollmentStateCode)]
    state: EnrollmentState,
    /// How many wait up to and including this person; null for everybody who does not wait.
    #[schema(required, minimum = 1, maximum = 1_000_000, example = 3)]
    waitlist_position: Option<u32>,
    /// What the seat costs, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    price_cents: i64,
    /// When the seat is to be paid; null while there is none, and when nothing is to be paid.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// When it was made.
    registered_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl EnrollmentSummaryOut {
    /// The registration of somebody who is so far in the queue.
    pub fn of(record: &EnrollmentRecord, waitlist_position: Option<u32>) -> Self {
        EnrollmentSummaryOut {
            id: record.id.uuid(),
            cohort_id: record.cohort_id.uuid(),
            account_id: record.account_id.uuid(),
            state: record.state,
            waitlist_position,
            price_cents: record.price.price.amount.cents(),
            payment_due_on: record.payment_due_on,
            registered_at: record.registered_at,
            updated_at: record.updated_at,
        }
    }
}

/// A registration for a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = Enrollment)]
pub struct EnrollmentOut {
    /// Id of the registration.
    id: Uuid,
    /// The cohort.
    cohort_id: Uuid,
    /// Whose it is.
    account_id: Uuid,
    /// Where it stands.
    #[schema(value_type = EnrollmentStateCode)]
    state: EnrollmentState,
    /// Its place in the order in which people came; no other of the cohort has it.
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 17)]
    place: i64,
    /// How many wait up to and including this person; null for everybody who does not wait.
    #[schema(required, minimum = 1, maximum = 1_000_000, example = 3)]
    waitlist_position: Option<u32>,
    /// What the seat costs, as fixed on the day of registration; neither list nor standing change it later.
    price: EnrollmentPriceOut,
    /// How the seat is to be paid.
    #[schema(value_type = SettlementCode)]
    settlement: Settlement,
    /// The organization that is billed; null when it is the person.
    #[schema(required)]
    bill_to_organization_id: Option<Uuid>,
    /// The payer's purchase order; null when there is none. It is not a payment.
    #[schema(required, max_length = 64, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
    /// When the seat is to be paid; null while there is none, and when nothing is to be paid.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// The invoice; null while nothing is billed, and once it is void.
    #[schema(required)]
    invoice_id: Option<Uuid>,
    /// What is paid on it, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 0)]
    paid_cents: i64,
    /// The field the person works in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// How many people the person's community has; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 114_394)]
    population: Option<i64>,
    /// The state or province of the community, two capital letters; null when unknown.
    #[schema(required, max_length = 2, example = "IL")]
    community_state: Option<String>,
    /// The breakout group; null before groups are made.
    #[schema(required)]
    breakout_group_id: Option<Uuid>,
    /// The day on which the program was completed; null before.
    #[schema(required, example = "2025-06-29")]
    completed_on: Option<NaiveDate>,
    /// Clauses applied on registering, in order.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Every step ever taken, the first one first.
    #[schema(max_items = 1000)]
    steps: Vec<EnrollmentStepOut>,
    /// The steps that are open, and to whom.
    #[schema(max_items = 6)]
    next_steps: Vec<EnrollmentNextStepOut>,
    /// The day of registration, by the cohort's calendar.
    #[schema(example = "2025-03-01")]
    registered_on: NaiveDate,
    /// Who registered: the person, or staff.
    registered_by: Uuid,
    /// When.
    registered_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// The price of a seat, fixed.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentPrice)]
pub struct EnrollmentPriceOut {
    /// The day it was fixed on.
    #[schema(example = "2025-03-01")]
    fixed_on: NaiveDate,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// What is to be paid, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    amount_cents: i64,
    /// What non-members pay, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 249_500)]
    list_price_cents: i64,
    /// The difference of the two, in cents; never a percentage.
    #[schema(minimum = 0, maximum = 100_000_000, example = 50_000)]
    saving_cents: i64,
    /// The standing it follows from.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
    /// The row of the list that sets it.
    #[schema(value_type = PriceRowCode)]
    price_row: PriceRow,
    /// Version of the price list.
    #[schema(max_length = 64, example = "published")]
    price_list_version: String,
    /// True when the amount is a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
}

impl From<FixedPrice> for EnrollmentPriceOut {
    fn from(fixed: FixedPrice) -> Self {
        EnrollmentPriceOut {
            fixed_on: fixed.fixed_on,
            currency: "USD",
            amount_cents: fixed.price.amount.cents(),
            list_price_cents: fixed.price.list_price.cents(),
            saving_cents: fixed.price.saving.cents(),
            membership_standing: fixed.price.membership_standing,
            price_row: fixed.price.price_row,
            price_list_version: fixed.price_list.version,
            provisional: fixed.price.provisional,
        }
    }
}

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
    /// True when the terms are a provisional assumption of ours.
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

/// Whole registrations, with their histories. For few: each is asked for by itself.
///
/// # Errors
/// Those of any read.
pub async fn shown(app: &App, db: &impl Read, records: Vec<EnrollmentRecord>) -> Result<Vec<EnrollmentOut>, Problem> {
    let waiting = records.iter().filter(|record| record.state == EnrollmentState::Waitlisted);
    let positions = store::waitlist_positions(db, waiting.map(|record| record.cohort_id)).await?;
    let mut shown = Vec::with_capacity(records.len());
    for record in records {
        let position = positions.get(&record.id).copied();
        shown.push(enrollment_out(app, db, record, position).await?);
    }
    Ok(shown)
}

/// One registration, with its history.
///
/// # Errors
/// Those of any read.
pub async fn shown_one(app: &App, db: &impl Read, record: EnrollmentRecord) -> Result<EnrollmentOut, Problem> {
    let mut shown = shown(app, db, vec![record]).await?;
    shown.pop().ok_or_else(|| Problem::new(&crate::http::problem::INTERNAL))
}

async fn enrollment_out(
    app: &App,
    db: &impl Read,
    record: EnrollmentRecord,
    waitlist_position: Option<u32>,
) -> Result<EnrollmentOut, Problem> {
    let cohort = store::load_cohort(db, record.cohort_id).await?.cohort;
    let steps = store::steps_of_enrollment(db, record.id).await?;
    let billed = money::billed(db, record.id).await?;
    let case = seats::case_of(&record, billed);
    let today = cohort.date_at(app.clock.now());
    let registered = steps.first().map(|step| step.explanation.clone()).unwrap_or_default();
    Ok(EnrollmentOut {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        account_id: record.account_id.uuid(),
        state: record.state,
        place: record.place,
        waitlist_position,
        price: record.price.into(),
        settlement: record.settlement,
        bill_to_organization_id: record.bill_to_organization_id.map(OrganizationId::uuid),
        purchase_order_number: record.purchase_order_number,
        payment_due_on: record.payment_due_on,
        invoice_id: billed.map(|billed| billed.invoice_id.uuid()),
        paid_cents: case.paid.cents(),
        discipline: record.discipline,
        population: record.population,
        community_state: record.state_code,
        breakout_group_id: record.group.map(|group| BreakoutGroupId::uuid(group.group_id)),
        completed_on: record.completed_on,
        explanation: registered.into_iter().map(ClauseOut::from).collect(),
        steps: steps.into_iter().map(EnrollmentStepOut::from).collect(),
        next_steps: next_steps(&case, &cohort, today, &app.policies.cyber_program),
        registered_on: record.registered_on,
        registered_by: record.registered_by.uuid(),
        registered_at: record.registered_at,
        updated_at: record.updated_at,
    })
}

/// The steps that the rules would let somebody take, today or from a day on.
fn next_steps(
    case: &EnrollmentCase,
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
        Some(EnrollmentNextStepOut { step: action, leads_to: taken.to, by: by.to_vec(), from_on, withdrawal })
    };
    decisions.into_iter().filter_map(open).collect()
}
