//! Who may see and change a member's record, and who may see a salary.
//!
//! Members see their own record; staff, finance and administrators see all; for everybody else a
//! record does not exist. Only the person, staff and finance see a salary, and only in single
//! records.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};

/// What a caller sees of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Nothing: the answer is the same as for a record that does not exist.
    Hidden,
    /// Everything but the salary.
    WithoutSalary,
    /// Everything.
    Whole,
}

/// What a caller sees of the record of an account's owner.
#[must_use]
pub fn sight_of_member(caller: &Caller, owner: AccountId) -> Sight {
    if caller.is(owner) || caller.has_any(&[Role::Staff, Role::Finance]) {
        Sight::Whole
    } else if caller.has(Role::Admin) {
        Sight::WithoutSalary
    } else {
        Sight::Hidden
    }
}

/// Whether a caller may see a member's record.
#[must_use]
pub fn may_see_member(caller: &Caller, owner: AccountId) -> bool {
    sight_of_member(caller, owner) != Sight::Hidden
}

/// Whether a caller may see a member's salary.
#[must_use]
pub fn may_see_salary(caller: &Caller, owner: AccountId) -> bool {
    sight_of_member(caller, owner) == Sight::Whole
}

/// Whether a caller may see how a member stands toward Life membership: the person,
/// staff, administrators, and the board, which may grant it.
#[must_use]
pub fn may_see_life(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || caller.has_any(&[Role::Staff, Role::Board, Role::Admin])
}

/// Whether a caller may see everybody's applications for Life membership.
#[must_use]
pub fn may_list_life(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Board, Role::Admin])
}

/// Whether a caller may list members.
#[must_use]
pub fn may_list_members(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// Whether a caller may change a member's record or employment.
#[must_use]
pub fn may_change_member(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || caller.has(Role::Staff)
}

/// Whether a caller may submit an application for an account's owner.
#[must_use]
pub fn may_apply_for(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || caller.has(Role::Staff)
}
