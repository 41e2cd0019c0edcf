//! One account and its password hash, which leaves this file only to be verified.

use std::fmt;

use chrono::{DateTime, Utc};
use guildhall_domain::AccountId;
use guildhall_domain::accounts::{Account, Roles, email_key};
use guildhall_domain::members::PersonName;
use sea_orm::ActiveValue::NotSet;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QuerySelect, Set};

use super::role::{roles_of, set_roles};
use crate::columns::{code, instant, micros};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(super) use table::Model;
pub(crate) use table::{Column, Entity};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub email_key: String,
        pub given_name: String,
        pub family_name: String,
        pub printed_name: Option<String>,
        pub password_hash: String,
        pub status: String,
        pub demo: bool,
        pub closed_at: Option<i64>,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

impl fmt::Debug for Model {
    // Neither address nor password hash may reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("accounts::Model").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What verifying a password needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The owner of the records.
    pub account: Account,
    /// argon2id text of the password.
    pub password_hash: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("account", &self.account.id).finish_non_exhaustive()
    }
}

/// An account, if it exists.
pub async fn find_account(db: &dyn Read, id: AccountId) -> Result<Option<Account>, StoreError> {
    match Entity::find_by_id(id.uuid()).one(&db).await? {
        Some(row) => Ok(Some(with_roles(db, row).await?)),
        None => Ok(None),
    }
}

/// An account that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_account(db: &dyn Read, id: AccountId) -> Result<Account, StoreError> {
    find_account(db, id).await?.ok_or(StoreError::NotFound("account"))
}

/// Takes an account for this transaction alone: others that ask for it wait.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_account(tx: &Tx, id: AccountId) -> Result<Account, StoreError> {
    match Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await? {
        Some(row) => with_roles(tx, row).await,
        None => Err(StoreError::NotFound("account")),
    }
}

/// Account and password hash of an address, if there is one.
pub async fn find_credentials(db: &dyn Read, email: &str) -> Result<Option<Credentials>, StoreError> {
    let row = Entity::find().filter(Column::EmailKey.eq(email_key(email))).one(&db).await?;
    credentials(db, row).await
}

/// Account and password hash of an account that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_credentials(db: &dyn Read, id: AccountId) -> Result<Credentials, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    credentials(db, row).await?.ok_or(StoreError::NotFound("account"))
}

/// Inserts an account with its roles.
///
/// # Errors
/// [`StoreError::Conflict`] naming `email_key` when the address is taken; the
/// transaction goes on.
pub async fn insert_account(tx: &Tx, account: &Account, password_hash: &str) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(account, password_hash), "accounts.email_key").await?;
    set_roles(tx, account.id, Roles::NONE, account.roles).await
}

/// Saves a changed account and its roles over the version it was read at;
/// answers the new version. The password stays as it is.
///
/// # Errors
/// [`StoreError::Stale`] when it was changed meanwhile; [`StoreError::Conflict`]
/// naming `email_key` when the new address is taken, which ends the transaction.
pub async fn save_account(tx: &Tx, account: &Account) -> Result<i64, StoreError> {
    let mut row = row_of(account, "").into_active_model().reset_all();
    row.password_hash = NotSet;
    let version = rows::save::<Entity>(tx, row).await?;
    let before = roles_of(tx, account.id).await?;
    set_roles(tx, account.id, before, account.roles).await?;
    Ok(version)
}

/// Saves a new password hash over the version the account was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when the account was changed meanwhile.
pub async fn save_password(
    tx: &Tx,
    account: &Account,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = table::ActiveModel {
        id: Set(account.id.uuid()),
        password_hash: Set(password_hash.to_owned()),
        updated_at: Set(micros(now)),
        version: Set(account.version),
        ..Default::default()
    };
    rows::save::<Entity>(tx, row).await
}

/// Whether any account was made for the demo: production refuses to start with one.
pub async fn any_demo_account(db: &dyn Read) -> Result<bool, StoreError> {
    Ok(Entity::find().filter(Expr::cust("demo")).limit(1).one(&db).await?.is_some())
}

async fn credentials(db: &dyn Read, row: Option<Model>) -> Result<Option<Credentials>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let password_hash = row.password_hash.clone();
    Ok(Some(Credentials { account: with_roles(db, row).await?, password_hash }))
}

async fn with_roles(db: &dyn Read, row: Model) -> Result<Account, StoreError> {
    let roles = roles_of(db, row.id.into()).await?;
    account_of(row, roles)
}

pub(super) fn account_of(row: Model, roles: Roles) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.id.into(),
        email: row.email,
        name: PersonName::stored(row.given_name, row.family_name),
        printed_name: row.printed_name,
        status: code(&row.status)?,
        roles,
        closed_at: row.closed_at.map(instant).transpose()?,
        demo: row.demo,
        created_at: instant(row.created_at)?,
        updated_at: instant(row.updated_at)?,
        version: row.version,
    })
}

fn row_of(account: &Account, password_hash: &str) -> Model {
    Model {
        id: account.id.uuid(),
        email: account.email.clone(),
        email_key: email_key(&account.email),
        given_name: account.name.given().to_owned(),
        family_name: account.name.family().to_owned(),
        printed_name: account.printed_name.clone(),
        password_hash: password_hash.to_owned(),
        status: account.status.as_str().to_owned(),
        demo: account.demo,
        closed_at: account.closed_at.map(micros),
        created_at: micros(account.created_at),
        updated_at: micros(account.updated_at),
        version: account.version,
    }
}
