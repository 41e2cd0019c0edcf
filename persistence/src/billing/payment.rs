//! Recorded payments: written once, never changed.
//!
//! Invariant: one reference of one method is recorded once.

use guildhall_domain::billing::{Payment, PaymentMethod};
use guildhall_domain::{Cents, InvoiceId, PaymentId};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use crate::columns::{code, instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub invoice_id: Uuid,
        pub method: String,
        pub amount_cents: i64,
        pub received_on: chrono::NaiveDate,
        pub external_reference: String,
        pub recorded_by: Uuid,
        pub recorded_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Orders of the list of payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentSort {
    /// Latest recorded first.
    Newest,
}

/// Which payments are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentFilter {
    /// Of one invoice.
    pub invoice: Option<InvoiceId>,
    /// By one method.
    pub method: Option<PaymentMethod>,
}

/// Inserts a payment. Lock its invoice first.
///
/// # Errors
/// [`StoreError::Conflict`] naming `external_reference` when the reference was
/// recorded before; the transaction can continue.
pub async fn insert_payment(tx: &Tx, payment: &Payment) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, payment.into(), "payments.external_reference").await
}

/// A payment, if it exists.
pub async fn find_payment(db: &dyn Read, id: PaymentId) -> Result<Option<Payment>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(Payment::try_from).transpose()
}

/// A payment that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_payment(db: &dyn Read, id: PaymentId) -> Result<Payment, StoreError> {
    find_payment(db, id).await?.ok_or(StoreError::NotFound("payment"))
}

/// A page of payments.
pub async fn list_payments(
    db: &dyn Read,
    filter: &PaymentFilter,
    page: PageRequest<PaymentSort>,
) -> Result<Slice<Payment>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.invoice, |select, invoice| select.filter(Column::InvoiceId.eq(invoice.uuid())))
        .apply_if(filter.method, |select, method| select.filter(Column::Method.eq(method.as_str())));
    let order = match page.sort {
        PaymentSort::Newest => KeysetOrder::descending(Column::RecordedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.recorded_at)?), id: row.id })
}

impl TryFrom<Model> for Payment {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Payment {
            id: row.id.into(),
            invoice_id: row.invoice_id.into(),
            method: code(&row.method)?,
            amount: Cents::new(row.amount_cents),
            received_on: row.received_on,
            external_reference: row.external_reference,
            recorded_by: row.recorded_by.into(),
            recorded_at: instant(row.recorded_at)?,
        })
    }
}

impl From<&Payment> for Model {
    fn from(payment: &Payment) -> Self {
        Model {
            id: payment.id.uuid(),
            invoice_id: payment.invoice_id.uuid(),
            method: payment.method.as_str().to_owned(),
            amount_cents: payment.amount.cents(),
            received_on: payment.received_on,
            external_reference: payment.external_reference.clone(),
            recorded_by: payment.recorded_by.uuid(),
            recorded_at: micros(payment.recorded_at),
        }
    }
}
