//! `POST /v1/cyber-program/cohorts/{cohort_id}/attendance`: those who lead the cohort mark who was present.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::cyber_program::MarkKind;
use guildhall_domain::ids::{CohortId, EnrollmentId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::attendance::{self as action, Attendance};
use super::actions::mark::Asked;
use crate::cyber_program::problems::{
    ACTIVITY_FOR_PARTICIPANTS, ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, MARK_BY_WRITING_ONLY, MARK_IN_THE_FUTURE,
    NO_SUCH_ACTIVITY, UNKNOWN_ENROLLMENT,
};
use crate::cyber_program::relations::LeadsCohort;
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::relation::By;

/// Participants who were at a meeting or a live event.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProgramAttendance)]
pub struct AttendanceIn {
    /// Key of the meeting or live event in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-live_event")]
    activity: String,
    /// Enrollments of the participants who were present.
    #[schema(min_items = 1, max_items = 500, value_type = Vec<uuid::Uuid>)]
    enrollment_ids: Vec<EnrollmentId>,
    /// Day it took place, in the cohort's time zone. Default: the day of the live event; for a meeting, today.
    #[serde(default)]
    #[schema(nullable = false, example = "2025-03-01")]
    done_on: Option<NaiveDate>,
}

/// Result of marking attendance.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAttendance)]
pub struct AttendanceOut {
    /// Key of the meeting or live event.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-live_event")]
    activity: String,
    /// Number of participants marked by this request.
    #[schema(minimum = 0, maximum = 500, example = 22)]
    marked: u32,
    /// Number of participants marked before; their marks do not change.
    #[schema(minimum = 0, maximum = 500, example = 1)]
    marked_before: u32,
    /// Number of them that were marked on their own word, which is confirmed by this request.
    #[schema(minimum = 0, maximum = 500, example = 1)]
    confirmed: u32,
}

/// Mark who was at a meeting or a live event
///
/// For faculty of the cohort, staff and admins; nobody marks themselves. Marks up to 500 participants at once: all or none.
/// Earlier marks do not change, so the same list can be sent again; those that participants made themselves are confirmed,
/// and count from then on. The mark that meets a participant's last requirement completes the program for that participant.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/attendance", tag = "Cyber program",
    extensions(("x-refuses" = json!([OWN_MATTER, UNKNOWN_ENROLLMENT, NO_SUCH_ACTIVITY, ACTIVITY_FOR_PARTICIPANTS,
        MARK_BY_WRITING_ONLY, MARK_IN_THE_FUTURE, ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED]))))]
pub async fn create_attendance(
    caller: By<LeadsCohort>,
    id: Path<CohortId>,
    write: Write,
    body: Body<AttendanceIn>,
) -> Result<Answered<Record<AttendanceOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, LeadsCohort(cohort)| {
            let AttendanceIn { activity, enrollment_ids, done_on } = body.0.clone();
            let asked = Asked { activity, kind: MarkKind::Attended, done_on, reason: None };
            let taken = action::take(write.app(), tx, caller.account_id, &cohort, &asked, &enrollment_ids).await?;
            let Attendance { marked, marked_before, confirmed } = taken;
            let out = AttendanceOut { activity: asked.activity, marked, marked_before, confirmed };
            Ok(Record::new(out, cohort.version))
        })
        .await
}
