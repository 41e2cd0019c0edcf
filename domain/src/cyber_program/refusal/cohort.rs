//! Refusals of cohorts and week plans.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal of the rules on cohorts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CohortRefusal {
    /// The time zone is not in the IANA database.
    #[error("`{name}` is not a known time zone")]
    UnknownTimeZone {
        /// The value in the request.
        name: String,
    },
    /// The first day is before there was a program.
    #[error("a cohort starts in 2000 or later, not on {starts_on}")]
    StartTooEarly {
        /// The value in the request.
        starts_on: NaiveDate,
    },
    /// The first day is too far ahead.
    #[error("a cohort starts at the latest on {latest_on}, not on {starts_on}")]
    StartTooLate {
        /// The value in the request.
        starts_on: NaiveDate,
        /// The latest possible.
        latest_on: NaiveDate,
    },
    /// The capacity is out of range.
    #[error("a cohort has 1 to {most} seats, not {capacity}")]
    CapacityOutOfRange {
        /// The value in the request.
        capacity: u32,
        /// The maximum.
        most: u32,
    },
    /// The capacity is below the number of seats held.
    #[error("{held} seats are held, so the capacity cannot be {capacity}")]
    CapacityBelowHeld {
        /// The value in the request.
        capacity: u32,
        /// Seats held.
        held: u32,
    },
    /// The cohort has ended.
    #[error("the cohort ended on {ended_on}; its live events can no longer be moved")]
    Ended {
        /// First day after it.
        ended_on: NaiveDate,
    },
    /// The cohort was canceled.
    #[error("the association canceled this cohort on {canceled_on}")]
    Canceled {
        /// The day.
        canceled_on: NaiveDate,
    },
    /// The cohort had ended when it was to be canceled.
    #[error("the cohort ended on {ended_on}, so it can no longer be canceled")]
    OverBeforeCanceled {
        /// First day after it.
        ended_on: NaiveDate,
    },
    /// The first day, old or new, is not in the future.
    #[error("the first day cannot move from {starts_on} to {asked}: both must be after today, {today}")]
    HasBegun {
        /// Today, by the cohort's calendar.
        today: NaiveDate,
        /// The first day.
        starts_on: NaiveDate,
        /// The value in the request.
        asked: NaiveDate,
    },
    /// The account does not have the role `faculty`.
    #[error("the account does not have the role `faculty`, which a mentor must have")]
    MentorNotFaculty,
}

impl Refuse for CohortRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownTimeZone { .. } => "unknown_time_zone",
            Self::StartTooEarly { .. } => "cohort_start_out_of_range",
            Self::StartTooLate { .. } => "cohort_start_out_of_range",
            Self::CapacityOutOfRange { .. } => "cohort_capacity_out_of_range",
            Self::CapacityBelowHeld { .. } => "cohort_capacity_below_held",
            Self::Ended { .. } | Self::OverBeforeCanceled { .. } => "cohort_ended",
            Self::Canceled { .. } => "cohort_canceled",
            Self::HasBegun { .. } => "cohort_has_begun",
            Self::MentorNotFaculty => "mentor_not_faculty",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::UnknownTimeZone { .. }
            | Self::StartTooEarly { .. }
            | Self::StartTooLate { .. }
            | Self::Ended { .. }
            | Self::HasBegun { .. } => "cyber_program.cohorts.dates",
            Self::Canceled { .. } | Self::OverBeforeCanceled { .. } => "cyber_program.cancellation",
            Self::CapacityOutOfRange { .. } | Self::CapacityBelowHeld { .. } => "cyber_program.cohorts.capacity",
            Self::MentorNotFaculty => "cyber_program.cohorts.mentors",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::UnknownTimeZone { name } => vec![Fact::new("time_zone", name)],
            Self::StartTooEarly { starts_on } => vec![Fact::new("starts_on", starts_on)],
            Self::StartTooLate { starts_on, latest_on } => {
                vec![Fact::new("starts_on", starts_on), Fact::new("latest_on", latest_on)]
            }
            Self::CapacityOutOfRange { capacity, most } => {
                vec![Fact::new("capacity", capacity), Fact::new("capacity_at_most", most)]
            }
            Self::CapacityBelowHeld { capacity, held } => {
                vec![Fact::new("capacity", capacity), Fact::new("seats_held", held)]
            }
            Self::Canceled { canceled_on } => vec![Fact::new("canceled_on", canceled_on)],
            Self::Ended { ended_on } | Self::OverBeforeCanceled { ended_on } => {
                vec![Fact::new("cohort_ends_on", ended_on)]
            }
            Self::HasBegun { today, starts_on, asked } => {
                vec![Fact::new("today", today), Fact::new("starts_on", starts_on), Fact::new("starts_on_asked", asked)]
            }
            Self::MentorNotFaculty => Vec::new(),
        }
    }
}

/// A fault of a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateRefusal {
    /// The template has no activity.
    #[error("a template needs at least one activity")]
    Empty,
    /// The code has characters that are not allowed, or too many.
    #[error("`{code}` is not a code: lower-case letters, digits and `_`, at most 40")]
    BadCode {
        /// The value in the request.
        code: String,
    },
    /// Two activities have the same code.
    #[error("two activities have the code `{code}`")]
    CodeTwice {
        /// The code.
        code: String,
    },
    /// The program has no such week.
    #[error("activity `{code}` is in week {week}, but the program has {weeks} weeks")]
    WeekOutOfRange {
        /// The activity.
        code: String,
        /// The week.
        week: u32,
        /// How many there are.
        weeks: u32,
    },
    /// A week has seven days.
    #[error("activity `{code}` is due on day {due_day}, but a week has days 1 to 7")]
    DueDayOutOfRange {
        /// The activity.
        code: String,
        /// The day.
        due_day: u32,
    },
    /// A kind that may occur once a week occurs twice.
    #[error("week {week} has `{kind}` twice")]
    KindTwiceInWeek {
        /// The kind.
        kind: ActivityKind,
        /// The week.
        week: u32,
    },
    /// The kind of activity cannot be required.
    #[error("activity `{code}` cannot be required: {}", why(*kind))]
    CannotBeRequired {
        /// The activity.
        code: String,
        /// Its kind.
        kind: ActivityKind,
    },
}

const fn why(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Reflect => "only its author may know that a reflection exists",
        _ => "it is the duty of one member of the group",
    }
}

impl Refuse for TemplateRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "template_empty",
            Self::BadCode { .. } => "activity_code_invalid",
            Self::CodeTwice { .. } => "activity_code_twice",
            Self::WeekOutOfRange { .. } => "activity_week_out_of_range",
            Self::DueDayOutOfRange { .. } => "activity_due_day_out_of_range",
            Self::KindTwiceInWeek { .. } => "activity_kind_twice_in_week",
            Self::CannotBeRequired { .. } => "activity_cannot_be_required",
        }
    }

    fn clause(&self) -> &'static str {
        "cyber_program.template"
    }

    fn source(&self) -> &'static str {
        match self {
            Self::CannotBeRequired { .. } | Self::KindTwiceInWeek { .. } => cited::CYBER_PAGE,
            _ => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::Empty => Vec::new(),
            Self::BadCode { code } | Self::CodeTwice { code } => vec![Fact::new("code", code)],
            Self::WeekOutOfRange { code, week, .. } => vec![Fact::new("code", code), Fact::new("week", week)],
            Self::DueDayOutOfRange { code, due_day } => vec![Fact::new("code", code), Fact::new("due_day", due_day)],
            Self::KindTwiceInWeek { kind, week } => vec![Fact::new("kind", kind), Fact::new("week", week)],
            Self::CannotBeRequired { code, kind } => vec![Fact::new("code", code), Fact::new("kind", kind)],
        }
    }
}
