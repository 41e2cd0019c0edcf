//! Seats that an organization bought together: what one invoice bills.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, CohortId, OrganizationId, SeatPurchaseId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::enrollment::{self, EnrollmentRecord};
use crate::columns::{instant, micros};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_seat_purchases")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub organization_id: Uuid,
        pub purchase_order_number: String,
        pub bought_by: Uuid,
        pub bought_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A purchase as it is kept; it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatPurchase {
    /// Its id.
    pub id: SeatPurchaseId,
    /// The cohort whose seats were bought.
    pub cohort_id: CohortId,
    /// Who bought them.
    pub organization_id: OrganizationId,
    /// The purchase order.
    pub purchase_order_number: String,
    /// The account that entered it.
    pub bought_by: AccountId,
    /// When.
    pub bought_at: DateTime<Utc>,
}

/// A purchase that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_seat_purchase(db: &dyn Read, id: SeatPurchaseId) -> Result<SeatPurchase, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?.ok_or(StoreError::NotFound("seat purchase"))?;
    Ok(SeatPurchase {
        id: row.id.into(),
        cohort_id: row.cohort_id.into(),
        organization_id: row.organization_id.into(),
        purchase_order_number: row.purchase_order_number,
        bought_by: row.bought_by.into(),
        bought_at: instant(row.bought_at)?,
    })
}

/// Inserts a purchase.
pub async fn insert_seat_purchase(tx: &Tx, purchase: &SeatPurchase) -> Result<(), StoreError> {
    let row = Model {
        id: purchase.id.uuid(),
        cohort_id: purchase.cohort_id.uuid(),
        organization_id: purchase.organization_id.uuid(),
        purchase_order_number: purchase.purchase_order_number.clone(),
        bought_by: purchase.bought_by.uuid(),
        bought_at: micros(purchase.bought_at),
    };
    rows::insert::<Entity>(tx, row).await
}

/// The enrollments that have a line on the invoice of a purchase, by line.
pub async fn enrollments_of_purchase(
    db: &dyn Read,
    purchase: SeatPurchaseId,
) -> Result<Vec<EnrollmentRecord>, StoreError> {
    let rows = enrollment::Entity::find()
        .filter(enrollment::Column::SeatPurchaseId.eq(purchase.uuid()))
        .filter(enrollment::Column::PurchaseLine.is_not_null())
        .order_by_asc(enrollment::Column::PurchaseLine)
        .all(&db)
        .await?;
    rows.into_iter().map(EnrollmentRecord::try_from).collect()
}
