//! Proposals to give up what is owed.
//!
//! Invariant: an invoice has one at a time that awaits its decision.

use guildhall_domain::billing::{ProposalState, WriteOff};
use guildhall_domain::{AccountId, Cents, InvoiceId, WriteOffId};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait};

use crate::columns::{code, instant, instant_or_none, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "write_offs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub invoice_id: Uuid,
        pub amount_cents: i64,
        pub reason: String,
        pub state: String,
        pub proposed_by: Uuid,
        pub proposed_at: i64,
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

/// Orders of the list of write-offs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOffSort {
    /// Latest proposed first.
    Newest,
}

/// Which write-offs are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOffFilter {
    /// In a state.
    pub state: Option<ProposalState>,
    /// Of one invoice.
    pub invoice: Option<InvoiceId>,
}

/// Inserts a proposal. Lock its invoice first.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_open` when another of the invoice awaits its decision; the transaction can
/// continue.
pub async fn insert_write_off(tx: &Tx, write_off: &WriteOff) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, write_off.into(), "write_offs.one_open").await
}

/// A write-off that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_write_off(db: &dyn Read, id: WriteOffId) -> Result<WriteOff, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(WriteOff::try_from).transpose()?.ok_or(StoreError::NotFound("write-off"))
}

/// Takes a write-off for this transaction alone: of two decisions the second sees the first. Its invoice is locked before.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_write_off(tx: &Tx, id: WriteOffId) -> Result<WriteOff, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(WriteOff::try_from).transpose()?.ok_or(StoreError::NotFound("write-off"))
}

/// Saves a write-off over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_write_off(tx: &Tx, write_off: &WriteOff) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, write_off.into()).await
}

/// A page of write-offs.
pub async fn list_write_offs(
    db: &dyn Read,
    filter: &WriteOffFilter,
    page: PageRequest<WriteOffSort>,
) -> Result<Slice<WriteOff>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.invoice, |select, invoice| select.filter(Column::InvoiceId.eq(invoice.uuid())));
    let order = match page.sort {
        WriteOffSort::Newest => KeysetOrder::descending(Column::ProposedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.proposed_at)?), id: row.id })
}

impl TryFrom<Model> for WriteOff {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let decided_at = instant_or_none(row.decided_at)?;
        Ok(WriteOff {
            id: row.id.into(),
            invoice_id: row.invoice_id.into(),
            amount: Cents::new(row.amount_cents),
            reason: row.reason,
            state: code(&row.state)?,
            proposed_by: row.proposed_by.into(),
            proposed_at: instant(row.proposed_at)?,
            decided: row.decided_by.map(AccountId::new).zip(decided_at),
            version: row.version,
        })
    }
}

impl From<&WriteOff> for Model {
    fn from(write_off: &WriteOff) -> Self {
        Model {
            id: write_off.id.uuid(),
            invoice_id: write_off.invoice_id.uuid(),
            amount_cents: write_off.amount.cents(),
            reason: write_off.reason.clone(),
            state: write_off.state.as_str().to_owned(),
            proposed_by: write_off.proposed_by.uuid(),
            proposed_at: micros(write_off.proposed_at),
            decided_by: write_off.decided.map(|(by, _)| by.uuid()),
            decided_at: write_off.decided.map(|(_, at)| micros(at)),
            version: write_off.version,
        }
    }
}
