//! `/v1/cyber-program/enrollments/{enrollment_id}/calendar-link` and `/v1/cyber-program/calendars/{calendar_token}`:
//! a participant's weeks in the participant's own calendar.
//!
//! Invariants: the link is a secret, told once and kept as a hash; whoever has no seat any more
//! has no calendar; the same dates give the same bytes.

use std::borrow::Cow;

use actix_web::web::{Data, Path};
use actix_web::{delete, get, post};
use guildhall_domain::cyber_program::plan_weeks;
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::cyber_program as store;
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::actions::calendar_link::{self, hash_of};
use super::feed::feed;
use super::sheet::own_sheet;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};

/// Where calendars are read; what follows is a secret and is in no log.
pub const CALENDARS: &str = "/v1/cyber-program/calendars/";

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

/// The schema of a calendar as it is sent: text, no JSON.
pub struct CalendarFile;

impl PartialSchema for CalendarFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An iCalendar file (RFC 5545)."))
            .max_length(Some(1_000_000))
            .examples([serde_json::Value::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")])
            .into()
    }
}

impl ToSchema for CalendarFile {
    fn name() -> Cow<'static, str> {
        "CalendarFile".into()
    }
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

/// Read a calendar
///
/// Open to whoever has the link. Live events with UTC times, and as whole days the breakout meetings, surveys and required
/// activities, on the day by whose end they are due. The ids of events never change; `SEQUENCE` rises when dates move.
/// After the link was revoked or the seat given up there is nothing here.
#[utoipa::path(tag = "Cyber program", operation_id = "getCalendar", security(()),
    params(("calendar_token" = String, Path, description = "The secret of the link.", max_length = 64,
        pattern = "^[A-Za-z0-9_-]+$", example = "4q2v8cZ0x3tq3mYkq1mJt0b5o7sQ2nXy6wE9rT1uI8A")),
    responses((status = 200, description = "The calendar.", body = CalendarFile, content_type = "text/calendar"),
        (status = 304, description = "Not changed.")))]
#[get("/calendars/{calendar_token}")]
pub async fn get_calendar(app: Data<App>, token: Path<String>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let absent = || Problem::new(&NOT_FOUND);
    let enrollment = store::find_calendar_link(&app.db, &hash_of(&token)).await?.ok_or_else(absent)?;
    let enrollment = store::load_enrollment(&app.db, enrollment).await?;
    if !enrollment.state.takes_part() {
        return Err(absent());
    }
    let cohort = store::load_cohort(&app.db, enrollment.cohort_id).await?;
    let made = feed(&cohort, &plan_weeks(&cohort.cohort, &cohort.template)).into_bytes();
    Ok(Reply::file(made, "text/calendar; charset=utf-8", cohort.version))
}
