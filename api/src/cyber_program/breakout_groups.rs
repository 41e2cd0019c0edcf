//! `/v1/cyber-program/cohorts/{cohort_id}/breakout-groups` and `/breakout-groups/{breakout_group_id}`:
//! who meets with whom, and who leads and writes in which week.

use actix_web::web::{Data, Path};
use actix_web::{get, post};
use guildhall_domain::ids::{BreakoutGroupId, CohortId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, GroupRecord};

use super::actions::group;
use super::group_out::{GroupOut, GroupsOut};
use super::sheet::{cohort_of, leads};
use crate::app::App;
use crate::http::auth::{Caller, Identity};
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use guildhall_domain::cyber_program::Capacity;

/// A breakout group that the caller may know of, and in which capacity.
pub(super) async fn visible(
    db: &impl Read,
    caller: &Identity,
    id: BreakoutGroupId,
) -> Result<(GroupRecord, Capacity, i64), Problem> {
    let group = store::find_group(db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let (cohort, capacity) = cohort_of(db, caller, group.cohort_id).await?;
    Ok((group, capacity, cohort.version))
}

/// A breakout group with its members and duties.
pub(super) async fn shown(app: &App, db: &impl Read, group: &GroupRecord) -> Result<GroupOut, Problem> {
    let people = store::participants_of(db, group.cohort_id).await?;
    let duties: Vec<_> = store::duties_of(db, group.id).await?.into_iter().map(|duties| (group.id, duties)).collect();
    Ok(GroupOut::of(group, &people, &duties, &app.policies.cyber_program))
}

async fn all_of(app: &App, db: &impl Read, cohort: CohortId) -> Result<GroupsOut, Problem> {
    let groups = store::groups_of(db, cohort).await?;
    let people = store::participants_of(db, cohort).await?;
    let duties = store::duties_of_cohort(db, cohort).await?;
    GroupsOut::of(cohort, &groups, &people, &duties, &app.policies.cyber_program)
}

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
            group::assign_all(write.app(), tx, caller.account_id, *id).await?;
            let location = format!("/v1/cyber-program/cohorts/{}/breakout-groups", *id);
            Reply::created(location, &all_of(write.app(), tx, *id).await?, cohort.version)
        })
        .await
}

/// Read the breakout groups of a cohort
///
/// Participants of the cohort, its faculty, staff and admins. Members are named to them and to nobody else.
#[utoipa::path(tag = "Cyber program", operation_id = "getBreakoutGroups", security(("bearer" = [])),
    responses((status = 200, description = "The groups.", body = GroupsOut), (status = 304, description = "Not changed.")))]
#[get("/cohorts/{cohort_id}/breakout-groups")]
pub async fn get_breakout_groups(
    caller: Caller,
    app: Data<App>,
    id: Path<CohortId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (cohort, _) = cohort_of(&app.db, &caller, *id).await?;
    Reply::record(&all_of(&app, &app.db, *id).await?, cohort.version)
}

/// Read a breakout group
///
/// Participants of its cohort, faculty of the cohort, staff and admins.
#[utoipa::path(tag = "Cyber program", operation_id = "getBreakoutGroup", security(("bearer" = [])),
    responses((status = 200, description = "The group.", body = GroupOut), (status = 304, description = "Not changed.")))]
#[get("/breakout-groups/{breakout_group_id}")]
pub async fn get_breakout_group(
    caller: Caller,
    app: Data<App>,
    id: Path<BreakoutGroupId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (group, _, version) = visible(&app.db, &caller, *id).await?;
    Reply::record(&shown(&app, &app.db, &group).await?, version)
}
