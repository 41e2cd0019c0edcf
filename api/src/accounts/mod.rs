//! Accounts: free, for everybody in local government. Registration, sessions, passwords, roles.
//!
//! Invariants: passwords are kept as argon2id, tokens as SHA-256, and neither
//! reaches a log; what is answered about an address is the same whether an
//! account has it or not; whoever is signed out, suspended or has lost a role is
//! so for every access token within a second. PROMISES B5, C1 to C8.

mod accounts;
mod actions;
mod address_changes;
mod closure;
mod confirmations;
mod demo;
pub mod grants;
mod identity;
pub mod letters;
mod listeners;
mod me;
pub mod names;
mod new_passwords;
pub mod problems;
mod record;
mod registrations;
mod relations;
mod scenarios;
mod second_factor;
pub mod secrets;
mod sessions;
mod sweep;

use actix_web::web;
use guildhall_domain::accounts::AccountEvent;
use guildhall_domain::events::Event;
use guildhall_persistence::accounts::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::fallback::fallback;
use crate::personal_data::InTables;
use crate::sandbox::scenarios::Rules;
use crate::slice::{Demo, Identification, Slice, Tag};
pub(crate) use actions::administer::grant_on_the_machine;
pub use identity::held_roles;

/// What can only be posted to; every other method is refused before an address
/// of this kind could be taken for the id of an account.
const POSTED: [&str; 9] = [
    "/address-changes",
    "/address-changes/confirmations",
    "/address-changes/revocations",
    "/registrations",
    "/confirmations",
    "/refreshes",
    "/password-changes",
    "/password-reset-requests",
    "/password-resets",
];

/// What this slice registers.
pub static SLICE: Slice = Slice {
    base: true,
    problems: problems::KINDS,
    events: AccountEvent::KINDS,
    listeners: listeners::LISTENERS,
    letters: letters::LETTERS,
    deliverers: &[&letters::BulkLetters],
    scenarios: scenarios::all,
    identification: Some(Identification {
        of_session: |app, account, session| Box::pin(identity::identity(app, account, session)),
        enroll: demo::enroll,
        of_address: demo::known,
        anybody: demo::anybody,
    }),
    demo: Demo { personas: demo::personas, ..Demo::NONE },
    sweep: Some(sweep::sweep),
    jobs: closure::jobs::JOBS,
    guessable: &[
        "/v1/accounts/address-changes",
        "/v1/accounts/address-changes/confirmations",
        "/v1/accounts/address-changes/revocations",
        "/v1/accounts/registrations",
        "/v1/accounts/confirmations",
        "/v1/accounts/sessions",
        "/v1/accounts/refreshes",
        "/v1/accounts/password-reset-requests",
        "/v1/accounts/password-resets",
    ],
    examples: include_str!("examples.json"),
    ..Slice::new("accounts", TAG, routes, &InTables(TABLES), actions::endings::end)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules = Rules { page: "docs/rules/accounts.md", sources: |policies| &policies.accounts.sources };

const TAG: Tag = Tag {
    name: "Accounts",
    description: "Free accounts for everybody in local government: registration, sessions, passwords.",
};

/// The operations of this slice.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        me::get_me,
        me::update_me,
        closure::closure::create_account_closure,
        second_factor::second_factor::get_second_factor,
        second_factor::second_factor::create_second_factor,
        second_factor::confirmation::confirm_second_factor,
        second_factor::recovery_codes::create_recovery_codes,
        second_factor::removal::create_second_factor_removal,
        sessions::sessions::create_session,
        sessions::sessions::list_sessions,
        sessions::sessions::get_session,
        sessions::sessions::delete_session,
        sessions::refreshes::create_refresh,
        registrations::create_registration,
        confirmations::create_confirmation,
        address_changes::address_changes::create_address_change,
        address_changes::confirmations::create_address_change_confirmation,
        address_changes::revocations::create_address_change_revocation,
        new_passwords::password_changes::create_password_change,
        new_passwords::password_reset_requests::create_password_reset_request,
        new_passwords::password_resets::create_password_reset,
        accounts::list_accounts,
    );
    for path in POSTED {
        config.route(path, web::route().to(fallback));
    }
    crate::operations!(config;
        accounts::get_account,
        accounts::update_account,
        address_changes::address_changes::create_address_change_for_somebody,
        second_factor::reset::create_second_factor_reset,
    );
}
