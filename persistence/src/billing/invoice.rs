//! One invoice.
//!
//! Invariants: what is billed has one invoice that is not void; lines never
//! change after issue; of installments only what is paid does.

use std::collections::HashMap;

use guildhall_domain::billing::{Billed, Invoice, InvoiceStatus, SubjectKind};
use guildhall_domain::{AccountId, Cents, InvoiceId, MemberId, OrganizationId};
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
        pub subject_kind: String,
        pub subject_id: Uuid,
        pub account_id: Uuid,
        pub member_id: Option<Uuid>,
        pub bill_to_organization_id: Option<Uuid>,
        pub purchase_order_number: Option<String>,
        pub status: String,
        pub total_cents: i64,
        pub paid_cents: i64,
        pub credited_cents: i64,
        pub written_off_cents: i64,
        pub priced_on: chrono::NaiveDate,
        pub rate_table_version: String,
        pub due_on: chrono::NaiveDate,
        pub next_due_on: Option<chrono::NaiveDate>,
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
pub async fn find_invoice(db: &dyn Read, id: InvoiceId) -> Result<Option<InvoiceRecord>, StoreError> {
    whole(db, Entity::find_by_id(id.uuid()).one(&db).await?).await
}

/// An invoice that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_invoice(db: &dyn Read, id: InvoiceId) -> Result<InvoiceRecord, StoreError> {
    find_invoice(db, id).await?.ok_or(StoreError::NotFound("invoice"))
}

/// The invoice of what is billed that is not void, if there is one.
pub async fn find_invoice_of(db: &dyn Read, billed: &Billed) -> Result<Option<InvoiceRecord>, StoreError> {
    let row = standing(&billed.kind).filter(Column::SubjectId.eq(billed.id)).one(&db).await?;
    whole(db, row).await
}

/// The invoices of several subjects of one kind that are not void, by the id of the subject; lines and installments
/// included.
pub async fn invoices_of(
    db: &dyn Read,
    kind: &SubjectKind,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, InvoiceRecord>, StoreError> {
    let ids = padded(ids);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = standing(kind).filter(Column::SubjectId.is_in(ids)).all(&db).await?;
    let invoices: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut parts = parts_of(db, &invoices).await?;
    let whole = |row: Model| {
        let own = parts.remove(&row.id).unwrap_or_default();
        record_of(row, own).map(|record| (record.invoice.billed.id, record))
    };
    rows.into_iter().map(whole).collect()
}

/// Those of one kind of subject that are not void.
fn standing(kind: &SubjectKind) -> Select<Entity> {
    Entity::find().filter(Column::SubjectKind.eq(kind.as_str())).filter(Column::Status.ne(InvoiceStatus::Void.as_str()))
}

/// Takes an invoice for this transaction alone: of two payments the second sees the first.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
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
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_invoice(tx: &Tx, record: &InvoiceRecord) -> Result<i64, StoreError> {
    let version = rows::save_row::<Entity>(tx, record.into()).await?;
    save_installments(tx, &record.invoice).await?;
    Ok(version)
}

/// Gives the invoices of these kinds that bill an organization, and that one account acted for, to another.
pub async fn hand_over_invoices(
    tx: &Tx,
    kinds: &[SubjectKind],
    organization: OrganizationId,
    from: AccountId,
    to: AccountId,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(to.uuid()))
        .filter(Column::SubjectKind.is_in(kinds.iter().map(SubjectKind::as_str)))
        .filter(Column::BillToOrganizationId.eq(organization.uuid()))
        .filter(Column::AccountId.eq(from.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn whole(db: &dyn Read, row: Option<Model>) -> Result<Option<InvoiceRecord>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let mut parts = parts_of(db, &[row.id]).await?;
    let own = parts.remove(&row.id).unwrap_or_default();
    record_of(row, own).map(Some)
}

pub(super) fn record_of(row: Model, parts: Parts) -> Result<InvoiceRecord, StoreError> {
    let number = row.number.parse().map_err(|_| StoreError::Database("a stored invoice number is none".into()))?;
    let billed = Billed { kind: code(&row.subject_kind)?, id: row.subject_id };
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
        written_off: Cents::new(row.written_off_cents),
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
            subject_kind: invoice.billed.kind.as_str().to_owned(),
            subject_id: invoice.billed.id,
            account_id: account_id.uuid(),
            member_id: invoice.member_id.map(MemberId::uuid),
            bill_to_organization_id: invoice.bill_to_organization_id.map(OrganizationId::uuid),
            purchase_order_number: invoice.purchase_order_number.clone(),
            status: invoice.status.as_str().to_owned(),
            total_cents: invoice.total.cents(),
            paid_cents: invoice.paid.cents(),
            credited_cents: invoice.credited.cents(),
            written_off_cents: invoice.written_off.cents(),
            priced_on: invoice.priced_on,
            rate_table_version: invoice.rate_table_version.clone(),
            due_on: invoice.due_on,
            next_due_on: invoice.next_due_on(),
            issued_at: micros(invoice.issued_at),
            voided_at: invoice.voided_at.map(micros),
            void_reason: invoice.void_reason.clone(),
            version: invoice.version,
        }
    }
}
