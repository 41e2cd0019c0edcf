//! `/v1/life-membership/applications/{life_application_id}/appeal`: taking a refusal to the board.
//!
//! Asks for `If-Match`: a decision is made on what was seen, so that of two people who decide at once one is told that
//! the application has changed.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::LifeDecision;

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::applications::{acting, visible};
use super::steps::{ReasonsIn, step, texts};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::reply::Reply;

/// Appeal to the Executive Board
///
/// The member, or staff for the member, takes a refusal by staff to the board, once and with reasons.
#[utoipa::path(tag = "Life membership", operation_id = "appealLifeApplication", security(("bearer" = [])), params(IfMatchHeader), request_body = ReasonsIn,
    responses((status = 200, description = "The application, now before the board.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-board-has-decided` `life-board-path-closed` `life-application-open` `already-life-member` \
            `life-step-before-last`")))]
#[post("/applications/{life_application_id}/appeal")]
pub async fn appeal(
    caller: Caller,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReasonsIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let owner = visible(tx, &caller, *id).await?.account_id;
            let by = acting(&caller, owner == caller.account_id).ok_or_else(|| Problem::new(&FORBIDDEN))?;
            let application = locked(tx, *id, &seen).await?;
            step(write.app(), tx, by, application, LifeDecision::Appeal, texts(&body.0.reasons)).await
        })
        .await
}
