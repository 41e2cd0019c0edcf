//! A registration on the wire: where it stands, what it costs, and its steps.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{
    Discipline, EnrollmentState, FixedPrice, MembershipStanding, PriceRow, Settlement,
};
use guildhall_domain::ids::{BreakoutGroupId, OrganizationId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, EnrollmentRecord};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::{money, seats};
use super::codes::{DisciplineCode, EnrollmentStateCode, SettlementCode};
use super::enrollment_steps_out::{EnrollmentNextStepOut, EnrollmentStepOut, next_steps};
use crate::app::App;
use crate::cyber_program::codes::{MembershipStandingCode, PriceRowCode};
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
    /// When the seat is to be paid; null while there is none, when nothing is to be paid, and once the seat was given up:
    /// what is owed then stands on the invoice.
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
    /// When the seat is to be paid; null while there is none, when nothing is to be paid, and once the seat was given up:
    /// what is owed then stands on the invoice.
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
    /// True when the amount is a default of this software; the association has published no figure.
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

/// Whole registrations, with their histories. For few: each is asked for by itself.
///
/// # Errors
/// Those of any read.
pub async fn shown(app: &App, db: &dyn Read, records: Vec<EnrollmentRecord>) -> Result<Vec<EnrollmentOut>, Problem> {
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
pub async fn shown_one(app: &App, db: &dyn Read, record: EnrollmentRecord) -> Result<EnrollmentOut, Problem> {
    let mut shown = shown(app, db, vec![record]).await?;
    shown.pop().ok_or_else(|| Problem::new(&crate::http::problem::INTERNAL))
}

async fn enrollment_out(
    app: &App,
    db: &dyn Read,
    record: EnrollmentRecord,
    waitlist_position: Option<u32>,
) -> Result<EnrollmentOut, Problem> {
    let cohort = store::load_cohort(db, record.cohort_id).await?.cohort;
    let steps = store::steps_of_enrollment(db, record.id).await?;
    let billed = money::billed(db, record.id).await?;
    let record = money::readdressed(record, billed.as_ref());
    let case = seats::case_of(&record, billed.as_ref());
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
        next_steps: next_steps(
            &case,
            record.bill_to_organization_id.is_some(),
            &cohort,
            today,
            &app.policies.cyber_program,
        ),
        registered_on: record.registered_on,
        registered_by: record.registered_by.uuid(),
        registered_at: record.registered_at,
        updated_at: record.updated_at,
    })
}
