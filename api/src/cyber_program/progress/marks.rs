//! `/v1/cyber-program/enrollments/{enrollment_id}/marks`: which activities a participant has done.

use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::MarkKind;
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::cyber_program::{self as store, MarkRecord, OwnWord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::mark::{self, Asked};
use super::relations::SeesSheet;
use crate::cyber_program::codes::MarkKindCode;
use crate::cyber_program::problems::{
    ACTIVITY_FOR_PARTICIPANTS, ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, MARK_BY_WRITING_ONLY, MARK_DOES_NOT_FIT,
    MARK_IN_THE_FUTURE, MARK_REASON_MISSING, MARK_TOO_LATE, NO_SUCH_ACTIVITY,
};
use crate::http::answers::{Answer, Answered, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};

/// An activity to mark.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProgramMark)]
pub struct MarkIn {
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// What the mark says.
    #[schema(value_type = MarkKindCode)]
    kind: MarkKind,
    /// Day it was done, in the cohort's time zone. Default: today; for `attended`, the day of the live event.
    #[serde(default)]
    #[schema(nullable = false, example = "2025-03-01")]
    done_on: Option<NaiveDate>,
    /// Why you say yourself that you were at a meeting or a live event; participants need it there, and faculty and staff
    /// read it.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        nullable = false,
        example = "The list of the web conference missed me; I joined by phone.", extensions(("x-text" = json!("lines"))))]
    reason: Option<String>,
}

/// A mark on an activity.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramMark)]
pub struct MarkOut {
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// What the mark says.
    #[schema(value_type = MarkKindCode)]
    kind: MarkKind,
    /// Day it was done, in the cohort's time zone.
    done_on: NaiveDate,
    /// Whether the participant made the mark; otherwise faculty or staff did.
    #[schema(example = true)]
    by_participant: bool,
    /// Whether it is the participant's own word on attendance.
    #[schema(example = false)]
    self_reported: bool,
    /// Why the participant says so; null for every other mark.
    #[schema(required, max_length = 500, example = "The list of the web conference missed me; I joined by phone.")]
    reason: Option<String>,
    /// Whether it counts toward completing the program. What is self-reported counts once it is confirmed.
    #[schema(example = true)]
    counts: bool,
    /// When faculty or staff confirmed what was self-reported; null before, and for every other mark.
    #[schema(required)]
    confirmed_at: Option<DateTime<Utc>>,
    /// When the mark was made.
    marked_at: DateTime<Utc>,
}

/// The marks of a participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramMarks)]
pub struct MarksOut {
    /// Enrollment of the participant.
    enrollment_id: Uuid,
    /// Marks, sorted by week and activity. Reflections leave no mark.
    #[schema(max_items = 10_000)]
    marks: Vec<MarkOut>,
}

impl MarkOut {
    fn of(record: MarkRecord, owner: AccountId) -> MarkOut {
        let self_reported = record.own_word.is_some();
        let OwnWord { reason, confirmed } = record.own_word.unwrap_or_default();
        MarkOut {
            activity: record.mark.key.to_string(),
            kind: record.mark.kind,
            done_on: record.mark.done_on,
            by_participant: record.marked_by == owner,
            self_reported,
            reason,
            counts: record.mark.counts,
            confirmed_at: confirmed.map(|(_, at)| at),
            marked_at: record.marked_at,
        }
    }
}

/// Mark an activity
///
/// Participants mark what they have read and watched, until 14 days after it was due: a default of this software; the
/// association has published no figure. Who was at a meeting or a live event is for faculty of the cohort and staff to mark.
/// A participant may say so with a `reason`: the mark is `self_reported`, and counts once faculty or staff mark the same.
/// Activities that are written are marked by writing alone, and reflections leave no mark. An activity is marked once: a
/// second request gets the existing mark. The mark that meets the last requirement completes the program; its credit hours
/// wait until the seat is paid.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/marks", tag = "Cyber program",
    extensions(("x-refuses" = json!([NO_SUCH_ACTIVITY, MARK_DOES_NOT_FIT, MARK_BY_WRITING_ONLY, MARK_IN_THE_FUTURE,
        ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, ACTIVITY_FOR_PARTICIPANTS, MARK_REASON_MISSING, MARK_TOO_LATE]))))]
pub async fn create_mark(
    caller: By<SeesSheet>,
    id: Path<EnrollmentId>,
    write: Write,
    body: Body<MarkIn>,
) -> Result<Answered<Record<MarkOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, SeesSheet(sheet)| {
            let MarkIn { activity, kind, done_on, reason } = body.0.clone();
            let asked = Asked { activity, kind, done_on, reason };
            let record = mark::make(write.app(), tx, caller.account_id, &sheet, &asked).await?;
            Ok(Record::new(MarkOut::of(record, sheet.owner()), 1))
        })
        .await
}

/// Read the marks of a participant
///
/// For the participant, faculty of the cohort, staff and admins. Reflections leave no mark.
#[utoipa::path(get, path = "/enrollments/{enrollment_id}/marks", tag = "Cyber program")]
pub async fn get_marks(seen: Sees<SeesSheet>) -> Result<Answer<MarksOut>, Problem> {
    let SeesSheet(sheet) = seen.record;
    let marks = store::marks_of(&seen.by.app().db, sheet.enrollment.id).await?;
    let marks = marks.into_iter().map(|record| MarkOut::of(record, sheet.owner())).collect();
    Ok(Answer::new(MarksOut { enrollment_id: sheet.enrollment.id.uuid(), marks }))
}
