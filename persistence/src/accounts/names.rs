//! What people are called, for lists that name them.

use std::collections::HashMap;

use guildhall_domain::AccountId;
use guildhall_domain::members::PersonName;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::account::{Column, Entity};
use crate::columns::padded;
use crate::{Read, StoreError};

/// The names of several accounts in one query; an account that does not exist is absent.
pub async fn names_of(
    db: &dyn Read,
    accounts: impl IntoIterator<Item = AccountId>,
) -> Result<HashMap<AccountId, PersonName>, StoreError> {
    let ids = padded(accounts.into_iter().map(AccountId::uuid));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::GivenName, Column::FamilyName])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(&db)
        .await?;
    Ok(rows.into_iter().map(|(id, given, family)| (id.into(), PersonName::stored(given, family))).collect())
}
