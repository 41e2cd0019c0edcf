//! One application. It holds the salary: a secret.
//!
//! Invariant: a person has at most one open application.

use std::fmt;

use guildhall_domain::members::Application;
use guildhall_domain::{AccountId, ApplicationId, ChapterId, MemberId};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::columns::{code, from_json, instant, instant_or_none, micros, to_json};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership_applications")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub member_id: Option<Uuid>,
        pub kind: String,
        pub category: String,
        pub state: String,
        pub facts_json: String,
        pub submitted_at: i64,
        pub decided_at: Option<i64>,
        pub submitted_by: Uuid,
        pub version: i64,
        pub review_json: String,
        pub accepted_at: Option<i64>,
        pub chapter_id: Option<Uuid>,
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
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("membership_applications::Model").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An application, if it exists.
pub async fn find_application(db: &dyn Read, id: ApplicationId) -> Result<Option<Application>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(Application::try_from).transpose()
}

/// An application that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_application(db: &dyn Read, id: ApplicationId) -> Result<Application, StoreError> {
    find_application(db, id).await?.ok_or(StoreError::NotFound("application"))
}

/// Takes an application for this transaction alone: others that ask for it wait.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_application(tx: &Tx, id: ApplicationId) -> Result<Application, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(Application::try_from).transpose()?.ok_or(StoreError::NotFound("application"))
}

/// The open application of an account, if there is one.
pub async fn find_open_application(db: &dyn Read, account: AccountId) -> Result<Option<Application>, StoreError> {
    let row = Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::DecidedAt.is_null())
        .one(&db)
        .await?;
    row.map(Application::try_from).transpose()
}

/// Inserts an application.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_open` when another of the same account
/// is open; the transaction can continue.
pub async fn insert_application(tx: &Tx, application: &Application) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(application)?, "membership_applications.one_open").await
}

/// Saves a changed application over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_application(tx: &Tx, application: &Application) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(application)?).await
}

impl TryFrom<Model> for Application {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Application {
            id: row.id.into(),
            account_id: row.account_id.into(),
            member_id: row.member_id.map(MemberId::new),
            kind: code(&row.kind)?,
            category: code(&row.category)?,
            state: code(&row.state)?,
            pricing: from_json(&row.facts_json)?,
            submitted_at: instant(row.submitted_at)?,
            decided_at: instant_or_none(row.decided_at)?,
            submitted_by: row.submitted_by.into(),
            version: row.version,
            review: from_json(&row.review_json)?,
            accepted_at: instant_or_none(row.accepted_at)?,
            chapter_id: row.chapter_id.map(ChapterId::new),
        })
    }
}

fn row_of(application: &Application) -> Result<Model, StoreError> {
    Ok(Model {
        id: application.id.uuid(),
        account_id: application.account_id.uuid(),
        member_id: application.member_id.map(MemberId::uuid),
        kind: application.kind.as_str().to_owned(),
        category: application.category.as_str().to_owned(),
        state: application.state.as_str().to_owned(),
        facts_json: to_json(&application.pricing)?,
        submitted_at: micros(application.submitted_at),
        decided_at: application.decided_at.map(micros),
        submitted_by: application.submitted_by.uuid(),
        version: application.version,
        review_json: to_json(&application.review)?,
        accepted_at: application.accepted_at.map(micros),
        chapter_id: application.chapter_id.map(ChapterId::uuid),
    })
}
