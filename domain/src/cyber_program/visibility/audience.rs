//! The audience of a post.
//!
//! Invariants: an audience comes from the table of RULES 4 and can only be narrowed: nothing, not
//! even a stored row, makes it wider than its kind of activity allows. The author can always read.
//! A reflection has no other reader, in any case.

use crate::BreakoutGroupId;
use crate::cyber_program::catalogue::program::ActivityKind;

/// Which participants read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peers {
    /// None but the author.
    Nobody,
    /// Those of one breakout group.
    Group(BreakoutGroupId),
    /// Everybody in the cohort.
    Cohort,
}

impl Peers {
    /// Those who are in both.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        match (self, other) {
            (Self::Cohort, peers) | (peers, Self::Cohort) => peers,
            (Self::Group(one), Self::Group(two)) if one == two => self,
            (Self::Group(_) | Self::Nobody, Self::Group(_) | Self::Nobody) => Self::Nobody,
        }
    }
}

code_words! {
    /// How much is seen, from the least to the most.
    pub enum Sight {
        /// Nothing: no answer tells that it exists.
        Nothing => "nothing",
        /// Counts over many, never the single one.
        Aggregate => "aggregate",
        /// All of it.
        Whole => "whole",
    }
}

/// The most that an audience may come to; what is stored of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AudienceBound {
    /// Which participants.
    pub peers: Peers,
    /// How much the faculty of the cohort sees.
    pub faculty: Sight,
    /// How much staff and administrators see.
    pub staff: Sight,
}

impl AudienceBound {
    /// Only the author.
    pub const AUTHOR_ALONE: AudienceBound =
        AudienceBound { peers: Peers::Nobody, faculty: Sight::Nothing, staff: Sight::Nothing };
}

/// Whom a post is for, besides its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience(AudienceBound);

impl Audience {
    /// The audience of an activity's posts, by the table of RULES 4. What is for a group
    /// but names none is for its author.
    #[must_use]
    pub const fn of(kind: ActivityKind, group: Option<BreakoutGroupId>) -> Self {
        let (peers, faculty, staff) = match kind {
            ActivityKind::BreakoutSummary | ActivityKind::DiscussCohort => (Peers::Cohort, Sight::Whole, Sight::Whole),
            ActivityKind::DiscussBreakout => (group_or_nobody(group), Sight::Whole, Sight::Nothing),
            ActivityKind::Reflect => (Peers::Nobody, Sight::Nothing, Sight::Nothing),
            ActivityKind::Survey => (Peers::Nobody, Sight::Aggregate, Sight::Aggregate),
            ActivityKind::BreakoutMeeting | ActivityKind::LiveEvent | ActivityKind::Read | ActivityKind::Watch => {
                (Peers::Nobody, Sight::Whole, Sight::Whole)
            }
        };
        Self(AudienceBound { peers, faculty, staff })
    }

    /// The part of it within a bound: never wider than before, whatever the bound.
    #[must_use]
    pub fn narrow(self, to: AudienceBound) -> Self {
        Self(AudienceBound {
            peers: self.0.peers.meet(to.peers),
            faculty: self.0.faculty.min(to.faculty),
            staff: self.0.staff.min(to.staff),
        })
    }

    /// The form in which it is stored.
    #[must_use]
    pub const fn bound(self) -> AudienceBound {
        self.0
    }
}

const fn group_or_nobody(group: Option<BreakoutGroupId>) -> Peers {
    match group {
        Some(group) => Peers::Group(group),
        None => Peers::Nobody,
    }
}
