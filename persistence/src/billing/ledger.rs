//! The ledger: entries and their postings, written once, never changed.
//!
//! Invariant: every entry sums to zero. It is balanced by its type when it is
//! written, and again when it is read.

use std::collections::HashMap;

use guildhall_domain::billing::{LedgerCause, LedgerEntry, LedgerPosting, LedgerRecord};
use guildhall_domain::{Cents, CreditNoteId, InvoiceId, PaymentId, RefundId, WriteOffId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QueryTrait};

use crate::columns::{code, instant, micros, padded};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_rows};
use crate::{Read, StoreError, Tx, rows};

pub(super) mod entry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub invoice_id: Uuid,
        pub payment_id: Option<Uuid>,
        pub credit_note_id: Option<Uuid>,
        pub refund_id: Option<Uuid>,
        pub write_off_id: Option<Uuid>,
        pub posted_on: chrono::NaiveDate,
        pub happened_on: chrono::NaiveDate,
        pub posted_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::billing::invoice::Entity",
            from = "Column::InvoiceId",
            to = "crate::billing::invoice::Column::Id"
        )]
        Invoice,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod posting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_postings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub ledger_account: String,
        pub amount_cents: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::entry::Entity", from = "Column::EntryId", to = "super::entry::Column::Id")]
        Entry,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Orders of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerSort {
    /// Latest posted first.
    Newest,
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Of one invoice.
    pub invoice: Option<InvoiceId>,
}

/// Inserts an entry with its postings.
///
/// # Errors
/// [`StoreError::Conflict`] when what it records has its entry already; the
/// transaction goes on.
pub async fn insert_ledger_entry(tx: &Tx, record: &LedgerRecord) -> Result<(), StoreError> {
    let causes = Causes::of(record.cause);
    let row = entry::Model {
        id: record.id.uuid(),
        kind: record.entry.kind().as_str().to_owned(),
        invoice_id: record.invoice_id.uuid(),
        payment_id: causes.payment.map(PaymentId::uuid),
        credit_note_id: causes.credit_note.map(CreditNoteId::uuid),
        refund_id: causes.refund.map(RefundId::uuid),
        write_off_id: causes.write_off.map(WriteOffId::uuid),
        posted_on: record.posted_on,
        happened_on: record.happened_on,
        posted_at: micros(record.posted_at),
    };
    rows::insert_or_conflict::<entry::Entity>(tx, row, "ledger_entries.once").await?;
    let postings = (1..).zip(record.entry.postings()).map(|(position, posting)| posting::Model {
        entry_id: record.id.uuid(),
        position,
        ledger_account: posting.account.as_str().to_owned(),
        amount_cents: posting.amount.cents(),
    });
    rows::insert_all::<posting::Entity>(tx, postings.collect()).await
}

/// What an entry records besides its invoice, by column.
#[derive(Default)]
struct Causes {
    payment: Option<PaymentId>,
    credit_note: Option<CreditNoteId>,
    refund: Option<RefundId>,
    write_off: Option<WriteOffId>,
}

impl Causes {
    fn of(cause: LedgerCause) -> Causes {
        let none = Causes::default();
        match cause {
            LedgerCause::Invoice => none,
            LedgerCause::Payment(id) => Causes { payment: Some(id), ..none },
            LedgerCause::CreditNote(id) => Causes { credit_note: Some(id), ..none },
            LedgerCause::Refund(id) => Causes { refund: Some(id), ..none },
            LedgerCause::WriteOff(id) => Causes { write_off: Some(id), ..none },
        }
    }
}

fn cause_of(row: &entry::Model) -> LedgerCause {
    match (row.payment_id, row.credit_note_id, row.refund_id, row.write_off_id) {
        (Some(id), ..) => LedgerCause::Payment(id.into()),
        (_, Some(id), ..) => LedgerCause::CreditNote(id.into()),
        (_, _, Some(id), _) => LedgerCause::Refund(id.into()),
        (.., Some(id)) => LedgerCause::WriteOff(id.into()),
        (None, None, None, None) => LedgerCause::Invoice,
    }
}

/// A page of entries with their postings.
pub async fn list_ledger_entries(
    db: &dyn Read,
    filter: &LedgerFilter,
    page: PageRequest<LedgerSort>,
) -> Result<Slice<LedgerRecord>, StoreError> {
    let select = entry::Entity::find()
        .apply_if(filter.invoice, |select, invoice| select.filter(entry::Column::InvoiceId.eq(invoice.uuid())));
    let order = match page.sort {
        LedgerSort::Newest => KeysetOrder::descending(entry::Column::PostedAt, entry::Column::Id),
    };
    let page = read_rows(db, select, order, page, position).await?;
    let mut postings = postings_of(db, page.items.iter().map(|row| row.id)).await?;
    page.try_map(|row| {
        let own = postings.remove(&row.id).unwrap_or_default();
        record_of(row, own)
    })
}

async fn postings_of(
    db: &dyn Read,
    entries: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<LedgerPosting>>, StoreError> {
    let mut postings: HashMap<Uuid, Vec<LedgerPosting>> = HashMap::new();
    let ids = padded(entries);
    if ids.is_empty() {
        return Ok(postings);
    }
    let rows = posting::Entity::find()
        .filter(posting::Column::EntryId.is_in(ids))
        .order_by_asc(posting::Column::Position)
        .all(&db)
        .await?;
    for row in rows {
        let posting = LedgerPosting { account: code(&row.ledger_account)?, amount: Cents::new(row.amount_cents) };
        postings.entry(row.entry_id).or_default().push(posting);
    }
    Ok(postings)
}

fn position(row: &entry::Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.posted_at)?), id: row.id })
}

fn record_of(row: entry::Model, postings: Vec<LedgerPosting>) -> Result<LedgerRecord, StoreError> {
    let entry = LedgerEntry::balanced(code(&row.kind)?, postings)
        .map_err(|unbalanced| StoreError::Database(format!("ledger entry {}: {unbalanced}", row.id)))?;
    Ok(LedgerRecord {
        id: row.id.into(),
        invoice_id: row.invoice_id.into(),
        cause: cause_of(&row),
        posted_on: row.posted_on,
        happened_on: row.happened_on,
        posted_at: instant(row.posted_at)?,
        entry,
    })
}
