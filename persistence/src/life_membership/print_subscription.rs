//! Years of the print magazine that Life members have ordered.
//!
//! Invariant: a member has one order at a time that awaits payment.

use guildhall_domain::life_membership::{PrintSubscription, PrintYear};
use guildhall_domain::{LifeApplicationId, MemberId, PrintSubscriptionId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::{instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "print_subscriptions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        pub account_id: Uuid,
        pub life_application_id: Option<Uuid>,
        pub starts_on: Option<chrono::NaiveDate>,
        pub ends_on: Option<chrono::NaiveDate>,
        pub withdrawn: bool,
        pub ordered_on: chrono::NaiveDate,
        pub ordered_by: Uuid,
        pub ordered_at: i64,
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

/// Orders of the list of a member's subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintSort {
    /// Latest ordered first.
    Newest,
}

/// A member's latest subscription that was not taken back.
pub async fn find_latest_print_subscription(
    db: &dyn Read,
    member: MemberId,
) -> Result<Option<PrintSubscription>, StoreError> {
    let row = Entity::find()
        .filter(Column::MemberId.eq(member.uuid()))
        .filter(Column::Withdrawn.eq(false))
        .order_by_desc(Column::OrderedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(&db)
        .await?;
    row.map(PrintSubscription::try_from).transpose()
}

/// A subscription, if it exists.
pub async fn find_print_subscription(
    db: &dyn Read,
    id: PrintSubscriptionId,
) -> Result<Option<PrintSubscription>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(PrintSubscription::try_from).transpose()
}

/// Takes a subscription for this transaction alone: its invoice is locked after it.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_print_subscription(tx: &Tx, id: PrintSubscriptionId) -> Result<PrintSubscription, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(PrintSubscription::try_from).transpose()?.ok_or(StoreError::NotFound("print subscription"))
}

/// Inserts a subscription.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_open` when the member has another that awaits
/// payment; the transaction can continue.
pub async fn insert_print_subscription(tx: &Tx, subscription: &PrintSubscription) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, subscription.into(), "print_subscriptions.one_open").await
}

/// Saves a changed subscription over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_print_subscription(tx: &Tx, subscription: &PrintSubscription) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, subscription.into()).await
}

/// A page of a member's subscriptions.
pub async fn list_print_subscriptions(
    db: &dyn Read,
    member: MemberId,
    page: PageRequest<PrintSort>,
) -> Result<Slice<PrintSubscription>, StoreError> {
    let select = Entity::find().filter(Column::MemberId.eq(member.uuid()));
    let order = match page.sort {
        PrintSort::Newest => KeysetOrder::descending(Column::OrderedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.ordered_at)?), id: row.id })
}

impl TryFrom<Model> for PrintSubscription {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let year = row.starts_on.zip(row.ends_on);
        Ok(PrintSubscription {
            id: row.id.into(),
            member_id: row.member_id.into(),
            account_id: row.account_id.into(),
            life_application_id: row.life_application_id.map(LifeApplicationId::new),
            year: year.map(|(starts_on, ends_on)| PrintYear { starts_on, ends_on }),
            withdrawn: row.withdrawn,
            ordered_on: row.ordered_on,
            ordered_by: row.ordered_by.into(),
            ordered_at: instant(row.ordered_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

impl From<&PrintSubscription> for Model {
    fn from(subscription: &PrintSubscription) -> Self {
        Model {
            id: subscription.id.uuid(),
            member_id: subscription.member_id.uuid(),
            account_id: subscription.account_id.uuid(),
            life_application_id: subscription.life_application_id.map(LifeApplicationId::uuid),
            starts_on: subscription.year.map(|year| year.starts_on),
            ends_on: subscription.year.map(|year| year.ends_on),
            withdrawn: subscription.withdrawn,
            ordered_on: subscription.ordered_on,
            ordered_by: subscription.ordered_by.uuid(),
            ordered_at: micros(subscription.ordered_at),
            updated_at: micros(subscription.updated_at),
            version: subscription.version,
        }
    }
}
