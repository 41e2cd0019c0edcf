//! Sessions and their tokens: how long each is valid, and what a second use of a refresh token
//! means. PROMISES C3, B5.

use crate::accounts::account::TokenPurpose;
use crate::accounts::policy::AccountsPolicy;
use crate::{AccountId, SessionId};
use chrono::{DateTime, TimeDelta, Utc};

code_words! {
    /// Why a session ended.
    pub enum SessionEnd {
        /// The person signed out.
        SignedOut => "signed_out",
        /// The password was changed, or the address that one signs in with.
        PasswordChanged => "password_changed",
        /// The password was reset, or the second factor, or a change of address was taken back.
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
    /// The owner of the record.
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

    /// Whether the session is one of this account's and counts at an instant: its holder sees and ends it, and
    /// nobody else learns of it.
    #[must_use]
    pub fn is_live_for(&self, account: AccountId, now: DateTime<Utc>, policy: &AccountsPolicy) -> bool {
        self.account_id == account && self.state_at(now, policy) == SessionState::Live
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
    /// Email confirmation.
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
    at.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC)
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
pub fn decide_refresh(facts: &RefreshFacts<'_>, now: DateTime<Utc>, policy: &AccountsPolicy) -> RefreshDecision {
    match (facts.session.state_at(now, policy), facts.used_at) {
        (SessionState::Live, None) => RefreshDecision::Rotate,
        (SessionState::Live, Some(used_at)) => {
            let replay_ends = later(used_at, policy.lifetimes().refresh_replay);
            if facts.same_request && now < replay_ends { RefreshDecision::Replay } else { RefreshDecision::EndFamily }
        }
        (state, _) => RefreshDecision::Refuse(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, instant};
    use uuid::Uuid;

    fn session() -> Session {
        Session {
            id: SessionId::new(Uuid::from_u128(1)),
            account_id: AccountId::new(Uuid::from_u128(2)),
            created_at: instant("2026-03-01T12:00:00Z"),
            last_used_at: instant("2026-03-20T12:00:00Z"),
            expires_at: instant("2026-03-31T12:00:00Z"),
            ended_at: None,
            end_reason: None,
            user_agent: None,
        }
    }

    fn decide(used_at: Option<&str>, same_request: bool, now: &str) -> RefreshDecision {
        let session = session();
        let facts = RefreshFacts { session: &session, used_at: used_at.map(instant), same_request };
        decide_refresh(&facts, instant(now), &POLICIES.accounts)
    }

    #[test]
    fn a_live_session_is_its_holders_alone() {
        let is_live_for = |holder: u128, now| {
            session().is_live_for(AccountId::new(Uuid::from_u128(holder)), instant(now), &POLICIES.accounts)
        };
        assert!(is_live_for(2, "2026-03-31T11:59:59Z"));
        assert!(!is_live_for(2, "2026-03-31T12:00:00Z"), "it has expired");
        assert!(!is_live_for(3, "2026-03-31T11:59:59Z"), "it is another's");
    }

    #[test]
    fn a_session_ends_at_its_expiry_or_after_two_idle_weeks() {
        let state = |session: &Session, now| session.state_at(instant(now), &POLICIES.accounts);
        assert_eq!(state(&session(), "2026-03-31T11:59:59Z"), SessionState::Live);
        assert_eq!(state(&session(), "2026-03-31T12:00:00Z"), SessionState::Expired);
        let unused = Session { last_used_at: instant("2026-03-02T12:00:00Z"), ..session() };
        assert_eq!(state(&unused, "2026-03-16T11:59:59Z"), SessionState::Live);
        assert_eq!(state(&unused, "2026-03-16T12:00:00Z"), SessionState::Idle);
    }

    #[test]
    fn a_signed_out_session_has_ended() {
        let ended = Session {
            ended_at: Some(instant("2026-03-21T12:00:00Z")),
            end_reason: Some(SessionEnd::SignedOut),
            ..session()
        };
        assert_eq!(ended.state_at(instant("2026-03-22T12:00:00Z"), &POLICIES.accounts), SessionState::Ended);
    }

    #[test]
    fn an_unused_token_is_rotated() {
        assert_eq!(decide(None, false, "2026-03-21T12:00:00Z"), RefreshDecision::Rotate);
    }

    #[test]
    fn a_used_token_ends_the_family_even_a_second_later() {
        let used = Some("2026-03-21T12:00:00Z");
        assert_eq!(decide(used, false, "2026-03-21T12:00:01Z"), RefreshDecision::EndFamily);
    }

    #[test]
    fn the_same_request_gets_its_answer_again_for_thirty_seconds() {
        let used = Some("2026-03-21T12:00:00Z");
        assert_eq!(decide(used, true, "2026-03-21T12:00:29Z"), RefreshDecision::Replay);
        assert_eq!(decide(used, true, "2026-03-21T12:00:30Z"), RefreshDecision::EndFamily);
    }

    #[test]
    fn a_token_of_an_expired_session_is_refused() {
        assert_eq!(decide(None, false, "2026-04-01T12:00:00Z"), RefreshDecision::Refuse(SessionState::Expired));
    }

    #[test]
    fn access_tokens_live_ten_minutes_and_one_time_tokens_by_their_purpose() {
        let lifetimes = POLICIES.accounts.lifetimes();
        assert_eq!(lifetimes.access, TimeDelta::minutes(10));
        assert_eq!(lifetimes.session, TimeDelta::days(30));
        assert_eq!(lifetimes.one_time(TokenPurpose::ConfirmEmail), TimeDelta::hours(48));
        assert_eq!(lifetimes.one_time(TokenPurpose::ResetPassword), TimeDelta::hours(1));
    }

    #[test]
    fn the_end_of_time_is_as_late_as_it_gets() {
        let end = DateTime::<Utc>::MAX_UTC;
        assert_eq!(later(end, TimeDelta::days(1)), end);
    }
}
