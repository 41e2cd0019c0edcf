//! One application for Life membership; once granted, the Life membership itself.
//!
//! Invariant: a member has at most one that waits for somebody and at most one that was granted.

use guildhall_domain::life_membership::{LifeApplication, LifeState};
use guildhall_domain::{LifeApplicationId, MemberId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::{code, from_json, instant, micros, to_json};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "life_applications")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub member_id: Uuid,
        pub state: String,
        pub retired_on: chrono::NaiveDate,
        pub verification_json: Option<String>,
        pub policy_version: Option<String>,
        pub board_has_voted: bool,
        pub last_on: chrono::NaiveDate,
        pub paid_until_on: Option<chrono::NaiveDate>,
        pub charged_from_on: Option<chrono::NaiveDate>,
        pub submitted_by: Uuid,
        pub submitted_at: i64,
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

/// An application, if it exists.
pub async fn find_life_application(
    db: &dyn Read,
    id: LifeApplicationId,
) -> Result<Option<LifeApplication>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(LifeApplication::try_from).transpose()
}

/// An application that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_life_application(db: &dyn Read, id: LifeApplicationId) -> Result<LifeApplication, StoreError> {
    find_life_application(db, id).await?.ok_or(StoreError::NotFound("life application"))
}

/// Takes an application for this transaction alone: others that ask for it wait.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_life_application(tx: &Tx, id: LifeApplicationId) -> Result<LifeApplication, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(LifeApplication::try_from).transpose()?.ok_or(StoreError::NotFound("life application"))
}

/// A member's application that was granted, whatever work has made of it since.
pub async fn find_granted(db: &dyn Read, member: MemberId) -> Result<Option<LifeApplication>, StoreError> {
    in_state(db, member, |state| state.life_status().is_some()).await
}

/// A member's application that waits for somebody or was granted; the open one before the granted.
pub async fn find_current(db: &dyn Read, member: MemberId) -> Result<Option<LifeApplication>, StoreError> {
    match in_state(db, member, LifeState::is_open).await? {
        Some(open) => Ok(Some(open)),
        None => find_granted(db, member).await,
    }
}

async fn in_state(
    db: &dyn Read,
    member: MemberId,
    wanted: impl Fn(LifeState) -> bool,
) -> Result<Option<LifeApplication>, StoreError> {
    let states = LifeState::ALL.iter().copied().filter(|state| wanted(*state)).map(LifeState::as_str);
    let row = Entity::find()
        .filter(Column::MemberId.eq(member.uuid()))
        .filter(Column::State.is_in(states))
        .order_by_desc(Column::SubmittedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(&db)
        .await?;
    row.map(LifeApplication::try_from).transpose()
}

/// Inserts an application.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_open` when the member has another that waits for
/// somebody; the transaction can continue.
pub async fn insert_life_application(tx: &Tx, application: &LifeApplication) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(application)?, "life_applications.one_open").await
}

/// Saves a changed application over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_life_application(tx: &Tx, application: &LifeApplication) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(application)?).await
}

impl TryFrom<Model> for LifeApplication {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(LifeApplication {
            id: row.id.into(),
            account_id: row.account_id.into(),
            member_id: row.member_id.into(),
            state: code(&row.state)?,
            retired_on: row.retired_on,
            verification: row.verification_json.as_deref().map(from_json).transpose()?,
            board_has_voted: row.board_has_voted,
            last_on: row.last_on,
            paid_until_on: row.paid_until_on,
            charged_from_on: row.charged_from_on,
            submitted_by: row.submitted_by.into(),
            submitted_at: instant(row.submitted_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

fn row_of(application: &LifeApplication) -> Result<Model, StoreError> {
    let verification = application.verification.as_ref();
    Ok(Model {
        id: application.id.uuid(),
        account_id: application.account_id.uuid(),
        member_id: application.member_id.uuid(),
        state: application.state.as_str().to_owned(),
        retired_on: application.retired_on,
        verification_json: verification.map(to_json).transpose()?,
        policy_version: verification.map(|kept| kept.assessment.policy.version.clone()),
        board_has_voted: application.board_has_voted,
        last_on: application.last_on,
        paid_until_on: application.paid_until_on,
        charged_from_on: application.charged_from_on,
        submitted_by: application.submitted_by.uuid(),
        submitted_at: micros(application.submitted_at),
        updated_at: micros(application.updated_at),
        version: application.version,
    })
}
