//! `POST /v1/cyber-program/breakout-groups/{breakout_group_id}/moves`: moving a participant into a group.

use actix_web::web::Path;
use guildhall_domain::ids::{BreakoutGroupId, EnrollmentId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions;
use super::breakout_groups::shown;
use super::group_out::GroupOut;
use crate::cyber_program::problems::{
    ALREADY_IN_BREAKOUT_GROUP, BREAKOUT_GROUP_TOO_LARGE, BREAKOUT_GROUP_TOO_SMALL, COHORT_OVER, UNKNOWN_ENROLLMENT,
};
use crate::cyber_program::relations::{KnowsGroup, LeadsGroup};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::relation::By;

/// A participant to be moved.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBreakoutMove)]
pub struct MoveIn {
    /// Enrollment of the participant, who is in another group of the cohort or in none yet.
    #[schema(value_type = Uuid)]
    enrollment_id: EnrollmentId,
}

/// A completed move.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutMove)]
pub struct MoveOut {
    /// Enrollment of the participant.
    enrollment_id: Uuid,
    /// Group that the participant left; null if there was none.
    #[schema(required, example = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    from_breakout_group_id: Option<Uuid>,
    /// Warning about the sizes of the two groups; null when both are typical.
    #[schema(required, max_length = 500, example = "a group now has 13 participants; 10 to 12 are typical")]
    warning: Option<String>,
    /// Group that the participant joined, after the move.
    group: GroupOut,
}

/// Move a participant to a breakout group
///
/// Faculty of the cohort, staff and admins move a participant to this group, or place a participant who got a seat
/// after the groups were made. A move leaves no group below 7 participants and makes none larger than 14: a default of
/// this software; the association has published no figure. A size outside 10 to 12 gives a warning. Leaders and scribes
/// are planned again for the remaining weeks; members who have served less come first. Posts stay with the group they
/// were written in.
#[utoipa::path(post, path = "/breakout-groups/{breakout_group_id}/moves", tag = "Cyber program",
    extensions(("x-refuses" = json!([OWN_MATTER, UNKNOWN_ENROLLMENT, ALREADY_IN_BREAKOUT_GROUP, BREAKOUT_GROUP_TOO_LARGE,
        BREAKOUT_GROUP_TOO_SMALL, COHORT_OVER]))))]
pub async fn create_breakout_move(
    caller: By<LeadsGroup>,
    id: Path<BreakoutGroupId>,
    write: Write,
    body: Body<MoveIn>,
) -> Result<Answered<Record<MoveOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, LeadsGroup(KnowsGroup { group: to, known })| {
            let enrollment_id = body.0.enrollment_id;
            let moved = actions::move_to(write.app(), tx, caller.account_id, &to, enrollment_id).await?;
            let out = MoveOut {
                enrollment_id: enrollment_id.uuid(),
                from_breakout_group_id: moved.from.map(BreakoutGroupId::uuid),
                warning: moved.warning,
                group: shown(write.app(), tx, &to).await?,
            };
            Ok(Record::new(out, known.cohort.version))
        })
        .await
}
