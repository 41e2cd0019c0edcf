//! The weeks of a cohort as events of a calendar.
//!
//! Invariants: an event keeps its id for ever; nothing of the moment the calendar is asked for is in it, so the same
//! dates give the same text.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{ActivityKind, PlannedActivity};
use guildhall_persistence::cyber_program::CohortRecord;

use crate::calendar_file::{Entry, When, calendar_text};

/// Live events with their hours; meetings, surveys and whatever is required as days. A
/// reflection stands in no calendar that somebody may look at over a shoulder.
pub fn feed(cohort: &CohortRecord, plan: &[PlannedActivity]) -> String {
    let shown = plan.iter().filter(|activity| stands(activity));
    calendar_text("Cyber program", &cohort.name, shown.map(|activity| entry(cohort, activity)))
}

fn stands(activity: &PlannedActivity) -> bool {
    let shown = matches!(activity.kind, ActivityKind::LiveEvent | ActivityKind::BreakoutMeeting | ActivityKind::Survey);
    shown || activity.required
}

fn entry(cohort: &CohortRecord, activity: &PlannedActivity) -> Entry {
    let hours = activity.live_event.map(|event| When::Hours { from: event.starts_at, to: event.ends_at });
    Entry {
        sequence: cohort.calendar_sequence,
        category: Some(activity.kind.as_str()),
        is_canceled: cohort.cohort.canceled_on.is_some_and(|on| takes_place_on(activity) >= on),
        ..Entry::new(
            format!("{}-{}", cohort.id, activity.key),
            cohort.updated_at,
            hours.unwrap_or(When::Day(activity.due_on)),
            format!("Week {}: {}", activity.key.week, activity.title),
        )
    }
}

fn takes_place_on(activity: &PlannedActivity) -> NaiveDate {
    activity.live_event.map_or(activity.due_on, |event| event.on)
}
