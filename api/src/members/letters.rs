//! What the association writes to its members.

use chrono::NaiveDate;
use guildhall_domain::members::{Member, PlannedTerm};
use guildhall_persistence::Tx;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};

/// Tells a member that a paid term was opened.
///
/// # Errors
/// Those of the store.
pub async fn term_opened(app: &App, tx: &Tx, member: &Member, term: &PlannedTerm) -> Result<(), Problem> {
    let letter = Letter {
        to: member.email.clone(),
        subject: "Your membership".into(),
        text: format!(
            "Dear {},\n\nyour payment has arrived. Your membership runs from {} and ends before {}.\nYour member number is {}.\n",
            member.name.given(),
            term.starts_on,
            term.ends_on,
            member.number,
        ),
    };
    post::append(app, tx, Posting::once(letter)).await
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
    let letter = Letter {
        to: member.email.clone(),
        subject: "Your membership payment has ended".into(),
        text: format!(
            "Dear {},\n\nyour membership was paid until {ended_on}. Its benefits stay until {grace_ends_on}; after that it lapses.\n",
            member.name.given(),
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("grace/{}/{ended_on}", member.id))).await
}

/// Tells a member that the membership has lapsed. Written once per lapse.
///
/// # Errors
/// Those of the store.
pub async fn lapsed(app: &App, tx: &Tx, member: &Member, lapsed_on: NaiveDate) -> Result<(), Problem> {
    let letter = Letter {
        to: member.email.clone(),
        subject: "Your membership has lapsed".into(),
        text: format!(
            "Dear {},\n\nyour membership lapsed on {lapsed_on}. To rejoin, call the association's staff.\n",
            member.name.given(),
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("lapsed/{}/{lapsed_on}", member.id))).await
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
    let letter = Letter {
        to: member.email.clone(),
        subject: "Your membership can be renewed".into(),
        text: format!(
            "Dear {},\n\nyour membership is paid until {ends_on} and can be renewed now. We could not prepare your invoice: {}.\nPlease apply for the renewal yourself.\n",
            member.name.given(),
            refused.detail.as_deref().unwrap_or(refused.kind.title),
        ),
    };
    post::append(app, tx, Posting::keyed(letter, format!("renewal-asked/{}/{ends_on}", member.id))).await
}
