//! The list of accounts.

use guildhall_domain::accounts::{Account, AccountStatus, Role, Roles, email_key};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{QuerySelect, QueryTrait};

use super::account::{Column, Entity, Model, account_of};
use super::role::{Column as RoleColumn, Entity as RoleEntity, roles_of_all};
use crate::columns::instant;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_rows};
use crate::{Read, StoreError};

/// Orders of the list of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountSort {
    /// Latest made first.
    Newest,
}

/// Which accounts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// With a granted role.
    pub role: Option<Role>,
    /// In a status.
    pub status: Option<AccountStatus>,
    /// With exactly this address, however it is capitalized.
    pub email: Option<String>,
}

/// A page of accounts.
pub async fn list_accounts(
    db: &dyn Read,
    filter: &AccountFilter,
    page: PageRequest<AccountSort>,
) -> Result<Slice<Account>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.role, |select, role| select.filter(Column::Id.in_subquery(holders(role))))
        .apply_if(filter.status, |select, status| select.filter(Column::Status.eq(status.as_str())))
        .apply_if(filter.email.as_deref(), |select, email| select.filter(Column::EmailKey.eq(email_key(email))));
    let order = match page.sort {
        AccountSort::Newest => KeysetOrder::descending(Column::CreatedAt, Column::Id),
    };
    let page = read_rows(db, select, order, page, position).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let roles = roles_of_all(db, &ids).await?;
    page.try_map(|row| {
        let granted = roles.get(&row.id).copied().unwrap_or(Roles::NONE);
        account_of(row, granted)
    })
}

fn holders(role: Role) -> SelectStatement {
    RoleEntity::find()
        .select_only()
        .column(RoleColumn::AccountId)
        .filter(RoleColumn::Role.eq(role.as_str()))
        .into_query()
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.created_at)?), id: row.id })
}
