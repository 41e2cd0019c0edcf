//! `/v1/life-membership/applications/{life_application_id}/grant`: granting by right.
//!
//! Asks for `If-Match`: a decision is made on what was seen, so that of two people who decide at once one is told that
//! the application has changed.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::steps::{as_, step};
use crate::http::auth::{Caller, Staff};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Grant Life membership
///
/// By right, to whoever meets one of the two paths as verified, from the retirement on. The member then holds category
/// `life`, dues waived, without end; an application awaiting payment is taken back while nothing is paid on it.
#[utoipa::path(tag = "Life membership", operation_id = "grantLifeMembership", security(("bearer" = ["staff"])), params(IfMatchHeader),
    responses((status = 200, description = "The granted application.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-not-eligible` `life-not-retired-yet` `life-position-still-held` `life-step-before-last`")))]
#[post("/applications/{life_application_id}/grant")]
pub async fn grant(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            step(write.app(), tx, as_(&caller, Actor::Staff), application, LifeDecision::Grant, Vec::new()).await
        })
        .await
}
