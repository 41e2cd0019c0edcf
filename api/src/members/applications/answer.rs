//! `/v1/members/applications/{application_id}/answer`: the applicant's answer to staff.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::admission::ReviewAction;

use super::application_out::ApplicationOut;
use super::review::{ReviewTextsIn, step};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;
use crate::members::problems::APPLICATION_NOT_IN_REVIEW;
use crate::members::relations::OwnApplication;

/// Answer staff's questions about an application
///
/// For whoever applies, and staff. Leads from `information_requested` back to `in_review`. What the record should say
/// otherwise (a position, a salary) is corrected there.
#[utoipa::path(post, path = "/applications/{application_id}/answer", tag = "Members", extensions(("x-refuses" = json!([
    APPLICATION_NOT_IN_REVIEW
]))))]
pub async fn answer_application(
    caller: By<OwnApplication>,
    id: Path<ApplicationId>,
    write: Write,
    body: Body<ReviewTextsIn>,
) -> Result<Answered<Record<ApplicationOut>>, Problem> {
    let (app, by) = (write.app(), caller.account_id);
    write
        .on(&caller, *id, async |tx, OwnApplication(application)| {
            step(app, tx, by, application.id, ReviewAction::Answer, body.0.told()).await
        })
        .await
}
