//! The breakout groups of a cohort. Who is in one stands with the registrations.

use chrono::{DateTime, Utc};
use guildhall_domain::{BreakoutGroupId, CohortId};
use sea_orm::entity::prelude::*;

use super::cohort::{count, stored};
use crate::columns::{instant, micros};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_breakout_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub number: i32,
        pub created_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A breakout group as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupRecord {
    /// The group.
    pub id: BreakoutGroupId,
    /// Its cohort.
    pub cohort_id: CohortId,
    /// Its number in the cohort, from 1.
    pub number: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A breakout group, if it exists.
///
/// # Errors
/// Those of any read.
pub async fn find_group(db: &impl Read, id: BreakoutGroupId) -> Result<Option<GroupRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(db).await?.map(GroupRecord::try_from).transpose()
}

/// Makes breakout groups.
///
/// # Errors
/// Those of any write.
pub async fn insert_groups(tx: &Tx, groups: &[GroupRecord]) -> Result<(), StoreError> {
    let row = |group: &GroupRecord| {
        Ok(Model {
            id: group.id.uuid(),
            cohort_id: group.cohort_id.uuid(),
            number: stored(group.number)?,
            created_at: micros(group.created_at),
        })
    };
    rows::insert_all::<Entity>(tx, groups.iter().map(row).collect::<Result<_, StoreError>>()?).await
}

impl TryFrom<Model> for GroupRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(GroupRecord {
            id: row.id.into(),
            cohort_id: row.cohort_id.into(),
            number: count(row.number)?,
            created_at: instant(row.created_at)?,
        })
    }
}
