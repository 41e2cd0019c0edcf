//! `/v1/members/{member_id}/life-membership`: the assessment of a member's own record.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::ids::MemberId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::on_record::{Assumed, OnRecordOut, assess_record};
use super::record;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::problem::{Problem, Violation};
use crate::http::query::Params;
use crate::http::reply::Reply;
use crate::members::visible;

/// As if retiring on which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RetirementQuery {
    /// As if retiring on this day, the first that is no longer service; today (America/New_York) when absent.
    #[param(nullable = false, example = "2025-06-30")]
    retired_on: Option<NaiveDate>,
}

/// Assess a member's record for Life membership
///
/// For the person, staff, administrators and the board; finance is refused, and for everybody else it does not exist.
/// The spells of employment on record are crossed with the terms: each piece of the answer's `facts` names its record,
/// and what is paid for today is taken to go on. Posting `facts` to `/v1/life-membership/assessments` gives the same
/// assessment, to the byte.
#[utoipa::path(tag = "Members", operation_id = "getMemberLifeMembership", security(("bearer" = [])), params(RetirementQuery),
    responses(
        (status = 200, description = "The assessment, with the facts it was made from.", body = OnRecordOut),
        (status = 409, description = "`life-birth-date-missing` `life-membership-missing` `life-too-many-spells` `life-facts-contradict`"),
    ))]
#[get("/{member_id}/life-membership")]
pub async fn get_life_membership(
    caller: Caller,
    app: Data<App>,
    id: Path<MemberId>,
    query: Params<RetirementQuery>,
) -> Result<Reply, Problem> {
    let retirement = Violation::parameter("retired_on", "", "");
    assessed(&app, &caller, *id, query.0.retired_on, &Assumed::default(), retirement).await
}

pub(super) async fn assessed(
    app: &App,
    caller: &Caller,
    id: MemberId,
    retired_on: Option<NaiveDate>,
    assumed: &Assumed,
    retirement: Violation,
) -> Result<Reply, Problem> {
    let member = visible::to_life(&app.db, caller, id).await?;
    let record = record::of(app, &app.db, &member).await?;
    let retired_on = retired_on.unwrap_or(record.as_of);
    Reply::ok(&assess_record(app, &member, &record, retired_on, assumed, retirement)?)
}
