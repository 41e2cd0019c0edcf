//! Marks: an activity was done, attended or watched. A mark says nothing else about it.
//!
//! Invariant: a mark fits its kind of activity, and its date is neither in the future nor before
//! the week opened. RULES 4: attendance and completion marks.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::cohorts::week_plan::{ActivityKey, PlannedActivity};
use crate::cyber_program::refusal::MarkRefusal;
use chrono::{DateTime, NaiveDate, Utc};

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
