//! Those who lead a cohort mark who was at a meeting or a live event.
//!
//! Invariants: all who are named or none; nobody marks themselves; whoever is marked already stays so, and the first mark
//! stays as it is, at most confirmed.

use std::collections::BTreeSet;

use guildhall_domain::cyber_program::{CyberProgramEvent, check_marked_by_faculty, plan_weeks};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, MarkRecord};

use super::completion;
use super::mark::{Asked, judged, planned};
use crate::app::App;
use crate::cyber_program::breakout_groups::group_out::count;
use crate::cyber_program::problems::UNKNOWN_ENROLLMENT;
use crate::events;
use crate::http::problem::{Problem, Violation};

/// How many were marked.
pub struct Attendance {
    /// Now.
    pub marked: u32,
    /// Before; those marks stay as they are.
    pub marked_before: u32,
    /// Before, on the participant's own word, which is confirmed now.
    pub confirmed: u32,
}

/// Marks that participants were at a meeting or a live event.
///
/// # Errors
/// `own-matter`, `unknown-enrollment`; the refusals of the rules on marks; those of the store.
pub async fn take(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: &CohortRecord,
    asked: &Asked,
    named: &[EnrollmentId],
) -> Result<Attendance, Problem> {
    let plan = plan_weeks(&cohort.cohort, &cohort.template);
    let activity = planned(&plan, &asked.activity);
    if let Ok(activity) = &activity {
        check_marked_by_faculty(activity.kind)
            .map_err(|refusal| Problem::from(Refusal::from(refusal)).at("/activity"))?;
    }
    check_known(tx, cohort.id, by, named).await?;
    let people: Vec<EnrollmentId> = named.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let now = app.clock.now();
    let activity = activity?;
    let mark = judged(app, &cohort.cohort, &plan, activity, asked, now)?;
    let record = |id: &EnrollmentId| MarkRecord {
        enrollment_id: *id,
        mark: mark.clone(),
        marked_by: by,
        marked_at: now,
        own_word: None,
    };
    let records: Vec<MarkRecord> = people.iter().map(record).collect();
    let confirmed = store::confirm_marks(tx, &people, &activity.key, (by, now)).await?;
    let marked = store::insert_marks_if_free(tx, &records).await?;
    if marked > 0 {
        let attended = CyberProgramEvent::AttendanceMarked {
            cohort: cohort.id,
            activity: activity.key.clone(),
            marked_count: marked,
        };
        events::record(app, tx, Some(by), attended).await?;
    }
    if confirmed > 0 {
        let confirmation = CyberProgramEvent::AttendanceConfirmed {
            cohort: cohort.id,
            activity: activity.key.clone(),
            confirmed_count: confirmed,
        };
        events::record(app, tx, Some(by), confirmation).await?;
    }
    if marked + confirmed > 0 {
        completion::after_marks(app, tx, cohort.id, &people).await?;
    }
    let [marked, confirmed] = [marked, confirmed].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Ok(Attendance { marked, marked_before: count(people.len()).saturating_sub(marked), confirmed })
}

/// Every one of the seats named is one of the cohort, and none the decider's own.
async fn check_known(tx: &Tx, cohort: CohortId, by: AccountId, named: &[EnrollmentId]) -> Result<(), Problem> {
    let people = store::participants_of(tx, cohort).await?;
    let concerned = people.iter().filter(|person| named.contains(&person.enrollment_id));
    own_matter::check(by, concerned.map(|person| Some(person.account_id)))?;
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
