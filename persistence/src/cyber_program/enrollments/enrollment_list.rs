//! Lists of enrollments, and who of them is how far in a queue.

use std::collections::HashMap;

use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_domain::{AccountId, CohortId, EnrollmentId, OrganizationId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};

use super::enrollment::{Column, EnrollmentRecord, Entity, Model};
use crate::columns::{instant, padded};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrollmentSort {
    /// Latest enrolled first.
    Newest,
}

/// Which enrollments are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnrollmentFilter {
    /// In a state.
    pub state: Option<EnrollmentState>,
    /// For one cohort.
    pub cohort: Option<CohortId>,
    /// Of one person.
    pub account: Option<AccountId>,
    /// Billed to an organization.
    pub payer: Option<OrganizationId>,
}

/// A page of enrollments.
pub async fn list_enrollments(
    db: &dyn Read,
    filter: &EnrollmentFilter,
    page: PageRequest<EnrollmentSort>,
) -> Result<Slice<EnrollmentRecord>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.cohort, |select, cohort| select.filter(Column::CohortId.eq(cohort.uuid())))
        .apply_if(filter.account, |select, account| select.filter(Column::AccountId.eq(account.uuid())))
        .apply_if(filter.payer, |select, payer| select.filter(Column::BillToOrganizationId.eq(payer.uuid())));
    let order = match page.sort {
        EnrollmentSort::Newest => KeysetOrder::descending(Column::RegisteredAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.registered_at)?), id: row.id })
}

/// The place of everybody who waits for one of these cohorts, from 1, in one query.
pub async fn waitlist_positions(
    db: &dyn Read,
    cohorts: impl IntoIterator<Item = CohortId>,
) -> Result<HashMap<EnrollmentId, u32>, StoreError> {
    let cohorts = padded(cohorts.into_iter().map(CohortId::uuid));
    if cohorts.is_empty() {
        return Ok(HashMap::new());
    }
    let waiting: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::CohortId, Column::Id])
        .filter(Column::CohortId.is_in(cohorts))
        .filter(Column::State.eq(EnrollmentState::Waitlisted.as_str()))
        .order_by_asc(Column::CohortId)
        .order_by_asc(Column::Place)
        .into_tuple()
        .all(&db)
        .await?;
    let (mut places, mut last) = (HashMap::with_capacity(waiting.len()), (Uuid::nil(), 0));
    for (cohort, enrollment) in waiting {
        last = if last.0 == cohort { (cohort, last.1 + 1) } else { (cohort, 1) };
        places.insert(enrollment.into(), last.1);
    }
    Ok(places)
}

/// The cohorts that somebody waits for.
pub async fn cohorts_waited_for(db: &dyn Read) -> Result<Vec<CohortId>, StoreError> {
    let cohorts: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::CohortId)
        .filter(Column::State.eq(EnrollmentState::Waitlisted.as_str()))
        .distinct()
        .order_by_asc(Column::CohortId)
        .into_tuple()
        .all(&db)
        .await?;
    Ok(cohorts.into_iter().map(CohortId::new).collect())
}
