//! What a new Life member is owed, and how much of it is done.

use chrono::{DateTime, Utc};
use guildhall_domain::LifeApplicationId;
use guildhall_domain::life_membership::Recognition;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait};

use crate::columns::{from_json, instant, micros, to_json};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "life_recognitions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub application_id: Uuid,
        pub recognition_json: String,
        pub complete: bool,
        pub begun_at: i64,
        pub updated_at: i64,
        pub version: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::ApplicationId;
        const VERSION: Column = Column::Version;
    }
}

/// The list of one new Life member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognitionRecord {
    /// The application that was granted.
    pub application_id: LifeApplicationId,
    /// What is owed and what is done.
    pub recognition: Recognition,
    /// When it was begun: the grant.
    pub begun_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// Orders of the work list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecognitionSort {
    /// Who has waited longest comes first.
    Oldest,
}

/// The list of an application, if it was granted.
pub async fn find_recognition(
    db: &dyn Read,
    application: LifeApplicationId,
) -> Result<Option<RecognitionRecord>, StoreError> {
    Entity::find_by_id(application.uuid()).one(&db).await?.map(RecognitionRecord::try_from).transpose()
}

/// Takes a list for this transaction alone: others that ask for it wait.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_recognition(tx: &Tx, application: LifeApplicationId) -> Result<RecognitionRecord, StoreError> {
    let row = Entity::find_by_id(application.uuid()).lock_exclusive().one(tx).await?;
    row.map(RecognitionRecord::try_from).transpose()?.ok_or(StoreError::NotFound("recognition"))
}

/// A page of the work list; `complete` narrows it to those done or not.
pub async fn list_recognitions(
    db: &dyn Read,
    complete: Option<bool>,
    page: PageRequest<RecognitionSort>,
) -> Result<Slice<RecognitionRecord>, StoreError> {
    let select = Entity::find().apply_if(complete, |select, complete| select.filter(Column::Complete.eq(complete)));
    let order = match page.sort {
        RecognitionSort::Oldest => KeysetOrder::ascending(Column::BegunAt, Column::ApplicationId),
    };
    read_page(db, select, order, page, position).await
}

/// Inserts a list.
///
/// # Errors
/// [`StoreError::Conflict`] when the application has one; the transaction can continue.
pub async fn insert_recognition(tx: &Tx, record: &RecognitionRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(record)?, "life_recognitions.application_id").await
}

/// Saves a changed list over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_recognition(tx: &Tx, record: &RecognitionRecord) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(record)?).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.begun_at)?), id: row.application_id })
}

impl TryFrom<Model> for RecognitionRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(RecognitionRecord {
            application_id: row.application_id.into(),
            recognition: from_json(&row.recognition_json)?,
            begun_at: instant(row.begun_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

fn row_of(record: &RecognitionRecord) -> Result<Model, StoreError> {
    Ok(Model {
        application_id: record.application_id.uuid(),
        recognition_json: to_json(&record.recognition)?,
        complete: record.recognition.is_complete(),
        begun_at: micros(record.begun_at),
        updated_at: micros(record.updated_at),
        version: record.version,
    })
}
