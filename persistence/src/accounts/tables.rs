//! What this slice holds about people.

use crate::personal_data::{Blank, Fate, Link, Merging, Table};

/// Every table, those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[&REFRESH_TOKENS, &SESSIONS, &ONE_TIME_TOKENS, &ACCOUNT_ROLES, &ACCOUNTS];

static REFRESH_TOKENS: Table =
    Table::about("refresh_tokens", Link::Row("session_id", &SESSIONS), Fate::Deleted, Merging::Stays);

static SESSIONS: Table = Table::about("sessions", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static ONE_TIME_TOKENS: Table =
    Table::about("one_time_tokens", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

// Roles are granted to one account by an administrator: a merge grants none.
static ACCOUNT_ROLES: Table = Table::about("account_roles", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static ACCOUNTS: Table = Table::about(
    "accounts",
    Link::Account("id"),
    Fate::Anonymized(
        &[
            ("email", Blank::Address),
            ("email_key", Blank::Address),
            ("given_name", Blank::Word("Erased")),
            ("family_name", Blank::Word("Account")),
            ("password_hash", Blank::Word("")),
            ("status", Blank::Word("suspended")),
        ],
        "Books and trails name the account by its id; the row stays and names nobody.",
    ),
    Merging::Stays,
);
