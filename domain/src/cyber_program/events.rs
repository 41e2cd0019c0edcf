//! What happens in the cyber program. Reflections have no event: nothing tells that somebody reflects.

use chrono::NaiveDate;

use super::{ActivityKey, EnrollmentAction, EnrollmentActor, EnrollmentState, MarkKind};
use crate::ids::{AccountId, BreakoutGroupId, CohortId, EnrollmentId, PostId, SurveyId};

events! {
    /// A change of a cohort, an enrollment, a post or a survey.
    pub enum CyberProgramEvent {
        /// A cohort was planned.
        CohortCreated: cohort(CohortId) "created" 1 {}
        /// The name, dates, seats or weekly hour of a cohort were changed.
        CohortUpdated: cohort(CohortId) "updated" 1 {
            /// Number of seats from now on.
            capacity: u32,
            /// First day from now on.
            starts_on: NaiveDate,
        }
        /// The association canceled a cohort.
        CohortCanceled: cohort(CohortId) "canceled" 1 {
            /// Number of enrollments that ended with it.
            enrollment_count: u64,
        }
        /// Somebody became a mentor of a cohort.
        MentorAdded: cohort(CohortId) "mentor_added" 1 {
            /// Account of the mentor.
            account_id: AccountId,
        }
        /// Somebody is a mentor of a cohort no longer.
        MentorRemoved: cohort(CohortId) "mentor_removed" 1 {
            /// Account of the mentor.
            account_id: AccountId,
        }
        /// The participants of a cohort were put into breakout groups.
        BreakoutGroupsAssigned: cohort(CohortId) "breakout_groups_assigned" 1 {
            /// Number of groups.
            group_count: u64,
            /// Number of participants.
            participant_count: u64,
        }
        /// A participant was moved to a breakout group.
        ParticipantMoved: cohort(CohortId) "participant_moved" 1 {
            /// Enrollment of the participant.
            enrollment_id: EnrollmentId,
            /// Group before.
            from: Option<BreakoutGroupId>,
            /// Group from now on.
            to: BreakoutGroupId,
        }
        /// Faculty marked who attended a meeting or a live event.
        AttendanceMarked: cohort(CohortId) "attendance_marked" 1 {
            /// What was attended.
            activity: ActivityKey,
            /// Number of participants marked.
            marked_count: u64,
        }
        /// Those who lead a cohort confirmed what participants had marked of their own attendance.
        AttendanceConfirmed: cohort(CohortId) "attendance_confirmed" 1 {
            /// What was attended.
            activity: ActivityKey,
            /// Number of participants confirmed.
            confirmed_count: u64,
        }
        /// Somebody enrolled in a cohort.
        Enrolled: enrollment(EnrollmentId) "created" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// A request that was paid, or whose purchase order was confirmed, got a seat or a place on the waitlist.
        Confirmed: enrollment(EnrollmentId) "confirmed" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// Somebody on the waitlist who owes nothing got a seat that became free.
        Promoted: enrollment(EnrollmentId) "promoted" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// A seat that became free was offered to somebody on the waitlist.
        Offered: enrollment(EnrollmentId) "offered" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// Somebody accepted the seat that was offered.
        Accepted: enrollment(EnrollmentId) "accepted" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// Somebody declined the seat that was offered.
        Declined: enrollment(EnrollmentId) "declined" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// The offer of a seat was not accepted in time.
        Expired: enrollment(EnrollmentId) "expired" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// A seat, a place on the waitlist, an offer or a request was given up.
        Withdrawn: enrollment(EnrollmentId) "withdrawn" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// A seat that was not paid in time was taken back.
        Released: enrollment(EnrollmentId) "released" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// A colleague took a seat in somebody's place; `account_id` is the colleague.
        Substituted: enrollment(EnrollmentId) "substituted" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// The association canceled the cohort of a seat, a place on the waitlist or a request.
        Canceled: enrollment(EnrollmentId) "canceled" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// The seat of somebody who completed the program was settled: hours and certificate wait no longer.
        Settled: enrollment(EnrollmentId) "settled" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
        }
        /// A payment for a seat was reversed, so that it is owed again; hours that rested on it are taken back.
        Reopened: enrollment(EnrollmentId) "reopened" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// Day until which it is to be paid.
            payment_due_on: NaiveDate,
            /// Whether hours and certificate stay all the same, because an organization's own purchase order stands for it.
            settled: bool,
        }
        /// The outcome of a seat is certain: completed or not completed.
        Finished: enrollment(EnrollmentId) "finished" 1 {
            /// Cohort concerned.
            cohort_id: CohortId,
            /// Account of the participant.
            account_id: AccountId,
            /// State before.
            from: Option<EnrollmentState>,
            /// State from now on.
            to: EnrollmentState,
            /// In which capacity it was done.
            acted_as: EnrollmentActor,
        }
        /// An activity was marked on the sheet of a participant.
        ActivityMarked: enrollment(EnrollmentId) "activity_marked" 1 {
            /// Which activity.
            activity: ActivityKey,
            /// What the mark says.
            mark: MarkKind,
        }
        /// A participant made a secret calendar link, in place of an earlier one.
        CalendarLinkCreated: enrollment(EnrollmentId) "calendar_link_created" 1 {}
        /// The secret calendar link of a participant was taken back.
        CalendarLinkDeleted: enrollment(EnrollmentId) "calendar_link_deleted" 1 {}
        /// Somebody wrote a post.
        PostCreated: cohort_post(PostId) "created" 1 {
            /// Cohort in which it was written.
            cohort_id: CohortId,
            /// Activity that it belongs to.
            activity: ActivityKey,
        }
        /// The author of a post narrowed its audience.
        PostNarrowed: cohort_post(PostId) "narrowed" 1 {
            /// Cohort in which it was written.
            cohort_id: CohortId,
            /// Activity that it belongs to.
            activity: ActivityKey,
        }
        /// A survey was put to the participants of a cohort.
        SurveyCreated: cohort_survey(SurveyId) "created" 1 {
            /// Cohort that is asked.
            cohort_id: CohortId,
            /// Activity that it belongs to.
            activity: ActivityKey,
        }
        /// A participant answered a survey.
        SurveyAnswered: cohort_survey(SurveyId) "answered" 1 {
            /// Cohort that is asked.
            cohort_id: CohortId,
            /// Activity that it belongs to.
            activity: ActivityKey,
        }
    }
}

/// A step that was taken on an enrollment.
#[derive(Clone, Copy, Debug)]
pub struct EnrollmentStepTaken {
    /// The enrollment.
    pub enrollment: EnrollmentId,
    /// Its cohort.
    pub cohort_id: CohortId,
    /// The participant's account.
    pub account_id: AccountId,
    /// State before.
    pub from: Option<EnrollmentState>,
    /// State from now on.
    pub to: EnrollmentState,
    /// In which capacity it was taken.
    pub acted_as: EnrollmentActor,
}

impl CyberProgramEvent {
    /// The event of a step that was taken.
    #[must_use]
    pub const fn of(action: EnrollmentAction, taken: EnrollmentStepTaken) -> CyberProgramEvent {
        let EnrollmentStepTaken { enrollment, cohort_id, account_id, from, to, acted_as } = taken;
        match action {
            EnrollmentAction::Register => {
                CyberProgramEvent::Enrolled { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Confirm => {
                CyberProgramEvent::Confirmed { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Promote => {
                CyberProgramEvent::Promoted { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Offer => {
                CyberProgramEvent::Offered { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Accept => {
                CyberProgramEvent::Accepted { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Decline => {
                CyberProgramEvent::Declined { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Expire => {
                CyberProgramEvent::Expired { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Substitute => {
                CyberProgramEvent::Substituted { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Withdraw => {
                CyberProgramEvent::Withdrawn { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Release => {
                CyberProgramEvent::Released { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Cancel => {
                CyberProgramEvent::Canceled { enrollment, cohort_id, account_id, from, to, acted_as }
            }
            EnrollmentAction::Finish => {
                CyberProgramEvent::Finished { enrollment, cohort_id, account_id, from, to, acted_as }
            }
        }
    }
}
