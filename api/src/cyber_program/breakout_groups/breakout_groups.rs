//! `/v1/cyber-program/cohorts/{cohort_id}/breakout-groups` and `/breakout-groups/{breakout_group_id}`:
//! members, and who is leader and scribe in which week.

use guildhall_domain::ids::CohortId;
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, GroupRecord};

use super::group_out::{GroupOut, GroupsOut};
use crate::app::App;
use crate::cyber_program::relations::{KnowsCohort, KnowsGroup};
use crate::http::answers::Record;
use crate::http::problem::Problem;
use crate::http::relation::Sees;

/// A breakout group with its members and duties.
pub(super) async fn shown(app: &App, db: &dyn Read, group: &GroupRecord) -> Result<GroupOut, Problem> {
    let people = store::participants_of(db, group.cohort_id).await?;
    let duties: Vec<_> = store::duties_of(db, group.id).await?.into_iter().map(|duties| (group.id, duties)).collect();
    Ok(GroupOut::of(group, &people, &duties, &app.policies.cyber_program))
}

/// All breakout groups of a cohort.
pub(super) async fn all_of(app: &App, db: &dyn Read, cohort: CohortId) -> Result<GroupsOut, Problem> {
    let groups = store::groups_of(db, cohort).await?;
    let people = store::participants_of(db, cohort).await?;
    let duties = store::duties_of_cohort(db, cohort).await?;
    GroupsOut::of(cohort, &groups, &people, &duties, &app.policies.cyber_program)
}

/// Read the breakout groups of a cohort
///
/// For participants and faculty of the cohort, staff and admins. Nobody else can see who the members are.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/breakout-groups", tag = "Cyber program")]
pub async fn get_breakout_groups(seen: Sees<KnowsCohort>) -> Result<Record<GroupsOut>, Problem> {
    let (app, cohort) = (seen.by.app(), &seen.record.cohort);
    Ok(Record::new(all_of(app, &app.db, cohort.id).await?, cohort.version))
}

/// Read a breakout group
///
/// For participants and faculty of its cohort, staff and admins.
#[utoipa::path(get, path = "/breakout-groups/{breakout_group_id}", tag = "Cyber program")]
pub async fn get_breakout_group(seen: Sees<KnowsGroup>) -> Result<Record<GroupOut>, Problem> {
    let (app, KnowsGroup { group, known }) = (seen.by.app(), &seen.record);
    Ok(Record::new(shown(app, &app.db, group).await?, known.cohort.version))
}
