//! What writing a post, a reflection and an answer have in common.

use chrono::{DateTime, Utc};
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{
    ActivityKind, Mark, MarkKind, Place, PlannedActivity, Post, Viewer, WriteFacts, WriteRefusal, may_write, plan_weeks,
};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, MarkRecord};

use super::progress::actions::{completion, mark};
use crate::app::App;
use crate::http::problem::{NOT_FOUND, Problem};

/// The activity of a cohort's plan that a key names, if it is one of `kinds` or of a kind that nobody writes.
///
/// # Errors
/// `no-such-activity`, `activity-written-elsewhere`.
pub fn activity_to_write(cohort: &CohortRecord, key: &str, kinds: &[ActivityKind]) -> Result<PlannedActivity, Problem> {
    let activity = planned(cohort, key)?;
    if kinds.contains(&activity.kind) || activity.kind.is_mark_only() {
        Ok(activity)
    } else {
        Err(written_elsewhere(activity.kind))
    }
}

/// The refusal of an activity that has another address.
pub fn written_elsewhere(kind: ActivityKind) -> Problem {
    refused(WriteRefusal::WrittenElsewhere { kind }).at("/activity")
}

/// The activity of a cohort's plan that a key names.
///
/// # Errors
/// `no-such-activity`.
pub fn planned(cohort: &CohortRecord, key: &str) -> Result<PlannedActivity, Problem> {
    mark::planned(&plan_weeks(&cohort.cohort, &cohort.template), key).cloned()
}

/// What the rules say to writing it: the post, or a refusal.
///
/// # Errors
/// `not-found` for what is absent; the refusals of writing.
pub fn write(
    app: &App,
    viewer: &Viewer<'_>,
    cohort: &CohortRecord,
    activity: &PlannedActivity,
    facts: &WriteFacts<'_>,
) -> Result<Post, Problem> {
    let place = Place { cohort_id: cohort.id, cohort: &cohort.cohort, activity };
    may_write(viewer, &place, facts, &app.policies.cyber_program).map_err(refused)
}

/// A refusal to write as a problem: what may not be known of is not found.
pub fn refused(refusal: WriteRefusal) -> Problem {
    if refusal.is_absence() { Problem::new(&NOT_FOUND) } else { Refusal::from(refusal).into() }
}

/// Marks an activity as done on the writer's sheet, if the writer has one; the program may be completed by it. Never for
/// a reflection: the sheet is read by faculty. What is written long after it was due is read and marks nothing.
///
/// # Errors
/// Those of any write, and of the ledger of credit hours.
pub async fn mark_done(
    app: &App,
    tx: &Tx,
    viewer: &Viewer<'_>,
    cohort: &CohortRecord,
    activity: &PlannedActivity,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    let (Some(seat), Some(by)) = (viewer.seat_in(cohort.id), viewer.account_id()) else { return Ok(()) };
    if activity.kind.is_for_author_alone() {
        return Ok(());
    }
    let done_on = cohort.cohort.date_at(at);
    if done_on > app.policies.cyber_program.marks.own_until(activity) {
        return Ok(());
    }
    let mark = Mark { key: activity.key.clone(), kind: MarkKind::Done, done_on, counts: true };
    let record = MarkRecord { enrollment_id: seat.enrollment_id, mark, marked_by: by, marked_at: at, own_word: None };
    if store::insert_mark_if_free(tx, &record).await? {
        completion::after_mark(app, tx, seat.enrollment_id).await?;
    }
    Ok(())
}
