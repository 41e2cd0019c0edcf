//! Cohorts that the association canceled, and why: written once, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::{AccountId, CohortId};

use crate::columns::micros;
use crate::{StoreError, Tx, rows};
use table::{Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_cancellations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: Uuid,
        pub canceled_by: Uuid,
        pub canceled_on: chrono::NaiveDate,
        pub canceled_at: i64,
        pub reason: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The cancellation of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancellationRecord {
    /// The cohort.
    pub cohort_id: CohortId,
    /// Who canceled it.
    pub canceled_by: AccountId,
    /// The day, by the cohort's calendar.
    pub canceled_on: NaiveDate,
    /// When.
    pub canceled_at: DateTime<Utc>,
    /// Why, as everybody with a seat is told.
    pub reason: String,
}

/// Inserts a cancellation. Whoever does holds the cohort's row.
///
/// # Errors
/// [`StoreError::Conflict`] when the cohort was canceled before; the transaction can continue.
pub async fn insert_cancellation(tx: &Tx, record: &CancellationRecord) -> Result<(), StoreError> {
    let row = Model {
        cohort_id: record.cohort_id.uuid(),
        canceled_by: record.canceled_by.uuid(),
        canceled_on: record.canceled_on,
        canceled_at: micros(record.canceled_at),
        reason: record.reason.clone(),
    };
    rows::insert_or_conflict::<Entity>(tx, row, "cyber_cancellations.cohort_id").await
}
