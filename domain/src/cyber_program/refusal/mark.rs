//! Refusals of marks.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::progress::mark::MarkKind;
use crate::refusal::{Fact, Refuse, cited};
use chrono::{DateTime, NaiveDate, Utc};

/// A refusal to mark an activity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkRefusal {
    /// The week plan has no such activity.
    #[error("the cohort's week plan has no activity `{key}`")]
    NoSuchActivity {
        /// The value in the request.
        key: String,
    },
    /// The mark does not fit the kind of activity.
    #[error("an activity of kind `{activity}` cannot be marked `{mark}`")]
    DoesNotFit {
        /// The mark.
        mark: MarkKind,
        /// The activity's kind.
        activity: ActivityKind,
    },
    /// The activity is marked only by writing.
    #[error("an activity of kind `{activity}` is marked only by writing it")]
    ByWritingOnly {
        /// The activity's kind.
        activity: ActivityKind,
    },
    /// Only the participant can mark the activity.
    #[error(
        "only the participant can mark an activity of kind `{activity}`; faculty mark attendance at meetings and live events"
    )]
    OwnToMark {
        /// The activity's kind.
        activity: ActivityKind,
    },
    /// A participant's own word on attendance needs a reason.
    #[error(
        "your own word that you were at a `{activity}` needs a `reason`, and counts once your faculty or staff confirm it"
    )]
    ReasonMissing {
        /// The activity's kind.
        activity: ActivityKind,
    },
    /// The activity was due too long ago for the participant's own word.
    #[error("the activity was due on {due_on}, and you could mark it until {until}")]
    TooLate {
        /// When it was due.
        due_on: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// The date is in the future.
    #[error("the date {done_on} is after today, {today}")]
    InTheFuture {
        /// The date given.
        done_on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The live event has not begun.
    #[error("the live event begins at {starts_at}")]
    NotBegunYet {
        /// Its day, by the cohort's calendar.
        on: NaiveDate,
        /// When it begins.
        starts_at: DateTime<Utc>,
    },
    /// The date is before the activity opens.
    #[error("the date {done_on} is before the activity opens, on {opens_on}")]
    NotOpenYet {
        /// The date given.
        done_on: NaiveDate,
        /// First day.
        opens_on: NaiveDate,
    },
}

impl Refuse for MarkRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchActivity { .. } => "no_such_activity",
            Self::DoesNotFit { .. } => "mark_does_not_fit",
            Self::ByWritingOnly { .. } => "mark_by_writing_only",
            Self::OwnToMark { .. } => "activity_for_participants",
            Self::ReasonMissing { .. } => "mark_reason_missing",
            Self::TooLate { .. } => "mark_too_late",
            Self::InTheFuture { .. } => "mark_in_the_future",
            Self::NotOpenYet { .. } | Self::NotBegunYet { .. } => "activity_not_open_yet",
        }
    }

    fn clause(&self) -> &'static str {
        "cyber_program.marks"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::NoSuchActivity { key } => vec![Fact::new("activity", key)],
            Self::DoesNotFit { mark, activity } => vec![Fact::new("mark", mark), Fact::new("activity_kind", activity)],
            Self::ByWritingOnly { activity } | Self::OwnToMark { activity } | Self::ReasonMissing { activity } => {
                vec![Fact::new("activity_kind", activity)]
            }
            Self::TooLate { due_on, until } => vec![Fact::new("due_on", due_on), Fact::new("until", until)],
            Self::InTheFuture { done_on, today } => vec![Fact::new("done_on", done_on), Fact::new("today", today)],
            Self::NotBegunYet { starts_at, .. } => vec![Fact::new("starts_at", starts_at.to_rfc3339())],
            Self::NotOpenYet { done_on, opens_on } => {
                vec![Fact::new("done_on", done_on), Fact::new("opens_on", opens_on)]
            }
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::InTheFuture { done_on, .. } => Some(*done_on),
            Self::NotOpenYet { opens_on: on, .. } | Self::NotBegunYet { on, .. } => Some(*on),
            Self::NoSuchActivity { .. }
            | Self::DoesNotFit { .. }
            | Self::ByWritingOnly { .. }
            | Self::OwnToMark { .. }
            | Self::ReasonMissing { .. }
            | Self::TooLate { .. } => None,
        }
    }
}
