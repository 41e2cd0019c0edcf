//! The second factor: whose roles count only with one, and from when on.

use crate::accounts::policy::AccountsPolicy;
use crate::accounts::role::{Role, Roles};
use crate::refusal::{Refuse, cited};
use chrono::{DateTime, Utc};

/// The roles that let somebody decide over others: they need a second factor where one is required.
pub const GUARDED: [Role; 5] = [Role::Staff, Role::Finance, Role::Faculty, Role::Board, Role::Admin];

/// A refusal about a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecondFactorRefusal {
    /// The account has one.
    #[error("the account has a second factor already; an administrator can take it away")]
    Active,
    /// None was begun.
    #[error("no second factor was begun, or it is confirmed already")]
    NotBegun,
    /// There is none to take away.
    #[error("the account has no second factor")]
    None,
    /// The code is not the one of this moment.
    #[error("the code is wrong, too old, or was used before; check the clock of the device")]
    CodeWrong,
}

impl Refuse for SecondFactorRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Active => "second_factor_active",
            Self::NotBegun => "second_factor_not_begun",
            Self::None => "second_factor_missing",
            Self::CodeWrong => "second_factor_code_wrong",
        }
    }

    fn clause(&self) -> &'static str {
        "accounts.second_factor"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }
}

/// Whether one of the roles needs a second factor where one is required.
#[must_use]
pub fn is_guarded(roles: Roles) -> bool {
    GUARDED.into_iter().any(|role| roles.has(role))
}

/// From when on roles granted now count only with a second factor.
#[must_use]
pub fn due_after(granted_at: DateTime<Utc>, policy: &AccountsPolicy) -> DateTime<Utc> {
    super::session::later(granted_at, policy.second_factor.grace())
}

/// The roles that count: without a second factor whose time has come, no granted one does.
#[must_use]
pub fn counting(roles: Roles, due_at: Option<DateTime<Utc>>, is_active: bool, now: DateTime<Utc>) -> Roles {
    let overdue = due_at.is_some_and(|due_at| now >= due_at);
    if overdue && !is_active && is_guarded(roles) { Roles::NONE } else { roles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, instant};

    #[test]
    fn guarded_roles_count_without_a_second_factor_for_fourteen_days_and_no_second_longer() {
        let due = due_after(instant("2026-03-01T12:00:00Z"), &POLICIES.accounts);
        let (staff, coach) = (Roles::NONE.with(Role::Staff), Roles::NONE.with(Role::Coach));
        let counts = |roles, active, at| counting(roles, Some(due), active, instant(at));
        assert_eq!(counts(staff, false, "2026-03-15T11:59:59Z"), staff);
        assert_eq!(counts(staff, false, "2026-03-15T12:00:00Z"), Roles::NONE);
        assert_eq!(counts(staff, true, "2026-03-15T12:00:00Z"), staff);
        assert_eq!(counts(coach, false, "2026-03-15T12:00:00Z"), coach);
        assert_eq!(counting(staff, None, false, instant("2030-01-01T00:00:00Z")), staff);
    }
}
