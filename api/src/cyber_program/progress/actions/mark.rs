//! Marking an activity on a sheet.
//!
//! Invariants: an activity is marked once and the first mark stays, at most confirmed by somebody who leads the cohort;
//! nothing that is written is marked here, and no row tells that somebody reflected.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{
    ActivityKey, Capacity, Cohort, CyberProgramEvent, Mark, MarkKind, MarkRefusal, PlannedActivity, WriteRefusal,
    check_mark, check_marked_by_hand, check_own_mark, may_mark,
};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, MarkRecord, OwnWord};

use super::completion;
use crate::app::App;
use crate::cyber_program::sheet::Sheet;
use crate::cyber_program::writing::refused;
use crate::events;
use crate::http::problem::Problem;

/// What is to be marked.
pub struct Asked {
    /// The key of the activity, as it was spelled.
    pub activity: String,
    /// What the mark says.
    pub kind: MarkKind,
    /// When; the day of a live event that was attended, else today, when absent.
    pub done_on: Option<NaiveDate>,
    /// Why participants say themselves that they were there.
    pub reason: Option<String>,
}

/// Marks an activity on a sheet; the mark that is there when it was marked before, confirmed when it waited for that.
///
/// # Errors
/// The refusals of the rules on marks; those of the store.
pub async fn make(app: &App, tx: &Tx, by: AccountId, sheet: &Sheet, asked: &Asked) -> Result<MarkRecord, Problem> {
    let activity = planned(&sheet.plan, &asked.activity)?;
    let capacity = may_mark(&sheet.viewer(), sheet.cohort.id, sheet.owner(), activity.kind).map_err(refused)?;
    let now = app.clock.now();
    let mark = judged(app, &sheet.cohort.cohort, &sheet.plan, activity, asked, now)?;
    let own_word = own_word(app, sheet, capacity, activity, asked)?;
    let mark = Mark { counts: own_word.is_none(), ..mark };
    let record = MarkRecord { enrollment_id: sheet.enrollment.id, mark, marked_by: by, marked_at: now, own_word };
    if !store::insert_mark_if_free(tx, &record).await? {
        let sheets = [sheet.enrollment.id];
        if capacity.leads() && store::confirm_marks(tx, &sheets, &activity.key, (by, now)).await? > 0 {
            confirmed(app, tx, by, sheet.cohort.id, &activity.key, &sheets).await?;
        }
        let marks = store::marks_of(tx, sheet.enrollment.id).await?;
        return Ok(marks.into_iter().find(|one| one.mark.key == record.mark.key).unwrap_or(record));
    }
    let marked = CyberProgramEvent::ActivityMarked {
        enrollment: sheet.enrollment.id,
        activity: record.mark.key.clone(),
        mark: record.mark.kind,
    };
    events::record(app, tx, Some(by), marked).await?;
    completion::after_mark(app, tx, sheet.enrollment.id).await?;
    Ok(record)
}

/// What participants add to their own word, where it waits to be confirmed.
fn own_word(
    app: &App,
    sheet: &Sheet,
    capacity: Capacity,
    activity: &PlannedActivity,
    asked: &Asked,
) -> Result<Option<OwnWord>, Problem> {
    if capacity.leads() {
        return Ok(None);
    }
    let (reason, rules) = (asked.reason.as_deref().map(str::trim), &app.policies.cyber_program.marks);
    let waits = check_own_mark(activity, reason.is_some(), sheet.today(app), rules).map_err(|refusal| {
        let pointer = match refusal {
            MarkRefusal::ReasonMissing { .. } => "/reason",
            _ => "/activity",
        };
        Problem::from(Refusal::from(refusal)).at(pointer)
    })?;
    Ok(waits.then(|| OwnWord { reason: reason.map(ToOwned::to_owned), confirmed: None }))
}

/// Tells that participants' own word on an activity was confirmed, and what comes of it.
///
/// # Errors
/// Those of the store.
pub(super) async fn confirmed(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: CohortId,
    activity: &ActivityKey,
    sheets: &[EnrollmentId],
) -> Result<(), Problem> {
    let confirmed_count = sheets.len() as u64;
    let event = CyberProgramEvent::AttendanceConfirmed { cohort, activity: activity.clone(), confirmed_count };
    events::record(app, tx, Some(by), event).await?;
    completion::after_marks(app, tx, cohort, sheets).await
}

/// The activity of a plan that a text names.
///
/// # Errors
/// `no-such-activity`.
pub fn planned<'p>(plan: &'p [PlannedActivity], key: &str) -> Result<&'p PlannedActivity, Problem> {
    let parsed: Option<ActivityKey> = key.parse().ok();
    let found = parsed.and_then(|parsed| plan.iter().find(|activity| activity.key == parsed));
    found.ok_or_else(|| Refusal::from(MarkRefusal::NoSuchActivity { key: key.to_owned() }).into())
}

/// The mark that is asked for, once every rule on marks agrees.
///
/// # Errors
/// The refusals of the rules on marks.
pub(super) fn judged(
    app: &App,
    cohort: &Cohort,
    plan: &[PlannedActivity],
    activity: &PlannedActivity,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Mark, Problem> {
    check_marked_by_hand(activity.kind).map_err(Refusal::from)?;
    let (today, closed_on) = (cohort.date_at(now), cohort.writing_closes_on(&app.policies.cyber_program));
    if today >= closed_on {
        return Err(refused(WriteRefusal::WritingClosed { closed_on }));
    }
    let took_place = activity.live_event.filter(|_| asked.kind == MarkKind::Attended).map(|event| event.on);
    let done_on = asked.done_on.or(took_place).unwrap_or(today);
    let mark = Mark { key: activity.key.clone(), kind: asked.kind, done_on, counts: true };
    check_mark(&mark, plan, today, now).map_err(Refusal::from)?;
    Ok(mark)
}
