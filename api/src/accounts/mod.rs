//! Accounts: free, for everybody in local government. Registration, sessions, passwords, roles.
//!
//! Invariants: passwords are kept as argon2id, tokens as SHA-256, and neither
//! reaches a log; what is answered about an address is the same whether an
//! account has it or not; whoever is signed out, suspended or has lost a role is
//! so for every access token within a second. PROMISES B5, C1 to C8.

mod accounts;
mod actions;
mod confirmations;
mod identity;
mod letters;
mod me;
pub mod names;
mod new_passwords;
pub mod passwords;
pub mod problems;
mod record;
mod registrations;
mod relations;
mod scenarios;
mod secrets;
mod sessions;
pub mod tokens;

use actix_web::http::Method;
use actix_web::web;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::fallback::fallback;
pub use identity::{held_roles, identity};
pub use scenarios::all as scenarios;

/// What can only be posted to; every other method is refused before an address
/// of this kind could be taken for the id of an account.
const POSTED: [&str; 6] = [
    "/registrations",
    "/confirmations",
    "/refreshes",
    "/password-changes",
    "/password-reset-requests",
    "/password-resets",
];

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        me::get_me,
        me::update_me,
        sessions::sessions::create_session,
        sessions::sessions::list_sessions,
        sessions::sessions::get_session,
        sessions::sessions::delete_session,
        sessions::refreshes::create_refresh,
        registrations::create_registration,
        confirmations::create_confirmation,
        new_passwords::password_changes::create_password_change,
        new_passwords::password_reset_requests::create_password_reset_request,
        new_passwords::password_resets::create_password_reset,
        accounts::list_accounts,
    );
    for path in POSTED {
        config.route(path, web::route().to(fallback));
    }
    crate::operations!(config; accounts::get_account, accounts::update_account);
}

/// Whether an operation lets somebody guess passwords or makes the server send mail.
pub fn is_guessable(method: &Method, path: &str) -> bool {
    const GUESSABLE: [&str; 6] =
        ["registrations", "confirmations", "sessions", "refreshes", "password-reset-requests", "password-resets"];
    method == Method::POST && path.strip_prefix("/v1/accounts/").is_some_and(|rest| GUESSABLE.contains(&rest))
}
