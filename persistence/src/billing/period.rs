//! The months of the books, and their closings.
//!
//! Invariant: whoever posts into a month holds its row against whoever closes it, so nothing gets into a month that is
//! closed meanwhile.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use guildhall_domain::billing::{PeriodClosing, periods::Reopening};
use guildhall_domain::{AccountId, PeriodClosingId};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;

use crate::columns::{instant, instant_or_none, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod month {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounting_months")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: chrono::NaiveDate,
        pub closed: bool,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "period_closings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub month: chrono::NaiveDate,
        pub closed_by: Uuid,
        pub closed_at: i64,
        pub reopening_reason: Option<String>,
        pub reopening_proposed_by: Option<Uuid>,
        pub reopening_proposed_at: Option<i64>,
        pub reopened_by: Option<Uuid>,
        pub reopened_at: Option<i64>,
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

/// Orders of the list of closings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodClosingSort {
    /// Latest closed first.
    Newest,
}

/// Whether a month is closed. It stays so, or stays open, until the end of the transaction.
pub async fn hold_month(tx: &Tx, first_day: NaiveDate) -> Result<bool, StoreError> {
    month_with(tx, first_day, LockType::Share).await
}

/// The same, for whoever is about to close it or open it again.
pub async fn lock_month(tx: &Tx, first_day: NaiveDate) -> Result<bool, StoreError> {
    month_with(tx, first_day, LockType::Update).await
}

async fn month_with(tx: &Tx, first_day: NaiveDate, lock: LockType) -> Result<bool, StoreError> {
    let find = || month::Entity::find_by_id(first_day).lock(lock);
    if let Some(row) = find().one(tx).await? {
        return Ok(row.closed);
    }
    rows::insert_if_free::<month::Entity>(tx, month::Model { month: first_day, closed: false }).await?;
    Ok(find().one(tx).await?.is_some_and(|row| row.closed))
}

/// The first days of the closed months from one on.
pub async fn closed_months(db: &dyn Read, from: NaiveDate) -> Result<BTreeSet<NaiveDate>, StoreError> {
    let rows = month::Entity::find()
        .filter(month::Column::Closed.eq(true))
        .filter(month::Column::Month.gte(from))
        .all(&db)
        .await?;
    Ok(rows.into_iter().map(|row| row.month).collect())
}

/// Marks a month that is locked as closed or open.
pub async fn mark_month(tx: &Tx, first_day: NaiveDate, closed: bool) -> Result<(), StoreError> {
    month::Entity::update_many()
        .col_expr(month::Column::Closed, closed.into())
        .filter(month::Column::Month.eq(first_day))
        .exec(tx)
        .await?;
    Ok(())
}

/// Inserts a closing. Lock its month first.
pub async fn insert_period_closing(tx: &Tx, closing: &PeriodClosing) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, closing.into()).await
}

/// A closing that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_period_closing(db: &dyn Read, id: PeriodClosingId) -> Result<PeriodClosing, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(PeriodClosing::try_from).transpose()?.ok_or(StoreError::NotFound("period closing"))
}

/// Saves a closing over the version it was read at; answers the new version. Lock its month first.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_period_closing(tx: &Tx, closing: &PeriodClosing) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, closing.into()).await
}

/// A page of closings.
pub async fn list_period_closings(
    db: &dyn Read,
    page: PageRequest<PeriodClosingSort>,
) -> Result<Slice<PeriodClosing>, StoreError> {
    let order = match page.sort {
        PeriodClosingSort::Newest => KeysetOrder::descending(Column::ClosedAt, Column::Id),
    };
    read_page(db, Entity::find(), order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.closed_at)?), id: row.id })
}

impl TryFrom<Model> for PeriodClosing {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let (proposed_at, reopened_at) =
            (instant_or_none(row.reopening_proposed_at)?, instant_or_none(row.reopened_at)?);
        let proposed = row.reopening_reason.zip(row.reopening_proposed_by).zip(proposed_at);
        Ok(PeriodClosing {
            id: row.id.into(),
            month: row.month,
            closed_by: row.closed_by.into(),
            closed_at: instant(row.closed_at)?,
            reopening: proposed.map(|((reason, by), proposed_at)| Reopening {
                reason,
                proposed_by: by.into(),
                proposed_at,
                agreed: row.reopened_by.map(AccountId::new).zip(reopened_at),
            }),
            version: row.version,
        })
    }
}

impl From<&PeriodClosing> for Model {
    fn from(closing: &PeriodClosing) -> Self {
        let reopening = closing.reopening.as_ref();
        let agreed = reopening.and_then(|reopening| reopening.agreed);
        Model {
            id: closing.id.uuid(),
            month: closing.month,
            closed_by: closing.closed_by.uuid(),
            closed_at: micros(closing.closed_at),
            reopening_reason: reopening.map(|reopening| reopening.reason.clone()),
            reopening_proposed_by: reopening.map(|reopening| reopening.proposed_by.uuid()),
            reopening_proposed_at: reopening.map(|reopening| micros(reopening.proposed_at)),
            reopened_by: agreed.map(|(by, _)| by.uuid()),
            reopened_at: agreed.map(|(_, at)| micros(at)),
            version: closing.version,
        }
    }
}
