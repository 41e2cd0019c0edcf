//! A vote of the Executive Board, the basis of a discretionary grant.
//!
//! The majority is not published: more than half of those present is a default of this software, so
//! a tie is not enough and an abstention counts against the grant.

use crate::explanation::Clause;
use crate::life_membership::policy::{LifePolicy, LifeRules};
use crate::life_membership::refusal::LifeRefusal;
use serde::{Deserialize, Serialize};

code_words! {
    /// Of whom a majority is needed.
    pub enum MajorityOf {
        /// Of those present, whether they voted or not.
        Present => "present",
        /// Of those who voted for or against.
        VotesCast => "votes_cast",
    }
}

/// A vote as it was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardVote {
    /// Members of the board present.
    pub present: u32,
    /// Votes for the grant.
    #[serde(rename = "for")]
    pub in_favor: u32,
    /// Votes against it.
    pub against: u32,
}

/// What a vote decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteResult {
    /// Whether the grant is carried.
    pub carried: bool,
    /// Votes it needed.
    pub needed: u32,
    /// The rule and the figures: the ground of the decision.
    pub ground: Clause,
}

impl BoardVote {
    /// Counts the vote.
    ///
    /// # Errors
    /// When nobody is present, or there are more votes than members present.
    pub fn result(&self, rules: &LifeRules, policy: &LifePolicy) -> Result<VoteResult, LifeRefusal> {
        let Self { present, in_favor, against } = *self;
        let cast = u64::from(in_favor) + u64::from(against);
        if present == 0 {
            return Err(LifeRefusal::NobodyPresent);
        }
        if cast > u64::from(present) {
            return Err(LifeRefusal::MoreVotesThanPresent { present, cast });
        }
        let rule = &rules.board_majority_of;
        // Not above the number present, so within range.
        let cast = u32::try_from(cast).unwrap_or(present);
        let (base, whom) = match rule.value {
            MajorityOf::Present => (present, "those present"),
            MajorityOf::VotesCast => (cast, "the votes cast"),
        };
        let needed = base / 2 + 1;
        let carried = in_favor >= needed;
        let detail = format!(
            "{present} present, {in_favor} for, {against} against; more than half of {whom} is {needed}, so the \
             grant is {}",
            if carried { "carried" } else { "not carried" }
        );
        let ground = Clause::new("life.board_grant.vote", policy.sources.cite(&rule.source), detail);
        Ok(VoteResult { carried, needed, ground })
    }
}
