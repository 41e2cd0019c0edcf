//! Notes that something billed is no longer owed: written once, never changed.

use std::collections::HashMap;

use guildhall_domain::billing::CreditNote;
use guildhall_domain::{AccountId, Cents, CreditNoteId};
use sea_orm::entity::prelude::*;

use crate::columns::{code, from_json, instant, micros, padded, to_json};
use crate::{Read, StoreError, Tx, rows};
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
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Inserts a note. Lock its invoice first.
pub async fn insert_credit_note(tx: &Tx, note: &CreditNote) -> Result<(), StoreError> {
    let row = Model {
        id: note.id.uuid(),
        invoice_id: note.invoice_id.uuid(),
        amount_cents: note.amount.cents(),
        reason: note.reason.as_str().to_owned(),
        provisional: note.provisional,
        explanation_json: to_json(&note.explanation)?,
        issued_on: note.issued_on,
        issued_at: micros(note.issued_at),
        issued_by: note.issued_by.map(AccountId::uuid),
    };
    rows::insert::<Entity>(tx, row).await
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
        })
    }
}
