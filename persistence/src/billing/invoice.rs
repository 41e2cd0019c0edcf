//! One invoice.
//!
//! Invariants: what is billed has one invoice that is not void; lines never
//! change after issue; of installments only what is paid does.

use std::collections::HashMap;

use guildhall_domain::billing::{Billed, Bills, Invoice, InvoiceStatus};
use guildhall_domain::{
    AccountId, ApplicationId, Cents, EnrollmentId, InvoiceId, MemberId, OrganizationId, PrintSubscriptionId,
};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::invoice_parts::{Parts, insert_parts, parts_of, save_installments};
use crate::columns::{code, instant, instant_or_none, micros, padded};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: String,
        pub fiscal_year: i32,
        pub bills: String,
        pub application_id: Option<Uuid>,
        pub enrollment_id: Option<Uuid>,
        pub print_subscription_id: Option<Uuid>,
        pub account_id: Uuid,
        pub member_id: Option<Uuid>,
        pub bill_to_organization_id: Option<Uuid>,
        pub purchase_order_number: Option<String>,
        pub status: String,
        pub total_cents: i64,
        pub paid_cents: i64,
        pub credited_cents: i64,
        pub priced_on: chrono::NaiveDate,
        pub rate_table_version: String,
        pub due_on: chrono::NaiveDate,
        pub issued_at: i64,
        pub voided_at: Option<i64>,
        pub void_reason: Option<String>,
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

/// An invoice and the person whose membership, seat or magazine it bills, who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceRecord {
    /// The account of the person.
    pub account_id: AccountId,
    /// The invoice.
    pub invoice: Invoice,
}

/// An invoice, if it exists.
///
/// # Errors
/// Those of any read.
pub async fn find_invoice(db: &dyn Read, id: InvoiceId) -> Result<Option<InvoiceRecord>, StoreError> {
    whole(db, Entity::find_by_id(id.uuid()).one(&db).await?).await
}

/// An invoice that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when it does not.
pub async fn load_invoice(db: &dyn Read, id: InvoiceId) -> Result<InvoiceRecord, StoreError> {
    find_invoice(db, id).await?.ok_or(StoreError::NotFound("invoice"))
}

/// The invoice of an application that is not void, if there is one.
///
/// # Errors
/// Those of any read.
pub async fn find_invoice_of_application(
    db: &dyn Read,
    application: ApplicationId,
) -> Result<Option<InvoiceRecord>, StoreError> {
    standing(db, Column::ApplicationId, application.uuid()).await
}

/// The invoice of an enrollment that is not void, if there is one.
///
/// # Errors
/// Those of any read.
pub async fn find_invoice_of_enrollment(
    db: &dyn Read,
    enrollment: EnrollmentId,
) -> Result<Option<InvoiceRecord>, StoreError> {
    standing(db, Column::EnrollmentId, enrollment.uuid()).await
}

/// The invoices of several enrollments that are not void, by enrollment; lines and installments included.
///
/// # Errors
/// Those of any read.
pub async fn invoices_of_enrollments(
    db: &dyn Read,
    enrollments: &[EnrollmentId],
) -> Result<HashMap<EnrollmentId, InvoiceRecord>, StoreError> {
    let found = standing_of_many(db, Column::EnrollmentId, enrollments.iter().map(|id| id.uuid())).await?;
    let of = |record: InvoiceRecord| Some((record.invoice.billed.enrollment_id()?, record));
    Ok(found.into_iter().filter_map(of).collect())
}

/// The invoice of a print subscription that is not void, if there is one.
///
/// # Errors
/// Those of any read.
pub async fn find_invoice_of_print_subscription(
    db: &dyn Read,
    subscription: PrintSubscriptionId,
) -> Result<Option<InvoiceRecord>, StoreError> {
    standing(db, Column::PrintSubscriptionId, subscription.uuid()).await
}

/// The invoices of several print subscriptions that are not void, by subscription.
///
/// # Errors
/// Those of any read.
pub async fn invoices_of_print_subscriptions(
    db: &dyn Read,
    subscriptions: &[PrintSubscriptionId],
) -> Result<HashMap<PrintSubscriptionId, InvoiceRecord>, StoreError> {
    let found = standing_of_many(db, Column::PrintSubscriptionId, subscriptions.iter().map(|id| id.uuid())).await?;
    let of = |record: InvoiceRecord| Some((record.invoice.billed.print_subscription_id()?, record));
    Ok(found.into_iter().filter_map(of).collect())
}

async fn standing(db: &dyn Read, subject: Column, id: Uuid) -> Result<Option<InvoiceRecord>, StoreError> {
    let standing = Column::Status.ne(InvoiceStatus::Void.as_str());
    let row = Entity::find().filter(subject.eq(id)).filter(standing).one(&db).await?;
    whole(db, row).await
}

async fn standing_of_many(
    db: &dyn Read,
    subject: Column,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<InvoiceRecord>, StoreError> {
    let ids = padded(ids);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let standing = Column::Status.ne(InvoiceStatus::Void.as_str());
    let rows = Entity::find().filter(subject.is_in(ids)).filter(standing).all(&db).await?;
    let invoices: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut parts = parts_of(db, &invoices).await?;
    let whole = |row: Model| {
        let own = parts.remove(&row.id).unwrap_or_default();
        record_of(row, own)
    };
    rows.into_iter().map(whole).collect()
}

/// Takes an invoice for this transaction alone: of two payments the second sees the first.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Locked`] when another kept it too long.
pub async fn lock_invoice(tx: &Tx, id: InvoiceId) -> Result<InvoiceRecord, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    whole(tx, row).await?.ok_or(StoreError::NotFound("invoice"))
}

/// Inserts an invoice with its lines and installments.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_per_subject` when what it bills has an
/// invoice already. The transaction goes on, but a number drawn in it
/// would be lost: roll it back.
pub async fn insert_invoice(tx: &Tx, record: &InvoiceRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, record.into(), "invoices.one_per_subject").await?;
    insert_parts(tx, &record.invoice).await
}

/// Saves a changed invoice, and what is paid of its installments, over the
/// version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when it was changed meanwhile.
pub async fn save_invoice(tx: &Tx, record: &InvoiceRecord) -> Result<i64, StoreError> {
    let version = rows::save_row::<Entity>(tx, record.into()).await?;
    save_installments(tx, &record.invoice).await?;
    Ok(version)
}

async fn whole(db: &dyn Read, row: Option<Model>) -> Result<Option<InvoiceRecord>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let mut parts = parts_of(db, &[row.id]).await?;
    let own = parts.remove(&row.id).unwrap_or_default();
    record_of(row, own).map(Some)
}

/// What a row bills: the id in the column that its word names.
fn billed(row: &Model) -> Result<Billed, StoreError> {
    let billed = match code(&row.bills)? {
        Bills::Membership => row.application_id.map(|id| Billed::Membership(id.into())),
        Bills::CyberProgramSeat => row.enrollment_id.map(|id| Billed::Seat(id.into())),
        Bills::PrintMagazine => row.print_subscription_id.map(|id| Billed::PrintMagazine(id.into())),
    };
    billed.ok_or_else(|| StoreError::Database(format!("invoice {} bills nothing", row.id)))
}

pub(super) fn record_of(row: Model, parts: Parts) -> Result<InvoiceRecord, StoreError> {
    let number = row.number.parse().map_err(|_| StoreError::Database("a stored invoice number is none".into()))?;
    let billed = billed(&row)?;
    let invoice = Invoice {
        id: row.id.into(),
        number,
        billed,
        member_id: row.member_id.map(MemberId::new),
        bill_to_organization_id: row.bill_to_organization_id.map(OrganizationId::new),
        purchase_order_number: row.purchase_order_number,
        status: code(&row.status)?,
        total: Cents::new(row.total_cents),
        paid: Cents::new(row.paid_cents),
        credited: Cents::new(row.credited_cents),
        priced_on: row.priced_on,
        rate_table_version: row.rate_table_version,
        due_on: row.due_on,
        lines: parts.lines,
        installments: parts.installments,
        issued_at: instant(row.issued_at)?,
        voided_at: instant_or_none(row.voided_at)?,
        void_reason: row.void_reason,
        version: row.version,
    };
    Ok(InvoiceRecord { account_id: row.account_id.into(), invoice })
}

impl From<&InvoiceRecord> for Model {
    fn from(InvoiceRecord { account_id, invoice }: &InvoiceRecord) -> Self {
        Model {
            id: invoice.id.uuid(),
            number: invoice.number.to_string(),
            fiscal_year: invoice.number.fiscal_year,
            bills: invoice.billed.bills().as_str().to_owned(),
            application_id: invoice.billed.application_id().map(ApplicationId::uuid),
            enrollment_id: invoice.billed.enrollment_id().map(EnrollmentId::uuid),
            print_subscription_id: invoice.billed.print_subscription_id().map(PrintSubscriptionId::uuid),
            account_id: account_id.uuid(),
            member_id: invoice.member_id.map(MemberId::uuid),
            bill_to_organization_id: invoice.bill_to_organization_id.map(OrganizationId::uuid),
            purchase_order_number: invoice.purchase_order_number.clone(),
            status: invoice.status.as_str().to_owned(),
            total_cents: invoice.total.cents(),
            paid_cents: invoice.paid.cents(),
            credited_cents: invoice.credited.cents(),
            priced_on: invoice.priced_on,
            rate_table_version: invoice.rate_table_version.clone(),
            due_on: invoice.due_on,
            issued_at: micros(invoice.issued_at),
            voided_at: invoice.voided_at.map(micros),
            void_reason: invoice.void_reason.clone(),
            version: invoice.version,
        }
    }
}
