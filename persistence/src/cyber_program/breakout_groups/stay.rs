//! Stays in breakout groups that have ended.
//!
//! Invariant: whenever the group of an enrollment changes, the stay that ends is kept here in the same transaction, so
//! that the present group and these together are the whole history. A stay of no duration is none.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{GroupSpell, GroupStay};
use guildhall_domain::{AccountId, CohortId, EnrollmentId};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

use crate::columns::{instant, micros};
use crate::cyber_program::enrollments::enrollment::{Column as EnrollmentColumn, Entity as EnrollmentEntity};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_group_stays")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub enrollment_id: Uuid,
        pub breakout_group_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub since_at: i64,
        pub until_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Keeps stays that end at an instant.
pub async fn insert_stays(
    tx: &Tx,
    ending: impl IntoIterator<Item = (EnrollmentId, GroupSpell)>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    let lasted = ending.into_iter().filter(|(_, spell)| spell.since < until);
    let row = |(id, spell): (EnrollmentId, GroupSpell)| Model {
        enrollment_id: id.uuid(),
        breakout_group_id: spell.group_id.uuid(),
        since_at: micros(spell.since),
        until_at: micros(until),
    };
    rows::insert_all::<Entity>(tx, lasted.map(row).collect()).await
}

/// Every stay of a person that has ended, in whichever enrollment.
pub async fn stays_of_account(db: &dyn Read, account: AccountId) -> Result<Vec<GroupStay>, StoreError> {
    let own = EnrollmentColumn::AccountId.eq(account.uuid());
    let rows = Entity::find().filter(Column::EnrollmentId.in_subquery(enrollments(own))).all(&db).await?;
    let stay = |row: Model| {
        let (since, until) = (instant(row.since_at)?, instant(row.until_at)?);
        Ok(GroupStay { group_id: row.breakout_group_id.into(), since, until })
    };
    rows.into_iter().map(stay).collect()
}

/// The latest instant at which a stay in a breakout group of the cohort ended; none while none has.
pub(super) async fn latest_end(db: &dyn Read, cohort: CohortId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let of_cohort = EnrollmentColumn::CohortId.eq(cohort.uuid());
    let select = Entity::find().select_only().filter(Column::EnrollmentId.in_subquery(enrollments(of_cohort)));
    let latest = select.column_as(Column::UntilAt.max(), "latest").into_tuple::<Option<i64>>();
    latest.one(&db).await?.flatten().map(instant).transpose()
}

/// Forgets the stays of a cohort in which nobody wrote for a group.
pub(super) async fn delete_stays_in(tx: &Tx, cohort: CohortId) -> Result<(), StoreError> {
    let of_cohort = EnrollmentColumn::CohortId.eq(cohort.uuid());
    Entity::delete_many().filter(Column::EnrollmentId.in_subquery(enrollments(of_cohort))).exec(tx).await?;
    Ok(())
}

fn enrollments(which: sea_orm::sea_query::SimpleExpr) -> sea_orm::sea_query::SelectStatement {
    Query::select().column(EnrollmentColumn::Id).from(EnrollmentEntity).and_where(which).to_owned()
}
