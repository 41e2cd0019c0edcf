//! `/v1/members/{member_id}/life-assessments`: the assessment of a member's own record with assumed facts on top.

use actix_web::post;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::life_membership::ServiceSpell;
use serde::Deserialize;
use utoipa::ToSchema;

use super::life_membership::assessed;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::life_membership::assessments::facts::ServiceSpellIn;
use crate::life_membership::assessments::on_record::{Assumed, OnRecordOut};
use crate::wire::CategoryCode;

/// A question about a member's retirement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberLifeAssessmentRequest)]
pub struct LifeAssessmentIn {
    /// As if retiring on this day, the first that is no longer service; today (America/New_York) when absent.
    #[schema(nullable = false, example = "2030-06-30")]
    retired_on: Option<NaiveDate>,
    /// What to put on top of the record.
    #[serde(default)]
    #[schema(nullable = false)]
    assume: AssumptionsIn,
}

/// Facts put on top of a member's record for one answer; nothing of them is kept.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeAssumptions)]
pub struct AssumptionsIn {
    /// A birth date, in place of the one on record.
    #[schema(nullable = false, example = "1958-05-17")]
    born_on: Option<NaiveDate>,
    /// The category held when retiring, in place of the one on record.
    #[schema(value_type = Option<CategoryCode>, nullable = false)]
    category_on_retirement: Option<Category>,
    /// Spells besides those on record. In the answer the reference of each is `assumed:` and its place among these.
    #[serde(default)]
    #[schema(max_items = 500)]
    service_spells: Vec<ServiceSpellIn>,
}

impl From<AssumptionsIn> for Assumed {
    fn from(body: AssumptionsIn) -> Self {
        Assumed {
            born_on: body.born_on,
            category_on_retirement: body.category_on_retirement,
            service_spells: body.service_spells.into_iter().map(ServiceSpell::from).collect(),
        }
    }
}

/// Assess a member's record with assumed facts on top
///
/// Stateless: nothing is written, and `assumed` of the answer names everything that the record does not say. For whoever
/// may read the assessment of the record.
#[utoipa::path(tag = "Members", operation_id = "createMemberLifeAssessment", security(("bearer" = [])), request_body = LifeAssessmentIn,
    extensions(("x-stateless" = json!(true))),
    responses(
        (status = 200, description = "The assessment, with the facts it was made from.", body = OnRecordOut),
        (status = 409, description = "`life-birth-date-missing` `life-membership-missing` `life-too-many-spells` `life-facts-contradict`"),
    ))]
#[post("/{member_id}/life-assessments")]
pub async fn create_life_assessment(
    caller: Caller,
    app: Data<App>,
    id: Path<MemberId>,
    _: Params<NoParams>,
    body: Body<LifeAssessmentIn>,
) -> Result<Reply, Problem> {
    let assumed = Assumed::from(body.0.assume);
    let retirement = Violation::at("/retired_on", "", "");
    assessed(&app, &caller, *id, body.0.retired_on, &assumed, retirement).await
}
