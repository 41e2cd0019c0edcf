//! Nothing to write or to count: absent, not the writer's, not now.

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
    #[error("no breakout group is named, and the writer is in none")]
    NoGroup,
    /// A post to the whole cohort names a group.
    #[error("an activity of kind `{kind}` addresses no breakout group; narrow the audience instead")]
    ForNoGroup {
        /// The kind.
        kind: ActivityKind,
    },
    /// The author has left the group.
    #[error("the writer is no longer in the breakout group of this discussion")]
    GroupLeft,
    /// The reply has another kind or group than the post that it answers.
    #[error("a post of `{kind}` cannot answer one of `{parent}`, nor change its group")]
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
    #[error("posts and answers of this cohort were taken until {closed_on}, that day not included")]
    WritingClosed {
        /// First day on which nothing is accepted.
        closed_on: NaiveDate,
    },
    /// The survey no longer accepts answers.
    #[error("this survey could be answered until {due_on}")]
    SurveyClosed {
        /// Last day.
        due_on: NaiveDate,
    },
    /// The activity takes no text.
    #[error("an activity of kind `{kind}` is marked, not written")]
    MarkOnly {
        /// The kind.
        kind: ActivityKind,
    },
    /// The kind of activity has another address.
    #[error("an activity of kind `{kind}` is written at an address of its own")]
    WrittenElsewhere {
        /// The kind.
        kind: ActivityKind,
    },
    /// The activity is for participants only.
    #[error("an activity of kind `{kind}` is for participants")]
    ForParticipants {
        /// The kind.
        kind: ActivityKind,
    },
    /// The author is not the leader or the scribe of the week.
    #[error("the summary of week {week} is for the leader or the scribe of the group")]
    NotOnDuty {
        /// The week.
        week: u32,
    },
    /// The group already has a summary for the week.
    #[error("the group's summary of week {week} is there already")]
    SummaryThere {
        /// The week.
        week: u32,
    },
    /// The audience would become wider.
    #[error("the audience is `{is}` and cannot become `{asked}`: it only narrows")]
    AudienceWidens {
        /// The present audience, or the widest allowed.
        is: AudienceChoice,
        /// The audience in the request.
        asked: AudienceChoice,
    },
    /// The person has already answered.
    #[error("this survey is answered already")]
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
    #[error("this survey is open until {due_on}; its counts are told from the day after")]
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
