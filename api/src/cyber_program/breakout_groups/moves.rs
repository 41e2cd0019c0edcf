//! `POST /v1/cyber-program/breakout-groups/{breakout_group_id}/moves`: a participant comes into a group.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::{BreakoutGroupId, EnrollmentId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions;
use super::breakout_groups::{shown, visible};
use super::group_out::GroupOut;
use crate::cyber_program::sheet::leads;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Who comes into the group.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBreakoutMove)]
pub struct MoveIn {
    /// The seat of the participant, who is in another group of the cohort or in none yet.
    #[schema(value_type = Uuid)]
    enrollment_id: EnrollmentId,
}

/// A participant moved.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutMove)]
pub struct MoveOut {
    /// The seat of the participant.
    enrollment_id: Uuid,
    /// The group left; null for somebody who had none.
    #[schema(required, example = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    from_breakout_group_id: Option<Uuid>,
    /// What to know about sizes; null when both are typical.
    #[schema(required, max_length = 500, example = "a group now has 13 participants; 10 to 12 are typical")]
    warning: Option<String>,
    /// The group joined, as it is now.
    group: GroupOut,
}

/// Move a participant to a breakout group
///
/// Faculty of the cohort, staff and admins move a participant to this group, or place one who got a seat after groups
/// were made. A move takes no group below 7 and none above 14, which is an assumption of ours; outside 10 to 12 it warns. Who
/// leads and who writes is planned anew for the weeks left, whoever has served less coming first. Whatever was written
/// stays with the group it was written in.
#[utoipa::path(tag = "Cyber program", operation_id = "createBreakoutMove", security(("bearer" = [])), request_body = MoveIn,
    responses((status = 200, description = "Moved.", body = MoveOut),
        (status = 409, description = "`unknown-enrollment` `already-in-breakout-group` `breakout-group-too-large` `breakout-group-too-small` `cohort-over`")))]
#[post("/breakout-groups/{breakout_group_id}/moves")]
pub async fn create_breakout_move(
    caller: Caller,
    id: Path<BreakoutGroupId>,
    write: Write,
    body: Body<MoveIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let (to, capacity, version) = visible(tx, &caller, *id).await?;
            leads(capacity)?;
            let enrollment_id = body.0.enrollment_id;
            let moved = actions::move_to(write.app(), tx, caller.account_id, &to, enrollment_id).await?;
            let out = MoveOut {
                enrollment_id: enrollment_id.uuid(),
                from_breakout_group_id: moved.from.map(BreakoutGroupId::uuid),
                warning: moved.warning,
                group: shown(write.app(), tx, &to).await?,
            };
            Reply::record(&out, version)
        })
        .await
}
