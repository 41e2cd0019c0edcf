//! Honorary membership: proposed by voting members, conferred by a vote of the Executive Board.
//!
//! Nobody can apply. Who may propose is published (`hon`); how many have to and which majority is needed are not.

use crate::members::category::Category;
use crate::members::conferrals::board_vote::{BoardVote, MajorityOf, VoteRefusal, VoteResult};
use crate::members::policy::MembersPolicy;
use crate::policy::{Sourced, Sources};
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;
use serde::Deserialize;

/// Rules for conferring honorary membership.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HonoraryRules {
    /// How many voting members propose somebody, at the least.
    pub least_nominators: Sourced<u32>,
    /// Of whom a vote of the board needs the majority.
    pub board_majority_of: Sourced<MajorityOf>,
}

impl HonoraryRules {
    pub(in crate::members) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("honorary.least_nominators", &self.least_nominators)?;
        sources.check_figure("honorary.board_majority_of", &self.board_majority_of)?;
        if self.least_nominators.value == 0 {
            return Err("honorary.least_nominators must be at least 1".into());
        }
        Ok(())
    }
}

/// What the decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HonoraryFacts {
    /// For each who proposes, in order: whether that member has a vote now.
    pub nominators_vote: Vec<bool>,
    /// The category that the person holds now, when a membership runs.
    pub category: Option<Category>,
    /// Day of the vote.
    pub decided_on: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// How the board voted.
    pub vote: BoardVote,
}

/// A refusal about honorary membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HonoraryRefusal {
    /// Too few members propose the person.
    #[error("{needed} voting members propose somebody for honorary membership; here it is {told}")]
    TooFewNominators {
        /// How many it takes.
        needed: u32,
        /// How many were named.
        told: usize,
    },
    /// Somebody who proposes has no vote.
    #[error("only members who have a vote propose somebody for honorary membership")]
    NominatorHasNoVote {
        /// Which of them, from 0.
        position: usize,
    },
    /// The person needs no honorary membership.
    #[error("the person is a member in category `{category}`, which needs no honorary membership")]
    HeldAlready {
        /// The category held.
        category: Category,
    },
    /// The vote is not over yet.
    #[error("the day of the vote, {decided_on}, is in the future")]
    InTheFuture {
        /// Day of the vote.
        decided_on: NaiveDate,
    },
    /// Nobody was present.
    #[error("nobody was present, so nothing was decided")]
    NobodyPresent,
    /// More votes than members present.
    #[error("{cast} votes were counted, and {present} members of the board were present")]
    MoreVotesThanPresent {
        /// Members of the board present.
        present: u32,
        /// Votes for and against.
        cast: u64,
    },
    /// There is nothing to revoke.
    #[error("the vote conferred nothing, or what it conferred was revoked before")]
    NotInForce,
}

impl From<VoteRefusal> for HonoraryRefusal {
    fn from(refusal: VoteRefusal) -> Self {
        match refusal {
            VoteRefusal::NobodyPresent => Self::NobodyPresent,
            VoteRefusal::MoreVotesThanPresent { present, cast } => Self::MoreVotesThanPresent { present, cast },
        }
    }
}

impl Refuse for HonoraryRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::TooFewNominators { .. } => "honorary_nominators_too_few",
            Self::NominatorHasNoVote { .. } => "honorary_nominator_has_no_vote",
            Self::HeldAlready { .. } => "honorary_not_needed",
            Self::InTheFuture { .. } => "honorary_decided_in_the_future",
            Self::NobodyPresent => "honorary_vote_nobody_present",
            Self::MoreVotesThanPresent { .. } => "honorary_vote_exceeds_present",
            Self::NotInForce => "honorary_not_in_force",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::TooFewNominators { .. } | Self::NominatorHasNoVote { .. } => "members.honorary.nominators",
            Self::HeldAlready { .. } | Self::NotInForce => "members.honorary",
            Self::InTheFuture { .. } | Self::NobodyPresent | Self::MoreVotesThanPresent { .. } => VOTE_CLAUSE,
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::NominatorHasNoVote { .. } => cited::HONORARY,
            _ => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::TooFewNominators { needed, told } => vec![Fact::new("needed", needed), Fact::new("told", told)],
            Self::HeldAlready { category } => vec![Fact::new("category", category)],
            Self::MoreVotesThanPresent { present, cast } => {
                vec![Fact::new("present", present), Fact::new("cast", cast)]
            }
            Self::InTheFuture { decided_on } => vec![Fact::new("decided_on", decided_on)],
            Self::NominatorHasNoVote { .. } | Self::NobodyPresent | Self::NotInForce => Vec::new(),
        }
    }
}

const VOTE_CLAUSE: &str = "members.honorary.vote";

/// Counts the board's vote on a proposal that is in order.
///
/// # Errors
/// See [`HonoraryRefusal`].
pub fn confer(facts: &HonoraryFacts, policy: &MembersPolicy) -> Result<VoteResult, HonoraryRefusal> {
    let (rules, told) = (&policy.honorary, facts.nominators_vote.len());
    let needed = rules.least_nominators.value;
    if u64::try_from(told).unwrap_or(u64::MAX) < u64::from(needed) {
        return Err(HonoraryRefusal::TooFewNominators { needed, told });
    }
    if let Some(position) = facts.nominators_vote.iter().position(|votes| !votes) {
        return Err(HonoraryRefusal::NominatorHasNoVote { position });
    }
    if facts.decided_on > facts.today {
        return Err(HonoraryRefusal::InTheFuture { decided_on: facts.decided_on });
    }
    if let Some(category) = facts.category.filter(|held| matches!(held, Category::Life | Category::Honorary)) {
        return Err(HonoraryRefusal::HeldAlready { category });
    }
    Ok(facts.vote.result(&rules.board_majority_of, &policy.sources, (VOTE_CLAUSE, "conferral"))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, day as date};

    fn facts() -> HonoraryFacts {
        let vote = BoardVote { present: 17, in_favor: 9, against: 8 };
        let (decided_on, today) = (date("2026-03-01"), date("2026-03-01"));
        HonoraryFacts {
            nominators_vote: vec![true, true],
            category: Some(Category::AcademicProfessor),
            decided_on,
            today,
            vote,
        }
    }

    fn decided(facts: &HonoraryFacts) -> Result<bool, HonoraryRefusal> {
        confer(facts, &POLICIES.members).map(|result| result.carried)
    }

    #[test]
    fn more_than_half_of_those_present_confer_it() {
        assert_eq!(decided(&facts()), Ok(true));
        let tied = BoardVote { present: 18, in_favor: 9, against: 0 };
        assert_eq!(decided(&HonoraryFacts { vote: tied, ..facts() }), Ok(false));
        let nobody = BoardVote { present: 0, in_favor: 0, against: 0 };
        assert_eq!(decided(&HonoraryFacts { vote: nobody, ..facts() }), Err(HonoraryRefusal::NobodyPresent));
        let many = BoardVote { present: 2, in_favor: 2, against: 1 };
        let refused = HonoraryRefusal::MoreVotesThanPresent { present: 2, cast: 3 };
        assert_eq!(decided(&HonoraryFacts { vote: many, ..facts() }), Err(refused));
    }

    #[test]
    fn a_vote_is_recorded_on_its_day_or_later() {
        let decided_on = date("2026-03-02");
        let early = HonoraryFacts { decided_on, ..facts() };
        assert_eq!(decided(&early), Err(HonoraryRefusal::InTheFuture { decided_on }));
        assert_eq!(decided(&HonoraryFacts { today: decided_on, ..early }), Ok(true));
    }

    #[test]
    fn two_members_with_a_vote_propose_it() {
        let proposed = |votes: &[bool]| decided(&HonoraryFacts { nominators_vote: votes.to_vec(), ..facts() });
        assert_eq!(proposed(&[true]), Err(HonoraryRefusal::TooFewNominators { needed: 2, told: 1 }));
        assert_eq!(proposed(&[true, false]), Err(HonoraryRefusal::NominatorHasNoVote { position: 1 }));
        assert_eq!(proposed(&[true, true, true]), Ok(true));
    }

    #[test]
    fn who_pays_nothing_for_life_needs_none() {
        for category in [Category::Life, Category::Honorary] {
            let refused = Err(HonoraryRefusal::HeldAlready { category });
            assert_eq!(decided(&HonoraryFacts { category: Some(category), ..facts() }), refused);
        }
        assert_eq!(decided(&HonoraryFacts { category: None, ..facts() }), Ok(true));
    }
}
