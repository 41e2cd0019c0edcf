//! Accounts: who can sign in, what they may do, and where they are signed in.
//!
//! Secrets are stored as hashes only: passwords as argon2id texts, tokens and
//! the addresses of failed sign-ins as SHA-256.

mod account;
mod address_change;
mod list;
mod mailbox;
mod names;
mod one_time_token;
mod refresh_token;
mod registration;
mod role;
mod second_factor;
mod session;
pub mod tables;
mod throttle;

use guildhall_domain::accounts::{Role, TokenPurpose};

use crate::words::{WordColumn, words};

pub(crate) use account::{Column as AccountColumn, Entity as AccountEntity};
pub use account::{
    Credentials, any_demo_account, find_account, find_credentials, insert_account, load_account, load_credentials,
    lock_account, save_account, save_password,
};
pub use address_change::{
    find_asked_change, find_revocable_change, insert_address_change, save_changed, save_revoked, sweep_address_changes,
    withdraw_address_changes,
};
pub use list::{AccountFilter, AccountSort, accounts_to_erase, is_erased, list_accounts, lock_admins, save_erased};
pub use mailbox::hold_mailbox;
pub use names::names_of;
pub use one_time_token::{
    OneTimeToken, insert_one_time_token, owner_of_one_time_token, sweep_one_time_tokens, take_one_time_token,
    withdraw_one_time_tokens,
};
pub use refresh_token::{RefreshTokenRecord, find_refresh_token, insert_refresh_token, use_refresh_token};
pub use registration::{
    Registration, forget_registrations, insert_registration, registrations_of, sweep_registrations,
};
pub use second_factor::{
    SecondFactorRecord, SecondFactorReset, delete_second_factor, find_second_factor, has_recovery_code,
    insert_second_factor_reset, recovery_codes_left, replace_recovery_codes, save_second_factor,
    save_second_factor_due_at, second_factor_due_at, use_recovery_code, use_step,
};
pub use session::{
    SessionSort, end_session, end_sessions_of, find_session, insert_session, list_sessions, lock_session,
    sweep_sessions, touch_session,
};
pub use throttle::{clear_failures, find_failures, lock_failures, save_failures, sweep_failures};

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] =
    &[words!("account_roles", "role", Role), words!("one_time_tokens", "purpose", TokenPurpose)];

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
