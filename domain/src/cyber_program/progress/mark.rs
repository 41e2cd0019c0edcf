//! Marks: an activity was done, attended or watched. A mark says nothing else about it.
//!
//! Invariants: a mark fits its kind of activity, and its date is neither in the future nor before
//! the week opened; nobody completes the program on their own word alone: who was at a meeting or a live
//! event is for those who lead the cohort to say, and a participant's own word waits for them.
//! RULES 4: attendance and completion marks.

use crate::calendar::add_days;
use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::cohorts::week_plan::{ActivityKey, PlannedActivity};
use crate::cyber_program::policy::within;
use crate::cyber_program::refusal::MarkRefusal;
use crate::policy::{Sourced, Sources};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

code_words! {
    /// What a mark says.
    pub enum MarkKind {
        /// It was done.
        Done => "done",
        /// The participant was there.
        Attended => "attended",
        /// The participant watched the recording of a live event.
        Watched => "watched",
    }
}

/// A mark on a participant's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The activity.
    pub key: ActivityKey,
    /// What it says.
    pub kind: MarkKind,
    /// When, by the cohort's calendar.
    pub done_on: NaiveDate,
    /// Whether it counts toward completing. Attendance on the participant's own word does once it is confirmed.
    pub counts: bool,
}

/// Until when, and with what, participants mark what they did.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkRules {
    /// How many days after its due day a participant can still mark an activity.
    pub own_marks_within_days: Sourced<u32>,
}

impl Default for MarkRules {
    fn default() -> Self {
        let days = Sourced { value: 14, source: "assumption".to_owned(), provisional: true };
        Self { own_marks_within_days: days }
    }
}

impl MarkRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        within(sources, "marks.own_marks_within_days", &self.own_marks_within_days, 0..=365)
    }

    /// The last day on which a participant can mark an activity, by asking or by writing.
    #[must_use]
    pub fn own_until(&self, activity: &PlannedActivity) -> NaiveDate {
        add_days(activity.due_on, self.own_marks_within_days.value)
    }
}

impl MarkKind {
    /// Whether an activity of this kind can be marked so.
    #[must_use]
    pub const fn fits(self, activity: ActivityKind) -> bool {
        match activity {
            ActivityKind::LiveEvent => matches!(self, Self::Attended | Self::Watched),
            ActivityKind::BreakoutMeeting => matches!(self, Self::Attended),
            ActivityKind::BreakoutSummary
            | ActivityKind::DiscussBreakout
            | ActivityKind::DiscussCohort
            | ActivityKind::Read
            | ActivityKind::Reflect
            | ActivityKind::Survey
            | ActivityKind::Watch => matches!(self, Self::Done),
        }
    }
}

/// Checks that an activity can be marked by asking for it: whatever is written is marked by
/// its text, and a reflection by nothing at all.
///
/// # Errors
/// When the activity is written.
pub const fn check_marked_by_hand(activity: ActivityKind) -> Result<(), MarkRefusal> {
    if activity.is_mark_only() { Ok(()) } else { Err(MarkRefusal::ByWritingOnly { activity }) }
}

/// Checks that faculty may mark who took part in an activity: what is read or watched is the participant's own to mark.
///
/// # Errors
/// When it is read or watched.
pub const fn check_marked_by_faculty(activity: ActivityKind) -> Result<(), MarkRefusal> {
    match activity {
        ActivityKind::Read | ActivityKind::Watch => Err(MarkRefusal::OwnToMark { activity }),
        ActivityKind::BreakoutMeeting
        | ActivityKind::BreakoutSummary
        | ActivityKind::DiscussBreakout
        | ActivityKind::DiscussCohort
        | ActivityKind::LiveEvent
        | ActivityKind::Reflect
        | ActivityKind::Survey => Ok(()),
    }
}

/// Checks what participants say of themselves: attendance with a reason, and everything until some days after it was due.
/// Says whether it is a word that somebody who leads the cohort has to confirm.
///
/// # Errors
/// When the reason is missing, or it is too late.
pub fn check_own_mark(
    activity: &PlannedActivity,
    has_reason: bool,
    today: NaiveDate,
    rules: &MarkRules,
) -> Result<bool, MarkRefusal> {
    let until = rules.own_until(activity);
    if today > until {
        return Err(MarkRefusal::TooLate { due_on: activity.due_on, until });
    }
    let waits = matches!(activity.kind, ActivityKind::BreakoutMeeting | ActivityKind::LiveEvent);
    if waits && !has_reason {
        return Err(MarkRefusal::ReasonMissing { activity: activity.kind });
    }
    Ok(waits)
}

/// Checks a mark against the plan on the day and at the instant it is made.
///
/// # Errors
/// When the plan has no such activity, the mark does not fit it, or its date is in the
/// future or before the activity opens.
pub fn check_mark(
    mark: &Mark,
    plan: &[PlannedActivity],
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), MarkRefusal> {
    let Some(activity) = plan.iter().find(|activity| activity.key == mark.key) else {
        return Err(MarkRefusal::NoSuchActivity { key: mark.key.to_string() });
    };
    if !mark.kind.fits(activity.kind) {
        return Err(MarkRefusal::DoesNotFit { mark: mark.kind, activity: activity.kind });
    }
    if mark.done_on > today {
        return Err(MarkRefusal::InTheFuture { done_on: mark.done_on, today });
    }
    let opens_on = activity.live_event.map_or(activity.opens_on, |event| event.on);
    if mark.done_on < opens_on {
        return Err(MarkRefusal::NotOpenYet { done_on: mark.done_on, opens_on });
    }
    if let Some(event) = activity.live_event.filter(|event| now < event.starts_at) {
        return Err(MarkRefusal::NotBegunYet { on: event.on, starts_at: event.starts_at });
    }
    Ok(())
}
