//! The second factor of an account: the sealed secret, the step of the last code that was used, recovery codes as hashes.
//!
//! Invariant: a code is used once; of two uses of one code one gets it.

use chrono::{DateTime, Utc};
use guildhall_domain::AccountId;
use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::account::{Column as AccountColumn, Entity as AccountEntity};
use crate::columns::{instant, instant_or_none, micros};
use crate::{Read, StoreError, Tx, rows};

mod factors {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factors")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub secret_sealed: Vec<u8>,
        pub begun_at: i64,
        pub confirmed_at: Option<i64>,
        pub last_step: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod codes {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code_hash: Vec<u8>,
        pub account_id: Uuid,
        pub used_at: Option<i64>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod resets {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factor_resets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub reset_by: Uuid,
        pub reason: String,
        pub reset_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A second factor, begun or confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactorRecord {
    /// Whose it is.
    pub account_id: AccountId,
    /// The secret, sealed with the owner's key.
    pub secret_sealed: Vec<u8>,
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// When its first code was right; it guards the account from then on.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The step of the latest code that was used.
    pub last_step: i64,
}

/// Why an administrator took a second factor away.
pub struct SecondFactorReset<'a> {
    /// The id of the record.
    pub id: Uuid,
    /// Whose it was.
    pub account_id: AccountId,
    /// Who took it away.
    pub by: AccountId,
    /// Why.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// The second factor of an account, if there is one.
pub async fn find_second_factor(db: &dyn Read, account: AccountId) -> Result<Option<SecondFactorRecord>, StoreError> {
    let row = factors::Entity::find_by_id(account.uuid()).one(&db).await?;
    row.map(SecondFactorRecord::try_from).transpose()
}

/// Puts a second factor in the place of one that was begun.
pub async fn save_second_factor(tx: &Tx, factor: &SecondFactorRecord) -> Result<(), StoreError> {
    factors::Entity::delete_by_id(factor.account_id.uuid()).exec(tx).await?;
    let row = factors::Model {
        account_id: factor.account_id.uuid(),
        secret_sealed: factor.secret_sealed.clone(),
        begun_at: micros(factor.begun_at),
        confirmed_at: factor.confirmed_at.map(micros),
        last_step: factor.last_step,
    };
    rows::insert::<factors::Entity>(tx, row).await
}

/// Uses the code of a step up; `false` when it or a later one was used before.
pub async fn use_step(tx: &Tx, account: AccountId, step: i64) -> Result<bool, StoreError> {
    let used = factors::Entity::update_many()
        .col_expr(factors::Column::LastStep, Expr::value(step))
        .filter(factors::Column::AccountId.eq(account.uuid()))
        .filter(factors::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Forgets the second factor of an account with its recovery codes; says whether there was one.
pub async fn delete_second_factor(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    codes::Entity::delete_many().filter(codes::Column::AccountId.eq(account.uuid())).exec(tx).await?;
    Ok(factors::Entity::delete_by_id(account.uuid()).exec(tx).await?.rows_affected == 1)
}

/// Puts recovery codes in the place of those that an account has.
pub async fn replace_recovery_codes(tx: &Tx, account: AccountId, hashes: &[[u8; 32]]) -> Result<(), StoreError> {
    codes::Entity::delete_many().filter(codes::Column::AccountId.eq(account.uuid())).exec(tx).await?;
    let row = |hash: &[u8; 32]| codes::Model { code_hash: hash.to_vec(), account_id: account.uuid(), used_at: None };
    rows::insert_all::<codes::Entity>(tx, hashes.iter().map(row).collect()).await
}

/// Whether a recovery code is the account's and not used.
pub async fn has_recovery_code(db: &dyn Read, account: AccountId, hash: &[u8; 32]) -> Result<bool, StoreError> {
    let found = codes::Entity::find_by_id(hash.to_vec())
        .filter(codes::Column::AccountId.eq(account.uuid()))
        .filter(codes::Column::UsedAt.is_null());
    Ok(found.one(&db).await?.is_some())
}

/// Uses a recovery code up; `false` when it is not the account's or was used before.
pub async fn use_recovery_code(
    tx: &Tx,
    account: AccountId,
    hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let used = codes::Entity::update_many()
        .col_expr(codes::Column::UsedAt, Expr::value(micros(now)))
        .filter(codes::Column::CodeHash.eq(hash.to_vec()))
        .filter(codes::Column::AccountId.eq(account.uuid()))
        .filter(codes::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// How many recovery codes of an account are not used.
pub async fn recovery_codes_left(db: &dyn Read, account: AccountId) -> Result<usize, StoreError> {
    let left = codes::Entity::find()
        .filter(codes::Column::AccountId.eq(account.uuid()))
        .filter(codes::Column::UsedAt.is_null());
    Ok(left.all(&db).await?.len())
}

/// Notes why a second factor was taken away.
pub async fn insert_second_factor_reset(tx: &Tx, reset: &SecondFactorReset<'_>) -> Result<(), StoreError> {
    let row = resets::Model {
        id: reset.id,
        account_id: reset.account_id.uuid(),
        reset_by: reset.by.uuid(),
        reason: reset.reason.to_owned(),
        reset_at: micros(reset.at),
    };
    rows::insert::<resets::Entity>(tx, row).await
}

/// From when on the granted roles of an account count only with a second factor; none when nobody has said.
pub async fn second_factor_due_at(db: &dyn Read, account: AccountId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let due: Option<Option<i64>> = AccountEntity::find_by_id(account.uuid())
        .select_only()
        .column_as(Expr::col(Alias::new("second_factor_due_at")), "due_at")
        .into_tuple()
        .one(&db)
        .await?;
    due.flatten().map(instant).transpose()
}

/// Says from when on they do.
pub async fn save_second_factor_due_at(tx: &Tx, account: AccountId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let update = Query::update()
        .table(AccountEntity)
        .value(Alias::new("second_factor_due_at"), micros(at))
        .and_where(Expr::col(AccountColumn::Id).eq(account.uuid()))
        .take();
    tx.execute(&update).await?;
    Ok(())
}

impl TryFrom<factors::Model> for SecondFactorRecord {
    type Error = StoreError;

    fn try_from(row: factors::Model) -> Result<Self, StoreError> {
        Ok(SecondFactorRecord {
            account_id: row.account_id.into(),
            secret_sealed: row.secret_sealed,
            begun_at: instant(row.begun_at)?,
            confirmed_at: instant_or_none(row.confirmed_at)?,
            last_step: row.last_step,
        })
    }
}
