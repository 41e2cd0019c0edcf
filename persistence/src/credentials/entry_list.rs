//! The list of entries of credit hours.

use guildhall_domain::AccountId;
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use super::entry::{Column, CreditRecord, Entity, Model};
use crate::columns::instant;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditEntrySort {
    /// Latest entered first.
    Newest,
}

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CreditEntryFilter {
    /// Of one person.
    pub account: Option<AccountId>,
}

/// A page of entries.
pub async fn list_credit_entries(
    db: &dyn Read,
    filter: &CreditEntryFilter,
    page: PageRequest<CreditEntrySort>,
) -> Result<Slice<CreditRecord>, StoreError> {
    let select =
        Entity::find().apply_if(filter.account, |select, account| select.filter(Column::AccountId.eq(account.uuid())));
    let order = match page.sort {
        CreditEntrySort::Newest => KeysetOrder::descending(Column::EnteredAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.entered_at)?), id: row.id })
}
