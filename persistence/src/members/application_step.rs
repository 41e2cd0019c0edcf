//! What was done with an application in review, step by step: written once, never changed.

use chrono::{DateTime, Utc};
use guildhall_domain::members::admission::{ReviewAction, Told};
use guildhall_domain::{AccountId, ApplicationId};
use sea_orm::entity::prelude::*;
use sea_orm::{PaginatorTrait, QueryOrder};

use crate::columns::{code, from_json, instant, micros, to_json};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership_application_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub application_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub action: String,
        pub account_id: Option<Uuid>,
        pub taken_at: i64,
        pub told_json: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationStep {
    /// What was done.
    pub action: ReviewAction,
    /// By whom.
    pub account_id: Option<AccountId>,
    /// When.
    pub taken_at: DateTime<Utc>,
    /// What was said.
    pub told: Told,
}

/// Adds a step; whoever does so has locked the application.
pub async fn add_application_step(tx: &Tx, id: ApplicationId, step: &ApplicationStep) -> Result<(), StoreError> {
    let before = Entity::find().filter(Column::ApplicationId.eq(id.uuid())).count(tx).await?;
    let row = Model {
        application_id: id.uuid(),
        position: i32::try_from(before).unwrap_or(i32::MAX - 1) + 1,
        action: step.action.as_str().to_owned(),
        account_id: step.account_id.map(AccountId::uuid),
        taken_at: micros(step.taken_at),
        told_json: to_json(&step.told)?,
    };
    rows::insert::<Entity>(tx, row).await
}

/// The steps of an application, earliest first.
pub async fn application_steps(db: &dyn Read, id: ApplicationId) -> Result<Vec<ApplicationStep>, StoreError> {
    let found =
        Entity::find().filter(Column::ApplicationId.eq(id.uuid())).order_by_asc(Column::Position).all(&db).await?;
    found.into_iter().map(ApplicationStep::try_from).collect()
}

impl TryFrom<Model> for ApplicationStep {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(ApplicationStep {
            action: code(&row.action)?,
            account_id: row.account_id.map(AccountId::new),
            taken_at: instant(row.taken_at)?,
            told: from_json(&row.told_json)?,
        })
    }
}
