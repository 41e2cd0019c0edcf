//! `/v1/members/{member_id}/life-assessments`: the assessment of a member's own record with assumed facts on top.

use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::ids::MemberId;
use guildhall_domain::life_membership::ServiceSpell;
use serde::Deserialize;
use utoipa::ToSchema;

use super::life_membership::assessed;
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};
use crate::http::relation::By;
use crate::life_membership::assessments::facts::ServiceSpellIn;
use crate::life_membership::assessments::on_record::{Assumed, OnRecordOut};
use crate::life_membership::problems::{
    LIFE_BIRTH_DATE_MISSING, LIFE_FACTS_CONTRADICT, LIFE_MEMBERSHIP_MISSING, LIFE_TOO_MANY_SPELLS,
};
use crate::members::relations::MemberForLife;
use crate::wire::CategoryCode;

/// An assumed retirement of a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberLifeAssessmentRequest)]
pub struct LifeAssessmentIn {
    /// Assumed day of retirement, the first day that is no longer service; today (America/New_York) when absent.
    #[schema(nullable = false, example = "2030-06-30")]
    retired_on: Option<NaiveDate>,
    /// Facts to assume in addition to the record.
    #[serde(default)]
    #[schema(nullable = false)]
    assume: AssumptionsIn,
}

/// Facts assumed in addition to a member's record, for this answer only. They are not stored.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeAssumptions)]
pub struct AssumptionsIn {
    /// Birth date to use instead of the one on record.
    #[schema(nullable = false, example = "1958-05-17")]
    born_on: Option<NaiveDate>,
    /// Category held on retirement, to use instead of the one on record.
    #[schema(value_type = Option<CategoryCode>, nullable = false)]
    category_on_retirement: Option<Category>,
    /// Spells in addition to those on record. In the answer, the reference of each is `assumed:` and its index in this list.
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

/// Assess a member's record with assumed facts
///
/// Stores nothing. `assumed` in the answer names every fact that is not on record. For the member, staff, admins and the
/// board.
#[utoipa::path(post, path = "/{member_id}/life-assessments", tag = "Members", extensions(("x-refuses" = json!([
    LIFE_BIRTH_DATE_MISSING, LIFE_MEMBERSHIP_MISSING, LIFE_TOO_MANY_SPELLS, LIFE_FACTS_CONTRADICT
]))))]
pub async fn create_member_life_assessment(
    caller: By<MemberForLife>,
    app: Data<App>,
    id: Path<MemberId>,
    _: Params<NoParams>,
    body: Body<LifeAssessmentIn>,
) -> Result<Answer<OnRecordOut>, Problem> {
    let MemberForLife(member) = caller.find(&app.db, &id).await?;
    let assumed = Assumed::from(body.0.assume);
    let retirement = Violation::at("/retired_on", "", "");
    assessed(&app, &member, body.0.retired_on, &assumed, retirement).await
}
