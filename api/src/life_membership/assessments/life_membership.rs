//! `/v1/members/{member_id}/life-membership`: the assessment of a member's own record.

use chrono::NaiveDate;
use guildhall_domain::members::Member;
use serde::Deserialize;
use utoipa::IntoParams;

use super::on_record::{Assumed, OnRecordOut, assess_record};
use super::record;
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::problem::{Problem, Violation};
use crate::http::relation::Sees;
use crate::life_membership::problems::{
    LIFE_BIRTH_DATE_MISSING, LIFE_FACTS_CONTRADICT, LIFE_MEMBERSHIP_MISSING, LIFE_TOO_MANY_SPELLS,
};
use crate::members::relations::MemberForLife;

/// The assumed day of retirement.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RetirementQuery {
    /// Assumed day of retirement, the first day that is no longer service; today (America/New_York) when absent.
    #[param(nullable = false, example = "2025-06-30")]
    retired_on: Option<NaiveDate>,
}

/// Assess a member's record for Life membership
///
/// For the member, staff, admins and the board; finance gets 403, everybody else 404. `facts` combines the spells of
/// employment and the membership terms on record; each piece names its record, and a term paid for today is assumed to
/// continue. Posting `facts` to `/v1/life-membership/assessments` gives the same assessment, byte for byte.
#[utoipa::path(get, path = "/{member_id}/life-membership", tag = "Members", extensions(("x-refuses" = json!([
    LIFE_BIRTH_DATE_MISSING, LIFE_MEMBERSHIP_MISSING, LIFE_TOO_MANY_SPELLS, LIFE_FACTS_CONTRADICT
]))))]
pub async fn get_member_life_membership(
    seen: Sees<MemberForLife, RetirementQuery>,
) -> Result<Answer<OnRecordOut>, Problem> {
    let retirement = Violation::parameter("retired_on", "", "");
    assessed(seen.by.app(), &seen.record.0, seen.query.retired_on, &Assumed::default(), retirement).await
}

pub(super) async fn assessed(
    app: &App,
    member: &Member,
    retired_on: Option<NaiveDate>,
    assumed: &Assumed,
    retirement: Violation,
) -> Result<Answer<OnRecordOut>, Problem> {
    let record = record::of(app, &app.db, member).await?;
    let retired_on = retired_on.unwrap_or(record.as_of);
    Ok(Answer::new(assess_record(app, member, &record, retired_on, assumed, retirement)?))
}
