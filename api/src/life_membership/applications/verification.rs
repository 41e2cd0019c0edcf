//! `POST /v1/life-membership/applications/{life_application_id}/verification`: staff checks the facts.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, ServiceSpell};
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::steps::{By, locked};
use super::actions::verify::{self, Given};
use super::application_out::LifeApplicationOut;
use super::applications::shown;
use super::steps::{Reason, texts};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::life_membership::assessments::facts::ServiceSpellIn;
use crate::life_membership::problems::{
    LIFE_BIRTH_DATE_MISSING, LIFE_FACTS_CONTRADICT, LIFE_GIVEN_WITHOUT_REASON, LIFE_MEMBERSHIP_MISSING,
    LIFE_STEP_BEFORE_LAST, LIFE_STEP_NOT_OPEN, LIFE_TOO_MANY_SPELLS,
};
use crate::wire::CategoryCode;

/// Facts that replace or complete the record; an empty object takes every fact from the record.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeVerification)]
pub struct VerificationIn {
    /// Birth date to use instead of the one on record.
    #[schema(nullable = false, example = "1958-05-17")]
    born_on: Option<NaiveDate>,
    /// Day of retirement to use instead of the one announced.
    #[schema(nullable = false, example = "2025-02-01")]
    retired_on: Option<NaiveDate>,
    /// Category held on the last day before retirement, to use instead of the one on record.
    #[schema(value_type = Option<CategoryCode>, nullable = false)]
    category_on_retirement: Option<Category>,
    /// Spells of membership and work to use instead of those on record.
    #[schema(max_items = 500, nullable = false)]
    service_spells: Option<Vec<ServiceSpellIn>>,
    /// Spells to add to those.
    #[serde(default)]
    #[schema(max_items = 500)]
    further_service_spells: Vec<ServiceSpellIn>,
    /// Reasons for the facts sent; required if any fact is sent.
    #[serde(default)]
    #[schema(max_items = 20)]
    reasons: Vec<Reason>,
}

impl From<VerificationIn> for Given {
    fn from(body: VerificationIn) -> Self {
        let spells = |spells: Vec<ServiceSpellIn>| spells.into_iter().map(ServiceSpell::from).collect();
        Given {
            born_on: body.born_on,
            retired_on: body.retired_on,
            category_on_retirement: body.category_on_retirement,
            service_spells: body.service_spells.map(spells),
            further_service_spells: spells(body.further_service_spells),
            reasons: texts(&body.reasons),
        }
    }
}

/// Verify an application for Life membership
///
/// For staff. The facts come from the member's record unless they are sent here with a reason. Facts and assessment are
/// kept, and later steps use them. Verification can be repeated until the application is decided.
#[utoipa::path(post, path = "/applications/{life_application_id}/verification", tag = "Life membership", extensions(("x-refuses" = json!([
    OWN_MATTER, LIFE_STEP_NOT_OPEN, LIFE_GIVEN_WITHOUT_REASON, LIFE_BIRTH_DATE_MISSING, LIFE_MEMBERSHIP_MISSING,
    LIFE_TOO_MANY_SPELLS, LIFE_FACTS_CONTRADICT, LIFE_STEP_BEFORE_LAST
]))))]
pub async fn verify_life_application(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<VerificationIn>,
) -> Result<Answered<Record<LifeApplicationOut>>, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let by = By { account_id: caller.account_id, actor: Actor::Staff };
            let verified = verify::verify(write.app(), tx, by, application, body.0.clone().into()).await?;
            let (out, version) = shown(write.app(), tx, verified).await?;
            Ok(Record::new(out, version))
        })
        .await
}
