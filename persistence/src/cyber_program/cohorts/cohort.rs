//! One cohort: its dates, its seats, and the week plan it was given.
//!
//! Invariant: whoever counts seats, gives one or takes one back holds the cohort's row,
//! so that no two requests count at once.

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use guildhall_domain::CohortId;
use guildhall_domain::cyber_program::{Cohort, LiveSlot, ProgramTemplate};
use guildhall_domain::visible_text::folded;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;

use crate::columns::{from_json, instant, micros, to_json};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(in crate::cyber_program) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_cohorts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub name_key: String,
        pub starts_on: chrono::NaiveDate,
        pub time_zone: String,
        pub capacity: i32,
        pub weeks: i32,
        pub live_weekday: i32,
        pub live_at: String,
        pub live_minutes: i32,
        pub template_json: String,
        pub last_place: i64,
        pub calendar_sequence: i32,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
        pub canceled_on: Option<chrono::NaiveDate>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// A cohort as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRecord {
    /// The cohort's id.
    pub id: CohortId,
    /// Its name, which no other has, however it is capitalized.
    pub name: String,
    /// Its dates and seats.
    pub cohort: Cohort,
    /// What its weeks hold, as the template stood when it was planned.
    pub template: ProgramTemplate,
    /// The last place given in the queue for seats.
    pub last_place: i64,
    /// Rises when dates or hours move.
    pub calendar_sequence: u32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// A cohort, if it exists.
pub async fn find_cohort(db: &dyn Read, id: CohortId) -> Result<Option<CohortRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(CohortRecord::try_from).transpose()
}

/// A cohort that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_cohort(db: &dyn Read, id: CohortId) -> Result<CohortRecord, StoreError> {
    find_cohort(db, id).await?.ok_or(StoreError::NotFound("cohort"))
}

/// Takes a cohort for this transaction alone: seats are counted, groups changed and posts written one request after the
/// other. What only refers to the cohort may be inserted meanwhile.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_cohort(tx: &Tx, id: CohortId) -> Result<CohortRecord, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate).one(tx).await?;
    row.map(CohortRecord::try_from).transpose()?.ok_or(StoreError::NotFound("cohort"))
}

/// Inserts a cohort.
///
/// # Errors
/// [`StoreError::Conflict`] naming `name` when another has the name; the transaction can continue.
pub async fn insert_cohort(tx: &Tx, record: &CohortRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(record)?, "cyber_cohorts.name").await
}

/// Saves a changed cohort over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when it was changed meanwhile; [`StoreError::Conflict`] when
/// another has the name, which fails the statement: roll back.
pub async fn save_cohort(tx: &Tx, record: &CohortRecord) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(record)?).await
}

/// The next place in the queue for seats, drawn for good under the lock of the row. It is no change
/// of the cohort: whoever has read it can still save it.
pub async fn draw_place(tx: &Tx, record: &mut CohortRecord) -> Result<i64, StoreError> {
    record.last_place += 1;
    let set = Entity::update_many().col_expr(Column::LastPlace, Expr::value(record.last_place));
    set.filter(Column::Id.eq(record.id.uuid())).exec(tx).await?;
    Ok(record.last_place)
}

impl TryFrom<Model> for CohortRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let cohort = Cohort {
            starts_on: row.starts_on,
            zone: row.time_zone.parse().map_err(|_| odd("time zone"))?,
            capacity: count(row.capacity)?,
            weeks: count(row.weeks)?,
            live_event: LiveSlot {
                weekday: weekday(row.live_weekday)?,
                at: row.live_at.parse::<NaiveTime>().map_err(|_| odd("hour"))?,
                minutes: count(row.live_minutes)?,
            },
            canceled_on: row.canceled_on,
        };
        Ok(CohortRecord {
            id: row.id.into(),
            name: row.name,
            cohort,
            template: from_json(&row.template_json)?,
            last_place: row.last_place,
            calendar_sequence: count(row.calendar_sequence)?,
            created_at: instant(row.created_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

fn row_of(record: &CohortRecord) -> Result<Model, StoreError> {
    let CohortRecord { cohort, .. } = record;
    Ok(Model {
        id: record.id.uuid(),
        name: record.name.clone(),
        name_key: folded(&record.name),
        starts_on: cohort.starts_on,
        time_zone: cohort.zone.name().to_owned(),
        capacity: stored(cohort.capacity)?,
        weeks: stored(cohort.weeks)?,
        live_weekday: stored(cohort.live_event.weekday.number_from_monday())?,
        live_at: cohort.live_event.at.to_string(),
        live_minutes: stored(cohort.live_event.minutes)?,
        template_json: to_json(&record.template)?,
        last_place: record.last_place,
        calendar_sequence: stored(record.calendar_sequence)?,
        created_at: micros(record.created_at),
        updated_at: micros(record.updated_at),
        version: record.version,
        canceled_on: cohort.canceled_on,
    })
}

fn weekday(number: i32) -> Result<Weekday, StoreError> {
    let from_monday = u8::try_from(number - 1).map_err(|_| odd("weekday"))?;
    Weekday::try_from(from_monday).map_err(|_| odd("weekday"))
}

/// A stored count, which is never below zero.
pub(in crate::cyber_program) fn count(stored: i32) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|_| odd("count"))
}

/// A count as it is stored.
pub(in crate::cyber_program) fn stored(count: u32) -> Result<i32, StoreError> {
    i32::try_from(count).map_err(|_| odd("count"))
}

fn odd(what: &str) -> StoreError {
    StoreError::Database(format!("a stored {what} of a cohort is none"))
}
