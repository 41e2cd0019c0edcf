//! Reflections: sealed bytes for their author.
//!
//! Invariant: nothing here reads a reflection without its author's account.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::ActivityKey;
use guildhall_domain::{AccountId, CohortId, ReflectionId};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use crate::columns::{instant, micros};
use crate::cyber_program::cohorts::cohort::stored;
use crate::cyber_program::progress::mark::activity;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_reflections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub author_id: Uuid,
        pub week: i32,
        pub activity: String,
        pub sealed_body: Vec<u8>,
        pub written_at: i64,
        pub updated_at: i64,
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

/// A reflection as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReflectionRecord {
    /// The reflection's id.
    pub id: ReflectionId,
    /// The cohort it was written in.
    pub cohort_id: CohortId,
    /// The owner of the record.
    pub author_id: AccountId,
    /// The activity.
    pub activity: ActivityKey,
    /// Its text, sealed with the author's key.
    pub sealed_body: Vec<u8>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReflectionSort {
    /// Latest first.
    Newest,
    /// First first.
    Oldest,
}

/// Somebody's own reflection, if it exists.
pub async fn find_reflection(
    db: &dyn Read,
    author: AccountId,
    id: ReflectionId,
) -> Result<Option<ReflectionRecord>, StoreError> {
    let own = Entity::find_by_id(id.uuid()).filter(Column::AuthorId.eq(author.uuid()));
    own.one(&db).await?.map(ReflectionRecord::try_from).transpose()
}

/// A page of somebody's own reflections in a cohort, of all weeks or one.
pub async fn list_reflections(
    db: &dyn Read,
    author: AccountId,
    cohort: CohortId,
    week: Option<u32>,
    page: PageRequest<ReflectionSort>,
) -> Result<Slice<ReflectionRecord>, StoreError> {
    let week = week.map(stored).transpose()?;
    let select = Entity::find()
        .filter(Column::AuthorId.eq(author.uuid()))
        .filter(Column::CohortId.eq(cohort.uuid()))
        .apply_if(week, |select, week| select.filter(Column::Week.eq(week)));
    let order = match page.sort {
        ReflectionSort::Newest => KeysetOrder::descending(Column::WrittenAt, Column::Id),
        ReflectionSort::Oldest => KeysetOrder::ascending(Column::WrittenAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

/// Inserts a reflection.
pub async fn insert_reflection(tx: &Tx, record: &ReflectionRecord) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, row_of(record)?).await
}

/// Saves a changed reflection over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_reflection(tx: &Tx, record: &ReflectionRecord) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(record)?).await
}

/// Deletes a reflection at the version it was read at.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn delete_reflection(tx: &Tx, record: &ReflectionRecord) -> Result<(), StoreError> {
    let delete = Entity::delete_by_id(record.id.uuid())
        .filter(Column::AuthorId.eq(record.author_id.uuid()))
        .filter(Column::Version.eq(record.version));
    if delete.exec(tx).await?.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

impl TryFrom<Model> for ReflectionRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(ReflectionRecord {
            id: row.id.into(),
            cohort_id: row.cohort_id.into(),
            author_id: row.author_id.into(),
            activity: activity(&row.activity)?,
            sealed_body: row.sealed_body,
            written_at: instant(row.written_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

fn row_of(record: &ReflectionRecord) -> Result<Model, StoreError> {
    Ok(Model {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        author_id: record.author_id.uuid(),
        week: stored(record.activity.week)?,
        activity: record.activity.to_string(),
        sealed_body: record.sealed_body.clone(),
        written_at: micros(record.written_at),
        updated_at: micros(record.updated_at),
        version: record.version,
    })
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.written_at)?), id: row.id })
}
