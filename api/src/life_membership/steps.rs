//! The steps of an application for Life membership, each a noun under its address.
//!
//! Every one asks for `If-Match`: a decision is made on what was seen, so that of two people who
//! decide at once one is told that the application has changed.

use std::borrow::Cow;

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeApplication, LifeDecision};
use guildhall_persistence::Tx;
use serde::Deserialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::actions::decide;
use super::actions::steps::{By, locked};
use super::application_out::{BoardVoteOut, LifeApplicationOut};
use super::applications::{acting, shown, visible};
use crate::app::App;
use crate::http::auth::{Board, Caller, Identity, Staff};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::reply::Reply;

/// Why a step is taken.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeApplicationReasons)]
pub struct ReasonsIn {
    /// One sentence for each reason.
    #[schema(min_items = 1, max_items = 20)]
    reasons: Vec<Reason>,
}

/// A reason in a sentence.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

impl PartialSchema for Reason {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A reason in a sentence."))
            .min_length(Some(1))
            .max_length(Some(1000))
            .pattern(Some(r"\S"))
            .examples([Value::from("Twelve years of service are on record.")])
            .into()
    }
}

impl ToSchema for Reason {
    fn name() -> Cow<'static, str> {
        "LifeReason".into()
    }
}

/// The texts of reasons.
pub(super) fn texts(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| reason.0.clone()).collect()
}

/// Takes a step on an application that is locked, and shows what it has become.
async fn step(
    app: &App,
    tx: &Tx,
    by: By,
    application: LifeApplication,
    decision: LifeDecision,
    reasons: Vec<String>,
) -> Result<Reply, Problem> {
    let changed = decide::take(app, tx, by, application, decision, reasons).await?;
    let (out, version) = shown(app, tx, changed).await?;
    Reply::record(&out, version)
}

fn as_(caller: &Identity, actor: Actor) -> By {
    By { account_id: caller.account_id, actor }
}

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

/// Record the vote of the Executive Board
///
/// The vote is kept as the ground of the grant or the refusal. More than half of those present carries it, which is an
/// assumption of ours; the board's decision is final.
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
