//! `/v1/cyber-program/cohorts/{cohort_id}/breakout-assignment`: assigning every participant to a group.

use actix_web::web::Path;
use guildhall_domain::ids::CohortId;

use super::actions;
use super::breakout_groups::all_of;
use super::group_out::GroupsOut;
use crate::cyber_program::problems::{BREAKOUT_GROUPS_IN_USE, COHORT_OVER, NOBODY_TO_GROUP, TOO_MANY_TO_GROUP};
use crate::cyber_program::relations::LeadsCohort;
use crate::http::answers::{Answered, Created};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// Make the breakout groups of a cohort
///
/// For faculty of the cohort, staff and admins. Every participant with a seat is assigned to a group: the planner sets
/// the sizes, members are balanced by discipline, community size and state, and leader and scribe rotate weekly. The
/// same participants give the same groups. Until something is written in a group, the groups can be made again from
/// the participants of that moment, under the same ids; after that, participants are moved.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/breakout-assignment", tag = "Cyber program",
    extensions(("x-refuses" = json!([NOBODY_TO_GROUP, TOO_MANY_TO_GROUP, BREAKOUT_GROUPS_IN_USE, COHORT_OVER]))))]
pub async fn create_breakout_assignment(
    caller: By<LeadsCohort>,
    id: Path<CohortId>,
    write: Write,
) -> Result<Answered<Created<GroupsOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, LeadsCohort(cohort)| {
            actions::assign_all(write.app(), tx, caller.account_id, cohort.id).await?;
            let location = format!("/v1/cyber-program/cohorts/{}/breakout-groups", cohort.id);
            Ok(Created::at(location, all_of(write.app(), tx, cohort.id).await?, cohort.version))
        })
        .await
}
