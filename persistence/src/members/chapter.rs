//! Chapters of students. Their codes are kept as hashes.

use guildhall_domain::ChapterId;
use guildhall_domain::members::{ApplicationState, Chapter};
use guildhall_domain::visible_text::folded;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, PaginatorTrait, QueryOrder, QuerySelect};

use super::application::{Column as ApplicationColumn, Entity as Applications};
use crate::columns::{hash, instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "student_chapters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub name_key: String,
        pub code_hash: Vec<u8>,
        pub code_since_on: chrono::NaiveDate,
        pub capacity: i32,
        pub expires_on: chrono::NaiveDate,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
        pub sole_key: Option<String>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// Orders of the list of chapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChapterSort {
    /// By name, case ignored.
    Name,
}

/// A page of chapters.
pub async fn list_chapters(db: &dyn Read, page: PageRequest<ChapterSort>) -> Result<Slice<Chapter>, StoreError> {
    let order = match page.sort {
        ChapterSort::Name => KeysetOrder::ascending(Column::NameKey, Column::Id),
    };
    read_page(db, Entity::find(), order, page, position).await
}

/// A chapter that must be on record.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_chapter(db: &dyn Read, id: ChapterId) -> Result<Chapter, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(Chapter::try_from).transpose()?.ok_or(StoreError::NotFound("chapter"))
}

/// Takes the chapter whose code has this hash for this transaction alone, so that its places are counted one applicant
/// after the other.
pub async fn lock_chapter_by_code(tx: &Tx, code_hash: &[u8; 32]) -> Result<Option<Chapter>, StoreError> {
    let row = Entity::find().filter(Column::CodeHash.eq(code_hash.to_vec())).lock_exclusive().one(tx).await?;
    row.map(Chapter::try_from).transpose()
}

/// Takes a chapter for this transaction alone.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn lock_chapter(tx: &Tx, id: ChapterId) -> Result<Chapter, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(Chapter::try_from).transpose()?.ok_or(StoreError::NotFound("chapter"))
}

/// Another chapter of the same name, however it is spelled.
pub async fn find_chapter_namesake(db: &dyn Read, chapter: &Chapter) -> Result<Option<Chapter>, StoreError> {
    let same =
        Entity::find().filter(Column::NameKey.eq(folded(&chapter.name))).filter(Column::Id.ne(chapter.id.uuid()));
    same.order_by_asc(Column::Id).one(&db).await?.map(Chapter::try_from).transpose()
}

/// How many people are members through a chapter, or about to be: the applications with its code that are open or were
/// carried out since `since`.
pub async fn taken_places(
    db: &dyn Read,
    id: ChapterId,
    since: chrono::DateTime<chrono::Utc>,
) -> Result<u64, StoreError> {
    let accepted = Condition::all()
        .add(ApplicationColumn::State.eq(ApplicationState::Accepted.as_str()))
        .add(ApplicationColumn::DecidedAt.gte(micros(since)));
    let taken = Applications::find()
        .filter(ApplicationColumn::ChapterId.eq(id.uuid()))
        .filter(Condition::any().add(ApplicationColumn::DecidedAt.is_null()).add(accepted));
    Ok(taken.count(&db).await?)
}

/// Inserts a chapter.
///
/// # Errors
/// [`StoreError::Retry`] when a namesake was put on record at the same time: the next look finds it. A code is drawn from
/// too many for two to be the same.
pub async fn insert_chapter(tx: &Tx, chapter: &Chapter) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, chapter.into()).await.map_err(rows::look_again)
}

/// Saves a changed chapter over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read; [`StoreError::Retry`] when a namesake
/// came at the same time.
pub async fn save_chapter(tx: &Tx, chapter: &Chapter) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, chapter.into()).await.map_err(rows::look_again)
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Text(row.name_key.clone()), id: row.id })
}

impl TryFrom<Model> for Chapter {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Chapter {
            id: row.id.into(),
            name: row.name,
            code_hash: hash(row.code_hash)?,
            code_since_on: row.code_since_on,
            capacity: row.capacity,
            expires_on: row.expires_on,
            has_namesakes: row.sole_key.is_none(),
            created_at: instant(row.created_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

impl From<&Chapter> for Model {
    fn from(chapter: &Chapter) -> Self {
        Model {
            id: chapter.id.uuid(),
            name: chapter.name.clone(),
            name_key: folded(&chapter.name),
            code_hash: chapter.code_hash.to_vec(),
            code_since_on: chapter.code_since_on,
            capacity: chapter.capacity,
            expires_on: chapter.expires_on,
            created_at: micros(chapter.created_at),
            updated_at: micros(chapter.updated_at),
            version: chapter.version,
            sole_key: (!chapter.has_namesakes).then(|| folded(&chapter.name)),
        }
    }
}
