//! Failed sign-ins in a row per address, whether or not an account has it.

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::Failures;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::columns::{instant, micros};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_throttles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub email_hash: Vec<u8>,
        pub failures: i32,
        pub last_failed_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The failures of an address, if any.
pub async fn find_failures(db: &dyn Read, email_hash: &[u8; 32]) -> Result<Option<Failures>, StoreError> {
    failures_of(Entity::find_by_id(email_hash.to_vec()).one(&db).await?)
}

/// The failures of an address, if any, for this transaction alone: simultaneous
/// attempts at one address are counted one after another, also the first ones.
///
/// # Errors
/// [`StoreError::Locked`] when another transaction holds the row too long.
pub async fn lock_failures(tx: &Tx, email_hash: &[u8; 32], now: DateTime<Utc>) -> Result<Option<Failures>, StoreError> {
    let none = Model { email_hash: email_hash.to_vec(), failures: 0, last_failed_at: micros(now) };
    rows::insert_if_free::<Entity>(tx, none).await?;
    failures_of(Entity::find_by_id(email_hash.to_vec()).lock_exclusive().one(tx).await?)
}

/// Saves the failures of an address that [`lock_failures`] took.
///
/// # Errors
/// [`StoreError::NotFound`] when it was not taken.
pub async fn save_failures(tx: &Tx, email_hash: &[u8; 32], failures: Failures) -> Result<(), StoreError> {
    let count = i32::try_from(failures.count).unwrap_or(i32::MAX);
    let saved = Entity::update_many()
        .col_expr(Column::Failures, Expr::value(count))
        .col_expr(Column::LastFailedAt, Expr::value(micros(failures.last_failed_at)))
        .filter(Column::EmailHash.eq(email_hash.to_vec()))
        .exec(tx)
        .await?;
    if saved.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound("sign-in failures")) }
}

/// Forgets the failures of an address, after a success.
pub async fn clear_failures(tx: &Tx, email_hash: &[u8; 32]) -> Result<(), StoreError> {
    Entity::delete_by_id(email_hash.to_vec()).exec(tx).await?;
    Ok(())
}

/// Forgets the failures of addresses quiet since before an instant; answers how many.
pub async fn sweep_failures(tx: &Tx, quiet_since: DateTime<Utc>) -> Result<u64, StoreError> {
    let swept = Entity::delete_many().filter(Column::LastFailedAt.lt(micros(quiet_since))).exec(tx).await?;
    Ok(swept.rows_affected)
}

fn failures_of(row: Option<Model>) -> Result<Option<Failures>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let last_failed_at = instant(row.last_failed_at)?;
    Ok(match u32::try_from(row.failures) {
        Ok(0) | Err(_) => None,
        Ok(count) => Some(Failures { count, last_failed_at }),
    })
}
