//! Every step taken on an application for Life membership: written once, never changed.

use guildhall_domain::life_membership::LifeTransition;
use guildhall_domain::{AccountId, LifeApplicationId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{code, from_json, to_json};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "life_transitions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub application_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub action: String,
        pub from_state: Option<String>,
        pub to_state: String,
        pub actor: String,
        pub account_id: Option<Uuid>,
        pub taken_on: chrono::NaiveDate,
        pub holds_from_on: chrono::NaiveDate,
        pub reasons_json: String,
        pub vote_json: Option<String>,
        pub ground_json: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Adds the next step. The application is locked by whoever takes it, so its place is free.
///
/// # Errors
/// [`StoreError::Conflict`] when another row has the same key; the transaction can continue.
pub async fn insert_transition(
    tx: &Tx,
    application: LifeApplicationId,
    position: usize,
    step: &LifeTransition,
) -> Result<(), StoreError> {
    let position = i32::try_from(position).map_err(|_| StoreError::Database("a step too many".into()))?;
    rows::insert_or_conflict::<Entity>(tx, row_of(application, position, step)?, "life_transitions.position").await
}

/// Every step taken on an application, in order.
pub async fn transitions_of(db: &dyn Read, application: LifeApplicationId) -> Result<Vec<LifeTransition>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ApplicationId.eq(application.uuid()))
        .order_by_asc(Column::Position)
        .all(&db)
        .await?;
    rows.into_iter().map(LifeTransition::try_from).collect()
}

impl TryFrom<Model> for LifeTransition {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(LifeTransition {
            action: code(&row.action)?,
            from: row.from_state.as_deref().map(code).transpose()?,
            to: code(&row.to_state)?,
            actor: code(&row.actor)?,
            account_id: row.account_id.map(AccountId::new),
            on: row.taken_on,
            holds_from: row.holds_from_on,
            reasons: from_json(&row.reasons_json)?,
            vote: row.vote_json.as_deref().map(from_json).transpose()?,
            ground: from_json(&row.ground_json)?,
        })
    }
}

fn row_of(application: LifeApplicationId, position: i32, step: &LifeTransition) -> Result<Model, StoreError> {
    Ok(Model {
        application_id: application.uuid(),
        position,
        action: step.action.as_str().to_owned(),
        from_state: step.from.map(|state| state.as_str().to_owned()),
        to_state: step.to.as_str().to_owned(),
        actor: step.actor.as_str().to_owned(),
        account_id: step.account_id.map(AccountId::uuid),
        taken_on: step.on,
        holds_from_on: step.holds_from,
        reasons_json: to_json(&step.reasons)?,
        vote_json: step.vote.as_ref().map(to_json).transpose()?,
        ground_json: to_json(&step.ground)?,
    })
}
