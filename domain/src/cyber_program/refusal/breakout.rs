//! Refusals of plans and moves of breakout groups.

use crate::EnrollmentId;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A refusal of the rules on breakout groups.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BreakoutRefusal {
    /// There is nobody to group.
    #[error("a plan needs at least one participant")]
    NobodyToGroup,
    /// One request has a limit.
    #[error("one plan is for at most {most} participants, not {asked}")]
    TooManyToGroup {
        /// How many take part.
        asked: u32,
        /// The maximum.
        most: u32,
    },
    /// A participant is named twice.
    #[error("{enrollment_id} is named twice")]
    NamedTwice {
        /// Who.
        enrollment_id: EnrollmentId,
    },
    /// The group is not one of the cohort's.
    #[error("the cohort has no such breakout group")]
    NoSuchGroup,
    /// The participant is already in the group.
    #[error("the participant is already in this breakout group")]
    AlreadyInGroup,
    /// The new group would be too large.
    #[error("the breakout group would have {would_be} participants; the maximum is {most}")]
    GroupTooLarge {
        /// Its size after the move.
        would_be: u32,
        /// The maximum.
        most: u32,
    },
    /// The previous group would be too small.
    #[error("the previous breakout group would have {would_be} participants; the minimum is {least}")]
    GroupTooSmall {
        /// Its size after the move.
        would_be: u32,
        /// The minimum.
        least: u32,
    },
    /// A group already has posts.
    #[error("a breakout group already has posts; move participants one by one instead")]
    GroupsInUse,
    /// The cohort has ended.
    #[error("the cohort ended on {ended_on}; its groups can no longer be changed")]
    CohortOver {
        /// First day after it.
        ended_on: NaiveDate,
    },
}

impl Refuse for BreakoutRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NobodyToGroup => "nobody_to_group",
            Self::TooManyToGroup { .. } => "too_many_to_group",
            Self::NamedTwice { .. } => "participant_named_twice",
            Self::NoSuchGroup => "no_such_breakout_group",
            Self::AlreadyInGroup => "already_in_breakout_group",
            Self::GroupTooLarge { .. } => "breakout_group_too_large",
            Self::GroupTooSmall { .. } => "breakout_group_too_small",
            Self::GroupsInUse => "breakout_groups_in_use",
            Self::CohortOver { .. } => "cohort_over",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::NobodyToGroup | Self::TooManyToGroup { .. } => "cyber_program.breakouts.planner",
            Self::NamedTwice { .. } | Self::GroupsInUse => "cyber_program.breakouts.assignment",
            Self::NoSuchGroup
            | Self::AlreadyInGroup
            | Self::GroupTooLarge { .. }
            | Self::GroupTooSmall { .. }
            | Self::CohortOver { .. } => "cyber_program.breakouts.move",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::TooManyToGroup { asked, most } => {
                vec![Fact::new("participant_count", asked), Fact::new("participants_at_most", most)]
            }
            Self::NamedTwice { enrollment_id } => vec![Fact::new("enrollment_id", enrollment_id)],
            Self::GroupTooLarge { would_be, most } => {
                vec![Fact::new("group_size", would_be), Fact::new("group_size_at_most", most)]
            }
            Self::GroupTooSmall { would_be, least } => {
                vec![Fact::new("group_size", would_be), Fact::new("group_size_at_least", least)]
            }
            Self::CohortOver { ended_on } => vec![Fact::new("cohort_ends_on", ended_on)],
            Self::NobodyToGroup | Self::NoSuchGroup | Self::AlreadyInGroup | Self::GroupsInUse => Vec::new(),
        }
    }
}
