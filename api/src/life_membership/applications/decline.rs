//! `/v1/life-membership/applications/{life_application_id}/decline`: refusing it, with reasons.
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

/// Decline an application for Life membership
///
/// Staff decline it with reasons, when neither path is met. The member may appeal to the board when the
/// board's path is open.
#[utoipa::path(tag = "Life membership", operation_id = "declineLifeApplication", security(("bearer" = ["staff"])), params(IfMatchHeader), request_body = ReasonsIn,
    responses((status = 200, description = "The declined application.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-is-due` `life-step-before-last`")))]
#[post("/applications/{life_application_id}/decline")]
pub async fn decline(
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
            step(write.app(), tx, by, application, LifeDecision::Decline, texts(&body.0.reasons)).await
        })
        .await
}
