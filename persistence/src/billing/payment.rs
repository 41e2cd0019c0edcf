//! Recorded payments, with what they gave to invoices.
//!
//! Invariant: one reference of one method and payer is on record once, unless it was reversed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guildhall_domain::billing::{Payer, Payment, PaymentAllocation, PaymentMethod, Reversal};
use guildhall_domain::{AccountId, Cents, InvoiceId, OrganizationId, PaymentId};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait};

use crate::columns::{code, instant, instant_or_none, micros, padded};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_rows};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use allocation as given;
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub payer_account_id: Option<Uuid>,
        pub payer_organization_id: Option<Uuid>,
        pub method: String,
        pub amount_cents: i64,
        pub received_on: chrono::NaiveDate,
        pub external_reference: String,
        pub unapplied_cents: i64,
        pub recorded_by: Uuid,
        pub recorded_at: i64,
        pub reversal_reason: Option<String>,
        pub reversed_on: Option<chrono::NaiveDate>,
        pub reversed_by: Option<Uuid>,
        pub reversed_at: Option<i64>,
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

pub(super) mod allocation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_allocations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub payment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub invoice_id: Uuid,
        pub amount_cents: i64,
        pub recorded_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::table::Entity", from = "Column::PaymentId", to = "super::table::Column::Id")]
        Payment,
    }

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
    /// For one invoice.
    pub invoice: Option<InvoiceId>,
    /// By one method.
    pub method: Option<PaymentMethod>,
    /// Of one payer.
    pub payer: Option<Payer>,
    /// With one reference.
    pub reference: Option<String>,
    /// With something left for the payer.
    pub unapplied: bool,
}

/// Inserts a payment with what it gives to invoices. Lock these first.
///
/// # Errors
/// [`StoreError::Conflict`] naming `reference` when the payer has a payment with that reference; the transaction can
/// continue.
pub async fn insert_payment(tx: &Tx, payment: &Payment) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, payment.into(), "payments.reference").await?;
    rows::insert_all::<given::Entity>(tx, allocation_rows(payment, 0)).await
}

/// Saves a changed payment over the version it was read at; answers the new version. What it gave to invoices is added to
/// or grows.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_payment(tx: &Tx, payment: &Payment) -> Result<i64, StoreError> {
    let version = rows::save_row::<Entity>(tx, payment.into()).await?;
    let kept = given::Entity::find().filter(given::Column::PaymentId.eq(payment.id.uuid())).all(tx).await?;
    for row in &kept {
        let Some(now) = payment.allocations.iter().find(|one| one.invoice_id.uuid() == row.invoice_id) else {
            continue;
        };
        given::Entity::update_many()
            .col_expr(given::Column::AmountCents, now.amount.cents().into())
            .filter(given::Column::PaymentId.eq(row.payment_id))
            .filter(given::Column::Position.eq(row.position))
            .exec(tx)
            .await?;
    }
    rows::insert_all::<given::Entity>(tx, allocation_rows(payment, kept.len())).await?;
    Ok(version)
}

/// A payment, if it exists.
pub async fn find_payment(db: &dyn Read, id: PaymentId) -> Result<Option<Payment>, StoreError> {
    whole(db, Entity::find_by_id(id.uuid()).one(&db).await?).await
}

/// A payment that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_payment(db: &dyn Read, id: PaymentId) -> Result<Payment, StoreError> {
    find_payment(db, id).await?.ok_or(StoreError::NotFound("payment"))
}

/// Takes a payment for this transaction alone. It is locked before the invoices that it gave to.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_payment(tx: &Tx, id: PaymentId) -> Result<Payment, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    whole(tx, row).await?.ok_or(StoreError::NotFound("payment"))
}

/// A page of payments.
pub async fn list_payments(
    db: &dyn Read,
    filter: &PaymentFilter,
    page: PageRequest<PaymentSort>,
) -> Result<Slice<Payment>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.method, |select, method| select.filter(Column::Method.eq(method.as_str())))
        .apply_if(filter.payer, |select, payer| match payer {
            Payer::Account(id) => select.filter(Column::PayerAccountId.eq(id.uuid())),
            Payer::Organization(id) => select.filter(Column::PayerOrganizationId.eq(id.uuid())),
        })
        .apply_if(filter.reference.as_deref(), |select, text| select.filter(Column::ExternalReference.eq(text)))
        .apply_if(filter.unapplied.then_some(0), |select, none| select.filter(Column::UnappliedCents.gt(none)));
    let page = match filter.invoice {
        // Along the allocations of the invoice, which are in the order of recording.
        Some(invoice) => {
            let select = select
                .join(JoinType::InnerJoin, given::Relation::Payment.def().rev())
                .filter(given::Column::InvoiceId.eq(invoice.uuid()));
            let order = KeysetOrder::descending(given::Column::RecordedAt, given::Column::PaymentId);
            read_rows(db, select, order, page, position).await?
        }
        None => read_rows(db, select, KeysetOrder::descending(Column::RecordedAt, Column::Id), page, position).await?,
    };
    let mut allocations = allocations_of(db, page.items.iter().map(|row| row.id)).await?;
    page.try_map(|row| {
        let own = allocations.remove(&row.id).unwrap_or_default();
        payment_of(row, own)
    })
}

/// Every payment toward an invoice that stands, the earliest received first.
pub async fn payments_toward(db: &dyn Read, invoice: InvoiceId) -> Result<Vec<Payment>, StoreError> {
    let rows = Entity::find()
        .join(JoinType::InnerJoin, given::Relation::Payment.def().rev())
        .filter(given::Column::InvoiceId.eq(invoice.uuid()))
        .filter(Column::ReversedAt.is_null())
        .order_by_asc(Column::ReceivedOn)
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    let mut allocations = allocations_of(db, rows.iter().map(|row| row.id)).await?;
    let whole = |row: Model| {
        let own = allocations.remove(&row.id).unwrap_or_default();
        payment_of(row, own)
    };
    rows.into_iter().map(whole).collect()
}

/// When a payment toward an invoice was last reversed; none when none was.
pub async fn latest_reversal(db: &dyn Read, invoice: InvoiceId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = Entity::find()
        .join(JoinType::InnerJoin, given::Relation::Payment.def().rev())
        .filter(given::Column::InvoiceId.eq(invoice.uuid()))
        .filter(Column::ReversedAt.is_not_null())
        .order_by_desc(Column::ReversedAt)
        .limit(1)
        .one(&db)
        .await?;
    instant_or_none(row.and_then(|row| row.reversed_at))
}

/// The invoices that payments with a reference gave to.
pub async fn invoices_by_reference(db: &dyn Read, reference: &str) -> Result<Vec<InvoiceId>, StoreError> {
    let rows = given::Entity::find()
        .join(JoinType::InnerJoin, given::Relation::Payment.def())
        .filter(Column::ExternalReference.eq(reference))
        .all(&db)
        .await?;
    Ok(rows.into_iter().map(|row| row.invoice_id.into()).collect())
}

/// What several payments gave, by the payment, in the order in which the invoices were named.
async fn allocations_of(
    db: &dyn Read,
    payments: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<PaymentAllocation>>, StoreError> {
    let mut found: HashMap<Uuid, Vec<PaymentAllocation>> = HashMap::new();
    let ids = padded(payments);
    if ids.is_empty() {
        return Ok(found);
    }
    let rows = given::Entity::find()
        .filter(given::Column::PaymentId.is_in(ids))
        .order_by_asc(given::Column::Position)
        .all(&db)
        .await?;
    for row in rows {
        let one = PaymentAllocation { invoice_id: row.invoice_id.into(), amount: Cents::new(row.amount_cents) };
        found.entry(row.payment_id).or_default().push(one);
    }
    Ok(found)
}

/// The allocations of a payment after the first so many.
fn allocation_rows(payment: &Payment, after: usize) -> Vec<given::Model> {
    let numbered = (1..).zip(&payment.allocations).skip(after);
    let row = |(position, one): (i32, &PaymentAllocation)| given::Model {
        payment_id: payment.id.uuid(),
        position,
        invoice_id: one.invoice_id.uuid(),
        amount_cents: one.amount.cents(),
        recorded_at: micros(payment.recorded_at),
    };
    numbered.map(row).collect()
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.recorded_at)?), id: row.id })
}

async fn whole(db: &dyn Read, row: Option<Model>) -> Result<Option<Payment>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let own = allocations_of(db, std::iter::once(row.id)).await?.remove(&row.id).unwrap_or_default();
    payment_of(row, own).map(Some)
}

fn payer_of(row: &Model) -> Result<Payer, StoreError> {
    match (row.payer_account_id, row.payer_organization_id) {
        (Some(account), None) => Ok(Payer::Account(account.into())),
        (None, Some(organization)) => Ok(Payer::Organization(organization.into())),
        _ => Err(StoreError::Database(format!("payment {} has no payer", row.id))),
    }
}

fn reversal_of(row: &Model) -> Result<Option<Reversal>, StoreError> {
    let (Some(reason), Some(on), Some(by), Some(at)) =
        (&row.reversal_reason, row.reversed_on, row.reversed_by, row.reversed_at)
    else {
        return Ok(None);
    };
    Ok(Some(Reversal { reason: code(reason)?, on, by: by.into(), at: instant(at)? }))
}

fn payment_of(row: Model, allocations: Vec<PaymentAllocation>) -> Result<Payment, StoreError> {
    Ok(Payment {
        id: row.id.into(),
        payer: payer_of(&row)?,
        method: code(&row.method)?,
        amount: Cents::new(row.amount_cents),
        received_on: row.received_on,
        allocations,
        unapplied: Cents::new(row.unapplied_cents),
        reversal: reversal_of(&row)?,
        external_reference: row.external_reference,
        recorded_by: row.recorded_by.into(),
        recorded_at: instant(row.recorded_at)?,
        version: row.version,
    })
}

impl From<&Payment> for Model {
    fn from(payment: &Payment) -> Self {
        let (account, organization): (Option<AccountId>, Option<OrganizationId>) = match payment.payer {
            Payer::Account(id) => (Some(id), None),
            Payer::Organization(id) => (None, Some(id)),
        };
        let reversal = payment.reversal;
        Model {
            id: payment.id.uuid(),
            payer_account_id: account.map(AccountId::uuid),
            payer_organization_id: organization.map(OrganizationId::uuid),
            method: payment.method.as_str().to_owned(),
            amount_cents: payment.amount.cents(),
            received_on: payment.received_on,
            external_reference: payment.external_reference.clone(),
            unapplied_cents: payment.unapplied.cents(),
            recorded_by: payment.recorded_by.uuid(),
            recorded_at: micros(payment.recorded_at),
            reversal_reason: reversal.map(|reversal| reversal.reason.as_str().to_owned()),
            reversed_on: reversal.map(|reversal| reversal.on),
            reversed_by: reversal.map(|reversal| reversal.by.uuid()),
            reversed_at: reversal.map(|reversal| micros(reversal.at)),
            version: payment.version,
        }
    }
}
