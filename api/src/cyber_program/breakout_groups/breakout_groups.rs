//! `/v1/cyber-program/cohorts/{cohort_id}/breakout-groups` and `/breakout-groups/{breakout_group_id}`:
//! who meets with whom, and who leads and writes in which week.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::ids::{BreakoutGroupId, CohortId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, GroupRecord};

use super::group_out::{GroupOut, GroupsOut};
use crate::app::App;
use crate::cyber_program::sheet::cohort_of;
use crate::http::auth::{Caller, Identity};
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use guildhall_domain::cyber_program::Capacity;

/// A breakout group that the caller may know of, and in which capacity.
pub(super) async fn visible(
    db: &dyn Read,
    caller: &Identity,
    id: BreakoutGroupId,
) -> Result<(GroupRecord, Capacity, i64), Problem> {
    let group = store::find_group(db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let (cohort, capacity) = cohort_of(db, caller, group.cohort_id).await?;
    Ok((group, capacity, cohort.version))
}

/// A breakout group with its members and duties.
pub(super) async fn shown(app: &App, db: &dyn Read, group: &GroupRecord) -> Result<GroupOut, Problem> {
    let people = store::participants_of(db, group.cohort_id).await?;
    let duties: Vec<_> = store::duties_of(db, group.id).await?.into_iter().map(|duties| (group.id, duties)).collect();
    Ok(GroupOut::of(group, &people, &duties, &app.policies.cyber_program))
}

pub(super) async fn all_of(app: &App, db: &dyn Read, cohort: CohortId) -> Result<GroupsOut, Problem> {
    let groups = store::groups_of(db, cohort).await?;
    let people = store::participants_of(db, cohort).await?;
    let duties = store::duties_of_cohort(db, cohort).await?;
    GroupsOut::of(cohort, &groups, &people, &duties, &app.policies.cyber_program)
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
