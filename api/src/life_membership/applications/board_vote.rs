//! `/v1/life-membership/applications/{life_application_id}/board-vote`: what the board decided.
//!
//! Asks for `If-Match`: a decision is made on what was seen, so that of two people who decide at once one is told that
//! the application has changed.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::{BoardVoteOut, LifeApplicationOut};
use super::steps::{as_, step};
use crate::http::auth::{Board, Caller};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Record the vote of the Executive Board
///
/// The vote is kept as the ground of the grant or the refusal. More than half of those present carries it: a default
/// of this software, the association has published no figure. The board's decision is final.
#[utoipa::path(tag = "Life membership", operation_id = "recordBoardVote", security(("bearer" = ["board"])), params(IfMatchHeader), request_body = BoardVoteOut,
    responses((status = 200, description = "The application, granted or declined.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-board-path-closed` `life-not-retired-yet` `life-position-still-held` \
            `life-vote-nobody-present` `life-vote-exceeds-present` `life-step-before-last`")))]
#[post("/applications/{life_application_id}/board-vote")]
pub async fn vote(
    caller: Caller<Board>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<BoardVoteOut>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let decision = LifeDecision::RecordVote(body.0.into());
            step(write.app(), tx, as_(&caller, Actor::Board), application, decision, Vec::new()).await
        })
        .await
}
