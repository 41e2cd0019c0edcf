//! Surveys: their questions, and each person's answer as sealed bytes.
//!
//! Invariants: an activity has one survey; a person answers once.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKey, SurveyQuestion};
use guildhall_domain::{AccountId, CohortId, SurveyId};
use sea_orm::entity::prelude::*;

use crate::columns::{from_json, instant, micros, to_json};
use crate::cyber_program::cohorts::cohort::stored;
use crate::cyber_program::progress::mark::activity;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_surveys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub week: i32,
        pub activity: String,
        pub questions_json: String,
        pub created_by: Uuid,
        pub created_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The questions of a survey as they are kept; they do not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyRecord {
    /// The survey's id.
    pub id: SurveyId,
    /// The cohort.
    pub cohort_id: CohortId,
    /// The activity.
    pub activity: ActivityKey,
    /// The questions.
    pub questions: Vec<SurveyQuestion>,
    /// Who asked it.
    pub created_by: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurveySort {
    /// Latest first.
    Newest,
}

/// A survey, if it exists.
pub async fn find_survey(db: &dyn Read, id: SurveyId) -> Result<Option<SurveyRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(SurveyRecord::try_from).transpose()
}

/// A page of the surveys of a cohort.
pub async fn list_surveys(
    db: &dyn Read,
    cohort: CohortId,
    page: PageRequest<SurveySort>,
) -> Result<Slice<SurveyRecord>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid()));
    let order = match page.sort {
        SurveySort::Newest => KeysetOrder::descending(Column::CreatedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

/// Inserts a survey.
///
/// # Errors
/// [`StoreError::Conflict`] naming `activity` when the activity has one; the transaction can continue.
pub async fn insert_survey(tx: &Tx, record: &SurveyRecord) -> Result<(), StoreError> {
    let row = Model {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        week: stored(record.activity.week)?,
        activity: record.activity.to_string(),
        questions_json: to_json(&record.questions)?,
        created_by: record.created_by.uuid(),
        created_at: micros(record.created_at),
    };
    rows::insert_or_conflict::<Entity>(tx, row, "cyber_surveys.activity").await
}

impl TryFrom<Model> for SurveyRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(SurveyRecord {
            id: row.id.into(),
            cohort_id: row.cohort_id.into(),
            activity: activity(&row.activity)?,
            questions: from_json(&row.questions_json)?,
            created_by: row.created_by.into(),
            created_at: instant(row.created_at)?,
        })
    }
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.created_at)?), id: row.id })
}
