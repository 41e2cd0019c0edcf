//! Answers to surveys: sealed bytes of their authors.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, SurveyAnswerId, SurveyId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{instant, micros};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_survey_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub survey_id: Uuid,
        pub author_id: Uuid,
        pub sealed_answers: Vec<u8>,
        pub answered_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One person's answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyAnswerRecord {
    /// Its id.
    pub id: SurveyAnswerId,
    /// The survey.
    pub survey_id: SurveyId,
    /// The owner of the record.
    pub author_id: AccountId,
    /// What was chosen, sealed with the author's key.
    pub sealed_answers: Vec<u8>,
    /// When.
    pub answered_at: DateTime<Utc>,
}

/// Somebody's own answer to a survey, if there is one.
pub async fn find_survey_answer(
    db: &dyn Read,
    survey: SurveyId,
    author: AccountId,
) -> Result<Option<SurveyAnswerRecord>, StoreError> {
    let own = Entity::find().filter(Column::SurveyId.eq(survey.uuid())).filter(Column::AuthorId.eq(author.uuid()));
    own.one(&db).await?.map(SurveyAnswerRecord::try_from).transpose()
}

/// Every answer to a survey, to be counted and never shown.
pub async fn answers_to_count(db: &dyn Read, survey: SurveyId) -> Result<Vec<SurveyAnswerRecord>, StoreError> {
    let all = Entity::find().filter(Column::SurveyId.eq(survey.uuid())).order_by_asc(Column::AuthorId);
    all.all(&db).await?.into_iter().map(SurveyAnswerRecord::try_from).collect()
}

/// Inserts an answer.
///
/// # Errors
/// [`StoreError::Conflict`] naming `once` when the person has answered; the transaction can continue.
pub async fn insert_survey_answer(tx: &Tx, record: &SurveyAnswerRecord) -> Result<(), StoreError> {
    let row = Model {
        id: record.id.uuid(),
        survey_id: record.survey_id.uuid(),
        author_id: record.author_id.uuid(),
        sealed_answers: record.sealed_answers.clone(),
        answered_at: micros(record.answered_at),
    };
    rows::insert_or_conflict::<Entity>(tx, row, "cyber_survey_answers.once").await
}

impl TryFrom<Model> for SurveyAnswerRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(SurveyAnswerRecord {
            id: row.id.into(),
            survey_id: row.survey_id.into(),
            author_id: row.author_id.into(),
            sealed_answers: row.sealed_answers,
            answered_at: instant(row.answered_at)?,
        })
    }
}
