//! `/v1/life-membership/applications/{life_application_id}/appeal`: asking the board to review a decision by staff.
//!
//! `If-Match` is required: when two people decide at the same time, the second is told that the application has changed.

use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::LifeDecision;

use super::application_out::LifeApplicationOut;
use super::steps::{ReasonsIn, step, texts};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;
use crate::life_membership::problems::{
    ALREADY_LIFE_MEMBER, LIFE_APPLICATION_OPEN, LIFE_BOARD_HAS_DECIDED, LIFE_BOARD_PATH_CLOSED, LIFE_STEP_BEFORE_LAST,
    LIFE_STEP_NOT_OPEN,
};
use crate::life_membership::relations::ActsOnLifeApplication;

/// Appeal to the Executive Board
///
/// The member, or staff on the member's behalf, asks the board to review a decision by staff. Possible once, with reasons.
#[utoipa::path(post, path = "/applications/{life_application_id}/appeal", tag = "Life membership", extensions(("x-refuses" = json!([
    LIFE_STEP_NOT_OPEN, LIFE_BOARD_HAS_DECIDED, LIFE_BOARD_PATH_CLOSED, LIFE_APPLICATION_OPEN,
    ALREADY_LIFE_MEMBER, LIFE_STEP_BEFORE_LAST
]))))]
pub async fn appeal_life_application(
    caller: By<ActsOnLifeApplication>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReasonsIn>,
) -> Result<Answered<Record<LifeApplicationOut>>, Problem> {
    let app = write.app();
    write
        .on(&caller, *id, async |tx, ActsOnLifeApplication(application, by)| {
            seen.check(application.version)?;
            step(app, tx, by, application, LifeDecision::Appeal, texts(&body.0.reasons)).await
        })
        .await
}
