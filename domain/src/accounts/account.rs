//! An account: free, for anyone, confirmed by email.

use crate::AccountId;
use crate::accounts::role::Roles;
use crate::members::person::PersonName;
use chrono::{DateTime, Utc};

code_words! {
    /// Whether an account may sign in.
    pub enum AccountStatus {
        /// The address is not confirmed yet.
        Pending => "pending",
        /// Confirmed.
        Active => "active",
        /// Shut by an administrator.
        Suspended => "suspended",
    }
}

code_words! {
    /// What a one-time token is good for.
    pub enum TokenPurpose {
        /// Confirming an email address.
        ConfirmEmail => "confirm_email",
        /// Setting a new password.
        ResetPassword => "reset_password",
    }
}

/// An account, without its password hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// Address as given.
    pub email: String,
    /// The person's name.
    pub name: PersonName,
    /// The name as certificates print it, where the person gave another spelling.
    pub printed_name: Option<String>,
    /// Whether it may sign in.
    pub status: AccountStatus,
    /// Roles granted; `account` and `member` are derived and not stored.
    pub roles: Roles,
    /// When its owner closed it; it cannot sign in.
    pub closed_at: Option<DateTime<Utc>>,
    /// Made for the demonstration; production refuses to start with one.
    pub demo: bool,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// The spelling by which addresses are compared: trimmed, lower case.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The mailbox that an address is in: what mail servers ignore, from the first plus on, is left out.
#[must_use]
pub fn mailbox_key(email: &str) -> String {
    let key = email_key(email);
    let Some((name, host)) = key.rsplit_once('@') else { return key };
    match name.split_once('+') {
        Some((name, _)) if !name.is_empty() => format!("{name}@{host}"),
        _ => key,
    }
}
