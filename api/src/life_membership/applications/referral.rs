//! `/v1/life-membership/applications/{life_application_id}/referral`: laying it before the board.
//!
//! `If-Match` is required: when two people decide at the same time, the second is told that the application has changed.

use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::steps::{ReasonsIn, as_, step, texts};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::life_membership::problems::{
    LIFE_BOARD_PATH_CLOSED, LIFE_IS_DUE, LIFE_STEP_BEFORE_LAST, LIFE_STEP_NOT_OPEN,
};

/// Refer an application to the Executive Board
///
/// For staff, when the member meets neither path and has been a Full member.
#[utoipa::path(post, path = "/applications/{life_application_id}/referral", tag = "Life membership", extensions(("x-refuses" = json!([
    OWN_MATTER, LIFE_STEP_NOT_OPEN, LIFE_IS_DUE, LIFE_BOARD_PATH_CLOSED, LIFE_STEP_BEFORE_LAST
]))))]
pub async fn refer_life_application(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReasonsIn>,
) -> Result<Answered<Record<LifeApplicationOut>>, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let by = as_(&caller, Actor::Staff);
            step(write.app(), tx, by, application, LifeDecision::ReferToBoard, texts(&body.0.reasons)).await
        })
        .await
}
