//! `/v1/life-membership/applications/{life_application_id}/board-vote`: what the board decided.
//!
//! `If-Match` is required: when two people decide at the same time, the second is told that the application has changed.

use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::steps::{as_, step};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Board, Caller};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::life_membership::problems::{
    LIFE_BOARD_PATH_CLOSED, LIFE_NOT_RETIRED_YET, LIFE_POSITION_STILL_HELD, LIFE_STEP_BEFORE_LAST, LIFE_STEP_NOT_OPEN,
    LIFE_VOTE_EXCEEDS_PRESENT, LIFE_VOTE_NOBODY_PRESENT,
};
use crate::wire::BoardVoteOut;

/// Record the vote of the Executive Board
///
/// For the board. The vote is kept as the reason for the decision, which is final. A grant requires the votes of more than
/// half of those present; that is a default of this software, the association has published no rule.
#[utoipa::path(post, path = "/applications/{life_application_id}/board-vote", tag = "Life membership", extensions(("x-refuses" = json!([
    OWN_MATTER, LIFE_STEP_NOT_OPEN, LIFE_BOARD_PATH_CLOSED, LIFE_NOT_RETIRED_YET, LIFE_POSITION_STILL_HELD,
    LIFE_VOTE_NOBODY_PRESENT, LIFE_VOTE_EXCEEDS_PRESENT, LIFE_STEP_BEFORE_LAST
]))))]
pub async fn record_board_vote(
    caller: Caller<Board>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<BoardVoteOut>,
) -> Result<Answered<Record<LifeApplicationOut>>, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let decision = LifeDecision::RecordVote(body.0.into());
            step(write.app(), tx, as_(&caller, Actor::Board), application, decision, Vec::new()).await
        })
        .await
}
