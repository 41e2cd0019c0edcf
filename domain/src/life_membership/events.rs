//! What happens to Life membership and its recognition.

use super::{LifeAction, LifeState, RecognitionKind};
use crate::ids::{LifeApplicationId, MemberId};

events! {
    /// A change of an application for Life membership, or of the Life membership itself.
    pub enum LifeEvent {
        /// A member announced a retirement: the application begins.
        Announced: life_application(LifeApplicationId) "announced" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// Staff checked the facts of an application and recorded the assessment.
        Verified: life_application(LifeApplicationId) "verified" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// Life membership was granted.
        Granted: life_application(LifeApplicationId) "granted" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// An application was laid before the board.
        Referred: life_application(LifeApplicationId) "referred" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// Staff declined an application.
        Declined: life_application(LifeApplicationId) "declined" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// The vote of the board on an application was recorded.
        VoteRecorded: life_application(LifeApplicationId) "vote_recorded" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// A member took a refusal by staff to the board.
        Appealed: life_application(LifeApplicationId) "appealed" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// Life membership was suspended because of full-time work.
        Suspended: life_application(LifeApplicationId) "suspended" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// Suspended Life membership came back into force.
        Reinstated: life_application(LifeApplicationId) "reinstated" 1 {
            /// Member concerned.
            member_id: MemberId,
            /// State before.
            from: Option<LifeState>,
            /// State from now on.
            to: LifeState,
        }
        /// The wish for a ceremony was recorded, changed or taken back.
        RecognitionUpdated: life_recognition(LifeApplicationId) "updated" 1 {}
        /// A piece of the recognition was sent or presented.
        RecognitionItemCompleted: life_recognition(LifeApplicationId) "item_completed" 1 {
            /// Which one.
            kind: RecognitionKind,
        }
    }
}

impl LifeEvent {
    /// The event of a step that was taken.
    #[must_use]
    pub const fn of(
        action: LifeAction,
        life_application: LifeApplicationId,
        member_id: MemberId,
        from: Option<LifeState>,
        to: LifeState,
    ) -> LifeEvent {
        match action {
            LifeAction::Announce => LifeEvent::Announced { life_application, member_id, from, to },
            LifeAction::Verify => LifeEvent::Verified { life_application, member_id, from, to },
            LifeAction::Grant => LifeEvent::Granted { life_application, member_id, from, to },
            LifeAction::ReferToBoard => LifeEvent::Referred { life_application, member_id, from, to },
            LifeAction::Decline => LifeEvent::Declined { life_application, member_id, from, to },
            LifeAction::RecordVote => LifeEvent::VoteRecorded { life_application, member_id, from, to },
            LifeAction::Appeal => LifeEvent::Appealed { life_application, member_id, from, to },
            LifeAction::Suspend => LifeEvent::Suspended { life_application, member_id, from, to },
            LifeAction::Reinstate => LifeEvent::Reinstated { life_application, member_id, from, to },
        }
    }
}
