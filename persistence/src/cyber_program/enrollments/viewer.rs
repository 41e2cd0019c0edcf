//! What the rules of visibility need to know of whoever looks, in one query.

use guildhall_domain::AccountId;
use guildhall_domain::cyber_program::SeatOfViewer;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::enrollment::{Column, Entity, group_of};
use crate::columns::code;
use crate::{Read, StoreError};

/// Enrollment, cohort, state, breakout group and since when.
type Row = (Uuid, Uuid, String, Option<Uuid>, Option<i64>);

/// Every enrollment of a person, with the breakout group it is in now.
pub async fn seats_of_account(db: &dyn Read, account: AccountId) -> Result<Vec<SeatOfViewer>, StoreError> {
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::CohortId, Column::State, Column::BreakoutGroupId, Column::GroupSince])
        .filter(Column::AccountId.eq(account.uuid()))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(&db)
        .await?;
    let seat = |(id, cohort, state, group, since): Row| {
        Ok(SeatOfViewer {
            enrollment_id: id.into(),
            cohort_id: cohort.into(),
            state: code(&state)?,
            group: group_of(group, since)?,
        })
    };
    rows.into_iter().map(seat).collect()
}
