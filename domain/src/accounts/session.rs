//! Sessions and the tokens that belong to them: how long each lives, and what a
//! refresh token presented again means. PROMISES C3, B5.

use crate::accounts::account::TokenPurpose;
use crate::accounts::policy::AccountsPolicy;
use crate::{AccountId, SessionId};
use chrono::{DateTime, TimeDelta, Utc};

code_words! {
    /// Why a session ended.
    pub enum SessionEnd {
        /// The person signed out.
        SignedOut => "signed_out",
        /// The password was changed.
        PasswordChanged => "password_changed",
        /// The password was reset.
        PasswordReset => "password_reset",
        /// A used refresh token came again.
        TokenReused => "token_reused",
        /// The account was suspended.
        AccountSuspended => "account_suspended",
        /// The account's roles changed.
        RolesChanged => "roles_changed",
    }
}

/// One signed-in device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The session's id.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When a token was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was ended.
    pub end_reason: Option<SessionEnd>,
    /// What the device called itself.
    pub user_agent: Option<String>,
}

/// Whether a session still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// It does.
    Live,
    /// Its time is up.
    Expired,
    /// Unused for too long.
    Idle,
    /// It was ended.
    Ended,
}

impl Session {
    /// Whether the session counts at an instant.
    #[must_use]
    pub fn state_at(&self, now: DateTime<Utc>, policy: &AccountsPolicy) -> SessionState {
        let idle_at = later(self.last_used_at, policy.lifetimes().refresh_idle);
        if self.ended_at.is_some() {
            SessionState::Ended
        } else if now >= self.expires_at {
            SessionState::Expired
        } else if now >= idle_at {
            SessionState::Idle
        } else {
            SessionState::Live
        }
    }
}

/// How long tokens and sessions live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLifetimes {
    /// Access token.
    pub access: TimeDelta,
    /// Session, at the most.
    pub session: TimeDelta,
    /// Session without a refresh.
    pub refresh_idle: TimeDelta,
    /// How long the answer of a refresh may be repeated under its own key.
    pub refresh_replay: TimeDelta,
    /// E-mail confirmation.
    pub confirmation: TimeDelta,
    /// Password reset.
    pub reset: TimeDelta,
}

impl TokenLifetimes {
    /// How long a one-time token lives.
    #[must_use]
    pub const fn one_time(&self, purpose: TokenPurpose) -> TimeDelta {
        match purpose {
            TokenPurpose::ConfirmEmail => self.confirmation,
            TokenPurpose::ResetPassword => self.reset,
        }
    }
}

/// An instant some time later; the end of time when beyond it.
#[must_use]
pub fn later(at: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    at.checked_add_signed(by)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// What deciding about a refresh needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshFacts<'a> {
    /// The token's session.
    pub session: &'a Session,
    /// When the token was used before.
    pub used_at: Option<DateTime<Utc>>,
    /// Whether the same request (same Idempotency-Key) is being repeated.
    pub same_request: bool,
}

/// What happens to a presented refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshDecision {
    /// A new pair is made; the token is used up.
    Rotate,
    /// The stored answer is repeated; nothing changes.
    Replay,
    /// A used token came again: the whole family ends.
    EndFamily,
    /// The session no longer counts.
    Refuse(SessionState),
}

/// Decides about a presented refresh token.
#[must_use]
pub fn decide_refresh(
    facts: &RefreshFacts<'_>,
    now: DateTime<Utc>,
    policy: &AccountsPolicy,
) -> RefreshDecision {
    match (facts.session.state_at(now, policy), facts.used_at) {
        (SessionState::Live, None) => RefreshDecision::Rotate,
        (SessionState::Live, Some(used_at)) => {
            let replay_ends = later(used_at, policy.lifetimes().refresh_replay);
            if facts.same_request && now < replay_ends {
                RefreshDecision::Replay
            } else {
                RefreshDecision::EndFamily
            }
        }
        (state, _) => RefreshDecision::Refuse(state),
    }
}
