//! What this slice holds about people.

use crate::personal_data::{Fate, Link, Merging, Table};

/// Every table, those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[&PRINT_SUBSCRIPTIONS, &LIFE_RECOGNITIONS, &LIFE_TRANSITIONS, &LIFE_APPLICATIONS];

const DECISION: &str = "It shows why Life membership was granted or declined, and by whom.";

static PRINT_SUBSCRIPTIONS: Table = Table {
    accounts: &["ordered_by"],
    members: &["member_id"],
    ..Table::about(
        "print_subscriptions",
        Link::Account("account_id"),
        Fate::Kept("An order explains its invoice."),
        Merging::Moves,
    )
};

static LIFE_RECOGNITIONS: Table = Table::about(
    "life_recognitions",
    Link::Row("application_id", &LIFE_APPLICATIONS),
    Fate::Kept(DECISION),
    Merging::Moves,
);

static LIFE_TRANSITIONS: Table = Table {
    accounts: &["account_id"],
    ..Table::about(
        "life_transitions",
        Link::Row("application_id", &LIFE_APPLICATIONS),
        Fate::Kept(DECISION),
        Merging::Moves,
    )
};

static LIFE_APPLICATIONS: Table = Table {
    accounts: &["submitted_by"],
    members: &["member_id"],
    ..Table::about("life_applications", Link::Account("account_id"), Fate::Kept(DECISION), Merging::Moves)
};
