//! `/v1/cyber-program/enrollments/{enrollment_id}/calendar-link`: the address of a participant's calendar.
//!
//! Invariant: the link is a secret, told once and kept as a hash.

use actix_web::web::Path;
use actix_web::{delete, post};
use guildhall_domain::ids::EnrollmentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::actions::calendar_link;
use super::calendars::CALENDARS;
use crate::cyber_program::sheet::own_sheet;
use crate::http::auth::Caller;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::{Cache, Reply};

/// A link to subscribe to.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCalendarLink)]
pub struct CalendarLinkOut {
    /// The address to give to a calendar program. Whoever has it reads the calendar; it is told in this
    /// answer, and for a day again to a retry under the same `Idempotency-Key`.
    #[schema(
        format = "uri",
        max_length = 1024,
        example = "https://guildhall.example/v1/cyber-program/calendars/4q2v8cZ0x3tq3mYkq1mJt0b5o7sQ2nXy6wE9rT1uI8A"
    )]
    url: String,
}

/// Make a link to one's calendar
///
/// The participant alone. Live events and due days, to subscribe to in any calendar program. The address is a secret and
/// is told in this answer, and for a day again to a retry under the same `Idempotency-Key`; a new one takes the place of
/// the one before.
#[utoipa::path(tag = "Cyber program", operation_id = "createCalendarLink", security(("bearer" = [])),
    responses((status = 200, description = "The link.", body = CalendarLinkOut)))]
#[post("/enrollments/{enrollment_id}/calendar-link")]
pub async fn create_calendar_link(caller: Caller, id: Path<EnrollmentId>, write: Write) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let sheet = own_sheet(tx, &caller, *id).await?;
            let token = calendar_link::give(write.app(), tx, caller.account_id, *id).await?;
            let url = format!("{}{CALENDARS}{token}", write.app().config.public_url);
            Ok(Reply::record(&CalendarLinkOut { url }, sheet.enrollment.version)?.cached(Cache::Never))
        })
        .await
}

/// Revoke the link to one's calendar
///
/// The participant alone. From now on there is nothing at its address; without a link nothing changes.
#[utoipa::path(tag = "Cyber program", operation_id = "deleteCalendarLink", security(("bearer" = [])),
    responses((status = 204, description = "Revoked.")))]
#[delete("/enrollments/{enrollment_id}/calendar-link")]
pub async fn delete_calendar_link(caller: Caller, id: Path<EnrollmentId>, write: Write) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            own_sheet(tx, &caller, *id).await?;
            calendar_link::revoke(write.app(), tx, caller.account_id, *id).await?;
            Ok(Reply::no_content())
        })
        .await
}
