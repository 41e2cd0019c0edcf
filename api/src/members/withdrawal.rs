//! `/v1/members/applications/{application_id}/withdrawal`: taking an application back.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::visibility::Sight;

use super::actions::apply;
use super::applications::{ApplicationOut, application_out};
use super::problems::APPLICATION_NOT_OPEN;
use super::relations::OwnApplication;
use crate::billing::problems::INVOICE_PAID;
use crate::http::answers::{Answered, Record};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// Withdraw an application
///
/// Allowed while the application awaits payment. Its invoice is voided if nothing has been paid on it.
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
            Ok(Record::new(application_out(app, &withdrawn, Sight::Whole), withdrawn.version))
        })
        .await
}
