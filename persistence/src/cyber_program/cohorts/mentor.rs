//! Who mentors which cohort.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::Mentorship;
use guildhall_domain::members::PersonName;
use guildhall_domain::{AccountId, CohortId};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use super::cohort::{Column as CohortColumn, Entity as CohortEntity};
use crate::accounts::names_of;
use crate::columns::{instant, micros, padded};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_mentors")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub since_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody who mentors a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentor {
    /// The cohort.
    pub cohort_id: CohortId,
    /// Who.
    pub account_id: AccountId,
    /// Their name.
    pub name: PersonName,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Who mentors each of these cohorts, the first named first; two queries, however many cohorts.
pub async fn mentors_of_cohorts(
    db: &dyn Read,
    cohorts: impl IntoIterator<Item = CohortId>,
) -> Result<Vec<Mentor>, StoreError> {
    let cohorts = padded(cohorts.into_iter().map(CohortId::uuid));
    if cohorts.is_empty() {
        return Ok(Vec::new());
    }
    let select = Entity::find().filter(Column::CohortId.is_in(cohorts));
    let rows = select.order_by_asc(Column::SinceAt).order_by_asc(Column::AccountId).all(&db).await?;
    let mut names = names_of(db, rows.iter().map(|row| row.account_id.into())).await?;
    let mentor = |row: Model| {
        let account_id: AccountId = row.account_id.into();
        let name = names.entry(account_id).or_insert_with(|| PersonName::stored(String::new(), String::new())).clone();
        Ok(Mentor { cohort_id: row.cohort_id.into(), account_id, name, since: instant(row.since_at)? })
    };
    rows.into_iter().map(mentor).collect()
}

/// Who mentors a cohort, the first named first.
pub async fn mentors_of(db: &dyn Read, cohort: CohortId) -> Result<Vec<AccountId>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid()));
    let rows = select.order_by_asc(Column::SinceAt).order_by_asc(Column::AccountId).all(&db).await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}

/// The cohorts somebody mentors, and since which day.
pub async fn cohorts_mentored_by(db: &dyn Read, account: AccountId) -> Result<Vec<Mentorship>, StoreError> {
    let cohort = Entity::belongs_to(CohortEntity).from(Column::CohortId).to(CohortColumn::Id).into();
    let rows: Vec<(Uuid, i64, String)> = Entity::find()
        .join(JoinType::InnerJoin, cohort)
        .select_only()
        .columns([Column::CohortId, Column::SinceAt])
        .column(CohortColumn::TimeZone)
        .filter(Column::AccountId.eq(account.uuid()))
        .order_by_asc(Column::CohortId)
        .into_tuple()
        .all(&db)
        .await?;
    let mentorship = |(cohort, since, time_zone): (Uuid, i64, String)| {
        let zone = time_zone.parse().map_err(|_| StoreError::Database("a stored time zone is none".into()))?;
        Ok(Mentorship::named(cohort.into(), instant(since)?, zone))
    };
    rows.into_iter().map(mentorship).collect()
}

/// Makes somebody a mentor of a cohort; says whether that is new.
pub async fn insert_mentor(
    tx: &Tx,
    cohort: CohortId,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = Model { cohort_id: cohort.uuid(), account_id: account.uuid(), since_at: micros(since) };
    rows::insert_if_free::<Entity>(tx, row).await
}

/// Ends somebody's mentoring of a cohort; says whether there was any.
pub async fn delete_mentor(tx: &Tx, cohort: CohortId, account: AccountId) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id((cohort.uuid(), account.uuid())).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
