//! The list of applications for Life membership.

use guildhall_domain::life_membership::{LifeApplication, LifeState};
use guildhall_domain::{AccountId, MemberId};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use super::application::{Column, Entity, Model};
use crate::columns::instant;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeApplicationSort {
    /// Latest submitted first.
    Newest,
}

/// Which applications are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifeApplicationFilter {
    /// In a state.
    pub state: Option<LifeState>,
    /// Of one member.
    pub member: Option<MemberId>,
    /// Of one person.
    pub account: Option<AccountId>,
}

/// A page of applications.
pub async fn list_life_applications(
    db: &dyn Read,
    filter: &LifeApplicationFilter,
    page: PageRequest<LifeApplicationSort>,
) -> Result<Slice<LifeApplication>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.member, |select, member| select.filter(Column::MemberId.eq(member.uuid())))
        .apply_if(filter.account, |select, account| select.filter(Column::AccountId.eq(account.uuid())));
    let order = match page.sort {
        LifeApplicationSort::Newest => KeysetOrder::descending(Column::SubmittedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.submitted_at)?), id: row.id })
}
