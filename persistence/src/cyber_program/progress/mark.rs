//! What a participant has done: marks, and nothing about what was written.
//!
//! Invariants: an activity has one mark on a sheet, and the first stays; attendance on the participant's own word counts
//! from the moment it is confirmed, once; that somebody
//! reflected is told by no row, so whoever inserts a mark gives none for a reflection.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKey, Mark};
use guildhall_domain::{AccountId, CohortId, EnrollmentId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use crate::columns::{code, instant, instant_or_none, micros};
use crate::cyber_program::cohorts::cohort::stored;
use crate::cyber_program::enrollments::enrollment::{Column as EnrollmentColumn, Entity as EnrollmentEntity};
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
        pub self_reported: bool,
        pub reason: Option<String>,
        pub confirmed_by: Option<Uuid>,
        pub confirmed_at: Option<i64>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A mark as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRecord {
    /// The enrollment that is marked.
    pub enrollment_id: EnrollmentId,
    /// What it says.
    pub mark: Mark,
    /// Who made it.
    pub marked_by: AccountId,
    /// When.
    pub marked_at: DateTime<Utc>,
    /// What makes it the participant's own word on attendance; none for every other mark.
    pub own_word: Option<OwnWord>,
}

/// A participant's own word that they were there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWord {
    /// Why nobody else said so; none once the person was forgotten.
    pub reason: Option<String>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(AccountId, DateTime<Utc>)>,
}

/// The marks on a sheet, by week and activity.
pub async fn marks_of(db: &dyn Read, enrollment: EnrollmentId) -> Result<Vec<MarkRecord>, StoreError> {
    let select = Entity::find().filter(Column::EnrollmentId.eq(enrollment.uuid()));
    let rows = select.order_by_asc(Column::Week).order_by_asc(Column::Activity).all(&db).await?;
    rows.into_iter().map(MarkRecord::try_from).collect()
}

/// Marks an activity unless it is marked already; says whether it did. Never for a
/// reflection.
pub async fn insert_mark_if_free(tx: &Tx, record: &MarkRecord) -> Result<bool, StoreError> {
    rows::insert_if_free::<Entity>(tx, row_of(record)?).await
}

/// Marks activities unless they are marked already; answers how many it did. Never for
/// reflections. Sorted by sheet and activity, so that two of these never wait for each other.
pub async fn insert_marks_if_free(tx: &Tx, records: &[MarkRecord]) -> Result<u64, StoreError> {
    let mut marks = records.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
    marks.sort_by(|one, other| (one.enrollment_id, &one.activity).cmp(&(other.enrollment_id, &other.activity)));
    if marks.is_empty() {
        return Ok(0);
    }
    let insert = Entity::insert_many(marks.into_iter().map(IntoActiveModel::into_active_model));
    let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(insert.exec_without_returning(tx).await?)
}

/// Confirms what participants said of themselves about an activity, where that waits for it; answers how many. In the order
/// of the sheets, so that two of these never wait for each other.
pub async fn confirm_marks(
    tx: &Tx,
    sheets: &[EnrollmentId],
    key: &ActivityKey,
    (by, at): (AccountId, DateTime<Utc>),
) -> Result<u64, StoreError> {
    let waiting = Entity::find()
        .filter(Column::EnrollmentId.is_in(sheets.iter().map(|id| id.uuid())))
        .filter(Column::Activity.eq(key.to_string()))
        .filter(Column::SelfReported.eq(true))
        .filter(Column::ConfirmedAt.is_null())
        .order_by_asc(Column::EnrollmentId)
        .lock_exclusive()
        .all(tx)
        .await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let confirm = Entity::update_many()
        .col_expr(Column::ConfirmedBy, Expr::value(by.uuid()))
        .col_expr(Column::ConfirmedAt, Expr::value(micros(at)))
        .filter(Column::EnrollmentId.is_in(waiting.iter().map(|row| row.enrollment_id)))
        .filter(Column::Activity.eq(key.to_string()));
    Ok(confirm.exec(tx).await?.rows_affected)
}

/// The marks on every sheet of a cohort, in one query, by sheet, week and activity.
pub async fn marks_of_cohort(db: &dyn Read, cohort: CohortId) -> Result<Vec<MarkRecord>, StoreError> {
    let sheets = Query::select()
        .column(EnrollmentColumn::Id)
        .from(EnrollmentEntity)
        .and_where(EnrollmentColumn::CohortId.eq(cohort.uuid()))
        .to_owned();
    let rows = Entity::find()
        .filter(Column::EnrollmentId.in_subquery(sheets))
        .order_by_asc(Column::EnrollmentId)
        .order_by_asc(Column::Week)
        .order_by_asc(Column::Activity)
        .all(&db)
        .await?;
    rows.into_iter().map(MarkRecord::try_from).collect()
}

fn row_of(record: &MarkRecord) -> Result<Model, StoreError> {
    let MarkRecord { mark, .. } = record;
    let confirmed = record.own_word.as_ref().and_then(|word| word.confirmed);
    Ok(Model {
        enrollment_id: record.enrollment_id.uuid(),
        week: stored(mark.key.week)?,
        activity: mark.key.to_string(),
        kind: mark.kind.as_str().to_owned(),
        done_on: mark.done_on,
        marked_by: record.marked_by.uuid(),
        marked_at: micros(record.marked_at),
        self_reported: record.own_word.is_some(),
        reason: record.own_word.as_ref().and_then(|word| word.reason.clone()),
        confirmed_by: confirmed.map(|(by, _)| by.uuid()),
        confirmed_at: confirmed.map(|(_, at)| micros(at)),
    })
}

impl TryFrom<Model> for MarkRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let confirmed = row.confirmed_by.zip(instant_or_none(row.confirmed_at)?).map(|(by, at)| (by.into(), at));
        let own_word = row.self_reported.then_some(OwnWord { reason: row.reason, confirmed });
        let counts = own_word.as_ref().is_none_or(|word| word.confirmed.is_some());
        let mark = Mark { key: activity(&row.activity)?, kind: code(&row.kind)?, done_on: row.done_on, counts };
        Ok(MarkRecord {
            enrollment_id: row.enrollment_id.into(),
            mark,
            marked_by: row.marked_by.into(),
            marked_at: instant(row.marked_at)?,
            own_word,
        })
    }
}

/// A stored key of an activity.
pub(in crate::cyber_program) fn activity(text: &str) -> Result<ActivityKey, StoreError> {
    text.parse().map_err(|_| StoreError::Database("a stored activity is none".into()))
}
