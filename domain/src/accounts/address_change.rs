//! Changing the address that somebody signs in with: it outlives the job whose mailbox it was.
//!
//! Invariant: no address counts before its mailbox has proved it, and whoever reads the old one can take the change back.

use crate::accounts::policy::AccountsPolicy;
use crate::accounts::session::{Session, later};
use crate::refusal::{Refuse, cited};
use crate::{AccountId, AddressChangeId, SessionId};
use chrono::{DateTime, Utc};

/// A change of address, asked for or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// The id of the record.
    pub id: AddressChangeId,
    /// The account whose address changes.
    pub account_id: AccountId,
    /// The address before.
    pub former_email: String,
    /// The address from then on.
    pub email: String,
    /// The owner, or staff for an owner who lost the old mailbox.
    pub asked_by: AccountId,
    /// The owner's session, which goes on when all others end.
    pub session_id: Option<SessionId>,
    /// Why staff asked.
    pub reason: Option<String>,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When the new mailbox proved it.
    pub changed_at: Option<DateTime<Utc>>,
}

/// A refusal to change an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefusal {
    /// The session is too old to change an address by itself.
    #[error("the session began more than {minutes} minutes ago: send `current_password` too")]
    PasswordNeeded {
        /// So many minutes a session suffices.
        minutes: u32,
    },
    /// The account has this address.
    #[error("the account has this address already")]
    Unchanged,
    /// The account holds a role that an administrator granted.
    #[error("the account holds roles that an administrator granted, so an administrator changes its address")]
    RolesGranted,
}

impl Refuse for AddressRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::PasswordNeeded { .. } => "current_password_needed",
            Self::Unchanged => "address_unchanged",
            Self::RolesGranted => "address_changed_by_admin",
        }
    }

    fn clause(&self) -> &'static str {
        match self {
            Self::PasswordNeeded { .. } => "accounts.address.own",
            Self::Unchanged => "accounts.address",
            Self::RolesGranted => "accounts.address.by_staff",
        }
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }
}

/// Whether a session is so young that whoever holds it has just shown the password.
#[must_use]
pub fn is_fresh(session: &Session, now: DateTime<Utc>, policy: &AccountsPolicy) -> bool {
    now < later(session.created_at, policy.address.fresh_session())
}

/// The refusal of a change without the password in a session that is not fresh.
#[must_use]
pub fn password_needed(policy: &AccountsPolicy) -> AddressRefusal {
    AddressRefusal::PasswordNeeded { minutes: policy.address.fresh_session_minutes.value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, instant};
    use uuid::Uuid;

    #[test]
    fn a_session_is_fresh_for_five_minutes_and_no_second_longer() {
        let began = instant("2026-03-01T12:00:00Z");
        let session = Session {
            id: SessionId::new(Uuid::nil()),
            account_id: AccountId::new(Uuid::nil()),
            created_at: began,
            last_used_at: began,
            expires_at: began,
            ended_at: None,
            end_reason: None,
            user_agent: None,
        };
        let fresh = |at| is_fresh(&session, instant(at), &POLICIES.accounts);
        assert!(fresh("2026-03-01T12:04:59Z"));
        assert!(!fresh("2026-03-01T12:05:00Z"));
    }
}
