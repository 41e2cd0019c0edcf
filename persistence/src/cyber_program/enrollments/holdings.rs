//! What one payer holds, which offers have ended, and which seats wait to be sold again.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_domain::{AccountId, CohortId, OrganizationId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::enrollment::{Column, EnrollmentRecord, Entity};
use crate::columns::{micros, padded};
use crate::{Read, StoreError};

/// Enrollments under way of these people that no organization pays, the oldest first.
pub async fn open_enrollments_of(db: &dyn Read, accounts: &[AccountId]) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let select = under_way()
        .filter(Column::AccountId.is_in(padded(accounts.iter().map(|account| account.uuid()))))
        .filter(Column::BillToOrganizationId.is_null());
    read(db, select).await
}

/// Enrollments under way that an organization pays, the oldest first.
pub async fn open_enrollments_billed_to(
    db: &dyn Read,
    organization: OrganizationId,
) -> Result<Vec<EnrollmentRecord>, StoreError> {
    read(db, under_way().filter(Column::BillToOrganizationId.eq(organization.uuid()))).await
}

/// How many enrollments were made for these people since an instant, those given up included.
pub async fn enrollments_made_since(
    db: &dyn Read,
    accounts: &[AccountId],
    since: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let select = Entity::find()
        .filter(Column::AccountId.is_in(padded(accounts.iter().map(|account| account.uuid()))))
        .filter(Column::RegisteredAt.gt(micros(since)));
    Ok(select.count(&db).await?)
}

/// Whether an offer of a cohort has ended by now and that was not written down yet.
pub async fn has_ended_offers(db: &dyn Read, cohort: CohortId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let select = Entity::find().select_only().column(Column::Id).filter(Column::CohortId.eq(cohort.uuid()));
    let ended: Option<Uuid> = select.filter(ended_by(now)).limit(1).into_tuple().one(&db).await?;
    Ok(ended.is_some())
}

/// The offers of a cohort that have ended by now, the first ended first.
pub async fn ended_offers(
    db: &dyn Read,
    cohort: CohortId,
    now: DateTime<Utc>,
) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid())).filter(ended_by(now));
    let rows = select.order_by_asc(Column::OfferExpiresAt).order_by_asc(Column::Id).all(&db).await?;
    rows.into_iter().map(EnrollmentRecord::try_from).collect()
}

/// The cohorts in which an offer has ended by now.
pub async fn cohorts_with_ended_offers(db: &dyn Read, now: DateTime<Utc>) -> Result<Vec<CohortId>, StoreError> {
    let cohorts: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::CohortId)
        .filter(ended_by(now))
        .distinct()
        .order_by_asc(Column::CohortId)
        .into_tuple()
        .all(&db)
        .await?;
    Ok(cohorts.into_iter().map(CohortId::new).collect())
}

/// Seats of a cohort that were given up, of which something stays charged and that nobody has taken yet; the first given
/// up first.
pub async fn vacated_in(db: &dyn Read, cohort: CohortId) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid())).filter(Column::VacatedAt.is_not_null());
    let rows = select.order_by_asc(Column::VacatedAt).order_by_asc(Column::Id).all(&db).await?;
    rows.into_iter().map(EnrollmentRecord::try_from).collect()
}

fn ended_by(now: DateTime<Utc>) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(Column::State.eq(EnrollmentState::Offered.as_str()))
        .add(Column::OfferExpiresAt.lte(micros(now)))
}

fn under_way() -> Select<Entity> {
    let states =
        [EnrollmentState::Requested, EnrollmentState::Waitlisted, EnrollmentState::Offered, EnrollmentState::Enrolled];
    Entity::find().filter(Column::State.is_in(states.map(EnrollmentState::as_str)))
}

async fn read(db: &dyn Read, select: Select<Entity>) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let rows = select.order_by_asc(Column::RegisteredAt).order_by_asc(Column::Id).all(&db).await?;
    rows.into_iter().map(EnrollmentRecord::try_from).collect()
}
