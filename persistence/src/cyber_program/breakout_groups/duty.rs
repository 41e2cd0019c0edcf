//! Who leads a breakout group in which week, and who writes its summary.
//!
//! Invariant: a group has one leader and one scribe for a week; its duties are replaced
//! as a whole, in the transaction that changed its members.

use guildhall_domain::BreakoutGroupId;
use guildhall_domain::cyber_program::Duties;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;

use crate::cyber_program::cohorts::cohort::{count, stored};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_duties")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub week: i32,
        pub leader_id: Uuid,
        pub scribe_id: Uuid,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The duties of a group, week by week.
pub async fn duties_of(db: &dyn Read, group: BreakoutGroupId) -> Result<Vec<Duties>, StoreError> {
    let select = Entity::find().filter(Column::GroupId.eq(group.uuid()));
    let rows = select.order_by_asc(Column::Week).all(&db).await?;
    rows.into_iter().map(Duties::try_from).collect()
}

/// The duties of a group in a week, when they are planned.
pub async fn duties_in_week(db: &dyn Read, group: BreakoutGroupId, week: u32) -> Result<Option<Duties>, StoreError> {
    Entity::find_by_id((group.uuid(), stored(week)?)).one(&db).await?.map(Duties::try_from).transpose()
}

/// Gives a group these duties instead of all it had.
pub async fn replace_duties(tx: &Tx, group: BreakoutGroupId, duties: &[Duties]) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::GroupId.eq(group.uuid())).exec(tx).await?;
    let row = |duties: &Duties| {
        Ok(Model {
            group_id: group.uuid(),
            week: stored(duties.week)?,
            leader_id: duties.leader.uuid(),
            scribe_id: duties.scribe.uuid(),
        })
    };
    rows::insert_all::<Entity>(tx, duties.iter().map(row).collect::<Result<_, StoreError>>()?).await
}

/// The duties of the breakout groups that a query names, by group and week.
pub(in crate::cyber_program) async fn duties_in(
    db: &dyn Read,
    groups: SelectStatement,
) -> Result<Vec<(BreakoutGroupId, Duties)>, StoreError> {
    let select = Entity::find().filter(Column::GroupId.in_subquery(groups));
    let rows = select.order_by_asc(Column::GroupId).order_by_asc(Column::Week).all(&db).await?;
    rows.into_iter().map(|row| Ok((row.group_id.into(), Duties::try_from(row)?))).collect()
}

/// Takes away the duties of the breakout groups that a query names.
pub(in crate::cyber_program) async fn delete_duties_in(tx: &Tx, groups: SelectStatement) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::GroupId.in_subquery(groups)).exec(tx).await?;
    Ok(())
}

impl TryFrom<Model> for Duties {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Duties { week: count(row.week)?, leader: row.leader_id.into(), scribe: row.scribe_id.into() })
    }
}
