//! Changes of the address that somebody signs in with: asked for, proved from the new mailbox, taken back from the old.
//!
//! Invariant: of many uses of one token one gets it; the account is locked before its changes.

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::AddressChange;
use guildhall_domain::{AccountId, AddressChangeId};
use sea_orm::entity::prelude::*;

use crate::columns::{instant, instant_or_none, micros};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "address_changes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub former_email: String,
        pub email: String,
        pub asked_by: Uuid,
        pub session_id: Option<Uuid>,
        pub reason: Option<String>,
        pub asked_at: i64,
        pub expires_at: i64,
        pub token_hash: Vec<u8>,
        pub changed_at: Option<i64>,
        pub revocation_hash: Option<Vec<u8>>,
        pub revocable_until: Option<i64>,
        pub revoked_at: Option<i64>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Puts a change on record that waits for its proof.
pub async fn insert_address_change(
    tx: &Tx,
    change: &AddressChange,
    token_hash: &[u8; 32],
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = Model {
        id: change.id.uuid(),
        account_id: change.account_id.uuid(),
        former_email: change.former_email.clone(),
        email: change.email.clone(),
        asked_by: change.asked_by.uuid(),
        session_id: change.session_id.map(|session| session.uuid()),
        reason: change.reason.clone(),
        asked_at: micros(change.asked_at),
        expires_at: micros(expires_at),
        token_hash: token_hash.to_vec(),
        changed_at: None,
        revocation_hash: None,
        revocable_until: None,
        revoked_at: None,
    };
    rows::insert::<Entity>(tx, row).await
}

/// The change that a letter to the new mailbox is about, while its token is good.
pub async fn find_asked_change(
    db: &dyn Read,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<AddressChange>, StoreError> {
    let select = Entity::find()
        .filter(Column::TokenHash.eq(token_hash.to_vec()))
        .filter(Column::ChangedAt.is_null())
        .filter(Column::ExpiresAt.gt(micros(now)));
    select.one(&db).await?.map(AddressChange::try_from).transpose()
}

/// The change that a letter to the old mailbox is about, while it can be taken back.
pub async fn find_revocable_change(
    db: &dyn Read,
    revocation_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<AddressChange>, StoreError> {
    let select = Entity::find()
        .filter(Column::RevocationHash.eq(revocation_hash.to_vec()))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::RevocableUntil.gt(micros(now)));
    select.one(&db).await?.map(AddressChange::try_from).transpose()
}

/// Notes that a change was made, from which address, and how it is taken back.
pub async fn save_changed(
    tx: &Tx,
    id: AddressChangeId,
    former_email: &str,
    revocation_hash: &[u8; 32],
    revocable_until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::ChangedAt, Expr::value(micros(now)))
        .col_expr(Column::FormerEmail, Expr::value(former_email))
        .col_expr(Column::RevocationHash, Expr::value(revocation_hash.to_vec()))
        .col_expr(Column::RevocableUntil, Expr::value(micros(revocable_until)))
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes that a change was taken back, and with it every later one of the account.
pub async fn save_revoked(tx: &Tx, change: &AddressChange, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Some(changed_at) = change.changed_at else { return Ok(()) };
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(micros(now)))
        .filter(Column::AccountId.eq(change.account_id.uuid()))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ChangedAt.gte(micros(changed_at)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the changes of an account that wait for their proof.
pub async fn withdraw_address_changes(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::ChangedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the changes that were never proved and expired before an instant; answers how many.
pub async fn sweep_address_changes(tx: &Tx, expired_before: DateTime<Utc>) -> Result<u64, StoreError> {
    let swept = Entity::delete_many()
        .filter(Column::ChangedAt.is_null())
        .filter(Column::ExpiresAt.lt(micros(expired_before)))
        .exec(tx)
        .await?;
    Ok(swept.rows_affected)
}

impl TryFrom<Model> for AddressChange {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(AddressChange {
            id: row.id.into(),
            account_id: row.account_id.into(),
            former_email: row.former_email,
            email: row.email,
            asked_by: row.asked_by.into(),
            session_id: row.session_id.map(Into::into),
            reason: row.reason,
            asked_at: instant(row.asked_at)?,
            changed_at: instant_or_none(row.changed_at)?,
        })
    }
}
