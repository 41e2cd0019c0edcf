//! `/v1/life-membership/applications/{life_application_id}/referral`: laying it before the board.
//!
//! Asks for `If-Match`: a decision is made on what was seen, so that of two people who decide at once one is told that
//! the application has changed.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::steps::{ReasonsIn, as_, step, texts};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Refer an application to the Executive Board
///
/// Staff lay it before the board, when neither path is met and the person was a Full member.
#[utoipa::path(tag = "Life membership", operation_id = "referLifeApplication", security(("bearer" = ["staff"])), params(IfMatchHeader), request_body = ReasonsIn,
    responses((status = 200, description = "The application, now before the board.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-is-due` `life-board-path-closed` `life-step-before-last`")))]
#[post("/applications/{life_application_id}/referral")]
pub async fn refer(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReasonsIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let by = as_(&caller, Actor::Staff);
            step(write.app(), tx, by, application, LifeDecision::ReferToBoard, texts(&body.0.reasons)).await
        })
        .await
}
