//! `/v1/cyber-program/enrollments/{enrollment_id}/marks`: what a participant has done, and nothing about it.

use actix_web::web::{Data, Path};
use actix_web::{get, post};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{Capacity, MarkKind};
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::cyber_program::{self as store, MarkRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::mark::{self, Asked};
use crate::app::App;
use crate::cyber_program::codes::MarkKindCode;
use crate::cyber_program::sheet::sheet_of;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// A mark to be made.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProgramMark)]
pub struct MarkIn {
    /// The activity, by its key in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// What the mark says.
    #[schema(value_type = MarkKindCode)]
    kind: MarkKind,
    /// When, by the cohort's calendar. Absent: today, or for `attended` the day of the live event.
    #[serde(default)]
    #[schema(nullable = false, example = "2025-03-01")]
    done_on: Option<NaiveDate>,
}

/// A mark.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramMark)]
pub struct MarkOut {
    /// The activity, by its key in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// What the mark says.
    #[schema(value_type = MarkKindCode)]
    kind: MarkKind,
    /// When, by the cohort's calendar.
    done_on: NaiveDate,
    /// Whether the participant made it; else faculty did.
    #[schema(example = true)]
    by_participant: bool,
    /// When it was made.
    marked_at: DateTime<Utc>,
}

/// The marks of a participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramMarks)]
pub struct MarksOut {
    /// The seat in the cohort.
    enrollment_id: Uuid,
    /// The marks, by week and activity. Reflections leave none.
    #[schema(max_items = 10_000)]
    marks: Vec<MarkOut>,
}

impl MarkOut {
    fn of(record: MarkRecord, owner: AccountId) -> MarkOut {
        MarkOut {
            activity: record.mark.key.to_string(),
            kind: record.mark.kind,
            done_on: record.mark.done_on,
            by_participant: record.marked_by == owner,
            marked_at: record.marked_at,
        }
    }
}

/// Mark an activity
///
/// Participants mark what they have read and watched and where they were; faculty of the cohort marks who was at a
/// meeting or a live event. Whatever is written is marked by its text and by nothing else, and that somebody reflected is
/// marked nowhere. An activity is marked once: marked again, the answer is the mark that is there. The mark that meets the
/// last requirement completes the program, with its hours of credit.
#[utoipa::path(tag = "Cyber program", operation_id = "createMark", security(("bearer" = [])), request_body = MarkIn,
    responses((status = 200, description = "The mark.", body = MarkOut),
        (status = 409, description = "`no-such-activity` `mark-does-not-fit` `mark-by-writing-only` `mark-in-the-future` `activity-not-open-yet` \
            `cohort-writing-closed` `activity-for-participants`")))]
#[post("/enrollments/{enrollment_id}/marks")]
pub async fn create_mark(
    caller: Caller,
    id: Path<EnrollmentId>,
    write: Write,
    body: Body<MarkIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let sheet = sheet_of(tx, &caller, *id).await?;
            if sheet.capacity == Capacity::Staff {
                return Err(Problem::new(&FORBIDDEN));
            }
            let asked = Asked { activity: body.0.activity.clone(), kind: body.0.kind, done_on: body.0.done_on };
            let record = mark::make(write.app(), tx, caller.account_id, &sheet, &asked).await?;
            Reply::record(&MarkOut::of(record, sheet.owner()), 1)
        })
        .await
}

/// Read the marks of a participant
///
/// The participant, faculty of the cohort, staff and admins. Reflections leave no mark.
#[utoipa::path(tag = "Cyber program", operation_id = "getMarks", security(("bearer" = [])),
    responses((status = 200, description = "The marks.", body = MarksOut)))]
#[get("/enrollments/{enrollment_id}/marks")]
pub async fn get_marks(
    caller: Caller,
    app: Data<App>,
    id: Path<EnrollmentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let sheet = sheet_of(&app.db, &caller, *id).await?;
    let marks = store::marks_of(&app.db, *id).await?;
    let marks = marks.into_iter().map(|record| MarkOut::of(record, sheet.owner())).collect();
    Reply::ok(&MarksOut { enrollment_id: id.uuid(), marks })
}
