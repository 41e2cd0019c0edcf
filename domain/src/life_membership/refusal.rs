//! Every refusal of the rules on Life membership.

use super::applications::recognition::RecognitionKind;
use super::applications::state::{Actor, LifeAction, LifeState};
use crate::members::conferrals::board_vote::VoteRefusal;
use crate::refusal::{Fact, Refuse, cited};
use chrono::NaiveDate;

/// A fault of the facts of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LifeFactsRefusal {
    /// The retirement is not after the birth.
    #[error("the retirement on {retired_on} must be after the birth on {born_on}")]
    RetiredBeforeBirth {
        /// Birth date.
        born_on: NaiveDate,
        /// Date of retirement.
        retired_on: NaiveDate,
    },
    /// A spell of service begins before the birth.
    #[error("service spell {spell} begins on {starts_on}, before the birth on {born_on}")]
    SpellStartsBeforeBirth {
        /// Its place among the spells, from 0.
        spell: usize,
        /// First day.
        starts_on: NaiveDate,
        /// Birth date.
        born_on: NaiveDate,
    },
    /// A spell does not end after it starts.
    #[error("service spell {spell} ends on {ends_on}, which is not after its start on {starts_on}")]
    SpellEndsBeforeItStarts {
        /// Its place among the spells, from 0.
        spell: usize,
        /// First day.
        starts_on: NaiveDate,
        /// First day no longer in it.
        ends_on: NaiveDate,
    },
}

impl LifeFactsRefusal {
    /// Where in the facts the fault is, as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self.spell() {
            None => "/retired_on".to_owned(),
            Some((spell, member)) => format!("/service_spells/{spell}/{member}"),
        }
    }

    /// The place of the spell at fault, from 0, and the member of it; none when no spell is.
    #[must_use]
    pub const fn spell(&self) -> Option<(usize, &'static str)> {
        match self {
            Self::RetiredBeforeBirth { .. } => None,
            Self::SpellStartsBeforeBirth { spell, .. } => Some((*spell, "starts_on")),
            Self::SpellEndsBeforeItStarts { spell, .. } => Some((*spell, "ends_on")),
        }
    }
}

impl Refuse for LifeFactsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::RetiredBeforeBirth { .. } => "retired_before_birth",
            Self::SpellStartsBeforeBirth { .. } => "service_spell_starts_before_birth",
            Self::SpellEndsBeforeItStarts { .. } => "service_spell_ends_before_it_starts",
        }
    }

    fn clause(&self) -> &'static str {
        "life.facts"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::RetiredBeforeBirth { born_on, retired_on } => {
                vec![Fact::new("born_on", born_on), Fact::new("retired_on", retired_on)]
            }
            Self::SpellStartsBeforeBirth { spell, starts_on, born_on } => {
                vec![Fact::new("spell", spell), Fact::new("starts_on", starts_on), Fact::new("born_on", born_on)]
            }
            Self::SpellEndsBeforeItStarts { spell, starts_on, ends_on } => {
                vec![Fact::new("spell", spell), Fact::new("starts_on", starts_on), Fact::new("ends_on", ends_on)]
            }
        }
    }
}

/// A refusal of the rules on applications for Life membership.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LifeRefusal {
    /// The state does not allow the step.
    #[error("the step `{action}` is not possible {}", standing_at(*state))]
    StepNotOpen {
        /// The step.
        action: LifeAction,
        /// The state of the application.
        state: Option<LifeState>,
    },
    /// The caller may not take the step.
    #[error("a caller acting as `{actor}` may not take the step `{action}`")]
    NotTheirs {
        /// The step.
        action: LifeAction,
        /// The role in which the caller acted.
        actor: Actor,
    },
    /// One path depends on age, and there is no birth date.
    #[error("one path to Life membership depends on age, and neither the record nor the request has a birth date")]
    BirthDateMissing,
    /// No membership was active or in grace before the retirement.
    #[error("no membership was active or in grace on the day before {retired_on}")]
    MembershipMissing {
        /// The retirement.
        retired_on: NaiveDate,
    },
    /// Neither path is met.
    #[error("neither path to Life membership is met; only the Executive Board may grant it")]
    NotEligible {
        /// The first retirement date on which the person is eligible.
        earliest_on: Option<NaiveDate>,
    },
    /// The constitution says "shall".
    #[error("a path to Life membership is met, so it must be granted; the step `{action}` is not possible")]
    LifeIsDue {
        /// The step.
        action: LifeAction,
    },
    /// The board may grant Life membership to Full members only.
    #[error("the Executive Board may grant Life membership to Full members only")]
    BoardPathClosed,
    /// The board has voted, and its decision is final.
    #[error("the Executive Board has voted on this application; its decision is final")]
    BoardHasDecided,
    /// Nothing is granted before the retirement.
    #[error("Life membership begins with the retirement on {retired_on} and cannot be granted earlier")]
    NotRetiredYet {
        /// The retirement.
        retired_on: NaiveDate,
    },
    /// The position retired from has no end on record.
    #[error("a full-time local-government position that began on {since} has no end on record; end it first")]
    PositionStillHeld {
        /// Its first day.
        since: NaiveDate,
    },
    /// The step needs reasons.
    #[error("the step `{action}` needs a reason")]
    ReasonMissing {
        /// The step.
        action: LifeAction,
    },
    /// The step is dated before the previous one.
    #[error("the step is dated {on}, before the previous step on {last_on}")]
    BeforeLastStep {
        /// Day of the step.
        on: NaiveDate,
        /// Day of the last one.
        last_on: NaiveDate,
    },
    /// One application at a time.
    #[error("another application for Life membership is open; its state is `{state}`")]
    LifeApplicationOpen {
        /// The present state.
        state: LifeState,
    },
    /// Life membership is granted once; it is suspended and reinstated without a new test.
    #[error("Life membership is already granted; its state is `{state}`")]
    AlreadyLifeMember {
        /// The present state.
        state: LifeState,
    },
    /// Life membership was never granted.
    #[error("Life membership has not been granted")]
    NotALifeMember,
    /// Nobody was present at the vote.
    #[error("a vote needs at least one member of the board present")]
    NobodyPresent,
    /// Only those present vote.
    #[error("{cast} votes were cast, but only {present} members were present")]
    MoreVotesThanPresent {
        /// Members of the board present.
        present: u32,
        /// Votes for and against.
        cast: u64,
    },
    /// The item is already completed.
    #[error("the item `{item}` is already completed")]
    RecognitionDone {
        /// The item.
        item: RecognitionKind,
    },
    /// The member did not ask for a ceremony.
    #[error("the item `{item}` was not requested")]
    RecognitionNotAsked {
        /// The item.
        item: RecognitionKind,
    },
    /// The certificate or the pin has been sent.
    #[error("the certificate or the pin has been sent, so the designee can no longer be changed")]
    RecognitionSent,
    /// The ceremony has no designee or no address.
    #[error("a ceremony needs the name of the designee and an address")]
    DesigneeIncomplete,
    /// The date of the ceremony has passed.
    #[error("the date of the ceremony, {held_on}, has passed")]
    CeremonyPassed {
        /// Its day.
        held_on: NaiveDate,
    },
}

fn standing_at(state: Option<LifeState>) -> String {
    match state {
        Some(state) => format!("while the application is `{state}`"),
        None => "before a retirement is announced".to_owned(),
    }
}

impl From<VoteRefusal> for LifeRefusal {
    fn from(refusal: VoteRefusal) -> Self {
        match refusal {
            VoteRefusal::NobodyPresent => Self::NobodyPresent,
            VoteRefusal::MoreVotesThanPresent { present, cast } => Self::MoreVotesThanPresent { present, cast },
        }
    }
}

impl Refuse for LifeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::StepNotOpen { .. } => "life_step_not_open",
            Self::NotTheirs { .. } => "life_step_not_theirs",
            Self::BirthDateMissing => "life_birth_date_missing",
            Self::MembershipMissing { .. } => "life_membership_missing",
            Self::NotEligible { .. } => "life_not_eligible",
            Self::LifeIsDue { .. } => "life_is_due",
            Self::BoardPathClosed => "life_board_path_closed",
            Self::BoardHasDecided => "life_board_has_decided",
            Self::NotRetiredYet { .. } => "life_not_retired_yet",
            Self::PositionStillHeld { .. } => "life_position_still_held",
            Self::ReasonMissing { .. } => "life_reason_missing",
            Self::BeforeLastStep { .. } => "life_step_before_last",
            Self::LifeApplicationOpen { .. } => "life_application_open",
            Self::AlreadyLifeMember { .. } => "already_life_member",
            Self::NotALifeMember => "not_a_life_member",
            Self::NobodyPresent => "life_vote_nobody_present",
            Self::MoreVotesThanPresent { .. } => "life_vote_exceeds_present",
            Self::RecognitionDone { .. } => "recognition_done",
            Self::RecognitionNotAsked { .. } => "recognition_not_asked",
            Self::RecognitionSent => "recognition_sent",
            Self::DesigneeIncomplete => "designee_incomplete",
            Self::CeremonyPassed { .. } => "ceremony_passed",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::StepNotOpen { .. }
            | Self::NotTheirs { .. }
            | Self::ReasonMissing { .. }
            | Self::BeforeLastStep { .. }
            | Self::LifeApplicationOpen { .. }
            | Self::AlreadyLifeMember { .. }
            | Self::BoardHasDecided
            | Self::NotALifeMember => "life.process",
            Self::NotEligible { .. }
            | Self::LifeIsDue { .. }
            | Self::NotRetiredYet { .. }
            | Self::PositionStillHeld { .. } => "life.paths",
            Self::BirthDateMissing => "life.sixty_five_and_fifteen.age",
            Self::MembershipMissing { .. } => "life.full_member",
            Self::BoardPathClosed => "life.board_grant",
            Self::NobodyPresent | Self::MoreVotesThanPresent { .. } => "life.board_grant.vote",
            Self::RecognitionDone { .. }
            | Self::RecognitionNotAsked { .. }
            | Self::RecognitionSent
            | Self::DesigneeIncomplete
            | Self::CeremonyPassed { .. } => "life.recognition",
        }
    }

    fn source(&self) -> &'static str {
        match self {
            Self::NotEligible { .. }
            | Self::BirthDateMissing
            | Self::MembershipMissing { .. }
            | Self::LifeIsDue { .. }
            | Self::BoardPathClosed
            | Self::NotRetiredYet { .. }
            | Self::NotALifeMember => cited::ARTICLE,
            Self::AlreadyLifeMember { .. } | Self::DesigneeIncomplete => cited::SEED,
            _ => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::StepNotOpen { action, state } => {
                let state = state.map(|state| Fact::new("state", state));
                std::iter::once(Fact::new("action", action)).chain(state).collect()
            }
            Self::NotTheirs { action, actor } => vec![Fact::new("action", action), Fact::new("actor", actor)],
            Self::LifeIsDue { action } | Self::ReasonMissing { action } => vec![Fact::new("action", action)],
            Self::NotRetiredYet { retired_on } | Self::MembershipMissing { retired_on } => {
                vec![Fact::new("retired_on", retired_on)]
            }
            Self::PositionStillHeld { since } => vec![Fact::new("held_since_on", since)],
            Self::BeforeLastStep { on, last_on } => vec![Fact::new("on", on), Fact::new("last_on", last_on)],
            Self::LifeApplicationOpen { state } | Self::AlreadyLifeMember { state } => vec![Fact::new("state", state)],
            Self::MoreVotesThanPresent { present, cast } => {
                vec![Fact::new("present", present), Fact::new("cast", cast)]
            }
            Self::RecognitionDone { item } | Self::RecognitionNotAsked { item } => vec![Fact::new("item", item)],
            Self::CeremonyPassed { held_on } => vec![Fact::new("held_on", held_on)],
            Self::NotEligible { earliest_on } => {
                earliest_on.iter().map(|on| Fact::new("earliest_eligible_on", on)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        match self {
            Self::NotRetiredYet { retired_on } => Some(*retired_on),
            _ => None,
        }
    }
}
