//! Who may see an enrollment, and who may act on it.
//!
//! Participants see and act on their own; representatives of the organization that pays, on those that it pays; staff and
//! admins do so for everybody; finance sees all of them. To everybody else an enrollment does not exist.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};
use crate::cyber_program::enrollments::state::EnrollmentActor;

/// Whether a caller may see everybody's enrollments.
#[must_use]
pub fn may_list_enrollments(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// Whether a caller may see the enrollment of an account's owner; so does whoever represents the organization that pays.
#[must_use]
pub fn may_see_enrollment(caller: &Caller, owner: AccountId, represents_payer: bool) -> bool {
    caller.is(owner) || represents_payer || may_list_enrollments(caller)
}

/// In which capacity a caller acts on the enrollment of an account's owner: on the caller's own always as the
/// participant, for an organization that they represent and that pays as the buyer. None for whoever may not.
#[must_use]
pub fn acts_on_enrollment(caller: &Caller, owner: AccountId, represents_payer: bool) -> Option<EnrollmentActor> {
    if represents_payer {
        Some(EnrollmentActor::Buyer)
    } else if caller.is(owner) {
        Some(EnrollmentActor::Participant)
    } else {
        caller.has_any(&[Role::Staff, Role::Admin]).then_some(EnrollmentActor::Staff)
    }
}
