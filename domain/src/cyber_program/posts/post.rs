//! A post: what the rules of visibility need of a text, an answer or a mark.
//!
//! Invariants: the audience is frozen when it is written. It names the group of that
//! moment, so that an author who moves takes no post along; it can be narrowed and not
//! widened. What answers another post is for nobody who joined a group after that one was
//! written: a reply may quote. The text itself is not here: rules need none of it.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::visibility::audience::{Audience, AudienceBound};
use crate::{AccountId, BreakoutGroupId, CohortId};
use chrono::{DateTime, Utc};

/// Something somebody wrote, answered or did.
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

    /// Whom it is for.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        self.audience
    }
}
