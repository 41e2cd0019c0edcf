//! Who takes part in a cohort, by name and group: one query for all of them.
//!
//! Invariant: whoever gave a seat up, or never had one, is not among them.

use guildhall_domain::cyber_program::{Discipline, EnrollmentState, GroupSpell};
use guildhall_domain::members::PersonName;
use guildhall_domain::visible_text::folded;
use guildhall_domain::{AccountId, CohortId, EnrollmentId};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect};

use super::enrollment::{Column, Entity, group_of};
use crate::accounts::{AccountColumn, AccountEntity};
use crate::columns::code;
use crate::{Read, StoreError};

/// Somebody who takes part, as group, dashboard and assignment need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The enrollment.
    pub enrollment_id: EnrollmentId,
    /// The person.
    pub account_id: AccountId,
    /// By which the cohort knows the person.
    pub name: PersonName,
    /// The state of the enrollment.
    pub state: EnrollmentState,
    /// The field the person works in.
    pub discipline: Discipline,
    /// How many people the person's community has.
    pub population: Option<i64>,
    /// The state or province.
    pub state_code: Option<String>,
    /// The breakout group, and since when.
    pub group: Option<GroupSpell>,
}

type Row = (Uuid, Uuid, String, String, String, String, Option<i64>, Option<String>, Option<Uuid>, Option<i64>);

/// Everybody who takes part in a cohort, by family name, given name and id; sorted here, since each engine has an order
/// of letters of its own.
pub async fn participants_of(db: &dyn Read, cohort: CohortId) -> Result<Vec<Participant>, StoreError> {
    let states = EnrollmentState::ALL.iter().filter(|state| state.takes_part()).map(|state| state.as_str());
    let account = Entity::belongs_to(AccountEntity).from(Column::AccountId).to(AccountColumn::Id).into();
    let rows: Vec<Row> = Entity::find()
        .join(JoinType::InnerJoin, account)
        .select_only()
        .columns([Column::Id, Column::AccountId])
        .columns([AccountColumn::GivenName, AccountColumn::FamilyName])
        .columns([Column::State, Column::Discipline, Column::Population, Column::StateCode])
        .columns([Column::BreakoutGroupId, Column::GroupSince])
        .filter(Column::CohortId.eq(cohort.uuid()))
        .filter(Column::State.is_in(states))
        .into_tuple()
        .all(&db)
        .await?;
    let mut participants = rows.into_iter().map(participant).collect::<Result<Vec<_>, _>>()?;
    participants.sort_by_cached_key(|one| (one.name.family_key(), folded(one.name.given()), one.enrollment_id));
    Ok(participants)
}

fn participant(row: Row) -> Result<Participant, StoreError> {
    let (id, account, given, family, state, discipline, population, state_code, group, since) = row;
    Ok(Participant {
        enrollment_id: id.into(),
        account_id: account.into(),
        name: PersonName::stored(given, family),
        state: code(&state)?,
        discipline: code(&discipline)?,
        population,
        state_code,
        group: group_of(group, since)?,
    })
}
