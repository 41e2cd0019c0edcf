//! Sums over the books: the ledger by day, the journal of a month, and what is owed by the day it was due.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use guildhall_domain::billing::{InvoiceNumber, LedgerAccount, LedgerEntryKind};
use guildhall_domain::{Cents, LedgerEntryId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, CaseStatement, ExprTrait, Func};
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, Statement};

use super::invoice;
use super::ledger::{entry, posting};
use crate::columns::code;
use crate::{Read, StoreError};

/// What was posted to an account on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTotal {
    /// The day.
    pub posted_on: NaiveDate,
    /// The account.
    pub account: LedgerAccount,
    /// Sum of the debits.
    pub debit: Cents,
    /// Sum of the credits, above zero.
    pub credit: Cents,
}

#[derive(FromQueryResult)]
struct DayRow {
    posted_on: NaiveDate,
    ledger_account: String,
    debit: i64,
    credit: i64,
}

/// What was posted in a span of days, both included, by day and account, the earliest first.
pub async fn day_totals(db: &dyn Read, from: NaiveDate, until: NaiveDate) -> Result<Vec<DayTotal>, StoreError> {
    let amount = || Expr::col((posting::Entity, posting::Column::AmountCents));
    let side = |when: Expr, then: Expr| whole(Expr::Case(Box::new(CaseStatement::new().case(when, then).finally(0))));
    let rows = entry::Entity::find()
        .select_only()
        .column(entry::Column::PostedOn)
        .column(posting::Column::LedgerAccount)
        .column_as(side(amount().gt(0), amount()), "debit")
        .column_as(side(amount().lt(0), amount().mul(-1)), "credit")
        .join(JoinType::InnerJoin, posting::Relation::Entry.def().rev())
        .filter(entry::Column::PostedOn.between(from, until))
        .group_by(entry::Column::PostedOn)
        .group_by(posting::Column::LedgerAccount)
        .order_by_asc(entry::Column::PostedOn)
        .order_by_asc(posting::Column::LedgerAccount)
        .into_model::<DayRow>()
        .all(&db)
        .await?;
    let total = |row: DayRow| {
        let (debit, credit) = (Cents::new(row.debit), Cents::new(row.credit));
        Ok(DayTotal { posted_on: row.posted_on, account: code(&row.ledger_account)?, debit, credit })
    };
    rows.into_iter().map(total).collect()
}

#[derive(FromQueryResult)]
struct BalanceRow {
    ledger_account: String,
    balance: i64,
}

/// The balance of each account at the beginning of a day: debits above zero.
pub async fn balances_before(db: &dyn Read, day: NaiveDate) -> Result<BTreeMap<LedgerAccount, Cents>, StoreError> {
    let rows = entry::Entity::find()
        .select_only()
        .column(posting::Column::LedgerAccount)
        .column_as(whole(Expr::col((posting::Entity, posting::Column::AmountCents))), "balance")
        .join(JoinType::InnerJoin, posting::Relation::Entry.def().rev())
        .filter(entry::Column::PostedOn.lt(day))
        .group_by(posting::Column::LedgerAccount)
        .into_model::<BalanceRow>()
        .all(&db)
        .await?;
    rows.into_iter().map(|row| Ok((code(&row.ledger_account)?, Cents::new(row.balance)))).collect()
}

/// A sum of whole cents: PostgreSQL widens sums.
fn whole(of: Expr) -> Expr {
    Expr::from(Func::sum(of)).cast_as(Alias::new("bigint"))
}

/// One posting of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// The entry that it is one side of.
    pub entry_id: LedgerEntryId,
    /// Why the entry was made.
    pub kind: LedgerEntryKind,
    /// The day on which it is in the books.
    pub posted_on: NaiveDate,
    /// The day on which it happened.
    pub happened_on: NaiveDate,
    /// The invoice that it belongs to.
    pub invoice_number: InvoiceNumber,
    /// The account.
    pub account: LedgerAccount,
    /// Debit above zero, credit below.
    pub amount: Cents,
}

#[derive(FromQueryResult)]
struct JournalRow {
    entry_id: Uuid,
    kind: String,
    posted_on: NaiveDate,
    happened_on: NaiveDate,
    number: String,
    ledger_account: String,
    amount_cents: i64,
}

/// Every posting of a span of days, the last one not included, in the order of the books.
pub async fn journal_of(db: &dyn Read, from: NaiveDate, before: NaiveDate) -> Result<Vec<JournalLine>, StoreError> {
    let rows = entry::Entity::find()
        .select_only()
        .column_as(entry::Column::Id, "entry_id")
        .columns([entry::Column::Kind, entry::Column::PostedOn, entry::Column::HappenedOn])
        .column(invoice::Column::Number)
        .columns([posting::Column::LedgerAccount, posting::Column::AmountCents])
        .join(JoinType::InnerJoin, posting::Relation::Entry.def().rev())
        .join(JoinType::InnerJoin, entry::Relation::Invoice.def())
        .filter(entry::Column::PostedOn.gte(from))
        .filter(entry::Column::PostedOn.lt(before))
        .order_by_asc(entry::Column::PostedOn)
        .order_by_asc(entry::Column::PostedAt)
        .order_by_asc(entry::Column::Id)
        .order_by_asc(posting::Column::Position)
        .into_model::<JournalRow>()
        .all(&db)
        .await?;
    let line = |row: JournalRow| {
        Ok(JournalLine {
            entry_id: row.entry_id.into(),
            kind: code(&row.kind)?,
            posted_on: row.posted_on,
            happened_on: row.happened_on,
            invoice_number: row
                .number
                .parse()
                .map_err(|_| StoreError::Database("a stored invoice number is none".into()))?,
            account: code(&row.ledger_account)?,
            amount: Cents::new(row.amount_cents),
        })
    };
    rows.into_iter().map(line).collect()
}

/// What is owed of the payments that are due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgedSum {
    /// The day.
    pub due_on: NaiveDate,
    /// How many payments.
    pub payments: i64,
    /// How much.
    pub owed: Cents,
}

/// What is owed on all invoices, by the day on which it is due. Payments go to the earliest installment of an invoice;
/// credits, and what was written off, come off the last.
pub async fn aged_sums(db: &dyn Read) -> Result<Vec<AgedSum>, StoreError> {
    const SQL: &str = "
        select due_on, count(*) as payments, cast(sum(owed) as bigint) as owed from (
            select parts.due_on,
                (case when parts.ends_at < parts.owed_until then parts.ends_at else parts.owed_until end)
                - (case when parts.ends_at - parts.amount_cents > parts.paid_cents
                    then parts.ends_at - parts.amount_cents else parts.paid_cents end) as owed
            from (
                select part.due_on, part.amount_cents, invoices.paid_cents,
                    invoices.total_cents - invoices.credited_cents - invoices.written_off_cents as owed_until,
                    cast(sum(part.amount_cents) over (
                        partition by part.invoice_id order by part.due_on, part.position) as bigint) as ends_at
                from invoices join invoice_installments part on part.invoice_id = invoices.id
                where invoices.next_due_on is not null
            ) parts
        ) aged
        where owed > 0 group by due_on order by due_on";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), SQL)).await?;
    let sum = |row: &QueryResult| {
        Ok(AgedSum {
            due_on: row.try_get("", "due_on")?,
            payments: row.try_get("", "payments")?,
            owed: Cents::new(row.try_get("", "owed")?),
        })
    };
    rows.iter().map(sum).collect()
}
