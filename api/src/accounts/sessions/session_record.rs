//! A session, as its holder is shown it, and the tokens that are shown once.

use chrono::{DateTime, Utc};
use guildhall_domain::accounts::Session;
use guildhall_domain::accounts::session::later;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::accounts::actions::sign_in::TokenPair;
use crate::app::App;

/// A place where somebody is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionOut {
    /// Id of the session.
    id: Uuid,
    /// When it began.
    created_at: DateTime<Utc>,
    /// When it was last refreshed.
    last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed before; never later than 30 days after it began.
    expires_at: DateTime<Utc>,
    /// What the device called itself; null when it did not.
    #[schema(required, max_length = 200, example = "Mozilla/5.0")]
    user_agent: Option<String>,
    /// Whether it is the session of this very request.
    #[schema(example = true)]
    current: bool,
    /// The tokens, only in the answer that made them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tokens: Option<TokensOut>,
}

/// The tokens of a session, shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = Tokens)]
pub struct TokensOut {
    /// For `Authorization: Bearer`.
    #[schema(max_length = 2048, example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2ln", extensions(("x-secret" = json!(true))))]
    access_token: String,
    /// How the access token is sent.
    token_type: TokenType,
    /// Seconds that the access token lives.
    #[schema(minimum = 0, maximum = 900, example = 600)]
    expires_in: i32,
    /// For one refresh.
    #[schema(max_length = 256, example = "Zk3vPq8sT1wXyB6nMc9dEf2gHj4kLr7uA0oIiVvS5mE", extensions(("x-secret" = json!(true))))]
    refresh_token: String,
}

/// How an access token is sent.
#[derive(Serialize, ToSchema)]
pub enum TokenType {
    /// In `Authorization: Bearer` (RFC 6750).
    Bearer,
}

impl SessionOut {
    /// A session as `current` or another one of its holder sees it, without tokens.
    pub fn of(app: &App, session: Session, current: bool) -> SessionOut {
        let idle_at = later(session.last_used_at, app.policies.accounts.lifetimes().refresh_idle);
        SessionOut {
            id: session.id.uuid(),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at.min(idle_at),
            user_agent: session.user_agent,
            current,
            tokens: None,
        }
    }

    /// A session with its new tokens.
    pub fn with_tokens(app: &App, session: Session, pair: TokenPair) -> SessionOut {
        let tokens = TokensOut {
            access_token: pair.access,
            token_type: TokenType::Bearer,
            expires_in: i32::try_from(pair.expires_in_seconds).unwrap_or(0),
            refresh_token: pair.refresh,
        };
        SessionOut { tokens: Some(tokens), ..SessionOut::of(app, session, true) }
    }
}
