//! `GET /v1/members/{member_id}/standing`: how a member stands, and why.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::ids::MemberId;
use guildhall_domain::members::{Standing, standing};
use serde::Serialize;
use utoipa::ToSchema;

use super::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::{ClauseOut, StandingCode};

/// How a member stands on a date, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = StandingReport)]
pub struct StandingOut {
    /// The date: today, in America/New_York.
    #[schema(example = "2025-03-01")]
    judged_on: NaiveDate,
    /// The standing on that date.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// The next date on which it changes if nothing is paid; null when it stays.
    #[schema(required, example = "2026-03-01")]
    changes_on: Option<NaiveDate>,
    /// What it then becomes; null when it stays.
    #[schema(required, value_type = Option<StandingCode>)]
    becomes: Option<Standing>,
    /// Clauses applied.
    #[schema(max_items = 10)]
    explanation: Vec<ClauseOut>,
}

/// Read how a member stands, and why
///
/// Computed from what is paid for, on the association's civil date; never stored, so never late.
#[utoipa::path(tag = "Members", operation_id = "getMemberStanding", security(("bearer" = [])),
    responses((status = 200, description = "The standing.", body = StandingOut)))]
#[get("/{member_id}/standing")]
pub async fn get_standing(
    caller: Caller,
    app: Data<App>,
    id: Path<MemberId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let (member, _) = visible::member(&app.db, &caller, *id).await?;
    let judged_on = app.clock.today();
    let report = standing::explain_standing(member.span.as_ref(), judged_on, &app.policies.members);
    Reply::ok(&StandingOut {
        judged_on,
        standing: report.standing,
        changes_on: report.changes_on,
        becomes: report.becomes,
        explanation: report.explanation.into_iter().map(ClauseOut::from).collect(),
    })
}
