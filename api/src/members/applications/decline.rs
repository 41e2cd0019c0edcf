//! `/v1/members/applications/{application_id}/decline`: decline an application for membership.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::admission::ReviewAction;

use super::application_out::ApplicationOut;
use super::review::{ReviewTextsIn, step};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::members::problems::APPLICATION_NOT_IN_REVIEW;

/// Decline an application for membership
///
/// For staff, with reasons, not on an own application. The applicant gets them by letter, has paid nothing, and may apply again.
#[utoipa::path(post, path = "/applications/{application_id}/decline", tag = "Members", extensions(("x-refuses" = json!([
    APPLICATION_NOT_IN_REVIEW, OWN_MATTER
]))))]
pub async fn decline_application(
    caller: Caller<Staff>,
    id: Path<ApplicationId>,
    write: Write,
    body: Body<ReviewTextsIn>,
) -> Result<Answered<Record<ApplicationOut>>, Problem> {
    let by = caller.account_id;
    write.perform(async |tx| step(write.app(), tx, by, *id, ReviewAction::Decline, body.0.told()).await).await
}
