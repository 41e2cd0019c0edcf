//! Who may read a post: the table of RULES 4 as a total function.
//!
//! Invariants: the answer depends only on the post's audience and the viewer's capacities; hidden
//! looks absent; narrowing an audience never adds a reader. A breakout discussion can be read by
//! people who are in the group now and were in it when the post was written (for a reply: when its
//! thread began), whatever lay in between. People who join later, or have left, cannot read it, and
//! a mentor reads those of the day of being named and later.

use crate::cyber_program::posts::post::Post;
use crate::cyber_program::visibility::audience::{Peers, Sight};
use crate::cyber_program::visibility::viewer::{GroupSpell, GroupStay, Viewer};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;

code_words! {
    /// The capacity in which a person reads or writes: the columns of the table.
    pub enum Capacity {
        /// Wrote it.
        Author => "author",
        /// Is in the breakout group it is for.
        OwnGroup => "own_group",
        /// Is in the cohort it is for.
        Cohort => "cohort",
        /// Mentors the cohort.
        Faculty => "faculty",
        /// Is staff or an administrator.
        Staff => "staff",
    }
}

/// Which parts of a post a person can see, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Nothing: the answer is the same as for a post that does not exist.
    Hidden,
    /// It is among those counted; never shown.
    Aggregate(Capacity),
    /// All of it.
    Whole(Capacity),
}

impl Visibility {
    /// How much that is.
    #[must_use]
    pub const fn sight(self) -> Sight {
        match self {
            Self::Hidden => Sight::Nothing,
            Self::Aggregate(_) => Sight::Aggregate,
            Self::Whole(_) => Sight::Whole,
        }
    }

    /// Whether the post itself may be shown.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Whole(_))
    }

    const fn new(sight: Sight, capacity: Capacity) -> Self {
        match sight {
            Sight::Nothing => Self::Hidden,
            Sight::Aggregate => Self::Aggregate(capacity),
            Sight::Whole => Self::Whole(capacity),
        }
    }
}

/// What somebody sees of a post. Of several capacities the one that shows most decides,
/// the nearest to the author on a tie.
#[must_use]
pub fn may_read(viewer: &Viewer<'_>, post: &Post) -> Visibility {
    let best = Capacity::ALL.iter().copied().min_by_key(|capacity| Reverse(sight(*capacity, viewer, post)));
    best.map_or(Visibility::Hidden, |capacity| Visibility::new(sight(capacity, viewer, post), capacity))
}

/// What a capacity shows to somebody who may hold it.
fn sight(capacity: Capacity, viewer: &Viewer<'_>, post: &Post) -> Sight {
    let audience = post.audience().bound();
    let shown = |holds: bool, sight: Sight| if holds { sight } else { Sight::Nothing };
    match capacity {
        Capacity::Author => shown(viewer.is(post.author()), Sight::Whole),
        Capacity::OwnGroup => shown(is_in_group(viewer, post, audience.peers), Sight::Whole),
        Capacity::Cohort => {
            let is_peer = audience.peers == Peers::Cohort && viewer.seat_in(post.cohort_id()).is_some();
            shown(is_peer, Sight::Whole)
        }
        Capacity::Faculty => {
            let since = viewer.mentors_since(post.cohort_id());
            shown(since.is_some_and(|since| reaches_mentor(since, post)), audience.faculty)
        }
        Capacity::Staff => shown(viewer.is_staff(), audience.staff),
    }
}

/// What is written to a breakout group reaches the mentors of then, not those who are named on a later day.
fn reaches_mentor(since: DateTime<Utc>, post: &Post) -> bool {
    !post.is_for_a_group() || since <= post.audience_since()
}

fn is_in_group(viewer: &Viewer<'_>, post: &Post, peers: Peers) -> bool {
    let Some(spell) = viewer.seat_in(post.cohort_id()).and_then(|seat| seat.group) else {
        return false;
    };
    match peers {
        Peers::Nobody => false,
        Peers::Group(group) => spell.group_id == group && was_in_group(viewer, spell, post.audience_since()),
        Peers::Cohort => Some(spell.group_id) == post.group(),
    }
}

/// Whether a person who is in a group now was in it at an instant, then as since the last return.
fn was_in_group(viewer: &Viewer<'_>, now: GroupSpell, at: DateTime<Utc>) -> bool {
    let covers = |stay: &GroupStay| stay.group_id == now.group_id && stay.since <= at && at < stay.until;
    now.since <= at || viewer.earlier_stays().iter().any(covers)
}
