//! `/v1/members/applications/{application_id}/withdrawal`: taking an application back.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::visibility::Sight;

use super::application_out::{ApplicationOut, shown};
use crate::billing::problems::INVOICE_PAID;
use crate::http::answers::{Answered, Record};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;
use crate::members::actions::apply;
use crate::members::problems::APPLICATION_NOT_OPEN;
use crate::members::relations::OwnApplication;

/// Withdraw an application
///
/// Allowed while the application is open: in review or awaiting payment. Its invoice is voided if nothing has been paid on it.
#[utoipa::path(post, path = "/applications/{application_id}/withdrawal", tag = "Members", extensions(("x-refuses" = json!([
    APPLICATION_NOT_OPEN, INVOICE_PAID
]))))]
pub async fn withdraw_application(
    caller: By<OwnApplication>,
    id: Path<ApplicationId>,
    write: Write,
) -> Result<Answered<Record<ApplicationOut>>, Problem> {
    let app = write.app();
    write
        .on(&caller, *id, async |tx, OwnApplication(application)| {
            let withdrawn = apply::withdraw(app, tx, caller.account_id, application.id).await?;
            let (out, version) = shown(app, tx, &withdrawn, Sight::Whole).await?;
            Ok(Record::new(out, version))
        })
        .await
}
