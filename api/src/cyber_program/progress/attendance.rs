//! `POST /v1/cyber-program/cohorts/{cohort_id}/attendance`: faculty marks who was there.

use std::collections::BTreeSet;

use actix_web::post;
use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{ActivityKind, Capacity, MarkKind, MarkRefusal, plan_weeks};
use guildhall_domain::ids::{CohortId, EnrollmentId};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program as store;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::mark::{self, Asked};
use crate::cyber_program::breakout_groups::group_out::count;
use crate::cyber_program::problems::UNKNOWN_ENROLLMENT;
use crate::cyber_program::sheet::cohort_of;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem, Violation};
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
            let plan = plan_weeks(&cohort.cohort, &cohort.template);
            let own = |kind| matches!(kind, ActivityKind::Read | ActivityKind::Watch);
            let named = plan.iter().find(|planned| planned.key.to_string() == activity && own(planned.kind));
            if let Some(activity) = named.map(|planned| planned.kind) {
                return Err(Problem::from(Refusal::from(MarkRefusal::OwnToMark { activity })).at("/activity"));
            }
            check_known(tx, *id, &enrollment_ids).await?;
            let people: Vec<EnrollmentId> = enrollment_ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
            let asked = Asked { activity: activity.clone(), kind: MarkKind::Attended, done_on };
            let marked = mark::attend(write.app(), tx, caller.account_id, &cohort, &plan, &asked, &people).await?;
            let marked = u32::try_from(marked).unwrap_or(u32::MAX);
            let marked_before = count(people.len()).saturating_sub(marked);
            Reply::record(&AttendanceOut { activity, marked, marked_before }, cohort.version)
        })
        .await
}

async fn check_known(tx: &Tx, cohort: CohortId, named: &[EnrollmentId]) -> Result<(), Problem> {
    let people = store::participants_of(tx, cohort).await?;
    let known: BTreeSet<EnrollmentId> = people.iter().map(|person| person.enrollment_id).collect();
    let unknown = named.iter().enumerate().filter(|(_, id)| !known.contains(id));
    let violation = |(place, _)| {
        Violation::at(format!("/enrollment_ids/{place}"), "unknown", "names nobody who has a seat in this cohort")
    };
    let errors: Vec<Violation> = unknown.map(violation).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let detail = format!("{} of the {} seats named are not of this cohort.", errors.len(), named.len());
    Err(Problem::new(&UNKNOWN_ENROLLMENT).detail(detail).errors(errors))
}
