//! What a participant has done: marks, and nothing about what was written.
//!
//! Invariants: an activity has one mark on a sheet, and the first stays; that somebody
//! reflected is told by no row, so whoever inserts a mark gives none for a reflection.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKey, Mark};
use guildhall_domain::{AccountId, EnrollmentId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::cohort::stored;
use crate::columns::{code, instant, micros};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub enrollment_id: Uuid,
        pub week: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub activity: String,
        pub kind: String,
        pub done_on: chrono::NaiveDate,
        pub marked_by: Uuid,
        pub marked_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A mark as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRecord {
    /// Whose sheet it is on.
    pub enrollment_id: EnrollmentId,
    /// What it says.
    pub mark: Mark,
    /// Who made it.
    pub marked_by: AccountId,
    /// When.
    pub marked_at: DateTime<Utc>,
}

/// The marks on a sheet, by week and activity.
///
/// # Errors
/// Those of any read.
pub async fn marks_of(db: &impl Read, enrollment: EnrollmentId) -> Result<Vec<MarkRecord>, StoreError> {
    let select = Entity::find().filter(Column::EnrollmentId.eq(enrollment.uuid()));
    let rows = select.order_by_asc(Column::Week).order_by_asc(Column::Activity).all(db).await?;
    rows.into_iter().map(MarkRecord::try_from).collect()
}

/// Marks an activity unless it is marked already; says whether it did. Never for a
/// reflection.
///
/// # Errors
/// Those of any write.
pub async fn insert_mark_if_free(tx: &Tx, record: &MarkRecord) -> Result<bool, StoreError> {
    let MarkRecord { mark, .. } = record;
    let row = Model {
        enrollment_id: record.enrollment_id.uuid(),
        week: stored(mark.key.week)?,
        activity: mark.key.to_string(),
        kind: mark.kind.as_str().to_owned(),
        done_on: mark.done_on,
        marked_by: record.marked_by.uuid(),
        marked_at: micros(record.marked_at),
    };
    rows::insert_if_free::<Entity>(tx, row).await
}

impl TryFrom<Model> for MarkRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let mark = Mark { key: activity(&row.activity)?, kind: code(&row.kind)?, done_on: row.done_on };
        Ok(MarkRecord {
            enrollment_id: row.enrollment_id.into(),
            mark,
            marked_by: row.marked_by.into(),
            marked_at: instant(row.marked_at)?,
        })
    }
}

/// A stored key of an activity.
pub(super) fn activity(text: &str) -> Result<ActivityKey, StoreError> {
    text.parse().map_err(|_| StoreError::Database("a stored activity is none".into()))
}
