//! `POST /v1/cyber-program/cohorts/{cohort_id}/attendance`: faculty marks who was there.

use actix_web::post;
use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::cyber_program::{Capacity, MarkKind};
use guildhall_domain::ids::{CohortId, EnrollmentId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::attendance::{self as action, Attendance};
use super::actions::mark::Asked;
use crate::cyber_program::sheet::cohort_of;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::reply::Reply;

/// Who was at a meeting or a live event.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProgramAttendance)]
pub struct AttendanceIn {
    /// The meeting or live event, by its key in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-live_event")]
    activity: String,
    /// The seats of those who were there.
    #[schema(min_items = 1, max_items = 500, value_type = Vec<uuid::Uuid>)]
    enrollment_ids: Vec<EnrollmentId>,
    /// When, by the cohort's calendar. Absent: the day of the live event, or for a meeting today.
    #[serde(default)]
    #[schema(nullable = false, example = "2025-03-01")]
    done_on: Option<NaiveDate>,
}

/// Attendance, marked.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAttendance)]
pub struct AttendanceOut {
    /// The meeting or live event.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-live_event")]
    activity: String,
    /// How many were marked now.
    #[schema(minimum = 0, maximum = 500, example = 22)]
    marked: u32,
    /// How many had been marked before; those marks stay as they are.
    #[schema(minimum = 0, maximum = 500, example = 1)]
    marked_before: u32,
}

/// Mark who was at a meeting or a live event
///
/// Faculty of the cohort, for up to 500 participants at once, all or none. Whoever is marked already stays so, so the same
/// list can be sent again. The mark that meets somebody's last requirement completes the program for that person.
#[utoipa::path(tag = "Cyber program", operation_id = "createAttendance", security(("bearer" = [])), request_body = AttendanceIn,
    responses((status = 200, description = "Marked.", body = AttendanceOut),
        (status = 409, description = "`unknown-enrollment` `no-such-activity` `activity-for-participants` `mark-by-writing-only` `mark-in-the-future` \
            `activity-not-open-yet` `cohort-writing-closed`")))]
#[post("/cohorts/{cohort_id}/attendance")]
pub async fn create_attendance(
    caller: Caller,
    id: Path<CohortId>,
    write: Write,
    body: Body<AttendanceIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let (cohort, capacity) = cohort_of(tx, &caller, *id).await?;
            if capacity != Capacity::Faculty {
                return Err(Problem::new(&FORBIDDEN));
            }
            let AttendanceIn { activity, enrollment_ids, done_on } = body.0.clone();
            let asked = Asked { activity, kind: MarkKind::Attended, done_on };
            let taken = action::take(write.app(), tx, caller.account_id, &cohort, &asked, &enrollment_ids).await?;
            let Attendance { marked, marked_before } = taken;
            Reply::record(&AttendanceOut { activity: asked.activity, marked, marked_before }, cohort.version)
        })
        .await
}
