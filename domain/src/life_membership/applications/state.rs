//! The states of an application for Life membership, and who may take its steps.
//!
//! Invariant: the state decides which category the account holds; Life membership is never lost,
//! only suspended. RULES 2.4.

use crate::life_membership::standing::LifeStatus;
use crate::members::category::Category;

code_words! {
    /// The state of an application and, after a grant, of the membership.
    pub enum LifeState {
        /// The member has announced a retirement.
        Requested => "requested",
        /// Staff has checked the facts and assessed them.
        Verified => "verified",
        /// Granted by right: one of the two paths is met.
        Granted => "granted",
        /// Before the Executive Board.
        ReferredToBoard => "referred_to_board",
        /// Granted by a vote of the board.
        GrantedByBoard => "granted_by_board",
        /// Declined, with reasons.
        Declined => "declined",
        /// Suspended while back in full-time local-government service.
        SuspendedFullTimeLg => "suspended_full_time_lg",
        /// Suspended while employed full time elsewhere.
        SuspendedOtherEmployment => "suspended_other_employment",
        /// In force again after a suspension.
        Reinstated => "reinstated",
    }
}

impl LifeState {
    /// Whether the application awaits a step.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Verified | Self::ReferredToBoard)
    }

    /// Whether Life status is held, suspended, or was never granted.
    #[must_use]
    pub const fn life_status(self) -> Option<LifeStatus> {
        match self {
            Self::Granted | Self::GrantedByBoard | Self::Reinstated => Some(LifeStatus::Held),
            Self::SuspendedFullTimeLg => Some(LifeStatus::SuspendedFullTimeLocalGovernment),
            Self::SuspendedOtherEmployment => Some(LifeStatus::SuspendedOtherEmployment),
            Self::Requested | Self::Verified | Self::ReferredToBoard | Self::Declined => None,
        }
    }

    /// The category the account holds because of it; none when it changes nothing.
    #[must_use]
    pub fn category(self) -> Option<Category> {
        self.life_status().map(LifeStatus::charged_as)
    }
}

code_words! {
    /// A step from one state to the next.
    pub enum LifeAction {
        /// Announce a retirement.
        Announce => "announce",
        /// Record the checked facts and their assessment; may be repeated until decided.
        Verify => "verify",
        /// Grant by right.
        Grant => "grant",
        /// Lay it before the board.
        ReferToBoard => "refer_to_board",
        /// Decline with reasons.
        Decline => "decline",
        /// Record the vote of the board.
        RecordVote => "record_vote",
        /// Take a refusal by staff to the board.
        Appeal => "appeal",
        /// Suspend, because of full-time work.
        Suspend => "suspend",
        /// Reinstate, because that work has ended.
        Reinstate => "reinstate",
    }
}

code_words! {
    /// Who takes a step.
    pub enum Actor {
        /// The member concerned.
        Member => "member",
        /// The association's staff.
        Staff => "staff",
        /// The Executive Board.
        Board => "board",
        /// Automatic, from employment on record.
        System => "system",
    }
}

impl LifeAction {
    /// Who may take it.
    #[must_use]
    pub const fn may_be_taken_by(self) -> &'static [Actor] {
        match self {
            Self::Announce | Self::Appeal => &[Actor::Member, Actor::Staff],
            Self::Verify | Self::Grant | Self::ReferToBoard | Self::Decline => &[Actor::Staff],
            Self::RecordVote => &[Actor::Board],
            Self::Suspend | Self::Reinstate => &[Actor::System],
        }
    }

    /// Whether the step needs a reason in the words of the person who takes it.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::ReferToBoard | Self::Decline | Self::Appeal)
    }

    /// The states it can be taken from; announcing begins from none.
    #[must_use]
    pub const fn taken_from(self) -> &'static [LifeState] {
        match self {
            Self::Announce => &[],
            Self::Verify => &[LifeState::Requested, LifeState::Verified],
            Self::Grant | Self::ReferToBoard | Self::Decline => &[LifeState::Verified],
            Self::RecordVote => &[LifeState::ReferredToBoard],
            Self::Appeal => &[LifeState::Declined],
            Self::Suspend => &[
                LifeState::Granted,
                LifeState::GrantedByBoard,
                LifeState::Reinstated,
                LifeState::SuspendedFullTimeLg,
                LifeState::SuspendedOtherEmployment,
            ],
            Self::Reinstate => &[LifeState::SuspendedFullTimeLg, LifeState::SuspendedOtherEmployment],
        }
    }

    /// The states it can lead to.
    #[must_use]
    pub const fn leads_to(self) -> &'static [LifeState] {
        match self {
            Self::Announce => &[LifeState::Requested],
            Self::Verify => &[LifeState::Verified],
            Self::Grant => &[LifeState::Granted],
            Self::ReferToBoard | Self::Appeal => &[LifeState::ReferredToBoard],
            Self::Decline => &[LifeState::Declined],
            Self::RecordVote => &[LifeState::GrantedByBoard, LifeState::Declined],
            Self::Suspend => &[LifeState::SuspendedFullTimeLg, LifeState::SuspendedOtherEmployment],
            Self::Reinstate => &[LifeState::Reinstated],
        }
    }
}
