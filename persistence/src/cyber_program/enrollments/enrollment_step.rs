//! Every step of an enrollment: written once, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{EnrollmentAction, EnrollmentActor, EnrollmentState, Withdrawal};
use guildhall_domain::{AccountId, Clause, EnrollmentId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{code, from_json, instant, micros, to_json};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_enrollment_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub enrollment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub action: String,
        pub from_state: Option<String>,
        pub to_state: String,
        pub actor: String,
        pub account_id: Option<Uuid>,
        pub taken_on: chrono::NaiveDate,
        pub taken_at: i64,
        pub payment_due_on: Option<chrono::NaiveDate>,
        pub settlement_json: Option<String>,
        pub explanation_json: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrollmentStepRecord {
    /// The step.
    pub action: EnrollmentAction,
    /// Where the enrollment stood; none for the first step.
    pub from: Option<EnrollmentState>,
    /// Where it stands since.
    pub to: EnrollmentState,
    /// In which capacity it was taken.
    pub actor: EnrollmentActor,
    /// By which account; none when it followed from the record.
    pub account_id: Option<AccountId>,
    /// When, by the cohort's calendar.
    pub on: NaiveDate,
    /// When.
    pub at: DateTime<Utc>,
    /// When the seat is to be paid, when the step gave one.
    pub payment_due_on: Option<NaiveDate>,
    /// What leaving came to.
    pub withdrawal: Option<Withdrawal>,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// Adds the next step. Whoever takes it holds the cohort's row, so its place is free.
///
/// # Errors
/// [`StoreError::Conflict`] when another row has the same key; the transaction can continue.
pub async fn insert_enrollment_step(
    tx: &Tx,
    enrollment: EnrollmentId,
    step: &EnrollmentStepRecord,
) -> Result<(), StoreError> {
    let taken = Entity::find().filter(Column::EnrollmentId.eq(enrollment.uuid())).count(tx).await?;
    let position = i32::try_from(taken + 1).map_err(|_| StoreError::Database("a step too many".into()))?;
    rows::insert_or_conflict::<Entity>(tx, row_of(enrollment, position, step)?, "cyber_enrollment_steps.position").await
}

/// Every step of an enrollment, in order.
pub async fn steps_of_enrollment(
    db: &dyn Read,
    enrollment: EnrollmentId,
) -> Result<Vec<EnrollmentStepRecord>, StoreError> {
    let select = Entity::find().filter(Column::EnrollmentId.eq(enrollment.uuid()));
    let rows = select.order_by_asc(Column::Position).all(&db).await?;
    rows.into_iter().map(EnrollmentStepRecord::try_from).collect()
}

impl TryFrom<Model> for EnrollmentStepRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(EnrollmentStepRecord {
            action: code(&row.action)?,
            from: row.from_state.as_deref().map(code).transpose()?,
            to: code(&row.to_state)?,
            actor: code(&row.actor)?,
            account_id: row.account_id.map(AccountId::new),
            on: row.taken_on,
            at: instant(row.taken_at)?,
            payment_due_on: row.payment_due_on,
            withdrawal: row.settlement_json.as_deref().map(from_json).transpose()?,
            explanation: from_json(&row.explanation_json)?,
        })
    }
}

fn row_of(enrollment: EnrollmentId, position: i32, step: &EnrollmentStepRecord) -> Result<Model, StoreError> {
    Ok(Model {
        enrollment_id: enrollment.uuid(),
        position,
        action: step.action.as_str().to_owned(),
        from_state: step.from.map(|state| state.as_str().to_owned()),
        to_state: step.to.as_str().to_owned(),
        actor: step.actor.as_str().to_owned(),
        account_id: step.account_id.map(AccountId::uuid),
        taken_on: step.on,
        taken_at: micros(step.at),
        payment_due_on: step.payment_due_on,
        settlement_json: step.withdrawal.as_ref().map(to_json).transpose()?,
        explanation_json: to_json(&step.explanation)?,
    })
}
