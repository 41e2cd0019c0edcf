//! `/v1/cyber-program/cohorts/{cohort_id}/breakout-assignment`: putting everybody who has a seat into a group.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::CohortId;

use super::actions;
use super::breakout_groups::all_of;
use super::group_out::GroupsOut;
use crate::cyber_program::sheet::{cohort_of, leads};
use crate::http::auth::Caller;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Make the breakout groups of a cohort
///
/// Faculty of the cohort, staff and admins. Everybody who has a seat is put into a group: sizes by the planner, members
/// balanced by discipline, size of the community and state, leader and scribe taking turns week by week. The same
/// participants give the same groups. Groups can be made anew, of those who then have a seat and under the same ids, until something is written
/// in one; from then on participants are moved.
#[utoipa::path(tag = "Cyber program", operation_id = "createBreakoutAssignment", security(("bearer" = [])),
    responses((status = 201, description = "The groups.", body = GroupsOut),
        (status = 409, description = "`nobody-to-group` `too-many-to-group` `breakout-groups-in-use` `cohort-over`")))]
#[post("/cohorts/{cohort_id}/breakout-assignment")]
pub async fn create_breakout_assignment(caller: Caller, id: Path<CohortId>, write: Write) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let (cohort, capacity) = cohort_of(tx, &caller, *id).await?;
            leads(capacity)?;
            actions::assign_all(write.app(), tx, caller.account_id, *id).await?;
            let location = format!("/v1/cyber-program/cohorts/{}/breakout-groups", *id);
            Reply::created(location, &all_of(write.app(), tx, *id).await?, cohort.version)
        })
        .await
}
