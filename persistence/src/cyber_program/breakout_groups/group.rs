//! The breakout groups of a cohort. Who is in one stands with the enrollments.
//!
//! Invariant: groups are made, and made anew, as a whole and under the lock of the
//! cohort's row; a group in which somebody wrote is never taken away.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKind, Duties, GroupSpell};
use guildhall_domain::{BreakoutGroupId, CohortId, EnrollmentId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::{duty, stay};
use crate::columns::{instant, micros};
use crate::cyber_program::cohorts::cohort::{count, stored};
use crate::cyber_program::enrollments::enrollment::{Column as EnrollmentColumn, Entity as EnrollmentEntity};
use crate::cyber_program::posts::post::{Column as PostColumn, Entity as PostEntity};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

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
pub async fn find_group(db: &dyn Read, id: BreakoutGroupId) -> Result<Option<GroupRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(GroupRecord::try_from).transpose()
}

/// The breakout groups of a cohort, by number.
pub async fn groups_of(db: &dyn Read, cohort: CohortId) -> Result<Vec<GroupRecord>, StoreError> {
    let select = Entity::find().filter(Column::CohortId.eq(cohort.uuid()));
    let rows = select.order_by_asc(Column::Number).all(&db).await?;
    rows.into_iter().map(GroupRecord::try_from).collect()
}

/// Makes breakout groups.
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

/// Empties the breakout groups of a cohort, of people and duties, and takes those beyond a
/// number away. Only while nobody wrote in any ([`any_post_in_groups`]).
pub async fn empty_groups(tx: &Tx, cohort: CohortId, kept: u32) -> Result<(), StoreError> {
    EnrollmentEntity::update_many()
        .col_expr(EnrollmentColumn::BreakoutGroupId, Expr::value(None::<Uuid>))
        .col_expr(EnrollmentColumn::GroupSince, Expr::value(None::<i64>))
        .filter(EnrollmentColumn::CohortId.eq(cohort.uuid()))
        .exec(tx)
        .await?;
    duty::delete_duties_in(tx, in_cohort(cohort)).await?;
    stay::delete_stays_in(tx, cohort).await?;
    let beyond =
        Entity::delete_many().filter(Column::CohortId.eq(cohort.uuid())).filter(Column::Number.gt(stored(kept)?));
    beyond.exec(tx).await?;
    Ok(())
}

/// Puts people into a breakout group from an instant on. Whoever does holds the cohort's row, and has kept the stays that
/// end ([`super::insert_stays`]).
pub async fn put_into_group(tx: &Tx, people: &[EnrollmentId], spell: GroupSpell) -> Result<(), StoreError> {
    EnrollmentEntity::update_many()
        .col_expr(EnrollmentColumn::BreakoutGroupId, Expr::value(spell.group_id.uuid()))
        .col_expr(EnrollmentColumn::GroupSince, Expr::value(micros(spell.since)))
        .col_expr(EnrollmentColumn::UpdatedAt, Expr::value(micros(spell.since)))
        .col_expr(EnrollmentColumn::Version, Expr::col(EnrollmentColumn::Version).add(1_i64))
        .filter(EnrollmentColumn::Id.is_in(people.iter().map(|id| id.uuid())))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether anybody wrote in a breakout group of the cohort, or for one.
pub async fn any_post_in_groups(db: &dyn Read, cohort: CohortId) -> Result<bool, StoreError> {
    let found = PostEntity::find()
        .select_only()
        .column(PostColumn::Id)
        .filter(PostColumn::CohortId.eq(cohort.uuid()))
        .filter(Condition::any().add(PostColumn::GroupId.is_not_null()).add(PostColumn::AudienceGroupId.is_not_null()))
        .limit(1)
        .into_tuple::<Uuid>()
        .one(&db)
        .await?;
    Ok(found.is_some())
}

/// The latest instant at which somebody came to a breakout group of the cohort, or left one; none while nobody did.
pub async fn latest_spell(db: &dyn Read, cohort: CohortId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let select = EnrollmentEntity::find().select_only().filter(EnrollmentColumn::CohortId.eq(cohort.uuid()));
    let latest = select.column_as(EnrollmentColumn::GroupSince.max(), "latest").into_tuple::<Option<i64>>();
    let came = latest.one(&db).await?.flatten().map(instant).transpose()?;
    let left = stay::latest_end(db, cohort).await?;
    Ok([came, left].into_iter().flatten().max())
}

/// The latest instant whose members of a breakout group read a post of the cohort; none while nothing is for a group.
pub async fn latest_for_group(db: &dyn Read, cohort: CohortId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let select = PostEntity::find().select_only().filter(PostColumn::CohortId.eq(cohort.uuid()));
    let select = select.filter(PostColumn::AudienceGroupId.is_not_null());
    let latest = select.column_as(PostColumn::AudienceSince.max(), "latest").into_tuple::<Option<i64>>();
    latest.one(&db).await?.flatten().map(instant).transpose()
}

/// The breakout groups of a cohort whose summary of a week is there.
pub async fn groups_with_summary(
    db: &dyn Read,
    cohort: CohortId,
    week: u32,
) -> Result<Vec<BreakoutGroupId>, StoreError> {
    let rows: Vec<Option<Uuid>> = PostEntity::find()
        .select_only()
        .column(PostColumn::GroupId)
        .filter(PostColumn::CohortId.eq(cohort.uuid()))
        .filter(PostColumn::Kind.eq(ActivityKind::BreakoutSummary.as_str()))
        .filter(PostColumn::Week.eq(stored(week)?))
        .into_tuple()
        .all(&db)
        .await?;
    Ok(rows.into_iter().flatten().map(BreakoutGroupId::new).collect())
}

/// The duties of all breakout groups of a cohort, by group and week.
pub async fn duties_of_cohort(db: &dyn Read, cohort: CohortId) -> Result<Vec<(BreakoutGroupId, Duties)>, StoreError> {
    duty::duties_in(db, in_cohort(cohort)).await
}

/// The ids of a cohort's breakout groups, for a condition.
fn in_cohort(cohort: CohortId) -> SelectStatement {
    Query::select().column(Column::Id).from(Entity).and_where(Column::CohortId.eq(cohort.uuid())).to_owned()
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
