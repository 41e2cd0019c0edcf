//! Roles granted to accounts. What follows from a membership is not stored.

use std::collections::HashMap;

use guildhall_domain::AccountId;
use guildhall_domain::accounts::Roles;
use sea_orm::entity::prelude::*;

use crate::columns::{code, padded};
use crate::{Read, StoreError, Tx, rows};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The roles granted to an account.
pub(super) async fn roles_of(db: &dyn Read, account: AccountId) -> Result<Roles, StoreError> {
    let granted = Entity::find().filter(Column::AccountId.eq(account.uuid())).all(&db).await?;
    granted.iter().map(|row| code(&row.role)).collect()
}

/// The roles granted to each of several accounts; one without roles is absent.
pub(super) async fn roles_of_all(db: &dyn Read, accounts: &[Uuid]) -> Result<HashMap<Uuid, Roles>, StoreError> {
    let mut roles: HashMap<Uuid, Roles> = HashMap::new();
    if accounts.is_empty() {
        return Ok(roles);
    }
    let ids = padded(accounts.iter().copied());
    for row in Entity::find().filter(Column::AccountId.is_in(ids)).all(&db).await? {
        let held = roles.entry(row.account_id).or_default();
        *held = held.with(code(&row.role)?);
    }
    Ok(roles)
}

/// Turns the roles an account had into the ones it has now. Roles that follow
/// from facts are not stored.
pub(super) async fn set_roles(tx: &Tx, account: AccountId, before: Roles, now: Roles) -> Result<(), StoreError> {
    if before == now {
        return Ok(());
    }
    Entity::delete_many().filter(Column::AccountId.eq(account.uuid())).exec(tx).await?;
    let granted = now.iter().filter(|role| role.is_granted());
    let rows = granted.map(|role| Model { account_id: account.uuid(), role: role.as_str().to_owned() });
    rows::insert_all::<Entity>(tx, rows.collect()).await
}
