//! One enrollment for a cohort: a seat, a place in the queue for one, or what became of it.
//!
//! Invariants: one person has one enrollment for a cohort that was not given up; places
//! of a cohort are given once, under the lock of its row; the price is the one fixed on
//! enrolling.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{
    AgreedDay, Discipline, EnrollmentState, FixedPrice, GroupSpell, QueueEntry, Settlement,
};
use guildhall_domain::{AccountId, BreakoutGroupId, Cents, CohortId, EnrollmentId, OrganizationId, SeatPurchaseId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::{code, from_json, instant, instant_or_none, micros, to_json};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(in crate::cyber_program) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_enrollments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub account_id: Uuid,
        pub state: String,
        pub place: i64,
        pub settlement: String,
        pub bill_to_organization_id: Option<Uuid>,
        pub purchase_order_number: Option<String>,
        pub price_json: String,
        pub price_cents: i64,
        pub payment_due_on: Option<chrono::NaiveDate>,
        pub discipline: String,
        pub population: Option<i64>,
        pub state_code: Option<String>,
        pub breakout_group_id: Option<Uuid>,
        pub group_since: Option<i64>,
        pub completion_json: Option<String>,
        pub completed_on: Option<chrono::NaiveDate>,
        pub offer_expires_at: Option<i64>,
        pub seat_purchase_id: Option<Uuid>,
        pub purchase_line: Option<i32>,
        pub kept_cents: Option<i64>,
        pub vacated_at: Option<i64>,
        pub takes_over_id: Option<Uuid>,
        pub registered_on: chrono::NaiveDate,
        pub registered_by: Uuid,
        pub registered_at: i64,
        pub updated_at: i64,
        pub version: i64,
        pub agreed_starts_on: Option<chrono::NaiveDate>,
        pub withdraw_free_until: Option<chrono::NaiveDate>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// The purchase that an enrollment belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfPurchase {
    /// The purchase.
    pub id: SeatPurchaseId,
    /// Its line on the invoice of the purchase; none when it has an invoice of its own.
    pub line: Option<i32>,
}

/// A seat that was given up and sold again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resale {
    /// What stays charged for the seat that was given up; none when nothing does.
    pub kept: Option<Cents>,
    /// When it was given up, until somebody takes it.
    pub vacated_at: Option<DateTime<Utc>>,
    /// The enrollment whose seat this one took.
    pub takes_over: Option<EnrollmentId>,
}

/// An enrollment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrollmentRecord {
    /// The enrollment's id.
    pub id: EnrollmentId,
    /// The cohort.
    pub cohort_id: CohortId,
    /// The account of the participant.
    pub account_id: AccountId,
    /// The present state.
    pub state: EnrollmentState,
    /// Its place in the queue, which no other of the cohort has.
    pub place: i64,
    /// How the seat is to be paid.
    pub settlement: Settlement,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order; not a payment.
    pub purchase_order_number: Option<String>,
    /// What the seat costs.
    pub price: FixedPrice,
    /// When it is to be paid; none before there is a seat.
    pub payment_due_on: Option<NaiveDate>,
    /// The field the person works in.
    pub discipline: Discipline,
    /// How many people the person's community has.
    pub population: Option<i64>,
    /// The state or province, two capital letters.
    pub state_code: Option<String>,
    /// The breakout group, and since when.
    pub group: Option<GroupSpell>,
    /// Why the program is or is not completed, as it was told at the end.
    pub completion: Option<serde_json::Value>,
    /// The day of completion.
    pub completed_on: Option<NaiveDate>,
    /// Until when the seat that is offered can be accepted.
    pub offer_expires_at: Option<DateTime<Utc>>,
    /// The purchase that it belongs to.
    pub purchase: Option<OfPurchase>,
    /// What stays charged for a seat that was given up, and what became of the seat.
    pub resale: Resale,
    /// The day of enrollment.
    pub registered_on: NaiveDate,
    /// Who enrolled the person.
    pub registered_by: AccountId,
    /// When.
    pub registered_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
    /// What the person knows of a first day that moved.
    pub agreed: AgreedDay,
}

/// An enrollment, if it exists.
pub async fn find_enrollment(db: &dyn Read, id: EnrollmentId) -> Result<Option<EnrollmentRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(EnrollmentRecord::try_from).transpose()
}

/// An enrollment that must exist. Whoever changes it holds its cohort's row.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_enrollment(db: &dyn Read, id: EnrollmentId) -> Result<EnrollmentRecord, StoreError> {
    find_enrollment(db, id).await?.ok_or(StoreError::NotFound("enrollment"))
}

/// A person's enrollment for a cohort that was not given up, if there is one.
pub async fn find_open_enrollment(
    db: &dyn Read,
    cohort: CohortId,
    account: AccountId,
) -> Result<Option<EnrollmentRecord>, StoreError> {
    let left = EnrollmentState::ALL.iter().copied().filter(|state| state.has_left()).map(EnrollmentState::as_str);
    let row = Entity::find()
        .filter(Column::CohortId.eq(cohort.uuid()))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::State.is_not_in(left))
        .one(&db)
        .await?;
    row.map(EnrollmentRecord::try_from).transpose()
}

/// Every enrollment of a cohort with its place and state, the first in the queue first.
pub async fn queue_of(db: &dyn Read, cohort: CohortId) -> Result<Vec<QueueEntry>, StoreError> {
    let rows: Vec<(Uuid, i64, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Place, Column::State])
        .filter(Column::CohortId.eq(cohort.uuid()))
        .order_by_asc(Column::Place)
        .into_tuple()
        .all(&db)
        .await?;
    let entry = |(id, sequence, state): (Uuid, i64, String)| {
        Ok(QueueEntry { enrollment_id: id.into(), sequence, state: code(&state)? })
    };
    rows.into_iter().map(entry).collect()
}

/// Inserts an enrollment.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_open` when the person has another for the cohort;
/// the transaction can continue.
pub async fn insert_enrollment(tx: &Tx, record: &EnrollmentRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(record)?, "cyber_enrollments.one_open").await
}

/// Saves a changed enrollment over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_enrollment(tx: &Tx, record: &EnrollmentRecord) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(record)?).await
}

/// The breakout group in a row, and since when.
pub(in crate::cyber_program) fn group_of(
    group: Option<Uuid>,
    since: Option<i64>,
) -> Result<Option<GroupSpell>, StoreError> {
    let since = instant_or_none(since)?;
    Ok(group.zip(since).map(|(group, since)| GroupSpell { group_id: BreakoutGroupId::new(group), since }))
}

impl TryFrom<Model> for EnrollmentRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(EnrollmentRecord {
            id: row.id.into(),
            cohort_id: row.cohort_id.into(),
            account_id: row.account_id.into(),
            state: code(&row.state)?,
            place: row.place,
            settlement: code(&row.settlement)?,
            bill_to_organization_id: row.bill_to_organization_id.map(OrganizationId::new),
            purchase_order_number: row.purchase_order_number,
            price: from_json(&row.price_json)?,
            payment_due_on: row.payment_due_on,
            discipline: code(&row.discipline)?,
            population: row.population,
            state_code: row.state_code,
            group: group_of(row.breakout_group_id, row.group_since)?,
            completion: row.completion_json.as_deref().map(from_json).transpose()?,
            completed_on: row.completed_on,
            offer_expires_at: instant_or_none(row.offer_expires_at)?,
            purchase: row.seat_purchase_id.map(|id| OfPurchase { id: id.into(), line: row.purchase_line }),
            resale: Resale {
                kept: row.kept_cents.map(Cents::new),
                vacated_at: instant_or_none(row.vacated_at)?,
                takes_over: row.takes_over_id.map(EnrollmentId::new),
            },
            registered_on: row.registered_on,
            registered_by: row.registered_by.into(),
            registered_at: instant(row.registered_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
            agreed: AgreedDay { agreed: row.agreed_starts_on, withdraw_free_until: row.withdraw_free_until },
        })
    }
}

fn row_of(record: &EnrollmentRecord) -> Result<Model, StoreError> {
    Ok(Model {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        account_id: record.account_id.uuid(),
        state: record.state.as_str().to_owned(),
        place: record.place,
        settlement: record.settlement.as_str().to_owned(),
        bill_to_organization_id: record.bill_to_organization_id.map(OrganizationId::uuid),
        purchase_order_number: record.purchase_order_number.clone(),
        price_json: to_json(&record.price)?,
        price_cents: record.price.price.amount.cents(),
        payment_due_on: record.payment_due_on,
        discipline: record.discipline.as_str().to_owned(),
        population: record.population,
        state_code: record.state_code.clone(),
        breakout_group_id: record.group.map(|spell| spell.group_id.uuid()),
        group_since: record.group.map(|spell| micros(spell.since)),
        completion_json: record.completion.as_ref().map(to_json).transpose()?,
        completed_on: record.completed_on,
        offer_expires_at: record.offer_expires_at.map(micros),
        seat_purchase_id: record.purchase.map(|purchase| purchase.id.uuid()),
        purchase_line: record.purchase.and_then(|purchase| purchase.line),
        kept_cents: record.resale.kept.map(Cents::cents),
        vacated_at: record.resale.vacated_at.map(micros),
        takes_over_id: record.resale.takes_over.map(EnrollmentId::uuid),
        registered_on: record.registered_on,
        registered_by: record.registered_by.uuid(),
        registered_at: micros(record.registered_at),
        updated_at: micros(record.updated_at),
        version: record.version,
        agreed_starts_on: record.agreed.agreed,
        withdraw_free_until: record.agreed.withdraw_free_until,
    })
}
