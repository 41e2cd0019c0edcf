//! Who still has a seat without an outcome: for the marks that complete the program and
//! for the job that closes a cohort.

use guildhall_domain::CohortId;
use guildhall_domain::cyber_program::EnrollmentState;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::enrollment::{Column, EnrollmentRecord, Entity};
use crate::{Read, StoreError};

/// The enrollments of a cohort that have a seat and no outcome yet, the oldest first.
pub async fn enrolled_in(db: &dyn Read, cohort: CohortId) -> Result<Vec<EnrollmentRecord>, StoreError> {
    enrollments_in(db, cohort, &[EnrollmentState::Enrolled]).await
}

/// The enrollments of a cohort in any of these states, the oldest first.
pub async fn enrollments_in(
    db: &dyn Read,
    cohort: CohortId,
    states: &[EnrollmentState],
) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CohortId.eq(cohort.uuid()))
        .filter(Column::State.is_in(states.iter().map(|state| state.as_str())))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    rows.into_iter().map(EnrollmentRecord::try_from).collect()
}

/// The cohorts in which somebody has a seat and no outcome yet.
pub async fn cohorts_under_way(db: &dyn Read) -> Result<Vec<CohortId>, StoreError> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::CohortId)
        .distinct()
        .filter(Column::State.eq(EnrollmentState::Enrolled.as_str()))
        .order_by_asc(Column::CohortId)
        .into_tuple()
        .all(&db)
        .await?;
    Ok(rows.into_iter().map(CohortId::new).collect())
}
