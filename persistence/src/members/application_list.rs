//! The list of applications.

use guildhall_domain::AccountId;
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState};
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use super::application::{Column, Entity, Model};
use crate::columns::instant;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list of applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationSort {
    /// Latest submitted first.
    Newest,
    /// Earliest submitted first.
    Oldest,
}

/// Which applications are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// In a state.
    pub state: Option<ApplicationState>,
    /// Of a kind.
    pub kind: Option<ApplicationKind>,
    /// Of one person.
    pub account: Option<AccountId>,
    /// Only open ones.
    pub open: bool,
}

/// A page of applications.
pub async fn list_applications(
    db: &dyn Read,
    filter: &ApplicationFilter,
    page: PageRequest<ApplicationSort>,
) -> Result<Slice<Application>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.state, |select, state| select.filter(Column::State.eq(state.as_str())))
        .apply_if(filter.kind, |select, kind| select.filter(Column::Kind.eq(kind.as_str())))
        .apply_if(filter.open.then_some(()), |select, ()| select.filter(Column::DecidedAt.is_null()))
        .apply_if(filter.account, |select, account| select.filter(Column::AccountId.eq(account.uuid())));
    let order = match page.sort {
        ApplicationSort::Newest => KeysetOrder::descending(Column::SubmittedAt, Column::Id),
        ApplicationSort::Oldest => KeysetOrder::ascending(Column::SubmittedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.submitted_at)?), id: row.id })
}
