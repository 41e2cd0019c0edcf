//! `/v1/members/applications/{application_id}/withdrawal`: taking an application back.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::visibility::{self, Sight};

use super::actions::apply;
use super::applications::{ApplicationOut, application_out, visible};
use crate::http::auth::Caller;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::reply::Reply;

/// Withdraw an application
///
/// The person or staff take it back while it awaits payment; an invoice on which nothing is paid is voided with it.
#[utoipa::path(tag = "Members", operation_id = "withdrawApplication", security(("bearer" = [])),
    responses((status = 200, description = "The withdrawn application.", body = ApplicationOut),
        (status = 409, description = "`application-not-open` `invoice-paid`")))]
#[post("/applications/{application_id}/withdrawal")]
pub async fn withdraw_application(caller: Caller, id: Path<ApplicationId>, write: Write) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let (application, _) = visible(tx, &caller, *id).await?;
            if !visibility::may_apply_for(&caller.caller(), application.account_id) {
                return Err(Problem::new(&FORBIDDEN));
            }
            let application = apply::withdraw(write.app(), tx, caller.account_id, *id).await?;
            Reply::record(&application_out(write.app(), &application, Sight::Whole), application.version)
        })
        .await
}
