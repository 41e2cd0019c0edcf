//! Nothing to write or to count: absent, not the writer's, not now.

use crate::calendar::add_days;
use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::visibility::choice::AudienceChoice;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal to write or to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// The same as for what does not exist.
    #[error("there is nothing here")]
    Absent,
    /// There is no group to write in.
    #[error("no breakout group is named, and the writer is in none")]
    NoGroup,
    /// Naming a group would not make it the one that reads.
    #[error("an activity of kind `{kind}` addresses no breakout group; narrow the audience instead")]
    ForNoGroup {
        /// The kind.
        kind: ActivityKind,
    },
    /// Whoever left a group reads the own posts in it and adds none.
    #[error("the writer is no longer in the breakout group of this discussion")]
    GroupLeft,
    /// A reply stays in its discussion.
    #[error("a post of `{kind}` cannot answer one of `{parent}`, nor change its group")]
    ReplyElsewhere {
        /// What is written.
        kind: ActivityKind,
        /// What is answered.
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
        /// First day on which none is taken.
        closed_on: NaiveDate,
    },
    /// Counts are told once a survey is closed.
    #[error("this survey could be answered until {due_on}")]
    SurveyClosed {
        /// Last day.
        due_on: NaiveDate,
    },
    /// There is nothing to write.
    #[error("an activity of kind `{kind}` is marked, not written")]
    MarkOnly {
        /// The kind.
        kind: ActivityKind,
    },
    /// Each kind of writing has an address.
    #[error("an activity of kind `{kind}` is written at an address of its own")]
    WrittenElsewhere {
        /// The kind.
        kind: ActivityKind,
    },
    /// Faculty takes part in discussions only.
    #[error("an activity of kind `{kind}` is for participants")]
    ForParticipants {
        /// The kind.
        kind: ActivityKind,
    },
    /// The summary is for leader or scribe.
    #[error("the summary of week {week} is for the leader or the scribe of the group")]
    NotOnDuty {
        /// The week.
        week: u32,
    },
    /// One summary for a group and week.
    #[error("the group's summary of week {week} is there already")]
    SummaryThere {
        /// The week.
        week: u32,
    },
    /// An audience can only narrow.
    #[error("the audience is `{is}` and cannot become `{asked}`: it only narrows")]
    AudienceWidens {
        /// What it is, or is at most.
        is: AudienceChoice,
        /// What was asked for.
        asked: AudienceChoice,
    },
    /// One answer for a person and survey.
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
    /// The same as for what does not exist.
    #[error("there is nothing here")]
    Absent,
    /// Two readings of an open survey would differ by one person's answer.
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
