//! Refunds: due once, paid once.
//!
//! Invariant: one reference of one method pays one refund.

use guildhall_domain::billing::{Payout, Refund, RefundSource, RefundState};
use guildhall_domain::{Cents, CreditNoteId, InvoiceId, PaymentId, RefundId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};

use crate::columns::{code, instant, instant_or_none, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "refunds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub invoice_id: Uuid,
        pub credit_note_id: Option<Uuid>,
        pub payment_id: Option<Uuid>,
        pub amount_cents: i64,
        pub state: String,
        pub reason: String,
        pub due_since: chrono::NaiveDate,
        pub created_at: i64,
        pub method: Option<String>,
        pub paid_on: Option<chrono::NaiveDate>,
        pub external_reference: Option<String>,
        pub paid_by: Option<Uuid>,
        pub recorded_at: Option<i64>,
        pub canceled_at: Option<i64>,
        pub version: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// Orders of the list of refunds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundSort {
    /// Latest due first.
    Newest,
}

/// Which refunds are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundFilter {
    /// In a state.
    pub state: Option<RefundState>,
    /// Of one invoice.
    pub invoice: Option<InvoiceId>,
}

/// Inserts a refund. Lock its invoice first.
pub async fn insert_refund(tx: &Tx, refund: &Refund) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, refund.into()).await
}

/// A refund that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_refund(db: &dyn Read, id: RefundId) -> Result<Refund, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(Refund::try_from).transpose()?.ok_or(StoreError::NotFound("refund"))
}

/// Takes a refund for this transaction alone: of two payouts the second sees the first.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_refund(tx: &Tx, id: RefundId) -> Result<Refund, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(Refund::try_from).transpose()?.ok_or(StoreError::NotFound("refund"))
}

/// Saves a refund over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Conflict`] naming `external_reference` when the reference was recorded
/// before, and the transaction is lost; [`StoreError::Stale`].
pub async fn save_refund(tx: &Tx, refund: &Refund) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, refund.into()).await
}

/// The refunds of an invoice that were not canceled, for this transaction alone, the earliest first.
pub async fn lock_refunds_of(tx: &Tx, invoice: InvoiceId) -> Result<Vec<Refund>, StoreError> {
    lock_those(tx, Entity::find().filter(Column::InvoiceId.eq(invoice.uuid())).filter(Column::PaymentId.is_null()))
        .await
}

/// The refunds of the unapplied credit of a payment that were not canceled, for this transaction alone.
pub async fn lock_refunds_from(tx: &Tx, payment: PaymentId) -> Result<Vec<Refund>, StoreError> {
    lock_those(tx, Entity::find().filter(Column::PaymentId.eq(payment.uuid()))).await
}

async fn lock_those(tx: &Tx, select: Select<Entity>) -> Result<Vec<Refund>, StoreError> {
    let rows = select
        .filter(Column::State.ne(RefundState::Canceled.as_str()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    rows.into_iter().map(Refund::try_from).collect()
}

/// A page of refunds.
pub async fn list_refunds(
    db: &dyn Read,
    filter: &RefundFilter,
    page: PageRequest<RefundSort>,
) -> Result<Slice<Refund>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.invoice, |select, invoice| select.filter(Column::InvoiceId.eq(invoice.uuid())));
    let order = match page.sort {
        RefundSort::Newest => KeysetOrder::descending(Column::CreatedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.created_at)?), id: row.id })
}

fn source_of(row: &Model) -> Result<RefundSource, StoreError> {
    match (row.credit_note_id, row.payment_id) {
        (Some(note), None) => Ok(RefundSource::CreditNote(note.into())),
        (None, Some(payment)) => Ok(RefundSource::Payment(payment.into())),
        _ => Err(StoreError::Database(format!("refund {} comes from nothing", row.id))),
    }
}

fn payout_of(row: &Model) -> Result<Option<Payout>, StoreError> {
    let Model { method, paid_on, external_reference, paid_by, recorded_at, .. } = row;
    let (Some(method), Some(paid_on), Some(reference), Some(paid_by), Some(recorded_at)) =
        (method, paid_on, external_reference, paid_by, recorded_at)
    else {
        return Ok(None);
    };
    Ok(Some(Payout {
        method: code(method)?,
        paid_on: *paid_on,
        external_reference: reference.clone(),
        paid_by: (*paid_by).into(),
        recorded_at: instant(*recorded_at)?,
    }))
}

impl TryFrom<Model> for Refund {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Refund {
            payout: payout_of(&row)?,
            id: row.id.into(),
            invoice_id: row.invoice_id.into(),
            source: source_of(&row)?,
            amount: Cents::new(row.amount_cents),
            reason: code(&row.reason)?,
            due_since: row.due_since,
            created_at: instant(row.created_at)?,
            canceled_at: instant_or_none(row.canceled_at)?,
            version: row.version,
        })
    }
}

impl From<&Refund> for Model {
    fn from(refund: &Refund) -> Self {
        let payout = refund.payout.as_ref();
        let (note, payment) = match refund.source {
            RefundSource::CreditNote(id) => (Some(id), None),
            RefundSource::Payment(id) => (None, Some(id)),
        };
        Model {
            id: refund.id.uuid(),
            invoice_id: refund.invoice_id.uuid(),
            credit_note_id: note.map(CreditNoteId::uuid),
            payment_id: payment.map(PaymentId::uuid),
            amount_cents: refund.amount.cents(),
            state: refund.state().as_str().to_owned(),
            reason: refund.reason.as_str().to_owned(),
            due_since: refund.due_since,
            created_at: micros(refund.created_at),
            method: payout.map(|payout| payout.method.as_str().to_owned()),
            paid_on: payout.map(|payout| payout.paid_on),
            external_reference: payout.map(|payout| payout.external_reference.clone()),
            paid_by: payout.map(|payout| payout.paid_by.uuid()),
            recorded_at: payout.map(|payout| micros(payout.recorded_at)),
            canceled_at: refund.canceled_at.map(micros),
            version: refund.version,
        }
    }
}
