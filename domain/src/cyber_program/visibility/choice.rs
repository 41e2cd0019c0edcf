//! An author's choice of audience: as wide as the kind of activity allows, or narrower.
//!
//! Invariants: a choice never widens; an impossible choice is refused, not adjusted, so that no
//! author is mistaken about who reads the post.

use crate::BreakoutGroupId;
use crate::cyber_program::posts::post::Post;
use crate::cyber_program::refusal::WriteRefusal;
use crate::cyber_program::visibility::audience::{AudienceBound, Peers};

code_words! {
    /// Whom a post is for, from the widest to the narrowest; faculty and staff read it as
    /// far as its kind of activity says, unless it is for its author alone.
    pub enum AudienceChoice {
        /// Everybody in the cohort.
        Cohort => "cohort",
        /// One breakout group.
        BreakoutGroup => "breakout_group",
        /// Its author.
        AuthorAlone => "author_alone",
    }
}

impl AudienceChoice {
    /// How an audience reads as a choice.
    #[must_use]
    pub const fn of(bound: AudienceBound) -> Self {
        match bound.peers {
            Peers::Cohort => Self::Cohort,
            Peers::Group(_) => Self::BreakoutGroup,
            Peers::Nobody => Self::AuthorAlone,
        }
    }
}

/// The post with the audience chosen. `own_group` is the author's at present; a post of a
/// group can be for that group only.
///
/// # Errors
/// When that would be more than it has, or there is no group.
pub fn choose_audience(
    post: Post,
    asked: AudienceChoice,
    own_group: Option<BreakoutGroupId>,
) -> Result<Post, WriteRefusal> {
    let bound = post.audience().bound();
    let to = match asked {
        AudienceChoice::Cohort => bound,
        AudienceChoice::BreakoutGroup => {
            let already = match bound.peers {
                Peers::Group(group) => Some(group),
                Peers::Cohort | Peers::Nobody => None,
            };
            let group = already.or(post.group()).or(own_group).ok_or(WriteRefusal::NoGroup)?;
            AudienceBound { peers: Peers::Group(group), ..bound }
        }
        AudienceChoice::AuthorAlone => AudienceBound::AUTHOR_ALONE,
    };
    let narrowed = post.narrowed(to);
    let is = AudienceChoice::of(bound);
    if AudienceChoice::of(narrowed.audience().bound()) == asked {
        Ok(narrowed)
    } else {
        Err(WriteRefusal::AudienceWidens { is, asked })
    }
}
