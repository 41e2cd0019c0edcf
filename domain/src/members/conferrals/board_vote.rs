//! A vote of the Executive Board, the basis of what it confers.
//!
//! The majority is not published: more than half of those present is a default of this software, so
//! a tie is not enough and an abstention counts against the grant.

use crate::explanation::Clause;
use crate::policy::{Sourced, Sources};
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
    /// Votes in favor.
    #[serde(rename = "for")]
    pub in_favor: u32,
    /// Votes against.
    pub against: u32,
}

/// What a vote decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteResult {
    /// Whether it is carried.
    pub carried: bool,
    /// Votes it needed.
    pub needed: u32,
    /// The rule and the figures: the ground of the decision.
    pub ground: Clause,
}

/// A count that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteRefusal {
    /// Nobody was present.
    NobodyPresent,
    /// More votes than members present.
    MoreVotesThanPresent {
        /// Members of the board present.
        present: u32,
        /// Votes for and against.
        cast: u64,
    },
}

impl BoardVote {
    /// Counts the vote, under a clause, on what is to be given.
    ///
    /// # Errors
    /// When nobody is present, or there are more votes than members present.
    pub fn result(
        &self,
        majority: &Sourced<MajorityOf>,
        sources: &Sources,
        (clause, what): (&str, &str),
    ) -> Result<VoteResult, VoteRefusal> {
        let Self { present, in_favor, against } = *self;
        let cast = u64::from(in_favor) + u64::from(against);
        if present == 0 {
            return Err(VoteRefusal::NobodyPresent);
        }
        if cast > u64::from(present) {
            return Err(VoteRefusal::MoreVotesThanPresent { present, cast });
        }
        // Not above the number present, so within range.
        let cast = u32::try_from(cast).unwrap_or(present);
        let (base, whom) = match majority.value {
            MajorityOf::Present => (present, "those present"),
            MajorityOf::VotesCast => (cast, "the votes cast"),
        };
        let needed = base / 2 + 1;
        let carried = in_favor >= needed;
        let detail = format!(
            "{present} present, {in_favor} for, {against} against; more than half of {whom} is {needed}, so the \
             {what} is {}",
            if carried { "carried" } else { "not carried" }
        );
        let ground = Clause::new(clause, sources.cite(&majority.source), detail);
        Ok(VoteResult { carried, needed, ground })
    }
}
