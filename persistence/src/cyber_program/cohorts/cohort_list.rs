//! The list of cohorts, and the seats of those on a page.

use std::collections::HashMap;

use chrono::NaiveDate;
use guildhall_domain::CohortId;
use guildhall_domain::cyber_program::{EnrollmentState, Seats};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait};

use super::cohort::{CohortRecord, Column, Entity, Model};
use crate::columns::{code, padded};
use crate::cyber_program::enrollments::enrollment;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CohortSort {
    /// Sorted by start date, latest first.
    Latest,
}

/// Which cohorts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CohortFilter {
    /// Beginning on this day or later.
    pub starts_from: Option<NaiveDate>,
}

/// A page of cohorts.
pub async fn list_cohorts(
    db: &dyn Read,
    filter: &CohortFilter,
    page: PageRequest<CohortSort>,
) -> Result<Slice<CohortRecord>, StoreError> {
    let select = Entity::find().apply_if(filter.starts_from, |select, from| select.filter(Column::StartsOn.gte(from)));
    let order = match page.sort {
        CohortSort::Latest => KeysetOrder::descending(Column::StartsOn, Column::Id),
    };
    let position = |row: &Model| Ok(Position { key: PositionKey::Date(row.starts_on), id: row.id });
    read_page(db, select, order, page, position).await
}

/// How many seats of each of these cohorts are held or kept for an offer and how many people wait, in one query;
/// a cohort that nobody enrolled in is absent.
pub async fn seats_of_cohorts(
    db: &dyn Read,
    cohorts: impl IntoIterator<Item = CohortId>,
) -> Result<HashMap<CohortId, Seats>, StoreError> {
    let cohorts = padded(cohorts.into_iter().map(CohortId::uuid));
    if cohorts.is_empty() {
        return Ok(HashMap::new());
    }
    let counted: Vec<(Uuid, String, i64)> = enrollment::Entity::find()
        .select_only()
        .columns([enrollment::Column::CohortId, enrollment::Column::State])
        .column_as(enrollment::Column::Id.count(), "people")
        .filter(enrollment::Column::CohortId.is_in(cohorts))
        .group_by(enrollment::Column::CohortId)
        .group_by(enrollment::Column::State)
        .into_tuple()
        .all(&db)
        .await?;
    let mut seats: HashMap<CohortId, Seats> = HashMap::new();
    for (cohort, state, people) in counted {
        let state: EnrollmentState = code(&state)?;
        let people = u32::try_from(people).map_err(|_| StoreError::Database("too many people".into()))?;
        let seats = seats.entry(cohort.into()).or_insert(Seats { held: 0, waiting: 0 });
        if state.keeps_seat() {
            seats.held += people;
        } else if state == EnrollmentState::Waitlisted {
            seats.waiting += people;
        }
    }
    Ok(seats)
}
