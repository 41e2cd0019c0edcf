//! `GET /v1/members/{member_id}/standing`: how a member stands, and why.

use chrono::NaiveDate;
use guildhall_domain::members::{Standing, standing};
use serde::Serialize;
use utoipa::ToSchema;

use super::relations::VisibleMember;
use crate::http::answers::Answer;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::wire::{ClauseOut, StandingCode};

/// A member's standing on a date, and the reasons for it.
#[derive(Serialize, ToSchema)]
#[schema(as = StandingReport)]
pub struct StandingOut {
    /// Date of the answer: today in America/New_York.
    #[schema(example = "2025-03-01")]
    judged_on: NaiveDate,
    /// Standing on that date.
    #[schema(value_type = StandingCode)]
    standing: Standing,
    /// Next date on which the standing changes if nothing is paid; null when it will not change.
    #[schema(required, example = "2026-03-01")]
    changes_on: Option<NaiveDate>,
    /// Standing from that date on; null when it will not change.
    #[schema(required, value_type = Option<StandingCode>)]
    becomes: Option<Standing>,
    /// Clauses of the rules that were applied.
    #[schema(max_items = 10)]
    explanation: Vec<ClauseOut>,
}

/// Get a member's standing and the reasons for it
///
/// Computed for today's date in America/New_York from the terms paid for. It is not stored, so it is always current.
#[utoipa::path(get, path = "/{member_id}/standing", tag = "Members")]
pub async fn get_member_standing(seen: Sees<VisibleMember>) -> Result<Answer<StandingOut>, Problem> {
    let (VisibleMember(member, _), app) = (&seen.record, seen.by.app());
    let judged_on = app.clock.today();
    let report = standing::explain_standing(member.span.as_ref(), judged_on, &app.policies.members);
    Ok(Answer::new(StandingOut {
        judged_on,
        standing: report.standing,
        changes_on: report.changes_on,
        becomes: report.becomes,
        explanation: report.explanation.into_iter().map(ClauseOut::from).collect(),
    }))
}
