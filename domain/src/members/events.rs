//! What happens to members, their applications, their employment and their print subscriptions.

use chrono::NaiveDate;

use super::ApplicationKind;
use crate::Category;
use crate::ids::{
    AccountId, ApplicationId, ChapterId, EmploymentSpellId, HonoraryConferralId, MemberId, PrintSubscriptionId,
};

events! {
    /// A change of a membership or of what it rests on.
    pub enum MembersEvent {
        /// The record of a person was opened by a first application.
        MemberCreated: member(MemberId) "created" 1 {
            /// Account of the person.
            account_id: AccountId,
        }
        /// The record of a member was corrected.
        MemberUpdated: member(MemberId) "updated" 1 {
            /// Account of the person.
            account_id: AccountId,
        }
        /// A term of membership was paid for and opened.
        TermOpened: member(MemberId) "term_opened" 1 {
            /// Application that asked for it.
            application_id: ApplicationId,
            /// What the application was for.
            kind: ApplicationKind,
            /// First day of the term.
            starts_on: NaiveDate,
            /// Day on which the term ends.
            ends_on: NaiveDate,
        }
        /// A further installment moved the date until which a membership is paid for.
        TermExtended: member(MemberId) "term_extended" 1 {
            /// Day until which it is paid for.
            good_until_on: NaiveDate,
        }
        /// A payment toward a term was reversed: the term never began, or is paid for less far.
        TermReopened: member(MemberId) "term_reopened" 1 {
            /// Application that asked for it.
            application_id: ApplicationId,
            /// Day until which the membership is paid for; null when no term of it is.
            good_until_on: Option<NaiveDate>,
        }
        /// An application that was paid awaits payment again, because a payment was reversed.
        ApplicationReopened: application(ApplicationId) "reopened" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// An application for membership was submitted.
        ApplicationSubmitted: application(ApplicationId) "submitted" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
            /// What it is for.
            kind: ApplicationKind,
            /// Category applied for.
            category: Category,
        }
        /// An application for membership was paid for and accepted.
        ApplicationAccepted: application(ApplicationId) "accepted" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// Staff accepted what an application shows; it now awaits payment, or was carried out.
        ApplicationApproved: application(ApplicationId) "approved" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// Staff asked for information about an application.
        ApplicationInformationRequested: application(ApplicationId) "information_requested" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// The applicant answered staff.
        ApplicationAnswered: application(ApplicationId) "answered" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// Staff declined an application.
        ApplicationDeclined: application(ApplicationId) "declined" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// An application ended by itself, unpaid.
        ApplicationExpired: application(ApplicationId) "expired" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// Facts that an application rests on changed, so that staff look at it again.
        ApplicationReturned: application(ApplicationId) "returned" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// Staff confirmed a membership that began when it was paid.
        MemberConfirmed: member(MemberId) "confirmed" 1 {
            /// Account of the person.
            account_id: AccountId,
        }
        /// Staff ended a membership that was got wrongly.
        MemberEnded: member(MemberId) "ended" 1 {
            /// Account of the person.
            account_id: AccountId,
        }
        /// A waived term ended with a new position, or runs again because the position was corrected.
        TransitionEnded: member(MemberId) "transition_ended" 1 {
            /// Day on which the term ends.
            ends_on: NaiveDate,
        }
        /// A chapter of students was put on record.
        ChapterCreated: student_chapter(ChapterId) "created" 1 {}
        /// The record of a chapter was changed.
        ChapterUpdated: student_chapter(ChapterId) "updated" 1 {}
        /// A chapter got a new code.
        ChapterCodeRotated: student_chapter(ChapterId) "code_rotated" 1 {}
        /// The board voted on an honorary membership.
        HonoraryVoted: honorary_conferral(HonoraryConferralId) "voted" 1 {
            /// Member on whom it is conferred.
            member_id: MemberId,
            /// Whether the vote carried it.
            carried: bool,
        }
        /// The board revoked an honorary membership.
        HonoraryRevoked: honorary_conferral(HonoraryConferralId) "revoked" 1 {
            /// Member whose honorary membership it was.
            member_id: MemberId,
        }
        /// An application for membership was withdrawn.
        ApplicationWithdrawn: application(ApplicationId) "withdrawn" 1 {
            /// Account of the person whose membership it is.
            account_id: AccountId,
        }
        /// A spell of employment was added to a member's record.
        EmploymentCreated: employment_spell(EmploymentSpellId) "created" 1 {
            /// Member whose employment it is.
            member_id: MemberId,
        }
        /// A spell of employment was corrected.
        EmploymentUpdated: employment_spell(EmploymentSpellId) "updated" 1 {
            /// Member whose employment it is.
            member_id: MemberId,
        }
        /// A spell of employment was removed from a member's record.
        EmploymentDeleted: employment_spell(EmploymentSpellId) "deleted" 1 {
            /// Member whose employment it was.
            member_id: MemberId,
        }
        /// A year of the print magazine was ordered.
        PrintSubscriptionOrdered: print_subscription(PrintSubscriptionId) "ordered" 1 {
            /// Member who gets it.
            member_id: MemberId,
        }
        /// A year of the print magazine was paid for and started.
        PrintSubscriptionStarted: print_subscription(PrintSubscriptionId) "started" 1 {
            /// Member who gets it.
            member_id: MemberId,
            /// First day of the year.
            starts_on: NaiveDate,
            /// Day on which the year ends.
            ends_on: NaiveDate,
        }
        /// A year of the print magazine was stopped, because its payment was reversed; it awaits payment again.
        PrintSubscriptionStopped: print_subscription(PrintSubscriptionId) "stopped" 1 {
            /// Member who got it.
            member_id: MemberId,
        }
        /// An order of the print magazine was taken back before it was paid.
        PrintSubscriptionWithdrawn: print_subscription(PrintSubscriptionId) "withdrawn" 1 {
            /// Member who ordered it.
            member_id: MemberId,
        }
    }
}
