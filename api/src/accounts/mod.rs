//! Accounts: free, for everybody in local government. Registration, sessions, passwords, roles.

pub mod passwords;
pub mod problems;
pub mod tokens;

use actix_web::http::Method;
use guildhall_domain::ids::{AccountId, SessionId};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::App;
use crate::http::auth::Identity;
use crate::http::problem::Problem;

/// The operations of this slice.
pub fn routes(_config: &mut ServiceConfig<'_>) {}

/// Who is behind a token's session; `None` when the session or account no longer counts.
pub async fn identity(app: &App, account: AccountId, session: SessionId) -> Result<Option<Identity>, Problem> {
    let _ = (app, account, session);
    Ok(None)
}

/// Whether an operation lets somebody guess passwords or makes the server send mail.
pub fn is_guessable(method: &Method, path: &str) -> bool {
    const GUESSABLE: [&str; 6] =
        ["registrations", "confirmations", "sessions", "refreshes", "password-reset-requests", "password-resets"];
    method == Method::POST && path.strip_prefix("/v1/accounts/").is_some_and(|rest| GUESSABLE.contains(&rest))
}
