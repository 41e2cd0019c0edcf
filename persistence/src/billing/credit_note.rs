//! Notes that something billed is no longer owed; only a decision on what was proposed changes one.

use std::collections::HashMap;

use guildhall_domain::billing::{CreditNote, CreditState};
use guildhall_domain::{AccountId, Cents, CreditNoteId, InvoiceId};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait};

use crate::columns::{code, from_json, instant, instant_or_none, micros, padded, to_json};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "credit_notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub invoice_id: Uuid,
        pub amount_cents: i64,
        pub reason: String,
        pub provisional: bool,
        pub explanation_json: String,
        pub issued_on: chrono::NaiveDate,
        pub issued_at: i64,
        pub issued_by: Option<Uuid>,
        pub state: String,
        pub line: Option<i32>,
        pub remark: Option<String>,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<i64>,
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

/// Orders of the list of credit notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditNoteSort {
    /// Latest issued or proposed first.
    Newest,
}

/// Which credit notes are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditNoteFilter {
    /// In a state.
    pub state: Option<CreditState>,
    /// Of one invoice.
    pub invoice: Option<InvoiceId>,
}

/// Inserts a note. Lock its invoice first.
pub async fn insert_credit_note(tx: &Tx, note: &CreditNote) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, row_of(note)?).await
}

/// Saves a note that was decided over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_credit_note(tx: &Tx, note: &CreditNote) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(note)?).await
}

/// A note that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_credit_note(db: &dyn Read, id: CreditNoteId) -> Result<CreditNote, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(CreditNote::try_from).transpose()?.ok_or(StoreError::NotFound("credit note"))
}

/// Takes a note for this transaction alone: of two decisions the second sees the first. Its invoice is locked before.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_credit_note(tx: &Tx, id: CreditNoteId) -> Result<CreditNote, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(CreditNote::try_from).transpose()?.ok_or(StoreError::NotFound("credit note"))
}

/// A page of credit notes.
pub async fn list_credit_notes(
    db: &dyn Read,
    filter: &CreditNoteFilter,
    page: PageRequest<CreditNoteSort>,
) -> Result<Slice<CreditNote>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.invoice, |select, invoice| select.filter(Column::InvoiceId.eq(invoice.uuid())));
    let order = match page.sort {
        CreditNoteSort::Newest => KeysetOrder::descending(Column::IssuedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.issued_at)?), id: row.id })
}

fn row_of(note: &CreditNote) -> Result<Model, StoreError> {
    Ok(Model {
        id: note.id.uuid(),
        invoice_id: note.invoice_id.uuid(),
        amount_cents: note.amount.cents(),
        reason: note.reason.as_str().to_owned(),
        provisional: note.provisional,
        explanation_json: to_json(&note.explanation)?,
        issued_on: note.issued_on,
        issued_at: micros(note.issued_at),
        issued_by: note.issued_by.map(AccountId::uuid),
        state: note.state.as_str().to_owned(),
        line: note.line,
        remark: note.remark.clone(),
        decided_by: note.decided.map(|(by, _)| by.uuid()),
        decided_at: note.decided.map(|(_, at)| micros(at)),
        version: note.version,
    })
}

/// Several notes by their ids, read at once.
pub async fn credit_notes_by_id(
    db: &dyn Read,
    ids: impl IntoIterator<Item = CreditNoteId>,
) -> Result<HashMap<CreditNoteId, CreditNote>, StoreError> {
    let ids = padded(ids.into_iter().map(CreditNoteId::uuid));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(&db).await?;
    rows.into_iter().map(|row| CreditNote::try_from(row).map(|note| (note.id, note))).collect()
}

impl TryFrom<Model> for CreditNote {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let decided_at = instant_or_none(row.decided_at)?;
        Ok(CreditNote {
            id: row.id.into(),
            invoice_id: row.invoice_id.into(),
            amount: Cents::new(row.amount_cents),
            reason: code(&row.reason)?,
            provisional: row.provisional,
            explanation: from_json(&row.explanation_json)?,
            issued_on: row.issued_on,
            issued_at: instant(row.issued_at)?,
            issued_by: row.issued_by.map(AccountId::new),
            state: code(&row.state)?,
            line: row.line,
            remark: row.remark,
            decided: row.decided_by.map(AccountId::new).zip(decided_at),
            version: row.version,
        })
    }
}
