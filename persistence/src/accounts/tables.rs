//! What this slice holds about people.

use crate::personal_data::{Blank, Fate, Link, Merging, Table};

/// Every table, those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[
    &REFRESH_TOKENS,
    &SESSIONS,
    &ONE_TIME_TOKENS,
    &ACCOUNT_REGISTRATIONS,
    &ADDRESS_CHANGES,
    &RECOVERY_CODES,
    &SECOND_FACTORS,
    &SECOND_FACTOR_RESETS,
    &ACCOUNT_ROLES,
    &ACCOUNTS,
];

static REFRESH_TOKENS: Table =
    Table::about("refresh_tokens", Link::Row("session_id", &SESSIONS), Fate::Deleted, Merging::Stays);

static SESSIONS: Table = Table::about("sessions", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static ONE_TIME_TOKENS: Table =
    Table::about("one_time_tokens", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static ACCOUNT_REGISTRATIONS: Table =
    Table::about("account_registrations", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static ADDRESS_CHANGES: Table = Table {
    accounts: &["asked_by"],
    ..Table::about("address_changes", Link::Account("account_id"), Fate::Deleted, Merging::Stays)
};

static RECOVERY_CODES: Table =
    Table::about("recovery_codes", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static SECOND_FACTORS: Table =
    Table::about("second_factors", Link::Account("account_id"), Fate::Deleted, Merging::Stays);

static SECOND_FACTOR_RESETS: Table = Table {
    accounts: &["reset_by"],
    ..Table::about("second_factor_resets", Link::Account("account_id"), Fate::Deleted, Merging::Stays)
};

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
            ("printed_name", Blank::Null),
            ("password_hash", Blank::Word("")),
            ("status", Blank::Word("suspended")),
        ],
        "Books and trails name the account by its id; the row stays and names nobody.",
    ),
    Merging::Stays,
);
