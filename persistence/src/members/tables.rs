//! What this slice holds about people.

use crate::personal_data::{Blank, Fate, Link, Merging, Table};

/// Every table, those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[
    &HONORARY_CONFERRALS,
    &EMPLOYMENT_SPELLS,
    &MEMBERSHIP_TERMS,
    &APPLICATION_STEPS,
    &MEMBERSHIP_APPLICATIONS,
    &MEMBERS,
];

static HONORARY_CONFERRALS: Table = Table {
    accounts: &["recorded_by", "revoked_by"],
    ..Table::about(
        "honorary_conferrals",
        Link::Member("member_id"),
        Fate::Kept("It shows who proposed and how the board voted."),
        Merging::Moves,
    )
};

static EMPLOYMENT_SPELLS: Table =
    Table::about("employment_spells", Link::Member("member_id"), Fate::Deleted, Merging::Moves);

static MEMBERSHIP_TERMS: Table = Table::about(
    "membership_terms",
    Link::Member("member_id"),
    Fate::Kept("A term was paid: it explains its invoice."),
    Merging::Moves,
);

static APPLICATION_STEPS: Table = Table {
    accounts: &["account_id"],
    ..Table::about(
        "membership_application_steps",
        Link::Row("application_id", &MEMBERSHIP_APPLICATIONS),
        Fate::Kept("It shows who accepted or declined an application, and on which grounds."),
        Merging::Moves,
    )
};

static MEMBERSHIP_APPLICATIONS: Table = Table {
    accounts: &["submitted_by"],
    members: &["member_id"],
    ..Table::about(
        "membership_applications",
        Link::Account("account_id"),
        Fate::Kept("An application explains the price of its invoice."),
        Merging::Moves,
    )
};

static MEMBERS: Table = Table::about(
    "members",
    Link::Account("account_id"),
    Fate::Anonymized(
        &[
            ("email", Blank::Address),
            ("unproved_email", Blank::Null),
            ("given_name", Blank::Word("Erased")),
            ("family_name", Blank::Word("Member")),
            ("family_name_key", Blank::Word("member")),
            ("born_on", Blank::Null),
        ],
        "A member number is given once and never again; the row stays and names nobody.",
    ),
    Merging::MovesUnlessBothAreMembers,
);
