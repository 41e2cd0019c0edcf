//! A post: the facts of a text, an answer or a mark that the rules of visibility need.
//!
//! Invariants: the audience is fixed when the post is written. It names the author's group at that
//! time, so the post stays there when the author moves; it can be narrowed and not widened. A
//! person who joined a group after a post was written cannot read replies to that post, because a
//! reply may quote it. The text itself is not here: the rules do not need it.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::visibility::audience::{Audience, AudienceBound, Peers};
use crate::{AccountId, BreakoutGroupId, CohortId};
use chrono::{DateTime, Utc};

/// A post, an answer or a mark of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    cohort_id: CohortId,
    author: AccountId,
    kind: ActivityKind,
    group: Option<BreakoutGroupId>,
    posted_at: DateTime<Utc>,
    audience_since: DateTime<Utc>,
    audience: Audience,
}

impl Post {
    /// A post with the whole audience of its kind.
    #[must_use]
    pub const fn new(
        cohort_id: CohortId,
        author: AccountId,
        kind: ActivityKind,
        group: Option<BreakoutGroupId>,
        posted_at: DateTime<Utc>,
    ) -> Self {
        let audience = Audience::of(kind, group);
        Self { cohort_id, author, kind, group, posted_at, audience_since: posted_at, audience }
    }

    /// The same as an answer: for nobody who does not read what it answers, but its author.
    #[must_use]
    pub fn answering(self, parent: &Self) -> Self {
        self.for_those_since(parent.audience_since).narrowed(parent.audience.bound())
    }

    /// The same for those who were in the group by then: also how a stored post gets this
    /// back. Never for those who came later than before.
    #[must_use]
    pub fn for_those_since(self, since: DateTime<Utc>) -> Self {
        Self { audience_since: self.audience_since.min(since), ..self }
    }

    /// The same for fewer: also how a stored post gets its stored audience back.
    #[must_use]
    pub fn narrowed(self, to: AudienceBound) -> Self {
        Self { audience: self.audience.narrow(to), ..self }
    }

    /// The cohort.
    #[must_use]
    pub const fn cohort_id(&self) -> CohortId {
        self.cohort_id
    }

    /// Who wrote it.
    #[must_use]
    pub const fn author(&self) -> AccountId {
        self.author
    }

    /// Its kind of activity.
    #[must_use]
    pub const fn kind(&self) -> ActivityKind {
        self.kind
    }

    /// The breakout group it was written in or for.
    #[must_use]
    pub const fn group(&self) -> Option<BreakoutGroupId> {
        self.group
    }

    /// When it was written.
    #[must_use]
    pub const fn posted_at(&self) -> DateTime<Utc> {
        self.posted_at
    }

    /// By when somebody must have been in a group to read what is for the group.
    #[must_use]
    pub const fn audience_since(&self) -> DateTime<Utc> {
        self.audience_since
    }

    /// Whether it was written to a breakout group: in its discussion, or narrowed to it.
    #[must_use]
    pub const fn is_for_a_group(&self) -> bool {
        matches!(self.kind, ActivityKind::DiscussBreakout) || matches!(self.audience.bound().peers, Peers::Group(_))
    }

    /// Whom it is for.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }
}
