//! The list of invoices.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{Billed, InvoiceStatus, SubjectKind};
use guildhall_domain::{AccountId, InvoiceId, MemberId, OrganizationId};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;

use super::invoice::{Column, Entity, InvoiceRecord, Model, record_of};
use super::invoice_parts::parts_of;
use crate::columns::{instant, micros, padded};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_rows};
use crate::{Read, StoreError};

/// Orders of the list of invoices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceSort {
    /// Latest issued first.
    Newest,
}

/// Which invoices are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// In a status.
    pub status: Option<InvoiceStatus>,
    /// For one member.
    pub member: Option<MemberId>,
    /// Of the person with this account.
    pub account: Option<AccountId>,
    /// Billing one kind of thing.
    pub kind: Option<SubjectKind>,
    /// Billing one thing.
    pub billed: Option<Billed>,
    /// With a number.
    pub number: Option<String>,
    /// Billed to one organization.
    pub organization: Option<OrganizationId>,
    /// Under one purchase order.
    pub purchase_order_number: Option<String>,
    /// Some of them by their ids, which are few.
    pub ids: Option<Vec<InvoiceId>>,
    /// Issued at an instant or later.
    pub issued_from: Option<DateTime<Utc>>,
    /// Issued before an instant.
    pub issued_before: Option<DateTime<Utc>>,
    /// Whose earliest payment that is still owed is due before a date.
    pub due_before: Option<NaiveDate>,
    /// On which nothing is owed that was due before a date.
    pub not_due_before: Option<NaiveDate>,
}

/// A page of invoices, with their lines and installments.
pub async fn list_invoices(
    db: &dyn Read,
    filter: &InvoiceFilter,
    page: PageRequest<InvoiceSort>,
) -> Result<Slice<InvoiceRecord>, StoreError> {
    if filter.ids.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Slice { items: Vec::new(), next: None });
    }
    let select = Entity::find()
        .apply_if(filter.status, |select, status| select.filter(Column::Status.eq(status.as_str())))
        .apply_if(filter.member, |select, member| select.filter(Column::MemberId.eq(member.uuid())))
        .apply_if(filter.account, |select, account| select.filter(Column::AccountId.eq(account.uuid())))
        .apply_if(filter.kind.as_ref(), |select, kind| select.filter(Column::SubjectKind.eq(kind.as_str())))
        .apply_if(filter.billed.as_ref(), |select, billed| {
            select.filter(Column::SubjectKind.eq(billed.kind.as_str())).filter(Column::SubjectId.eq(billed.id))
        })
        .apply_if(filter.number.as_deref(), |select, number| select.filter(Column::Number.eq(number)))
        .apply_if(filter.organization, |select, id| select.filter(Column::BillToOrganizationId.eq(id.uuid())))
        .apply_if(filter.purchase_order_number.as_deref(), |select, number| {
            select.filter(Column::PurchaseOrderNumber.eq(number))
        })
        .apply_if(filter.ids.as_ref(), |select, ids| {
            select.filter(Column::Id.is_in(padded(ids.iter().map(|id| id.uuid()))))
        })
        .apply_if(filter.issued_from, |select, at| select.filter(Column::IssuedAt.gte(micros(at))))
        .apply_if(filter.issued_before, |select, at| select.filter(Column::IssuedAt.lt(micros(at))))
        .apply_if(filter.due_before, |select, date| select.filter(Column::NextDueOn.lt(date)))
        .apply_if(filter.not_due_before, |select, date| {
            select.filter(Column::NextDueOn.is_null().or(Column::NextDueOn.gte(date)))
        });
    let order = match page.sort {
        InvoiceSort::Newest => KeysetOrder::descending(Column::IssuedAt, Column::Id),
    };
    let page = read_rows(db, select, order, page, position).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let mut parts = parts_of(db, &ids).await?;
    page.try_map(|row| {
        let own = parts.remove(&row.id).unwrap_or_default();
        record_of(row, own)
    })
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.issued_at)?), id: row.id })
}
