//! Tokens that are good once: to confirm an address, to reset a password.
//!
//! Invariant: of two requests with one token, one gets it.

use chrono::{DateTime, Utc};
use guildhall_domain::AccountId;
use guildhall_domain::accounts::TokenPurpose;
use sea_orm::entity::prelude::*;

use crate::columns::micros;
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub account_id: Uuid,
        pub purpose: String,
        pub expires_at: i64,
        pub used_at: Option<i64>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A token to be sent; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeToken {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// The owner of the record.
    pub account_id: AccountId,
    /// What it is good for.
    pub purpose: TokenPurpose,
    /// First instant at which it is no longer good.
    pub expires_at: DateTime<Utc>,
}

/// Inserts a token.
pub async fn insert_one_time_token(tx: &Tx, token: &OneTimeToken) -> Result<(), StoreError> {
    let row = Model {
        token_hash: token.token_hash.to_vec(),
        account_id: token.account_id.uuid(),
        purpose: token.purpose.as_str().to_owned(),
        expires_at: micros(token.expires_at),
        used_at: None,
    };
    rows::insert::<Entity>(tx, row).await
}

/// Uses a token up; answers whose it was, or `None` when it is unknown, used, expired or for something else.
pub async fn take_one_time_token(
    tx: &Tx,
    token_hash: &[u8; 32],
    purpose: TokenPurpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>, StoreError> {
    let taken = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(micros(now)))
        .filter(Column::TokenHash.eq(token_hash.to_vec()))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(micros(now)))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let row = Entity::find_by_id(token_hash.to_vec()).one(tx).await?;
    Ok(row.map(|row| row.account_id.into()))
}

/// Whose a token is, whatever became of it.
pub async fn owner_of_one_time_token(db: &dyn Read, token_hash: &[u8; 32]) -> Result<Option<AccountId>, StoreError> {
    Ok(Entity::find_by_id(token_hash.to_vec()).one(&db).await?.map(|row| row.account_id.into()))
}

/// Makes every unused token of an account for one purpose worthless.
pub async fn withdraw_one_time_tokens(tx: &Tx, account: AccountId, purpose: TokenPurpose) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the tokens that expired before an instant; answers how many.
pub async fn sweep_one_time_tokens(tx: &Tx, expired_before: DateTime<Utc>) -> Result<u64, StoreError> {
    let swept = Entity::delete_many().filter(Column::ExpiresAt.lt(micros(expired_before))).exec(tx).await?;
    Ok(swept.rows_affected)
}
