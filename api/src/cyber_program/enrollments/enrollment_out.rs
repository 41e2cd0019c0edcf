//! An enrollment on the wire: its state, its price and its steps.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{
    Discipline, EnrollmentState, FixedPrice, MembershipStanding, PriceRow, Settlement, state_at,
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

/// An enrollment in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentSummary)]
pub struct EnrollmentSummaryOut {
    /// Id of the enrollment.
    id: Uuid,
    /// Cohort that the person is enrolled in.
    cohort_id: Uuid,
    /// Account of the participant.
    account_id: Uuid,
    /// State of the enrollment.
    #[schema(value_type = EnrollmentStateCode)]
    state: EnrollmentState,
    /// Position on the waitlist, from 1; null for people who are not on it.
    #[schema(required, minimum = 1, maximum = 1_000_000, example = 3)]
    waitlist_position: Option<u32>,
    /// Price of the seat, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    price_cents: i64,
    /// Day the payment is due. Null while there is no seat, when nothing is owed, and after the seat was given up; the
    /// invoice then shows what is owed.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// Until when the seat that is offered can be accepted; null unless one is.
    #[schema(required)]
    offer_expires_at: Option<DateTime<Utc>>,
    /// When the person registered.
    registered_at: DateTime<Utc>,
    /// When the enrollment last changed.
    updated_at: DateTime<Utc>,
}

impl EnrollmentSummaryOut {
    /// The enrollment of somebody with this position on the waitlist, as it stands now.
    pub fn of(record: &EnrollmentRecord, waitlist_position: Option<u32>, now: DateTime<Utc>) -> Self {
        EnrollmentSummaryOut {
            id: record.id.uuid(),
            cohort_id: record.cohort_id.uuid(),
            account_id: record.account_id.uuid(),
            state: state_at(record.state, record.offer_expires_at, now),
            waitlist_position,
            price_cents: record.price.price.amount.cents(),
            payment_due_on: record.payment_due_on,
            offer_expires_at: record.offer_expires_at,
            registered_at: record.registered_at,
            updated_at: record.updated_at,
        }
    }
}

/// An enrollment in a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = Enrollment)]
pub struct EnrollmentOut {
    /// Id of the enrollment.
    id: Uuid,
    /// Cohort that the person is enrolled in.
    cohort_id: Uuid,
    /// Account of the participant.
    account_id: Uuid,
    /// State of the enrollment.
    #[schema(value_type = EnrollmentStateCode)]
    state: EnrollmentState,
    /// Number in the order of registration, unique within the cohort.
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 17)]
    place: i64,
    /// Position on the waitlist, from 1; null for people who are not on it.
    #[schema(required, minimum = 1, maximum = 1_000_000, example = 3)]
    waitlist_position: Option<u32>,
    /// Price of the seat, fixed on the day of registration. Later changes of the price list or of standing do not change it.
    price: EnrollmentPriceOut,
    /// How the seat is paid.
    #[schema(value_type = SettlementCode)]
    settlement: Settlement,
    /// Organization that is billed; null when the participant is.
    #[schema(required)]
    bill_to_organization_id: Option<Uuid>,
    /// Number of the payer's purchase order; null when there is none. It is not a payment.
    #[schema(required, max_length = 64, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
    /// Day the payment is due. Null while there is no seat, when nothing is owed, and after the seat was given up; the
    /// invoice then shows what is owed.
    #[schema(required, example = "2025-03-31")]
    payment_due_on: Option<NaiveDate>,
    /// Until when the seat that is offered can be accepted; null unless one is.
    #[schema(required)]
    offer_expires_at: Option<DateTime<Utc>>,
    /// Purchase that the seat belongs to; null when it was not bought with others.
    #[schema(required)]
    seat_purchase_id: Option<Uuid>,
    /// Last day on which withdrawing costs nothing, because the association moved the first day; null without such a day.
    #[schema(required, example = "2025-03-15")]
    withdraw_free_until: Option<NaiveDate>,
    /// Invoice for the seat, or of the purchase that it belongs to; null while nothing is billed and after it was voided.
    #[schema(required)]
    invoice_id: Option<Uuid>,
    /// Amount paid on the invoice for this seat, in US cents. Of a purchase: what is left when its other seats are paid.
    #[schema(minimum = 0, maximum = 100_000_000, example = 0)]
    paid_cents: i64,
    /// Field the person works in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// Population of the community the person works for; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 114_394)]
    population: Option<i64>,
    /// State or province of the community: two capital letters; null when unknown.
    #[schema(required, max_length = 2, example = "IL")]
    community_state: Option<String>,
    /// Breakout group; null before groups are formed.
    #[schema(required)]
    breakout_group_id: Option<Uuid>,
    /// Day the program was completed; null before.
    #[schema(required, example = "2025-06-29")]
    completed_on: Option<NaiveDate>,
    /// Clauses applied at registration, in order.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Steps taken, oldest first.
    #[schema(max_items = 1000)]
    steps: Vec<EnrollmentStepOut>,
    /// Steps that are possible now or from a later day, and who can take them.
    #[schema(max_items = 6)]
    next_steps: Vec<EnrollmentNextStepOut>,
    /// Day of registration, in the cohort's time zone.
    #[schema(example = "2025-03-01")]
    registered_on: NaiveDate,
    /// Account that made the enrollment: the participant or staff.
    registered_by: Uuid,
    /// When the person registered.
    registered_at: DateTime<Utc>,
    /// When the enrollment last changed.
    updated_at: DateTime<Utc>,
}

/// The fixed price of a seat.
#[derive(Serialize, ToSchema)]
#[schema(as = EnrollmentPrice)]
pub struct EnrollmentPriceOut {
    /// Day the price was fixed.
    #[schema(example = "2025-03-01")]
    fixed_on: NaiveDate,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Price to pay, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    amount_cents: i64,
    /// Price for nonmembers, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 249_500)]
    list_price_cents: i64,
    /// List price minus price to pay, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 50_000)]
    saving_cents: i64,
    /// Membership standing that the price follows from.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
    /// Row of the price list that sets the price.
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

/// Whole enrollments with their steps. Each costs queries of its own, so only for a few.
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

/// One enrollment with its steps.
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
    let billed = money::billed(db, &record).await?;
    let mut record = money::readdressed(record, billed.as_ref());
    let now = app.clock.now();
    record.state = state_at(record.state, record.offer_expires_at, now);
    let case = seats::case_of(&record, billed.as_ref());
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
        offer_expires_at: record.offer_expires_at,
        seat_purchase_id: record.purchase.map(|purchase| purchase.id.uuid()),
        withdraw_free_until: record.agreed.withdraw_free_until,
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
            now,
            &app.policies.cyber_program,
        ),
        registered_on: record.registered_on,
        registered_by: record.registered_by.uuid(),
        registered_at: record.registered_at,
        updated_at: record.updated_at,
    })
}
