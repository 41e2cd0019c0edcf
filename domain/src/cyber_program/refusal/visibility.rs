//! Refusals to write, and to publish counts of surveys.

use crate::calendar::add_days;
use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::visibility::choice::AudienceChoice;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal to write or to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// Answered like a missing record.
    #[error("there is nothing here")]
    Absent,
    /// The author is in no group and names none.
    #[error("the request names no breakout group, and the author is in none")]
    NoGroup,
    /// A post to the whole cohort names a group.
    #[error("a post to an activity of kind `{kind}` cannot name a breakout group; narrow the audience instead")]
    ForNoGroup {
        /// The kind.
        kind: ActivityKind,
    },
    /// The author has left the group.
    #[error("the author is no longer in the breakout group of this discussion")]
    GroupLeft,
    /// The reply has another kind or group than the post that it answers.
    #[error("a post of kind `{kind}` cannot reply to one of kind `{parent}` or change its group")]
    ReplyElsewhere {
        /// The kind of the new post.
        kind: ActivityKind,
        /// The kind of the post that it answers.
        parent: ActivityKind,
    },
    /// The week has not begun.
    #[error("this activity opens on {opens_on}")]
    NotOpenYet {
        /// First day.
        opens_on: NaiveDate,
    },
    /// The cohort is over.
    #[error("the cohort closed on {closed_on} and accepts no more posts or answers")]
    WritingClosed {
        /// First day on which nothing is accepted.
        closed_on: NaiveDate,
    },
    /// The survey no longer accepts answers.
    #[error("the survey was due on {due_on} and accepts no more answers")]
    SurveyClosed {
        /// Last day.
        due_on: NaiveDate,
    },
    /// The activity takes no text.
    #[error("an activity of kind `{kind}` takes no text; it is only marked")]
    MarkOnly {
        /// The kind.
        kind: ActivityKind,
    },
    /// The kind of activity has another address.
    #[error("an activity of kind `{kind}` has its own address for writing")]
    WrittenElsewhere {
        /// The kind.
        kind: ActivityKind,
    },
    /// The activity is for participants only.
    #[error("only participants take part in an activity of kind `{kind}`")]
    ForParticipants {
        /// The kind.
        kind: ActivityKind,
    },
    /// The author is not the leader or the scribe of the week.
    #[error("only the leader or the scribe of the group writes the summary of week {week}")]
    NotOnDuty {
        /// The week.
        week: u32,
    },
    /// The group already has a summary for the week.
    #[error("the group already has a summary for week {week}")]
    SummaryThere {
        /// The week.
        week: u32,
    },
    /// The audience would become wider.
    #[error("the audience is at most `{is}` and cannot be widened to `{asked}`")]
    AudienceWidens {
        /// The present audience, or the widest allowed.
        is: AudienceChoice,
        /// The audience in the request.
        asked: AudienceChoice,
    },
    /// The person has already answered.
    #[error("this person has already answered the survey")]
    AlreadyAnswered,
}

impl WriteRefusal {
    /// Whether the answer must be the one for what does not exist.
    #[must_use]
    pub const fn is_absence(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl Refuse for WriteRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Absent => "not_found",
            Self::NoGroup => "no_breakout_group",
            Self::ForNoGroup { .. } => "activity_for_no_group",
            Self::GroupLeft => "breakout_group_left",
            Self::ReplyElsewhere { .. } => "reply_elsewhere",
            Self::NotOpenYet { .. } => "activity_not_open_yet",
            Self::WritingClosed { .. } => "cohort_writing_closed",
            Self::SurveyClosed { .. } => "survey_closed",
            Self::MarkOnly { .. } => "activity_mark_only",
            Self::WrittenElsewhere { .. } => "activity_written_elsewhere",
            Self::ForParticipants { .. } => "activity_for_participants",
            Self::NotOnDuty { .. } => "summary_not_on_duty",
            Self::SummaryThere { .. } => "summary_there",
            Self::AudienceWidens { .. } => "audience_only_narrows",
            Self::AlreadyAnswered => "survey_already_answered",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::NotOnDuty { .. } | Self::SummaryThere { .. } => "cyber_program.summary",
            Self::SurveyClosed { .. } | Self::AlreadyAnswered => "cyber_program.surveys",
            Self::NotOpenYet { .. } | Self::WritingClosed { .. } => "cyber_program.cohorts.dates",
            Self::Absent
            | Self::NoGroup
            | Self::ForNoGroup { .. }
            | Self::GroupLeft
            | Self::ReplyElsewhere { .. }
            | Self::MarkOnly { .. }
            | Self::WrittenElsewhere { .. }
            | Self::AudienceWidens { .. }
            | Self::ForParticipants { .. } => "cyber_program.visibility",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::NotOnDuty { .. } | Self::SummaryThere { .. } | Self::Absent => cited::CYBER_PAGE,
            _ => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::ReplyElsewhere { kind, parent } => {
                vec![Fact::new("activity_kind", kind), Fact::new("parent_activity_kind", parent)]
            }
            Self::NotOpenYet { opens_on } => vec![Fact::new("opens_on", opens_on)],
            Self::WritingClosed { closed_on } => vec![Fact::new("writing_closes_on", closed_on)],
            Self::SurveyClosed { due_on } => vec![Fact::new("due_on", due_on)],
            Self::MarkOnly { kind }
            | Self::WrittenElsewhere { kind }
            | Self::ForParticipants { kind }
            | Self::ForNoGroup { kind } => vec![Fact::new("activity_kind", kind)],
            Self::AudienceWidens { is, asked } => vec![Fact::new("audience", is), Fact::new("audience_asked", asked)],
            Self::NotOnDuty { week } | Self::SummaryThere { week } => vec![Fact::new("week", week)],
            Self::Absent | Self::NoGroup | Self::GroupLeft | Self::AlreadyAnswered => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::NotOpenYet { opens_on } => Some(*opens_on),
            _ => None,
        }
    }
}

/// A refusal to tell the counts of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SurveyRefusal {
    /// Answered like a missing record.
    #[error("there is nothing here")]
    Absent,
    /// The survey is open; two readings could reveal one person's answer.
    #[error("the survey is open until {due_on}; its counts are available from the day after")]
    StillOpen {
        /// Last day.
        due_on: NaiveDate,
    },
}

impl Refuse for SurveyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Absent => "not_found",
            Self::StillOpen { .. } => "survey_still_open",
        }
    }

    fn clause(&self) -> &'static str {
        "cyber_program.surveys"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::Absent => Vec::new(),
            Self::StillOpen { due_on } => vec![Fact::new("due_on", due_on)],
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Absent => None,
            Self::StillOpen { due_on } => Some(add_days(*due_on, 1)),
        }
    }
}
