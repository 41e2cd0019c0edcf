//! Who mentors which cohort.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, CohortId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::micros;
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

/// Who mentors a cohort, the first named first.
///
/// # Errors
/// Those of any read.
pub async fn mentors_of(db: &impl Read, cohort: CohortId) -> Result<Vec<AccountId>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid()));
    let rows = select.order_by_asc(Column::SinceAt).order_by_asc(Column::AccountId).all(db).await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}

/// The cohorts somebody mentors.
///
/// # Errors
/// Those of any read.
pub async fn cohorts_mentored_by(db: &impl Read, account: AccountId) -> Result<Vec<CohortId>, StoreError> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let rows = select.order_by_asc(Column::CohortId).all(db).await?;
    Ok(rows.into_iter().map(|row| row.cohort_id.into()).collect())
}

/// Makes somebody a mentor of a cohort; says whether that is new.
///
/// # Errors
/// Those of any write.
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
///
/// # Errors
/// Those of any write.
pub async fn delete_mentor(tx: &Tx, cohort: CohortId, account: AccountId) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id((cohort.uuid(), account.uuid())).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
