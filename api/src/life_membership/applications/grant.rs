//! `/v1/life-membership/applications/{life_application_id}/grant`: granting by right.
//!
//! `If-Match` is required: when two people decide at the same time, the second is told that the application has changed.

use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{Actor, LifeDecision};

use super::actions::steps::locked;
use super::application_out::LifeApplicationOut;
use super::steps::{as_, step};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::life_membership::problems::{
    LIFE_NOT_ELIGIBLE, LIFE_NOT_RETIRED_YET, LIFE_POSITION_STILL_HELD, LIFE_STEP_BEFORE_LAST, LIFE_STEP_NOT_OPEN,
};

/// Grant Life membership
///
/// For staff, when the verified facts meet one of the two paths and the member has retired. The member gets category
/// `life` without end, and dues are waived. An application that awaits payment is withdrawn if nothing has been paid on it.
#[utoipa::path(post, path = "/applications/{life_application_id}/grant", tag = "Life membership", extensions(("x-refuses" = json!([
    OWN_MATTER, LIFE_STEP_NOT_OPEN, LIFE_NOT_ELIGIBLE, LIFE_NOT_RETIRED_YET, LIFE_POSITION_STILL_HELD,
    LIFE_STEP_BEFORE_LAST
]))))]
pub async fn grant_life_membership(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
) -> Result<Answered<Record<LifeApplicationOut>>, Problem> {
    write
        .perform(async |tx| {
            let application = locked(tx, *id, &seen).await?;
            step(write.app(), tx, as_(&caller, Actor::Staff), application, LifeDecision::Grant, Vec::new()).await
        })
        .await
}
