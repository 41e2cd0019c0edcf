//! What somebody typed who registered an address, beside the token of the letter that it brought.
//!
//! Invariant: nothing of it counts before the owner of the address says so, and it is forgotten then.

use chrono::{DateTime, Utc};
use guildhall_domain::AccountId;
use guildhall_domain::members::PersonName;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{hash, instant, micros};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_registrations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub account_id: Uuid,
        pub given_name: String,
        pub family_name: String,
        pub password_hash: String,
        pub registered_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl std::fmt::Debug for Model {
    // A password hash may not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("account_registrations::Model").field("account_id", &self.account_id).finish_non_exhaustive()
    }
}

/// A registration that waits for the owner of its address.
pub struct Registration {
    /// SHA-256 of the token in its letter.
    pub token_hash: [u8; 32],
    /// The account that it would open.
    pub account_id: AccountId,
    /// The name that was typed.
    pub name: PersonName,
    /// argon2id text of the password that was typed; empty when none was.
    pub password_hash: String,
    /// When that was.
    pub registered_at: DateTime<Utc>,
}

/// Puts a registration on record.
pub async fn insert_registration(tx: &Tx, registration: &Registration) -> Result<(), StoreError> {
    let row = Model {
        token_hash: registration.token_hash.to_vec(),
        account_id: registration.account_id.uuid(),
        given_name: registration.name.given().to_owned(),
        family_name: registration.name.family().to_owned(),
        password_hash: registration.password_hash.clone(),
        registered_at: micros(registration.registered_at),
    };
    rows::insert::<Entity>(tx, row).await
}

/// The registrations of an account that is not confirmed, the earliest first.
pub async fn registrations_of(db: &dyn Read, account: AccountId) -> Result<Vec<Registration>, StoreError> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let found = select.order_by_asc(Column::RegisteredAt).order_by_asc(Column::TokenHash).all(&db).await?;
    found.into_iter().map(Registration::try_from).collect()
}

/// Forgets the registrations of an account.
pub async fn forget_registrations(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AccountId.eq(account.uuid())).exec(tx).await?;
    Ok(())
}

/// Forgets the registrations made before an instant; answers how many.
pub async fn sweep_registrations(tx: &Tx, made_before: DateTime<Utc>) -> Result<u64, StoreError> {
    let swept = Entity::delete_many().filter(Column::RegisteredAt.lt(micros(made_before))).exec(tx).await?;
    Ok(swept.rows_affected)
}

impl TryFrom<Model> for Registration {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Registration {
            token_hash: hash(row.token_hash)?,
            account_id: row.account_id.into(),
            name: PersonName::stored(row.given_name, row.family_name),
            password_hash: row.password_hash,
            registered_at: instant(row.registered_at)?,
        })
    }
}
