//! The list of accounts.

use chrono::{DateTime, Utc};
use guildhall_domain::AccountId;
use guildhall_domain::accounts::{Account, AccountStatus, Role, Roles, email_key};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, QueryTrait};

use super::account::{Column, Entity, Model, account_of};
use super::role::{Column as RoleColumn, Entity as RoleEntity, roles_of_all};
use crate::columns::{instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_rows};
use crate::{Read, StoreError, Tx};

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

/// The accounts of all who can administer, for this transaction alone.
///
/// # Errors
/// [`StoreError::Locked`] when another transaction holds one of them too long.
pub async fn lock_admins(tx: &Tx) -> Result<Vec<AccountId>, StoreError> {
    let admins = Entity::find()
        .filter(Column::Id.in_subquery(holders(Role::Admin)))
        .filter(Column::Status.eq(AccountStatus::Active.as_str()))
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::Id);
    admins.clone().lock_exclusive().all(tx).await?;
    // Asked again: while the rows were waited for, another transaction may have taken a role away.
    Ok(admins.all(tx).await?.into_iter().map(|row| row.id.into()).collect())
}

/// The accounts that were closed up to an instant and whose owners are not forgotten yet, at most so many.
pub async fn accounts_to_erase(
    db: &dyn Read,
    closed_until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<AccountId>, StoreError> {
    let due = Entity::find()
        .filter(Column::ClosedAt.lte(micros(closed_until)))
        .filter(Expr::col(Alias::new("erased_at")).is_null())
        .order_by_asc(Column::ClosedAt)
        .limit(limit);
    Ok(due.all(&db).await?.into_iter().map(|row| row.id.into()).collect())
}

/// Notes that the owner of a closed account is forgotten; `false` when it was noted before.
pub async fn save_erased(tx: &Tx, id: AccountId, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Alias::new("erased_at"), micros(at))
        .and_where(Expr::col(Column::Id).eq(id.uuid()))
        .and_where(Expr::col(Column::ClosedAt).is_not_null())
        .and_where(Expr::col(Alias::new("erased_at")).is_null())
        .take();
    Ok(tx.execute(&update).await?.rows_affected() == 1)
}

/// Whether the owner of an account is forgotten.
pub async fn is_erased(db: &dyn Read, id: AccountId) -> Result<bool, StoreError> {
    let erased = Entity::find_by_id(id.uuid()).filter(Expr::col(Alias::new("erased_at")).is_not_null());
    Ok(erased.one(&db).await?.is_some())
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
