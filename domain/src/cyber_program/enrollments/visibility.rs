//! Who may see an enrollment, and who may act on it.
//!
//! Participants see and act on their own; staff and admins do so for everybody; finance sees all of them. To everybody
//! else an enrollment does not exist.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};
use crate::cyber_program::enrollments::state::EnrollmentActor;

/// Whether a caller may see everybody's enrollments.
#[must_use]
pub fn may_list_enrollments(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// Whether a caller may see the enrollment of an account's owner.
#[must_use]
pub fn may_see_enrollment(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || may_list_enrollments(caller)
}

/// In which capacity a caller acts on the enrollment of an account's owner: on the caller's own always as the
/// participant. None for whoever may not.
#[must_use]
pub fn acts_on_enrollment(caller: &Caller, owner: AccountId) -> Option<EnrollmentActor> {
    if caller.is(owner) {
        Some(EnrollmentActor::Participant)
    } else {
        caller.has_any(&[Role::Staff, Role::Admin]).then_some(EnrollmentActor::Staff)
    }
}
