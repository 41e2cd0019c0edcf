//! `POST /v1/life-membership/applications/{life_application_id}/verification`: staff checks the facts.

use actix_web::post;
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
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::life_membership::assessments::facts::ServiceSpellIn;
use crate::wire::CategoryCode;

/// What staff gives instead of the record, or besides it; an empty object takes everything from the record.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeVerification)]
pub struct VerificationIn {
    /// Birth date, instead of the one on record.
    #[schema(nullable = false, example = "1958-05-17")]
    born_on: Option<NaiveDate>,
    /// Day of retirement, instead of the one announced.
    #[schema(nullable = false, example = "2025-02-01")]
    retired_on: Option<NaiveDate>,
    /// Category held on the last day before it, instead of the one on record.
    #[schema(value_type = Option<CategoryCode>, nullable = false)]
    category_on_retirement: Option<Category>,
    /// Spells of membership and work, instead of those on record.
    #[schema(max_items = 500, nullable = false)]
    service_spells: Option<Vec<ServiceSpellIn>>,
    /// Spells besides those.
    #[serde(default)]
    #[schema(max_items = 500)]
    further_service_spells: Vec<ServiceSpellIn>,
    /// Why something is given: needed as soon as anything is.
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
/// Staff checks the facts, which are taken from the member's record unless given here with a reason, and they are
/// assessed. Facts and answer are kept: every later step rests on them. It may be repeated until the application is decided.
#[utoipa::path(tag = "Life membership", operation_id = "verifyLifeApplication", security(("bearer" = ["staff"])), params(IfMatchHeader), request_body = VerificationIn,
    responses((status = 200, description = "The verified application.", body = LifeApplicationOut),
        (status = 409, description = "`life-step-not-open` `life-given-without-reason` `life-birth-date-missing` `life-membership-missing` \
            `life-too-many-spells` `life-facts-contradict` `life-step-before-last`")))]
#[post("/applications/{life_application_id}/verification")]
pub async fn verify_life_application(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<VerificationIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            let by = By { account_id: caller.account_id, actor: Actor::Staff };
            let verified = verify::verify(write.app(), tx, by, application, body.0.clone().into()).await?;
            let (out, version) = shown(write.app(), tx, verified).await?;
            Reply::record(&out, version)
        })
        .await
}
