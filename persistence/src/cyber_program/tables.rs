//! What this slice holds about people.

use crate::personal_data::{Blank, Fate, Link, Merging, Sealed, Table};

/// Every table that names people, or belongs to one that does; those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[
    &CALENDAR_LINKS,
    &GROUP_STAYS,
    &MARKS,
    &SURVEY_ANSWERS,
    &SURVEYS,
    &REFLECTIONS,
    &POSTS,
    &ENROLLMENT_STEPS,
    &ENROLLMENTS,
    &SEAT_PURCHASES,
    &MENTORS,
    &CANCELLATIONS,
    &VAULT_KEYS,
];

const SEAT: &str = "It explains the invoice of the seat, the certificate and the hours of credit.";

static CALENDAR_LINKS: Table =
    Table::about("cyber_calendar_links", Link::Row("enrollment_id", &ENROLLMENTS), Fate::Deleted, Merging::Moves);

static GROUP_STAYS: Table = Table::about(
    "cyber_group_stays",
    Link::Row("enrollment_id", &ENROLLMENTS),
    Fate::Kept("It says which discussions the person took part in; it names nobody by itself."),
    Merging::Moves,
);

static CANCELLATIONS: Table = Table {
    accounts: &["canceled_by"],
    ..Table::about(
        "cyber_cancellations",
        Link::Nobody,
        Fate::Kept("It is about a cohort, and explains refunds."),
        Merging::Moves,
    )
};

static MARKS: Table = Table {
    accounts: &["marked_by", "confirmed_by"],
    ..Table::about(
        "cyber_marks",
        Link::Row("enrollment_id", &ENROLLMENTS),
        Fate::Anonymized(&[("reason", Blank::Null)], SEAT),
        Merging::Moves,
    )
};

/// Answers to surveys.
pub static SURVEY_ANSWERS: Table = Table {
    sealed: Some(Sealed::ByAuthor("sealed_answers")),
    ..Table::about("cyber_survey_answers", Link::Account("author_id"), Fate::Deleted, Merging::Moves)
};

static SURVEYS: Table = Table {
    accounts: &["created_by"],
    ..Table::about("cyber_surveys", Link::Nobody, Fate::Kept("A survey is about nobody."), Merging::Moves)
};

/// Private notes.
pub static REFLECTIONS: Table = Table {
    sealed: Some(Sealed::ByAuthor("sealed_body")),
    ..Table::about("cyber_reflections", Link::Account("author_id"), Fate::Deleted, Merging::Moves)
};

/// Posts to a cohort.
pub static POSTS: Table = Table {
    sealed: Some(Sealed::ByCohort("sealed_body")),
    ..Table::about(
        "cyber_posts",
        Link::Account("author_id"),
        Fate::Kept("Others have answered it; the account of its author names nobody any more."),
        Merging::Moves,
    )
};

static ENROLLMENT_STEPS: Table = Table {
    accounts: &["account_id"],
    ..Table::about("cyber_enrollment_steps", Link::Row("enrollment_id", &ENROLLMENTS), Fate::Kept(SEAT), Merging::Moves)
};

static ENROLLMENTS: Table = Table {
    accounts: &["registered_by"],
    ..Table::about("cyber_enrollments", Link::Account("account_id"), Fate::Kept(SEAT), Merging::Moves)
};

static SEAT_PURCHASES: Table = Table {
    accounts: &["bought_by"],
    ..Table::about(
        "cyber_seat_purchases",
        Link::Nobody,
        Fate::Kept("An organization bought the seats."),
        Merging::Moves,
    )
};

static MENTORS: Table = Table::about("cyber_mentors", Link::Account("account_id"), Fate::Deleted, Merging::Moves);

// The key of a person, not that of a cohort: no id of an account is that of a cohort. With it, whatever it sealed is
// gone from backups too.
static VAULT_KEYS: Table = Table::about("vault_keys", Link::Account("owner_id"), Fate::Deleted, Merging::Stays);
