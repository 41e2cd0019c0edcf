//! What the association writes to its members.

use chrono::NaiveDate;
use guildhall_domain::members::{Member, PlannedTerm};
use guildhall_persistence::Tx;
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[
    LetterKind::of::<TermOpened>(),
    LetterKind::of::<PaymentEnded>(),
    LetterKind::of::<Lapsed>(),
    LetterKind::of::<RenewalNeedsApplication>(),
];

#[derive(Serialize)]
struct TermOpened {
    given_name: String,
    member_number: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl LetterText for TermOpened {
    const TEMPLATE: Template = template!("letters/members/term_opened");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![TermOpened { given_name: "Ana".into(), member_number: "100001".into(), starts_on: day, ends_on: day }]
    }
}

/// Tells a member that a paid term was opened.
///
/// # Errors
/// Those of the store.
pub async fn term_opened(app: &App, tx: &Tx, member: &Member, term: &PlannedTerm) -> Result<(), Problem> {
    let text = TermOpened {
        given_name: member.name.given().into(),
        member_number: member.number.to_string(),
        starts_on: term.starts_on,
        ends_on: term.ends_on,
    };
    post::append(app, tx, Posting::once(text.letter(&member.email)?)).await
}

#[derive(Serialize)]
struct PaymentEnded {
    given_name: String,
    ended_on: NaiveDate,
    grace_ends_on: NaiveDate,
}

impl LetterText for PaymentEnded {
    const TEMPLATE: Template = template!("letters/members/payment_ended");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![PaymentEnded { given_name: "Ana".into(), ended_on: day, grace_ends_on: day }]
    }
}

/// Tells a member that payment has ended and how long benefits stay. Written once per end of payment.
///
/// # Errors
/// Those of the store.
pub async fn payment_ended(
    app: &App,
    tx: &Tx,
    member: &Member,
    ended_on: NaiveDate,
    grace_ends_on: NaiveDate,
) -> Result<(), Problem> {
    let text = PaymentEnded { given_name: member.name.given().into(), ended_on, grace_ends_on };
    let key = format!("grace/{}/{ended_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}

#[derive(Serialize)]
struct Lapsed {
    given_name: String,
    lapsed_on: NaiveDate,
}

impl LetterText for Lapsed {
    const TEMPLATE: Template = template!("letters/members/lapsed");

    fn samples() -> Vec<Self> {
        vec![Lapsed { given_name: "Ana".into(), lapsed_on: NaiveDate::default() }]
    }
}

/// Tells a member that the membership has lapsed. Written once per lapse.
///
/// # Errors
/// Those of the store.
pub async fn lapsed(app: &App, tx: &Tx, member: &Member, lapsed_on: NaiveDate) -> Result<(), Problem> {
    let text = Lapsed { given_name: member.name.given().into(), lapsed_on };
    let key = format!("lapsed/{}/{lapsed_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}

#[derive(Serialize)]
struct RenewalNeedsApplication {
    given_name: String,
    ends_on: NaiveDate,
    reason: String,
}

impl LetterText for RenewalNeedsApplication {
    const TEMPLATE: Template = template!("letters/members/renewal_needs_application");

    fn samples() -> Vec<Self> {
        let reason = "No salary is on record.".into();
        vec![RenewalNeedsApplication { given_name: "Ana".into(), ends_on: NaiveDate::default(), reason }]
    }
}

/// Asks a member to apply for the renewal that could not be invoiced, and says why. Written once per term.
///
/// # Errors
/// Those of the store.
pub async fn renewal_needs_application(
    app: &App,
    tx: &Tx,
    member: &Member,
    ends_on: NaiveDate,
    refused: &Problem,
) -> Result<(), Problem> {
    let reason = refused.detail.as_deref().unwrap_or(refused.kind.title).to_owned();
    let text = RenewalNeedsApplication { given_name: member.name.given().into(), ends_on, reason };
    let key = format!("renewal-asked/{}/{ends_on}", member.id);
    post::append(app, tx, Posting::keyed(text.letter(&member.email)?, key)).await
}
